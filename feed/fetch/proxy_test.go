package fetch

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"newspane/feed"
)

func TestARequestGoesThroughItsOwnProxyOrNone(t *testing.T) {
	named := func(name string) string {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, name) }))
		t.Cleanup(s.Close)
		return s.URL
	}
	direct, usual, own := named("direct"), named("usual"), named("own")
	at, err := url.Parse(usual)
	if err != nil {
		t.Fatal(err)
	}
	c := New(Options{Proxy: func(*url.URL) (*url.URL, error) { return at, nil }})
	t.Cleanup(c.Close)
	c.Trust(direct)
	for proxy, want := range map[string]string{"": "usual", "none": "direct", own: "own"} {
		r, err := c.Get(t.Context(), Request{URL: direct, Proxy: proxy})
		if err != nil || string(r.Body) != want {
			t.Errorf("proxy %q: %v, want %q", proxy, err, want)
		}
	}
	for _, inside := range []string{"http://127.0.0.1:1/", "http://0x7f.1/", "http://10.0.0.1/", "http://printer.local/"} {
		_, err := c.Get(t.Context(), Request{URL: inside, Proxy: own})
		wantKind(t, err, feed.Refused)
	}
}

func TestAProxysOwnTroubleIsToldAsItIs(t *testing.T) {
	c := New(Options{Proxy: func(*url.URL) (*url.URL, error) {
		return nil, &feed.Error{Kind: feed.NoSecret, Err: errors.New("no such file")}
	}})
	t.Cleanup(c.Close)
	_, err := c.Get(t.Context(), Request{URL: "http://feeds.example/"})
	wantKind(t, err, feed.NoSecret)
	_, err = c.Get(t.Context(), Request{URL: "http://feeds.example/", Proxy: "http://"})
	wantKind(t, err, feed.Broken)
}
