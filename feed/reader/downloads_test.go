package reader

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

// station is a lab with an article that encloses two files, and a downloader that does as it is told.
type station struct {
	*lab
	id    feed.ID
	dir   string
	begun []string // the ends of the addresses that were asked for
	do    func(ctx context.Context, d feed.Download, progress func(done, whole int64)) (string, error)
}

func newStation(t *testing.T) *station {
	t.Helper()
	s := &station{lab: newLab(t, nil), dir: t.TempDir()}
	s.do = s.whole
	s.tune()
	s.serve("/feed", text("application/rss+xml", `<rss version="2.0"><channel><title>Pod</title><item><title>Episode</title><guid>1</guid>
<enclosure url="`+s.url+`/1.mp3" type="audio/mpeg" length="100"/></item></channel></rss>`))
	s.subscribe(t, "/feed")
	s.id = s.article(t, "Episode")
	return s
}

// tune gives the engine the station's downloader.
func (s *station) tune() {
	s.downloads.fetch = func(ctx context.Context, d feed.Download, progress func(done, whole int64)) (string, error) {
		s.begun = append(s.begun, d.URL[strings.LastIndexByte(d.URL, '/')+1:])
		return s.do(ctx, d, progress)
	}
}

// whole brings a file of a hundred bytes.
func (s *station) whole(_ context.Context, d feed.Download, progress func(done, whole int64)) (string, error) {
	progress(100, 100)
	path := filepath.Join(s.dir, filepath.Base(d.URL))
	return path, os.WriteFile(path, make([]byte, 100), 0o600)
}

func (s *station) queue(t *testing.T, want int) {
	t.Helper()
	n, err := s.QueueMedia(t.Context(), s.id)
	ok(t, err)
	if n != want {
		t.Errorf("%d files are new to the queue, want %d", n, want)
	}
}

func (s *station) due(t *testing.T) {
	t.Helper()
	_, err := s.DownloadDue(t.Context(), func(feed.Download) {})
	ok(t, err)
}

// only is the only download.
func (s *station) only(t *testing.T) feed.Download {
	t.Helper()
	all, err := s.Downloads(t.Context())
	ok(t, err)
	if len(all) != 1 {
		t.Fatalf("%d downloads", len(all))
	}
	return all[0]
}

func TestADownloadIsFetchedOnceAndFoundAgain(t *testing.T) {
	s := newStation(t)
	s.queue(t, 1)
	s.due(t)
	d := s.only(t)
	if d.State != feed.DownloadDone || d.Done != 100 || d.Whole != 100 || d.Title.String() != "Episode" {
		t.Errorf("%+v", d)
	}
	path, err := s.Downloaded(t.Context(), s.url+"/1.mp3")
	ok(t, err)
	if path != d.Path || path == "" {
		t.Errorf("it is at %q, listed at %q", path, d.Path)
	}
	s.queue(t, 0)
	ok(t, os.Remove(path))
	if path, err = s.Downloaded(t.Context(), s.url+"/1.mp3"); err != nil || path != "" {
		t.Errorf("a file that was removed is at %q, %v", path, err)
	}
	s.queue(t, 1)
	s.due(t)
	if len(s.begun) != 2 || s.only(t).State != feed.DownloadDone {
		t.Errorf("begun %v", s.begun)
	}
}

func TestADownloadThatBreaksOffGoesOnByItselfAndAfterARestart(t *testing.T) {
	s := newStation(t)
	at := int64(0)
	s.do = func(_ context.Context, _ feed.Download, progress func(done, whole int64)) (string, error) {
		at += 5
		progress(at, 100)
		return "", fmt.Errorf("it broke off: %w", io.ErrUnexpectedEOF)
	}
	s.queue(t, 1)
	for range 2 * downloadTries { // each brings something
		s.due(t)
		s.pass(time.Minute)
	}
	d := s.only(t)
	if d.State != feed.DownloadWaiting || d.Done != 100 || d.Whole != 100 || !strings.Contains(d.Trouble.String(), "goes on by itself") || len(s.begun) != 2*downloadTries {
		t.Errorf("%d tries: %+v", len(s.begun), d)
	}
	ok(t, s.Close())
	s.start(t, nil)
	s.do = s.whole
	s.tune()
	s.due(t)
	if d := s.only(t); d.State != feed.DownloadDone {
		t.Errorf("after a restart: %+v", d)
	}
}

