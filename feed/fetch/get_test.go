package fetch

import (
	"crypto/x509"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"testing"
)

// serve starts a server and a client that trusts it.
func serve(t *testing.T, o Options, h http.HandlerFunc) (*Client, *httptest.Server) {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	if o.PerSecond == 0 {
		o.PerSecond = 10_000
	}
	c := New(o)
	t.Cleanup(c.Close)
	c.Trust(s.URL)
	return c, s
}

func TestGetSendsNoCookieNoRefererAndNamesItself(t *testing.T) {
	var got []http.Header
	c, s := serve(t, Options{UserAgent: "newspane/1 (+https://example.org)"}, func(w http.ResponseWriter, r *http.Request) {
		got = append(got, r.Header.Clone())
		w.Header().Set("Set-Cookie", "a=b")
		if r.URL.Path == "/" {
			http.Redirect(w, r, "/end?token=1", http.StatusFound)
			return
		}
		io.WriteString(w, "<rss/>")
	})
	for range 2 {
		if _, err := c.Get(t.Context(), Request{URL: s.URL + "/"}); err != nil {
			t.Fatal(err)
		}
	}
	if len(got) != 4 {
		t.Fatalf("%d requests, want 4", len(got))
	}
	for _, h := range got {
		if h.Get("Cookie") != "" || h.Get("Referer") != "" {
			t.Errorf("sent %v", h)
		}
		if ua := h.Get("User-Agent"); ua != "newspane/1 (+https://example.org)" {
			t.Errorf("User-Agent %q", ua)
		}
	}
}

// serveTLS starts a TLS server that speaks HTTP/2 and a client that trusts its certificate and its origin.
func serveTLS(t *testing.T, h http.HandlerFunc) (*Client, *httptest.Server) {
	t.Helper()
	s := httptest.NewUnstartedServer(h)
	s.EnableHTTP2 = true
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	c := New(Options{PerSecond: 10_000})
	t.Cleanup(c.Close)
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	c.transport.TLSClientConfig.RootCAs = roots
	c.Trust(s.URL)
	return c, s
}
