package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"newspane/feed"
)

func TestOnlyAddressesOfTheOpenNetworkArePublic(t *testing.T) {
	for _, a := range []string{
		"0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.31.37.1",
		"169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.170", "192.0.2.1", "192.88.99.1",
		"192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255",
		"240.0.0.1", "255.255.255.255",
		"::", "::1", "fe80::1", "fe80::1%eth0", "febf::1", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "ff0e::1",
		"2001:db8::1", "3fff::1", "100::1", "5f00::1",
		"::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::8.8.8.8",
		"64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b:1::8.8.8.8", "64:ff9b:1::127.0.0.1",
		"2002:7f00:1::", "2002:0808:0808::1", "2001::1", "2001:0:7f00:1::", "2001:2::1", "2001:10::1", "2001:20::1",
		"2606:4700::1%eth0",
	} {
		if public(netip.MustParseAddr(a)) {
			t.Errorf("%s is called public", a)
		}
	}
	for _, a := range []string{
		"1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.1",
		"169.253.255.255", "172.15.255.255", "172.32.0.0", "192.0.1.1", "192.167.255.255", "198.17.255.255", "198.20.0.0",
		"223.255.255.255", "2606:4700::1111", "2a00:1450:4001::1", "2001:4860:4860::8888", "2003::1",
		"::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
	} {
		if !public(netip.MustParseAddr(a)) {
			t.Errorf("%s is not called public", a)
		}
	}
	if public(netip.Addr{}) {
		t.Error("no address is called public")
	}
}

func TestEverySpellingOfAnAddressIsRead(t *testing.T) {
	for host, want := range map[string]string{
		"127.0.0.1": "127.0.0.1", "127.0.0.1.": "127.0.0.1", "127.1": "127.0.0.1", "127.0.1": "127.0.0.1", "2130706433": "127.0.0.1",
		"0x7f000001": "127.0.0.1", "0X7F.1": "127.0.0.1", "017700000001": "127.0.0.1", "0177.0.0.01": "127.0.0.1",
		"127.0.0.01": "127.0.0.1", "0": "0.0.0.0", "0x": "0.0.0.0", "１２７.0.0.1": "127.0.0.1", "127。0。0。1": "127.0.0.1",
		"10.1": "10.0.0.1", "192.168.257": "192.168.1.1", "::1": "::1", "::ffff:127.0.0.1": "::ffff:127.0.0.1", "8.8.8.8": "8.8.8.8",
		"fe80::1%eth0": "fe80::1%eth0",
	} {
		a, ok := literal(host)
		if !ok || a != netip.MustParseAddr(want) {
			t.Errorf("%s: %v %v, want %s", host, a, ok, want)
		}
	}
	for _, host := range []string{"1.2.3.4.5", "256.1.1.1", "1.2.3.256", "0x100000000", "4294967296", "1.256.1", "a.1", "09.1.1.1",
		"99999999999999999999"} {
		if a, ok := literal(host); !ok || a.IsValid() || public(a) {
			t.Errorf("%s: %v %v, want an address that is none", host, a, ok)
		}
	}
	for _, host := range []string{"example.com", "1e100.net", "a", "0x.example", "1.2.3.4.example", "cafe", "x.0xfg"} {
		if _, ok := literal(host); ok {
			t.Errorf("%s is called an address", host)
		}
	}
}

// rebind is what the dialler's hook sees of a name whose answers change.
func TestNameThatResolvesElsewhereTheSecondTimeIsStopped(t *testing.T) {
	ctx := context.WithValue(t.Context(), passageKey{}, passage{})
	if err := guard(ctx, "tcp4", "93.184.215.14:80", nil); err != nil {
		t.Errorf("the first, public answer: %v", err)
	}
	for _, second := range []string{"127.0.0.1:80", "[::1]:80", "[fe80::1%eth0]:80", "192.168.1.1:443", "[::ffff:10.0.0.1]:80", "nonsense"} {
		var inside *insideError
		if err := guard(ctx, "tcp4", second, nil); !errors.As(err, &inside) {
			t.Errorf("%s: %v", second, err)
		}
	}
	if guard(context.Background(), "tcp", "127.0.0.1:1", nil) == nil {
		t.Error("a dial of unknown origin went through")
	}
	if err := guard(context.WithValue(t.Context(), passageKey{}, passage{trusted: true}), "tcp", "127.0.0.1:1", nil); err != nil {
		t.Errorf("trusted: %v", err)
	}
}

