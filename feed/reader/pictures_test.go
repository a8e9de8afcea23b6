package reader

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"newspane/feed"
)

const pngHead = "\x89PNG\r\n\x1a\n"

func TestAPictureIsFetchedOnce(t *testing.T) {
	l := newLab(t, nil)
	l.Engine.pictures.dir = filepath.Join(t.TempDir(), "cache", "pictures")
	l.Engine.client.Trust(l.url)
	l.serve("/a.png", text("image/png", pngHead+"one"))
	for range 3 {
		b, err := l.Picture(t.Context(), 0, l.url+"/a.png")
		if err != nil || string(b) != pngHead+"one" {
			t.Fatalf("%q, %v", b, err)
		}
	}
	if n := l.requests("/a.png"); n != 1 {
		t.Errorf("%d requests", n)
	}
	entries, err := os.ReadDir(l.Engine.pictures.dir)
	if err != nil || len(entries) != 1 {
		t.Fatalf("%d files are kept, %v", len(entries), err)
	}
	info, err := entries[0].Info()
	if err != nil || info.Mode().Perm() != 0o600 || info.Name() != nameOf(l.url+"/a.png") {
		t.Errorf("%v %v, %v", info.Mode(), info.Name(), err)
	}
	dir, err := os.Stat(l.Engine.pictures.dir)
	if err != nil || dir.Mode().Perm() != 0o700 {
		t.Errorf("directory %v, %v", dir.Mode(), err)
	}
}

func TestWithoutADirectoryPicturesAreFetchedAllTheSame(t *testing.T) {
	l := newLab(t, nil)
	l.Engine.client.Trust(l.url)
	l.serve("/a.png", text("image/png", pngHead+"one"))
	for range 2 {
		if _, err := l.Picture(t.Context(), 0, l.url+"/a.png"); err != nil {
			t.Fatal(err)
		}
	}
	if n := l.requests("/a.png"); n != 2 {
		t.Errorf("%d requests", n)
	}
}

func TestWhatIsNoPictureIsAnErrorAndIsNotKept(t *testing.T) {
	l := newLab(t, nil)
	l.Engine.pictures.dir = t.TempDir()
	l.Engine.client.Trust(l.url)
	l.serve("/page", text("image/png", "<!doctype html><p>Not found"))
	l.serve("/vector", text("image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg"/>`))
	l.serve("/gone", answers(http.StatusGone))
	for path, kind := range map[string]feed.ErrorKind{"/page": feed.Broken, "/vector": feed.Broken, "/gone": feed.Gone} {
		_, err := l.Picture(t.Context(), 0, l.url+path)
		var fe *feed.Error
		if !errors.As(err, &fe) || fe.Kind != kind {
			t.Errorf("%s: %v", path, err)
		}
	}
	for _, url := range []string{"", "file:///etc/passwd", "data:image/png;base64,AAAA", "javascript:1"} {
		if _, err := l.Picture(t.Context(), 0, url); err == nil {
			t.Errorf("%q was fetched", url)
		}
	}
	if entries, err := os.ReadDir(l.Engine.pictures.dir); err != nil || len(entries) != 0 {
		t.Errorf("%d files are kept, %v", len(entries), err)
	}
}

func TestAPictureInsideTheNetworkIsNotAskedFor(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/a.png", text("image/png", pngHead))
	if _, err := l.Picture(t.Context(), 0, l.url+"/a.png"); err == nil || l.requests("/a.png") != 0 {
		t.Errorf("%v after %d requests", err, l.requests("/a.png"))
	}
}

func TestPicturesThatWereNotLookedAtForLongestGoFirst(t *testing.T) {
	p := &pictures{dir: t.TempDir(), most: 1000}
	defer func() {
		if err := p.close(); err != nil {
			t.Error(err)
		}
	}()
	url := func(i int) string { return fmt.Sprint("https://a.example/", i) }
	body := bytes.Repeat([]byte("x"), 190)
	for i := range 5 {
		if err := p.write(url(i), body); err != nil {
			t.Fatal(err)
		}
		if _, err := p.read(url(i), noon.Add(time.Duration(i)*time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := p.read(url(0), noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := p.write(url(5), body); err != nil {
		t.Fatal(err)
	}
	for i, kept := range []bool{true, false, false, true, true, true} {
		if _, err := p.read(url(i), noon); errors.Is(err, fs.ErrNotExist) == kept {
			t.Errorf("picture %d: %v", i, err)
		}
	}
	if p.size != 4*190 {
		t.Errorf("size %d", p.size)
	}
}

func TestAPlantedLinkIsNotFollowed(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("s3cr3t"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := &pictures{dir: t.TempDir(), most: 1000}
	defer func() {
		if err := p.close(); err != nil {
			t.Error(err)
		}
	}()
	const url = "https://a.example/a.png"
	for _, name := range []string{nameOf(url), nameOf(url) + ".part"} {
		if err := os.Symlink(secret, filepath.Join(p.dir, name)); err != nil {
			t.Skip(err)
		}
	}
	if b, err := p.read(url, noon); err == nil {
		t.Errorf("read %q", b)
	}
	if err := p.write(url, []byte("picture")); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(secret); err != nil || string(b) != "s3cr3t" {
		t.Errorf("the file behind the link is %q, %v", b, err)
	}
	if b, err := p.read(url, noon); err != nil || string(b) != "picture" {
		t.Errorf("read %q, %v", b, err)
	}
}

func TestAPictureIsAskedForAsItsFeedIs(t *testing.T) {
	l, other := newLab(t, nil), newLab(t, nil)
	got := map[string]http.Header{}
	gif := func(w http.ResponseWriter, r *http.Request) {
		got["http://"+r.Host] = r.Header.Clone()
		w.Header().Set("Content-Type", "image/gif")
		fmt.Fprint(w, pixel)
	}
	l.serve("/f", l.rss("one"))
	l.serve("/own.gif", gif)
	other.serve("/their.gif", gif)
	s := l.subscribe(t, "/f")
	l.client.Trust(other.url)
	l.secret = func(context.Context, feed.Secret, string) (string, error) { return "s3cr3t", nil }
	l.configure(t, s.ID, "auth", "bearer env:PW", "user-agent", "Mine/1", "header", "X-One: a")
	for _, address := range []string{l.url + "/own.gif", other.url + "/their.gif"} {
		if _, err := l.Picture(t.Context(), s.ID, address); err != nil {
			t.Fatal(err)
		}
	}
	if h := got[l.url]; h.Get("User-Agent") != "Mine/1" || h.Get("Authorization") != "Bearer s3cr3t" || h.Get("X-One") != "a" {
		t.Errorf("to the feed's origin: %v", h)
	}
	if h := got[other.url]; h.Get("User-Agent") != "Mine/1" || h.Get("Authorization") != "" || h.Get("X-One") != "" {
		t.Errorf("to another origin: %v", h)
	}
}

func TestAPictureGoesThroughItsFeedsProxy(t *testing.T) {
	l := newLab(t, nil)
	asked := ""
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r.URL.String()
		w.Header().Set("Content-Type", "image/gif")
		fmt.Fprint(w, pixel)
	}))
	t.Cleanup(proxy.Close)
	l.serve("/f", l.rss("one"))
	s := l.subscribe(t, "/f")
	l.configure(t, s.ID, "proxy", proxy.URL)
	const address = "http://pictures.example/a.gif"
	if _, err := l.Picture(t.Context(), s.ID, address); err != nil || asked != address {
		t.Errorf("the proxy was asked for %q, %v", asked, err)
	}
}
