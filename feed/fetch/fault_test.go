package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

// rawServer answers each connection with f once a request's head has come.
func rawServer(t *testing.T, f func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				if _, err := conn.Read(make([]byte, 4096)); err == nil {
					f(conn)
				}
			}()
		}
	}()
	return "http://" + l.Addr().String()
}

// say answers with s and closes.
func say(s string) func(net.Conn) {
	return func(c net.Conn) { io.WriteString(c, s) }
}

// silence holds the connection until the client gives up.
func silence(c net.Conn) { io.Copy(io.Discard, c) }

func getRaw(t *testing.T, l limits, f func(net.Conn)) (*Response, error) {
	t.Helper()
	c := newClient(Options{}, l)
	t.Cleanup(c.Close)
	u := rawServer(t, f)
	c.Trust(u)
	return c.Get(t.Context(), Request{URL: u})
}

func TestPartialAnswersAreErrors(t *testing.T) {
	const ok = "HTTP/1.1 200 OK\r\nETag: \"x\"\r\nConnection: close\r\n"
	for name, answer := range map[string]string{
		"empty reply":         "",
		"short length":        ok + "Content-Length: 100\r\n\r\n<rss>",
		"cut head":            "HTTP/1.1 200 OK\r\nETag: ",
		"bad chunk":           ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\n<rss/>",
		"huge chunk":          ok + "Transfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n<rss/>",
		"missing last chunk":  ok + "Transfer-Encoding: chunked\r\n\r\n6\r\n<rss/>\r\n",
		"no status line":      "<rss/>",
		"two lengths":         ok + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n<rss/>",
		"status 999":          "HTTP/1.1 999 Nope\r\nContent-Length: 0\r\n\r\n",
		"switching protocols": "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n<rss/>",
		"206":                 "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-5/60\r\nContent-Length: 6\r\n\r\n<rss/>",
		"204":                 "HTTP/1.1 204 No Content\r\n\r\n",
		"304 unasked":         "HTTP/1.1 304 Not Modified\r\n\r\n",
	} {
		r, err := getRaw(t, defaultLimits, say(answer))
		if r != nil {
			t.Errorf("%s gave %+v", name, r)
		}
		if e := wantKind(t, err, feed.Broken); e.Kind != feed.Broken {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestResetInTheBodyIsAnError(t *testing.T) {
	r, err := getRaw(t, defaultLimits, func(c net.Conn) {
		io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<rss>")
		if tcp, ok := c.(*net.TCPConn); ok {
			tcp.SetLinger(0) // close sends a reset
		}
	})
	if r != nil {
		t.Errorf("gave %+v", r)
	}
	wantKind(t, err, feed.Broken)
}

func TestLimitsOfSizeAreKept(t *testing.T) {
	_, err := getRaw(t, defaultLimits, say("HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\n<rss/>"))
	wantKind(t, err, feed.Broken)
	_, err = getRaw(t, defaultLimits, func(c net.Conn) {
		io.WriteString(c, "HTTP/1.1 200 OK\r\n")
		for i := 0; ; i++ {
			if _, err := fmt.Fprintf(c, "X-%d: %s\r\n", i, strings.Repeat("h", 1000)); err != nil {
				return
			}
		}
	})
	wantKind(t, err, feed.TooLarge)
	endless, err := getRaw(t, defaultLimits, func(c net.Conn) {
		io.WriteString(c, "HTTP/1.1 200 OK\r\n\r\n")
		block := strings.Repeat("endless ", 8192)
		for {
			if _, err := io.WriteString(c, block); err != nil {
				return
			}
		}
	})
	if err != nil || !endless.Cut || len(endless.Body) != int(defaultLimits.body[Feed]) {
		t.Errorf("an endless feed: %v", err)
	}
}

func TestEachKindHasItsLimit(t *testing.T) {
	l := defaultLimits
	l.body = [3]int64{Feed: 10, Page: 20, Image: 30}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, strings.Repeat("x", int(map[string]int{"/10": 10, "/20": 20, "/30": 30, "/31": 31}[r.URL.Path])))
	}))
	t.Cleanup(s.Close)
	c := newClient(Options{PerSecond: 1000}, l)
	c.Trust(s.URL)
	for _, x := range []struct {
		kind     Kind
		fit, not string
	}{{Feed, "/10", "/20"}, {Page, "/20", "/30"}, {Image, "/30", "/31"}} {
		if r, err := c.Get(t.Context(), Request{URL: s.URL + x.fit, Kind: x.kind}); err != nil || r.Cut {
			t.Errorf("kind %d: %v", x.kind, err)
		}
		r, err := c.Get(t.Context(), Request{URL: s.URL + x.not, Kind: x.kind})
		if x.kind == Image {
			wantKind(t, err, feed.TooLarge)
		} else if err != nil || !r.Cut || len(r.Body) != int(l.body[x.kind]) {
			t.Errorf("kind %d beyond its limit: %+v, %v", x.kind, r, err)
		}
	}
}

