package fetch

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// BenchmarkThousandFeeds fetches 1,000 feeds of 20 KB from 250 hosts, all at once, within the limits that hold for
// everybody: two at a time and ten a second to each host, 64 in all. Hosts are addresses of the loopback network.
func BenchmarkThousandFeeds(b *testing.B) {
	body := codings20KB(b)
	l, err := net.Listen("tcp", "0.0.0.0:0")
	if err != nil {
		b.Skip(err)
	}
	s := &httptest.Server{Listener: l, Config: &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(body)
	})}}
	s.Start()
	defer s.Close()
	port := l.Addr().(*net.TCPAddr).Port
	for name, tag := range map[string]string{"new": "", "unchanged": `"x"`} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				thousand(b, port, tag)
			}
		})
	}
}

func thousand(b *testing.B, port int, tag string) {
	c := New(Options{})
	defer c.Close()
	var wg sync.WaitGroup
	for i := range 1000 {
		host := "http://127.0.1." + strconv.Itoa(1+i%250) + ":" + strconv.Itoa(port)
		c.Trust(host)
		wg.Go(func() {
			if _, err := c.Get(b.Context(), Request{URL: host + "/" + strconv.Itoa(i), ETag: tag}); err != nil {
				b.Error(err)
			}
		})
	}
	wg.Wait()
}

func codings20KB(b *testing.B) []byte {
	b.Helper()
	var t strings.Builder
	for i := 0; t.Len() < 20<<10; i++ {
		fmt.Fprintf(&t, "<item><title>Story %d of the day</title><guid>%x</guid></item>", i, i*i*7919)
	}
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	io.WriteString(w, t.String())
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	return z.Bytes()
}

func BenchmarkDiscover(b *testing.B) {
	page := "<html><head>" + strings.Repeat("<meta name=x content=y>", 50) + `<link rel=alternate type=application/rss+xml href=/rss>` +
		"</head><body>" + strings.Repeat(`<p>Words <a href="/a/story">and links</a> and more words.</p>`, 5000)
	r := &Response{URL: "https://example.com/", Body: []byte(page)}
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if len(Discover(r)) != 1 {
			b.Fatal("no feed")
		}
	}
}