func TestADownloadThatBringsNothingFailsInTheEndAndIsTriedOnRequest(t *testing.T) {
	s := newStation(t)
	for _, c := range []struct {
		err   error
		tries int
		says  string
	}{
		{&feed.Error{Kind: feed.Offline, URL: s.url}, downloadTries, "could not be reached"},
		{&feed.Error{Kind: feed.NotFound, URL: s.url}, 1, "There is nothing at"},
		{errors.New("it needs 900 MB, and 100 MB are free"), 1, "It needs 900 MB"},
	} {
		s.begun = nil
		s.do = func(context.Context, feed.Download, func(done, whole int64)) (string, error) { return "", c.err }
		s.queue(t, 1)
		for range downloadTries + 2 {
			s.due(t)
			s.pass(2 * downloadMost)
		}
		d := s.only(t)
		if d.State != feed.DownloadFailed || len(s.begun) != c.tries || !strings.Contains(d.Trouble.String(), c.says) {
			t.Errorf("%v: %d tries, %+v", c.err, len(s.begun), d)
		}
	}
	s.do = s.whole
	n, err := s.RetryDownloads(t.Context(), s.only(t).ID)
	ok(t, err)
	s.due(t)
	if n != 1 || s.only(t).State != feed.DownloadDone {
		t.Errorf("%d tried again: %+v", n, s.only(t))
	}
}

func TestAServerThatAsksForPatienceIsGivenIt(t *testing.T) {
	s := newStation(t)
	s.do = func(context.Context, feed.Download, func(done, whole int64)) (string, error) {
		return "", &feed.Error{Kind: feed.Limited, URL: s.url, Wait: 1800}
	}
	s.queue(t, 1)
	s.due(t)
	s.pass(29 * time.Minute)
	s.due(t)
	if len(s.begun) != 1 {
		t.Errorf("asked %d times before its time", len(s.begun))
	}
}

func TestADownloadIsCalledOffAndGoneOnWith(t *testing.T) {
	s := newStation(t)
	begun := make(chan struct{})
	s.do = func(ctx context.Context, _ feed.Download, progress func(done, whole int64)) (string, error) {
		progress(40, 100)
		close(begun)
		<-ctx.Done()
		return "", fmt.Errorf("%w: %w", ctx.Err(), io.ErrUnexpectedEOF)
	}
	s.queue(t, 1)
	s.Run(t.Context())
	<-begun
	d := s.only(t)
	if !d.Running || d.Done != 40 || d.Whole != 100 {
		t.Errorf("under way: %+v", d)
	}
	n, err := s.StopDownloads(t.Context(), d.ID)
	ok(t, err)
	for e := range s.Events() {
		if e.Kind == feed.DownloadMoved && !e.Download.Running {
			break
		}
	}
	if d = s.only(t); n != 1 || d.State != feed.DownloadStopped || d.Running || d.Done != 40 {
		t.Errorf("%d called off: %+v", n, d)
	}
	s.do = s.whole
	_, err = s.RetryDownloads(t.Context())
	ok(t, err)
	for e := range s.Events() {
		if e.Kind == feed.DownloadMoved && e.Download.State == feed.DownloadDone {
			break
		}
	}
	if d = s.only(t); d.State != feed.DownloadDone {
		t.Errorf("gone on with: %+v", d)
	}
	n, err = s.DropDownloads(t.Context(), d.ID)
	ok(t, err)
	if _, serr := os.Stat(d.Path); n != 1 || serr != nil {
		t.Errorf("%d forgotten; the file: %v", n, serr)
	}
}

func TestAProgramThatEndsWithinADownloadLosesNothing(t *testing.T) {
	s := newStation(t)
	ctx, end := context.WithCancel(t.Context())
	s.do = func(ctx context.Context, _ feed.Download, progress func(done, whole int64)) (string, error) {
		progress(40, 100)
		end()
		<-ctx.Done()
		return "", ctx.Err()
	}
	s.queue(t, 1)
	if _, err := s.DownloadDue(ctx, func(feed.Download) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
	if d := s.only(t); d.State != feed.DownloadWaiting || d.Done != 40 || d.Next.After(s.now()) {
		t.Errorf("%+v", d)
	}
}

func TestNothingEnclosedIsNamed(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/feed", l.rss("Tides|Nine cities plan."))
	l.subscribe(t, "/feed")
	if _, err := l.QueueMedia(t.Context(), l.article(t, "Tides")); err == nil || !strings.Contains(err.Error(), "nothing enclosed") {
		t.Errorf("%v", err)
	}
}
