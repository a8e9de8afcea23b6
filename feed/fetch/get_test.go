package fetch

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"newspane/feed"
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

func TestValidatorsGoBackAsTheyCame(t *testing.T) {
	for _, tag := range []string{`"abc"`, `W/"abc"`, `abc`, `"a b,c"`, `"` + "\u00e9" + `"`, `""`, `W/"x", "y"`} {
		var got http.Header
		c, s := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
			got = r.Header.Clone()
			w.Header().Set("ETag", tag)
			w.Header().Set("Last-Modified", "yesterday, about noon")
		})
		first, err := c.Get(t.Context(), Request{URL: s.URL})
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"If-None-Match", "If-Modified-Since", "A-IM"} {
			if got.Get(name) != "" {
				t.Errorf("%s sent though nothing was received", name)
			}
		}
		if _, err = c.Get(t.Context(), Request{URL: s.URL, ETag: first.ETag, LastModified: first.LastModified}); err != nil {
			t.Fatal(err)
		}
		if got.Get("If-None-Match") != tag || got.Get("If-Modified-Since") != "yesterday, about noon" {
			t.Errorf("%s came back as %q, %q", tag, got.Get("If-None-Match"), got.Get("If-Modified-Since"))
		}
	}
}

func TestNotModifiedKeepsOrRenewsValidators(t *testing.T) {
	c, s := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/renew" {
			w.Header().Set("ETag", `"new"`)
			w.Header().Set("Last-Modified", "today")
		}
		w.Header().Set("Cache-Control", "max-age=60")
		w.WriteHeader(http.StatusNotModified)
	})
	for path, want := range map[string][2]string{"/": {`"old"`, "then"}, "/renew": {`"new"`, "today"}} {
		r, err := c.Get(t.Context(), Request{URL: s.URL + path, ETag: `"old"`, LastModified: "then"})
		if err != nil {
			t.Fatal(err)
		}
		if !r.NotModified || r.Status != 304 || r.ETag != want[0] || r.LastModified != want[1] || r.Hash != "" || r.Fresh != time.Minute {
			t.Errorf("%s: %+v", path, r)
		}
	}
}

func TestDeltaIsAskedForWithAnETagAndTold(t *testing.T) {
	var got http.Header
	c, s := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
		got = r.Header.Clone()
		if im := r.URL.Query().Get("im"); im != "" {
			w.Header().Set("IM", im)
		}
		w.WriteHeader(http.StatusIMUsed)
		io.WriteString(w, "<rss/>")
	})
	r, err := c.Get(t.Context(), Request{URL: s.URL + "?im=feed", ETag: `"x"`})
	if err != nil || !r.Delta || string(r.Body) != "<rss/>" || got.Get("A-IM") != "feed" {
		t.Errorf("%+v, %v, A-IM %q", r, err, got.Get("A-IM"))
	}
	_, err = c.Get(t.Context(), Request{URL: s.URL + "?im=vcdiff", ETag: `"x"`})
	wantKind(t, err, feed.Broken)
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "?im=feed", ETag: `"x"`, Kind: Page}); err != nil || got.Get("A-IM") != "" {
		t.Errorf("a page was asked for a delta: %v", err)
	}
}

func TestEachKindSaysWhatItAccepts(t *testing.T) {
	var got http.Header
	c, s := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) { got = r.Header.Clone() })
	for kind, want := range map[Kind]string{Feed: "application/atom+xml, ", Page: "text/html, ", Image: "image/png, "} {
		if _, err := c.Get(t.Context(), Request{URL: s.URL, Kind: kind, UserAgent: "x/1"}); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(got.Get("Accept"), want) || got.Get("Accept-Encoding") != acceptEncoding || got.Get("User-Agent") != "x/1" {
			t.Errorf("kind %d: %v", kind, got)
		}
	}
}

func TestHashIsOfTheDecodedBody(t *testing.T) {
	body := []byte("<rss/>")
	z := codings["gzip"](t, body)
	c, s := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/z" {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(z)
			return
		}
		w.Write(body)
	})
	sum := sha256.Sum256(body)
	for _, path := range []string{"/", "/z"} {
		r, err := c.Get(t.Context(), Request{URL: s.URL + path})
		if err != nil || r.Hash != hex.EncodeToString(sum[:]) || string(r.Body) != "<rss/>" {
			t.Errorf("%s: %+v, %v", path, r, err)
		}
	}
}