func TestSilentServersTimeOut(t *testing.T) {
	const soon = 20 * time.Millisecond
	first, whole := defaultLimits, defaultLimits
	first.first, whole.whole = soon, soon
	_, err := getRaw(t, first, silence)
	wantKind(t, err, feed.Timeout)
	_, err = getRaw(t, whole, silence)
	wantKind(t, err, feed.Timeout)
	_, err = getRaw(t, whole, func(c net.Conn) {
		io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<rss>")
		silence(c)
	})
	wantKind(t, err, feed.Timeout)
	hello := defaultLimits
	hello.tls = soon
	c := newClient(Options{}, hello)
	u := strings.Replace(rawServer(t, silence), "http://", "https://", 1)
	c.Trust(u)
	_, err = c.Get(t.Context(), Request{URL: u})
	wantKind(t, err, feed.Timeout)
}

func TestTheWholeTimeSpansRedirects(t *testing.T) {
	now := noon
	c, s := serve(t, Options{Now: func() time.Time { return now }}, func(w http.ResponseWriter, r *http.Request) {
		now = now.Add(20 * time.Second)
		http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
	})
	_, err := c.Get(t.Context(), Request{URL: s.URL})
	wantKind(t, err, feed.Timeout)
}

func TestCancelledGetSaysSo(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c := New(Options{})
	u := rawServer(t, func(conn net.Conn) { cancel(); silence(conn) })
	c.Trust(u)
	_, err := c.Get(ctx, Request{URL: u})
	wantKind(t, err, feed.Timeout)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v is no cancellation", err)
	}
	if _, err = c.Get(ctx, Request{URL: u}); !errors.Is(err, context.Canceled) {
		t.Errorf("before it began: %v", err)
	}
}

func TestRefusedConnectionsAndUnknownNamesAreOffline(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	u := "http://" + l.Addr().String()
	l.Close()
	c := New(Options{})
	c.Trust(u)
	_, err = c.Get(t.Context(), Request{URL: u})
	wantKind(t, err, feed.Offline)
	for _, err := range []error{
		&net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "x.example", IsNotFound: true}},
		&net.OpError{Op: "dial", Err: &net.DNSError{Err: "i/o timeout", Name: "x.example", IsTimeout: true}},
		&net.OpError{Op: "dial", Err: errors.New("network is unreachable")},
	} {
		if k := classify(err); k != feed.Offline {
			t.Errorf("%v: kind %d", err, k)
		}
	}
}

func TestBadCertificatesAndOldTLSAreRefused(t *testing.T) {
	quiet := log.New(io.Discard, "", 0)
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	s.Config.ErrorLog = quiet
	s.StartTLS()
	t.Cleanup(s.Close)
	c := New(Options{})
	c.Trust(s.URL)
	_, err := c.Get(t.Context(), Request{URL: s.URL})
	wantKind(t, err, feed.BadTLS)

	old := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	old.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}
	old.Config.ErrorLog = quiet
	old.StartTLS()
	t.Cleanup(old.Close)
	c.Trust(old.URL)
	_, err = c.Get(t.Context(), Request{URL: old.URL})
	wantKind(t, err, feed.BadTLS)

	plain := rawServer(t, say("HTTP/1.1 400 Bad Request\r\n\r\n"))
	u := strings.Replace(plain, "http://", "https://", 1)
	c.Trust(u)
	_, err = c.Get(t.Context(), Request{URL: u})
	wantKind(t, err, feed.BadTLS)
}

func TestErrorsHoldNoSecretsAndNoControls(t *testing.T) {
	c := New(Options{})
	for _, u := range []string{
		"http://ann:s3cr3t@127.0.0.1:1/f?token=s3cr3t&page=2", "http://127.0.0.1:1/?api_key=s3cr3t#s3cr3t",
		"http://127.0.0.1:1/?feed=s3cr3t&user=s3cr3t", "http://ann:s3cr3t@[::1", "ftp://ann:s3cr3t@a.example/",
		"http://ann:s3cr3t@a b/", "http://127.0.0.1:1/?x=s3cr3tABCDEFGHIJKLMNOPQRSTUVWXYZ0123", "http://127.0.0.1:1/\x1b]0;x\x07?key=s3cr3t",
		"http://127.0.0.1:1/?s3cr3tABCDEFGHIJKLMNOPQRSTUVWXYZ0123",
	} {
		_, err := c.Get(t.Context(), Request{URL: u})
		var e *feed.Error
		if !errors.As(err, &e) {
			t.Fatalf("%v", err)
		}
		for _, s := range []string{err.Error(), e.URL, e.Err.Error()} {
			if strings.Contains(s, "s3cr3t") || strings.ContainsAny(s, "\x1b\x07") {
				t.Errorf("%q: %q", u, s)
			}
		}
	}
	if got := redact("https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv&page=2"); !strings.Contains(got, "UCabcd") || !strings.Contains(got, "page=2") {
		t.Errorf("%s lost what is no secret", got)
	}
}

