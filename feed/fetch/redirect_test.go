package fetch

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"newspane/feed"
)

// chain serves /N as a redirect with the N-th code to /N+1, and a feed after the last.
func chain(codes ...int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		n := 0
		fmt.Sscanf(r.URL.Path, "/%d", &n)
		if n < len(codes) {
			w.Header().Set("Location", fmt.Sprintf("/%d", n+1))
			w.WriteHeader(codes[n])
			return
		}
		io.WriteString(w, "<rss/>")
	}
}

func TestOnlyPermanentRedirectsMoveAFeed(t *testing.T) {
	for _, x := range []struct {
		codes []int
		moved string
	}{
		{nil, ""}, {[]int{301}, "/1"}, {[]int{308}, "/1"}, {[]int{301, 308, 301}, "/3"}, {[]int{302}, ""}, {[]int{303}, ""},
		{[]int{307}, ""}, {[]int{301, 302}, ""}, {[]int{302, 301}, ""}, {[]int{308, 307, 308}, ""},
	} {
		c, s := serve(t, Options{}, chain(x.codes...))
		r, err := c.Get(t.Context(), Request{URL: s.URL + "/0"})
		if err != nil {
			t.Errorf("%v: %v", x.codes, err)
			continue
		}
		want := x.moved
		if want != "" {
			want = s.URL + want
		}
		if r.Moved != want || r.URL != fmt.Sprintf("%s/%d", s.URL, len(x.codes)) {
			t.Errorf("%v: moved %q, at %q", x.codes, r.Moved, r.URL)
		}
	}
}

func TestMovedAddressesWithCredentialsStayAsTyped(t *testing.T) {
	c, s := serve(t, Options{}, chain(301))
	r, err := c.Get(t.Context(), Request{URL: strings.Replace(s.URL, "http://", "http://u:p@", 1) + "/0"})
	if err != nil || r.Moved != "" || strings.Contains(r.URL, "u:p") {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestPermanentMoveIsSeenInA304(t *testing.T) {
	c, s := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/0" {
			http.Redirect(w, r, "/1", http.StatusMovedPermanently)
			return
		}
		w.WriteHeader(http.StatusNotModified)
	})
	r, err := c.Get(t.Context(), Request{URL: s.URL + "/0", ETag: `"a"`})
	if err != nil || !r.NotModified || r.Moved != s.URL+"/1" {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestRedirectsEnd(t *testing.T) {
	requests := 0
	c, s := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
		requests++
		http.Redirect(w, r, r.URL.Path+"a", http.StatusFound)
	})
	for kind, most := range map[Kind]int{Feed: 6, Page: 11, Image: 11} {
		requests = 0
		_, err := c.Get(t.Context(), Request{URL: s.URL, Kind: kind})
		wantKind(t, err, feed.Broken)
		if requests != most {
			t.Errorf("kind %d: %d requests, want %d", kind, requests, most)
		}
	}
	five, s5 := serve(t, Options{}, chain(302, 302, 302, 302, 302))
	if _, err := five.Get(t.Context(), Request{URL: s5.URL + "/0"}); err != nil {
		t.Errorf("five hops: %v", err)
	}
}

func TestRedirectToItselfEndsAtOnce(t *testing.T) {
	requests := 0
	c, s := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
		requests++
		http.Redirect(w, r, "/x", http.StatusFound)
	})
	_, err := c.Get(t.Context(), Request{URL: s.URL + "/x"})
	wantKind(t, err, feed.Broken)
	if requests != 1 {
		t.Errorf("%d requests", requests)
	}
}

func TestRedirectsLeadToHTTPOnly(t *testing.T) {
	for _, to := range []string{"javascript:alert(1)", "data:application/xml,<rss/>", "file:///etc/passwd", "ftp://example.com/",
		"gopher://127.0.0.1:1/_GET", "about:blank", "feed:http://127.0.0.1/", "/" + strings.Repeat("a", feed.MaxURL)} {
		c, s := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", to)
			w.WriteHeader(http.StatusFound)
		})
		_, err := c.Get(t.Context(), Request{URL: s.URL})
		wantKind(t, err, feed.Refused)
	}
	for _, to := range []string{"", "http://", "http://a b/", "http://[::1", "http://host:99999/", "%zz"} {
		c, s := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
			w.Header()["Location"] = []string{to}
			w.WriteHeader(http.StatusFound)
		})
		_, err := c.Get(t.Context(), Request{URL: s.URL})
		wantKind(t, err, feed.Broken)
	}
}

func TestRedirectFromHTTPSToHTTPIsRefused(t *testing.T) {
	plain := false
	inner := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { plain = true }))
	t.Cleanup(inner.Close)
	c, s := serveTLS(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, inner.URL, http.StatusMovedPermanently)
	})
	c.Trust(inner.URL)
	_, err := c.Get(t.Context(), Request{URL: s.URL})
	wantKind(t, err, feed.Refused)
	if plain {
		t.Error("the plain server was asked")
	}
}

func TestSecretsStayWithTheirOrigin(t *testing.T) {
	secrets := func(h http.Header) string {
		return h.Get("Authorization") + h.Get("X-Auth-Token") + h.Get("Cookie") + h.Get("Referer")
	}
	var got []string
	var far *httptest.Server
	c, s := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
		got = append(got, r.URL.Path+" "+secrets(r.Header))
		switch r.URL.Path {
		case "/start":
			http.Redirect(w, r, "/same", http.StatusFound)
		case "/same":
			w.Header().Set("Set-Cookie", "session=s3cr3t")
			http.Redirect(w, r, strings.Replace(far.URL, "http://", "http://other:creds@", 1)+"/far", http.StatusFound)
		}
	})
	far = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = append(got, r.URL.Path+" "+secrets(r.Header))
		if r.URL.Path == "/far" {
			http.Redirect(w, r, "/far2", http.StatusFound)
			return
		}
		http.Redirect(w, r, s.URL+"/home", http.StatusFound)
	}))
	t.Cleanup(far.Close)
	c.Trust(far.URL)
	_, err := c.Get(t.Context(), Request{URL: strings.Replace(s.URL, "http://", "http://ann:pw@", 1) + "/start",
		Header: http.Header{"x-auth-token": {"tok"}, "Cookie": {"no"}, "Referer": {"no"}}})
	if err != nil {
		t.Fatal(err)
	}
	const basic = "Basic YW5uOnB3"
	want := []string{"/start " + basic + "tok", "/same " + basic + "tok", "/far ", "/far2 ", "/home "}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
