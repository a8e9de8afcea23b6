package fetch

import (
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"newspane/feed"
)

func TestReachConnectsAndAsksForNothing(t *testing.T) {
	asked := make(chan string, 10)
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked <- r.URL.Path }))
	c := New(Options{Proxy: func(*url.URL) (*url.URL, error) { return nil, nil }})
	if err := c.Reach(t.Context(), s.URL+"/feed"); err != nil {
		t.Error(err)
	}
	address := s.URL
	s.Close()
	if len(asked) > 0 {
		t.Errorf("it asked for %s", <-asked)
	}
	var fe *feed.Error
	if err := c.Reach(t.Context(), address+"/feed"); !errors.As(err, &fe) || fe.Kind != feed.Offline {
		t.Errorf("nobody is there: %v", err)
	}
}

func TestReachGoesToTheProxyWhereThereIsOne(t *testing.T) {
	proxy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer proxy.Close()
	met := make(chan bool, 1)
	go func() {
		if conn, err := proxy.Accept(); err == nil {
			met <- conn.Close() == nil
		}
	}()
	c := New(Options{Proxy: func(*url.URL) (*url.URL, error) { return url.Parse("socks5://" + proxy.Addr().String()) }})
	if err := c.Reach(t.Context(), "https://news.example/feed"); err != nil || !<-met {
		t.Error(err)
	}
}