func TestProxiesOfBothKindsAreUsed(t *testing.T) {
	// A SOCKS5 server that answers for the site itself (RFC 1928: no authentication, CONNECT by name).
	asked := make(chan string, 1)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		buf := make([]byte, 512)
		conn.Read(buf)
		conn.Write([]byte{5, 0})
		n, _ := conn.Read(buf)
		asked <- string(buf[5 : n-2])
		conn.Write([]byte{5, 0, 0, 1, 0, 0, 0, 0, 0, 0})
		conn.Read(make([]byte, 4096))
		io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>")
	}()
	c := New(Options{Proxy: func(*url.URL) (*url.URL, error) {
		return &url.URL{Scheme: "socks5", Host: l.Addr().String()}, nil
	}})
	t.Cleanup(c.Close)
	r, err := c.Get(t.Context(), Request{URL: "http://feeds.example/x"})
	if err != nil || string(r.Body) != "<rss/>" {
		t.Fatalf("%+v, %v", r, err)
	}
	if host := <-asked; host != "feeds.example" {
		t.Errorf("the proxy was asked for %q", host)
	}
}

func TestProxysRefusalIsNotTheSites(t *testing.T) {
	for status, kind := range map[int]feed.ErrorKind{407: feed.Auth, 502: feed.Offline, 403: feed.Offline} {
		proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(status) }))
		t.Cleanup(proxy.Close)
		at, err := url.Parse(proxy.URL)
		if err != nil {
			t.Fatal(err)
		}
		c := New(Options{Proxy: func(*url.URL) (*url.URL, error) { return at, nil }})
		_, err = c.Get(t.Context(), Request{URL: "https://feeds.example/"})
		if e := wantKind(t, err, kind); !strings.Contains(e.Error(), "proxy") {
			t.Errorf("%v", e)
		}
	}
}

func TestLargeBodiesGiveTheirPlaceBack(t *testing.T) {
	l := defaultLimits
	l.large = 1
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, strings.Repeat("x", 3*largeBody))
		if r.URL.Path == "/cut" {
			panic(http.ErrAbortHandler)
		}
	}))
	t.Cleanup(s.Close)
	c := newClient(Options{PerSecond: 1000}, l)
	t.Cleanup(c.Close)
	c.Trust(s.URL)
	for range 3 {
		_, err := c.Get(t.Context(), Request{URL: s.URL + "/cut"})
		wantKind(t, err, feed.Broken)
		if _, err := c.Get(t.Context(), Request{URL: s.URL}); err != nil {
			t.Error(err)
		}
		_, err = c.Get(t.Context(), Request{URL: s.URL + "/cut", Holds: true})
		wantKind(t, err, feed.Broken)
		held, err := c.Get(t.Context(), Request{URL: s.URL, Holds: true})
		if err != nil {
			t.Fatal(err)
		}
		if n := len(c.large); n != 1 {
			t.Errorf("%d places are taken while a body is held", n)
		}
		held.Done()
		held.Done()
	}
}

func TestProxiesComeFromTheEnvironment(t *testing.T) {
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"} {
		t.Setenv(name, "")
	}
	t.Setenv("HTTP_PROXY", "http://plain.example:3128")
	t.Setenv("all_proxy", "socks5://sox.example:1080")
	t.Setenv("NO_PROXY", "direct.example")
	proxy := environmentProxy()
	for address, want := range map[string]string{
		"http://a.example/": "http://plain.example:3128", "https://a.example/": "socks5://sox.example:1080",
		"https://direct.example/": "", "http://127.0.0.1/": "",
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		got, err := proxy(u)
		if err != nil || got == nil && want != "" || got != nil && got.String() != want {
			t.Errorf("%s: %v, %v; want %q", address, got, err, want)
		}
	}
}

func TestWhatIsNoSecretStaysReadable(t *testing.T) {
	for _, u := range []string{"https://a.example/?feed=rss2", "https://a.example/?author=ann&keyword=go&p=12", "https://a.example/?design=1"} {
		if got := redact(u); got != u {
			t.Errorf("%s became %s", u, got)
		}
	}
}

func TestEndlessHeadersAreRefusedInHTTP2(t *testing.T) {
	c, s := serveTLS(t, func(w http.ResponseWriter, r *http.Request) {
		for i := range 400 {
			w.Header().Set(fmt.Sprint("X-", i), strings.Repeat("h", 1000))
		}
	})
	_, err := c.Get(t.Context(), Request{URL: s.URL})
	wantKind(t, err, feed.Broken) // HTTP/2 gives up on the connection without saying why
}

func TestCancelledLookupIsNoOutage(t *testing.T) {
	err := &net.OpError{Op: "dial", Err: &net.DNSError{Err: "operation was canceled", UnwrapErr: context.Canceled}}
	if k := classify(err); k != feed.Timeout {
		t.Errorf("kind %d", k)
	}
}
