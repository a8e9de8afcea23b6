package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newspane/feed"
	"newspane/feed/fetch"
)

// station serves a file that it breaks off when it is told to, and remembers which ranges it was asked for.
type station struct {
	*httptest.Server
	content []byte
	tag     string
	breaks  bool
	ranges  []string
}

func newStation(t *testing.T) *station {
	t.Helper()
	s := &station{content: bytes.Repeat([]byte("sound "), 50_000), tag: `"v1"`}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.ranges = append(s.ranges, r.Header.Get("Range"))
		w.Header().Set("ETag", s.tag)
		if s.breaks {
			w.Header().Set("Content-Length", fmt.Sprint(len(s.content)))
			_, _ = w.Write(s.content[:100_000])
			panic(http.ErrAbortHandler)
		}
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(s.content))
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *station) download(t *testing.T, dir, base string) (string, error) {
	t.Helper()
	c := fetch.New(fetch.Options{PerSecond: 1000})
	c.Trust(s.URL)
	d := download{client: c, dir: dir, base: base, media: feed.Enclosure{URL: s.URL + "/ep.mp3?t=1", Type: "audio/mpeg"}, progress: func(int64, int64) {}}
	return d.run(t.Context())
}

func names(t *testing.T, dir string) string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, n := range list {
		all = append(all, n.Name())
	}
	return strings.Join(all, " ")
}

func (s *station) holds(t *testing.T, path string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(b, s.content) {
		t.Errorf("%s holds %d bytes that are not the file's %d, %v", path, len(b), len(s.content), err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%s: %v, %v", path, info, err)
	}
}

func TestADownloadGoesOnWhereItBrokeOff(t *testing.T) {
	s, dir := newStation(t), t.TempDir()
	s.breaks = true
	if _, err := s.download(t, dir, "Episode-1"); err == nil || !strings.Contains(err.Error(), "broke off after 0.1") {
		t.Fatalf("%v", err)
	}
	if got := names(t, dir); strings.Contains(got, ".mp3") || strings.Count(got, ".part") != 2 {
		t.Errorf("half a file: %s", got)
	}
	s.breaks = false
	name, err := s.download(t, dir, "Episode-1")
	if err != nil || name != "Episode-1.mp3" || names(t, dir) != "Episode-1.mp3" {
		t.Errorf("%q, %v, %s", name, err, names(t, dir))
	}
	if got := strings.Join(s.ranges, ","); got != ",bytes=100000-" {
		t.Errorf("asked for %s", got)
	}
	s.holds(t, filepath.Join(dir, name))
}

func TestADownloadOfWhatHasBecomeAnotherFileBeginsAnew(t *testing.T) {
	s, dir := newStation(t), t.TempDir()
	s.breaks = true
	if _, err := s.download(t, dir, "Episode-1"); err == nil {
		t.Fatal("it is whole")
	}
	s.breaks, s.tag, s.content = false, `"v2"`, bytes.Repeat([]byte("other "), 30_000)
	name, err := s.download(t, dir, "Episode-1")
	if err != nil {
		t.Fatal(err)
	}
	s.holds(t, filepath.Join(dir, name))
	s.breaks, s.content = true, bytes.Repeat([]byte("short "), 20_000)
	if _, err := s.download(t, dir, "Episode-2"); err == nil {
		t.Fatal("it is whole")
	}
	s.breaks, s.content = false, s.content[:10] // shorter than what there is of it: 416
	if name, err = s.download(t, dir, "Episode-2"); err != nil {
		t.Fatal(err)
	}
	s.holds(t, filepath.Join(dir, name))
}

func TestADownloadTakesNoOtherFilesPlace(t *testing.T) {
	s, dir := newStation(t), t.TempDir()
	outside := filepath.Join(t.TempDir(), "precious")
	for name, content := range map[string]string{filepath.Join(dir, "EPISODE-1.MP3"): "mine", outside: "mine"} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(outside, filepath.Join(dir, "Episode-1-2.mp3")); err != nil {
		t.Skip(err)
	}
	d := download{media: feed.Enclosure{URL: s.URL + "/ep.mp3?t=1"}}
	if err := os.Symlink(outside, filepath.Join(dir, "Episode-1-"+d.hash()[:8]+".part")); err != nil {
		t.Fatal(err)
	}
	name, err := s.download(t, dir, "Episode-1")
	if err != nil || name != "Episode-1-3.mp3" {
		t.Errorf("%q, %v", name, err)
	}
	s.holds(t, filepath.Join(dir, name))
	for _, kept := range []string{filepath.Join(dir, "EPISODE-1.MP3"), outside} {
		if b, err := os.ReadFile(kept); err != nil || string(b) != "mine" {
			t.Errorf("%s is %q, %v", kept, b, err)
		}
	}
}

func TestADownloadEndsAsMediaDo(t *testing.T) {
	for _, c := range []struct{ url, kind, want string }{
		{"https://x.example/a.MP3?x=.exe", "", ".mp3"}, {"https://x.example/a.exe", "audio/mpeg", ".mp3"}, {"https://x.example/a.sh", "", ".media"},
		{"https://x.example/a", "audio/ogg; codecs=opus", ".ogg"}, {"https://x.example/a.mp3%00.sh", "", ".media"}, {"https://x.example/..", "video/mp4", ".mp4"},
	} {
		if got := ending(feed.Enclosure{URL: c.url, Type: c.kind}); got != c.want {
			t.Errorf("%s of %q ends with %q, want %q", c.url, c.kind, got, c.want)
		}
	}
}

func TestTwoDownloadsOfOneFileDoNotMix(t *testing.T) {
	s, dir := newStation(t), t.TempDir()
	c := fetch.New(fetch.Options{PerSecond: 1000})
	c.Trust(s.URL)
	d := download{client: c, dir: dir, base: "Episode-1", media: feed.Enclosure{URL: s.URL + "/ep.mp3"}}
	once := true
	d.progress = func(int64, int64) {
		if !once {
			return
		}
		once = false
		other := d
		other.progress = func(int64, int64) {}
		if name, err := other.run(t.Context()); err != nil || name != "Episode-1.mp3" {
			t.Errorf("the second: %q, %v", name, err)
		}
	}
	if _, err := d.run(t.Context()); err == nil || !strings.Contains(err.Error(), "twice at a time") {
		t.Errorf("the first: %v", err)
	}
	if got := names(t, dir); got != "Episode-1.mp3" {
		t.Errorf("there are %s", got)
	}
	s.holds(t, filepath.Join(dir, "Episode-1.mp3"))
}
