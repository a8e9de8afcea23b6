package fetch

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"newspane/feed"
)

func streamed(t *testing.T, h http.HandlerFunc, from int64, validator string) (*Stream, string, error) {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	c := New(Options{PerSecond: 1000})
	t.Cleanup(c.Close)
	c.Trust(s.URL)
	got, err := c.Download(t.Context(), s.URL+"/a", from, validator)
	if err != nil {
		return nil, "", err
	}
	b, err := io.ReadAll(got.Body)
	return got, string(b), errors.Join(err, got.Body.Close())
}

func TestADownloadIsAskedForOnlyFromWhereItIsSurelyTheSame(t *testing.T) {
	for _, c := range []struct {
		validator, asked, contentRange string
		from, begins, length           int64
		fails                          bool
	}{
		{validator: `"v1"`, from: 2, asked: "bytes=2-", contentRange: "bytes 2-3/4", begins: 2, length: 4},
		{validator: `"v1"`, from: 2, asked: "bytes=2-", contentRange: "bytes 2-3/*", begins: 2, length: -1},
		{validator: `"v1"`, from: 2, asked: "bytes=2-", contentRange: "bytes 0-3/4", fails: true},
		{validator: `"v1"`, from: 2, asked: "bytes=2-", contentRange: "nonsense", fails: true},
		{validator: "", from: 2, asked: "", length: 2},
	} {
		asked := ""
		s, body, err := streamed(t, func(w http.ResponseWriter, r *http.Request) {
			asked = r.Header.Get("Range")
			w.Header().Set("ETag", `"v1"`)
			if c.contentRange != "" {
				w.Header().Set("Content-Range", c.contentRange)
				w.WriteHeader(http.StatusPartialContent)
			}
			_, _ = io.WriteString(w, "cd")
		}, c.from, c.validator)
		switch {
		case asked != c.asked, c.fails != (err != nil):
			t.Errorf("%+v: asked %q, %v", c, asked, err)
		case err == nil && (s.From != c.begins || s.Length != c.length || s.Validator != `"v1"` || body != "cd"):
			t.Errorf("%+v: %+v %q", c, s, body)
		}
	}
}

func TestADownloadFollowsNoRedirectIntoTheNetwork(t *testing.T) {
	inside := 0
	hidden := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { inside++ }))
	defer hidden.Close()
	for _, to := range []string{hidden.URL, strings.Replace(hidden.URL, "127.0.0.1", "localhost", 1), "file:///etc/passwd", "http://169.254.169.254/"} {
		_, _, err := streamed(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) }, 0, "")
		var e *feed.Error
		if !errors.As(err, &e) || e.Kind != feed.Refused || inside > 0 {
			t.Errorf("to %s: %v, %d requests", to, err, inside)
		}
	}
}

func TestADownloadThatIsPackedIsRefused(t *testing.T) {
	_, _, err := streamed(t, func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Encoding", "gzip") }, 0, "")
	if err == nil {
		t.Error("it is taken")
	}
}