func TestStatusesBecomeKinds(t *testing.T) {
	for status, kind := range map[int]feed.ErrorKind{
		400: feed.Server, 401: feed.Auth, 402: feed.Server, 403: feed.Auth, 404: feed.NotFound, 407: feed.Auth, 410: feed.Gone,
		418: feed.Server, 429: feed.Limited, 451: feed.Server, 500: feed.Server, 502: feed.Server, 503: feed.Limited, 504: feed.Server,
		205: feed.Broken, 300: feed.Broken, 305: feed.Broken, 600: feed.Broken,
	} {
		requests := 0
		c, s := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
			requests++
			w.Header().Set("WWW-Authenticate", `Basic realm="x"`)
			w.WriteHeader(status)
		})
		_, err := c.Get(t.Context(), Request{URL: s.URL})
		if e := wantKind(t, err, kind); e.Status != status || requests != 1 {
			t.Errorf("%d: status %d after %d requests", status, e.Status, requests)
		}
	}
}

func TestRetryAfterHoldsTheWholeHost(t *testing.T) {
	for _, status := range []int{429, 503} {
		now, requests := noon, 0
		c, s := serve(t, Options{Now: func() time.Time { return now }}, func(w http.ResponseWriter, r *http.Request) {
			requests++
			if requests == 1 {
				w.Header().Set("Retry-After", "Sun, 01 Mar 2026 12:02:00 GMT")
				w.WriteHeader(status)
			}
		})
		_, err := c.Get(t.Context(), Request{URL: s.URL + "/a"})
		if e := wantKind(t, err, feed.Limited); e.Wait != 120 || e.Status != status {
			t.Errorf("%+v", e)
		}
		now = now.Add(time.Minute)
		_, err = c.Get(t.Context(), Request{URL: s.URL + "/b"})
		if e := wantKind(t, err, feed.Limited); e.Wait != 60 || e.Status != 0 {
			t.Errorf("%+v", e)
		}
		if requests != 1 {
			t.Errorf("%d requests", requests)
		}
		now = now.Add(time.Minute)
		if _, err = c.Get(t.Context(), Request{URL: s.URL + "/b"}); err != nil {
			t.Errorf("after the wait: %v", err)
		}
	}
}

func TestHoldOutlivesARestart(t *testing.T) {
	c, s := serve(t, Options{Now: func() time.Time { return noon }}, func(http.ResponseWriter, *http.Request) {})
	c.Hold(s.URL+"/feed", time.Hour)
	_, err := c.Get(t.Context(), Request{URL: s.URL})
	if e := wantKind(t, err, feed.Limited); e.Wait != 3600 {
		t.Errorf("wait %d", e.Wait)
	}
}

func TestHTTP2IsSpokenAndConnectionsAreKept(t *testing.T) {
	var from []string
	c, s := serveTLS(t, func(w http.ResponseWriter, r *http.Request) {
		from = append(from, r.RemoteAddr)
		io.WriteString(w, r.Proto)
	})
	for range 3 {
		r, err := c.Get(t.Context(), Request{URL: s.URL})
		if err != nil || string(r.Body) != "HTTP/2.0" {
			t.Fatalf("%+v, %v", r, err)
		}
	}
	if from[0] != from[2] {
		t.Errorf("connections from %v", from)
	}
}

func TestAddressesThatAreNoneAreBadURLs(t *testing.T) {
	c := New(Options{})
	for _, u := range []string{"", "example.com", "file:///etc/passwd", "javascript:1", "http://", "http://a b/", "http://a/\x00", "http://1.2.3.4.5/", "http://256.1.1.1/",
		"http://" + strings.Repeat("a", 64) + ".example/"} {
		_, err := c.Get(t.Context(), Request{URL: u})
		wantKind(t, err, feed.BadURL)
	}
}

func TestManyGetAtOnce(t *testing.T) {
	c, s := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.URL.Path) })
	var wg sync.WaitGroup
	for i := range 400 {
		wg.Go(func() {
			path := "/" + strconv.Itoa(i)
			r, err := c.Get(t.Context(), Request{URL: s.URL + path})
			if err != nil || string(r.Body) != path {
				t.Errorf("%s: %+v, %v", path, r, err)
			}
		})
	}
	wg.Wait()
}

func TestBrokenPageHoldsNotItsHost(t *testing.T) {
	c, s := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/page" {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	for range 2 {
		_, err := c.Get(t.Context(), Request{URL: s.URL + "/page", Kind: Page})
		if e := wantKind(t, err, feed.Limited); e.Status != 503 || e.Wait != 0 {
			t.Errorf("%+v", e)
		}
	}
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "/feed"}); err != nil {
		t.Errorf("the feed: %v", err)
	}
	_, err := c.Get(t.Context(), Request{URL: s.URL + "/page"})
	if e := wantKind(t, err, feed.Limited); e.Wait != 600 {
		t.Errorf("as a feed: %+v", e)
	}
}
