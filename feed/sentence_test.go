package feed

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
)

func TestSentencesSayWhatHappenedAndWhatToDo(t *testing.T) {
	for _, c := range []struct {
		err  error
		want []string
	}{
		{&Error{Kind: BadURL, URL: "not a url"}, []string{"“not a url”", "is not a web address", "example.org"}},
		{&Error{Kind: Offline, URL: "https://example.org/f"}, []string{"example.org could not be reached", "Check"}},
		{&Error{Kind: Offline, URL: "https://example.org/f", Err: &net.DNSError{Err: "x", Name: "example.org", Server: "10.0.0.1:53", IsNotFound: true}},
			[]string{"example.org could not be reached (no such host). "}},
		{&Error{Kind: Offline, Err: fmt.Errorf("get: %w", &net.DNSError{Err: "dial udp: network is unreachable", Server: "10.0.0.1:53"})},
			[]string{"You are offline: nobody could be reached (the name server does not answer). No feed was touched", "by itself"}},
		{&Error{Kind: Portal, Err: errors.New("all feeds lead to login.hotel.example")}, []string{"wants a login first (all feeds lead to login.hotel.example)", "browser"}},
		{&Error{Kind: BadTLS, Err: errors.New("x509: expired")}, []string{"No connection is safe (x509: expired)", "clock", "login"}},
		{&Error{Kind: Timeout, URL: "https://example.org/f"}, []string{"example.org did not answer", "later"}},
		{&Error{Kind: NotFound, URL: "https://example.org/f", Status: 404}, []string{"https://example.org/f", "404"}},
		{&Error{Kind: NotFound}, []string{"not in the library"}},
		{&Error{Kind: Gone, URL: "https://example.org/f", Status: 410}, []string{"gone for good", "Remove it"}},
		{&Error{Kind: Auth, URL: "https://example.org/f", Status: 401}, []string{"password", "401"}},
		{&Error{Kind: Limited, URL: "https://example.org/f", Wait: 90}, []string{"left alone for 90 seconds"}},
		{&Error{Kind: Limited, URL: "https://example.org/f", Wait: 3600}, []string{"for 60 minutes"}},
		{&Error{Kind: Limited, URL: "https://example.org/f", Wait: 5 * 86400}, []string{"for 5 days"}},
		{&Error{Kind: Limited, URL: "https://example.org/f"}, []string{"for a while"}},
		{&Error{Kind: Server, URL: "https://example.org/f", Status: 500}, []string{"500", "later"}},
		{&Error{Kind: NotFeed, URL: "https://example.org/"}, []string{"No feed was found at https://example.org/"}},
		{&Error{Kind: NoArticle, URL: "https://example.org/a.pdf", Err: errors.New("is a PDF document")}, []string{"a.pdf is a PDF document.", "browser"}},
		{&Error{Kind: Exists, URL: "https://example.org/f"}, []string{"already follow https://example.org/f"}},
		{&Error{Kind: Locked}, []string{"Another program", "again"}},
		{&Error{Kind: Full}, []string{"disk is full", "room"}},
		{&Error{Kind: Full, Err: fmt.Errorf("x: %w", &NoRoom{Dir: "/home/ann/\x1b[31mnews", Needs: 8 << 20})}, []string{"disk is full, or nearly", "less than 9 MB", "/home/ann/news", "NEWSPANE_HOME"}},
		{fmt.Errorf("list: %w", &Error{Kind: Full}), []string{"disk is full"}},
		{context.Canceled, []string{"Stopped."}},
		{errors.New("something odd"), []string{"something odd."}},
	} {
		got := Sentence(c.err)
		for _, w := range c.want {
			if !strings.Contains(got, w) {
				t.Errorf("%v: %q is not in %q", c.err, w, got)
			}
		}
		if !strings.HasSuffix(got, ".") || strings.Contains(got, "\n") {
			t.Errorf("%q is not a sentence of one line", got)
		}
	}
	if got := Sentence(nil); got != "" {
		t.Errorf("nil: %q", got)
	}
}

func TestSentencesTellNoSecretsAndObeyNoTerminal(t *testing.T) {
	for _, err := range []error{
		&Error{Kind: NotFound, URL: "https://user:s3cr3t@example.org/feed?token=s3cr3t#s3cr3t", Status: 404},
		&Error{Kind: NotFeed, URL: "https://user:s3cr3t@example.org/feed?token=s3cr3t"},
	} {
		if got := Sentence(err); strings.Contains(got, "s3cr3t") {
			t.Errorf("a secret in %q", got)
		}
	}
	if got := ShownURL("https://user:s3cr3t@example.org/feed?q=1"); got != "https://example.org/feed?q=1" {
		t.Errorf("shown as %q", got)
	}
	got := Sentence(&Error{Kind: BadTLS, URL: "https://example.org/", Err: errors.New("x509: name \x1b]0;PWNED\x07\x1b[31mred")})
	if strings.ContainsAny(got, "\x1b\x07") {
		t.Errorf("controls in %q", got)
	}
}