func TestPrivateAddressIsRefusedUnlessItsOriginWasTyped(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {}))
	t.Cleanup(s.Close)
	c := New(Options{})
	t.Cleanup(c.Close)
	_, err := c.Get(t.Context(), Request{URL: s.URL})
	wantKind(t, err, feed.Refused)

	c.Trust(strings.Replace(s.URL, "http://", "https://", 1))
	c.Trust("http://127.0.0.1:1/")
	c.Trust("http://127.0.0.1/")
	_, err = c.Get(t.Context(), Request{URL: s.URL})
	wantKind(t, err, feed.Refused)

	c.Trust(s.URL + "/some/path?x=1")
	if _, err = c.Get(t.Context(), Request{URL: s.URL}); err != nil {
		t.Errorf("trusted origin: %v", err)
	}
}

func TestRedirectFromTrustedToOtherPrivateOriginIsRefused(t *testing.T) {
	reached := false
	inner := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	t.Cleanup(inner.Close)
	port := inner.URL[strings.LastIndexByte(inner.URL, ':'):]
	for _, to := range []string{inner.URL, "http://localhost" + port, "http://127.0.0.2" + port, "http://[::ffff:127.0.0.1]" + port,
		"http://127.1" + port, "http://0x7f.1" + port, "http://2130706433" + port, "http://user@127.0.0.1" + port} {
		c, s := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", to)
			w.WriteHeader(http.StatusFound)
		})
		if _, err := c.Get(t.Context(), Request{URL: s.URL}); err == nil {
			t.Errorf("redirect to %s was followed", to)
		}
	}
	if reached {
		t.Error("the inner server was reached")
	}
}

func TestProxyIsNotAskedForPrivateLiterals(t *testing.T) {
	asked := 0
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		if r.Host == "lan.internal" {
			w.Header().Set("Location", "http://10.0.0.1/")
			w.WriteHeader(http.StatusFound)
		}
	}))
	t.Cleanup(proxy.Close)
	at, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	c := New(Options{Proxy: func(*url.URL) (*url.URL, error) { return at, nil }, PerSecond: 1000})
	t.Cleanup(c.Close)
	for _, u := range []string{"http://127.0.0.1/", "http://127.1/", "http://0x7f000001/", "http://017700000001/", "http://10.1.2.3/",
		"http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://localhost/", "http://x.localhost/", "http://printer.local/",
		"http://169.254.169.254/latest", "http://１２７.0.0.1/"} {
		_, err := c.Get(t.Context(), Request{URL: u})
		wantKind(t, err, feed.Refused)
	}
	if asked != 0 {
		t.Errorf("the proxy was asked %d times", asked)
	}
	if _, err := c.Get(t.Context(), Request{URL: "http://feeds.example/"}); err != nil {
		t.Errorf("through the proxy: %v", err)
	}
	c.Trust("http://lan.internal/")
	_, err = c.Get(t.Context(), Request{URL: "http://lan.internal/"})
	wantKind(t, err, feed.Refused)
	if asked != 2 {
		t.Errorf("the proxy was asked %d times, want 2", asked)
	}
}

// wantKind checks that err is a *feed.Error of the kind.
func wantKind(t *testing.T, err error, kind feed.ErrorKind) *feed.Error {
	t.Helper()
	var e *feed.Error
	if !errors.As(err, &e) {
		t.Fatalf("%v is no *feed.Error", err)
	}
	if e.Kind != kind {
		t.Errorf("kind %d (%v), want %d", e.Kind, err, kind)
	}
	return e
}
