package main

import (
	"errors"
	"slices"
	"testing"
)

func TestBrowserListIsTriedInOrder(t *testing.T) {
	var tried [][]string
	b := &browser{env: []string{"BROWSER=nope:firefox --new-tab %s:", "NEWSPANE_HOME=x", "GITHUB_TOKEN=x", "aws_secret_access_key=x", "LANG=C", "DISPLAY=:0"}}
	b.start = func(argv, env []string) error {
		tried = append(tried, argv)
		if !slices.Equal(env[1:], []string{"LANG=C", "DISPLAY=:0"}) {
			t.Errorf("the browser is given %q", env)
		}
		if argv[0] == "nope" {
			return errors.New("not found")
		}
		return nil
	}
	if err := b.open("https://example.org/a?b=c d"); err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"nope", "https://example.org/a?b=c%20d"}, {"firefox", "--new-tab", "https://example.org/a?b=c%20d"}}
	if !slices.EqualFunc(tried, want, slices.Equal) {
		t.Errorf("tried %q, want %q", tried, want)
	}
}

func TestSettingsComeBeforeTheEnvironment(t *testing.T) {
	b := &browser{command: "lynx %s", env: []string{"BROWSER=firefox"}}
	got := b.candidates("https://example.org/")
	if len(got) != 1 || !slices.Equal(got[0], []string{"lynx", "https://example.org/"}) {
		t.Errorf("got %q", got)
	}
}

func TestBrowserIsGivenNothingButWebAddresses(t *testing.T) {
	b := &browser{start: func(argv, _ []string) error {
		t.Errorf("started %q", argv)
		return nil
	}}
	for _, bad := range []string{
		"", "javascript:alert(1)", "file:///etc/passwd", "ssh://host/", "-oProxyCommand=x", "mailto:a@example.org",
		"https://", "http:///path", "ftp://example.org/", "https://newspane.invalid/welcome/reading", "example.org",
	} {
		if err := b.open(bad); err == nil {
			t.Errorf("%q was opened", bad)
		}
	}
}

func TestShellBaitStaysOneArgument(t *testing.T) {
	var got []string
	b := &browser{command: "firefox %s", start: func(argv, _ []string) error { got = argv; return nil }}
	if err := b.open("https://example.org/$(touch${IFS}x);a&b|c"); err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0] != "firefox" {
		t.Errorf("got %q", got)
	}
}

func TestSystemOpenersByPlatform(t *testing.T) {
	for goos, want := range map[string]string{"linux": "xdg-open", "freebsd": "xdg-open", "darwin": "open", "windows": "rundll32"} {
		if got := systemOpener(goos, "https://example.org/"); got[0] != want || got[len(got)-1] != "https://example.org/" {
			t.Errorf("%s: %q", goos, got)
		}
	}
}
