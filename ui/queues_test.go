package ui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

func (s *shelf) Outbox(context.Context) ([]feed.Parcel, error) {
	return slices.Clone(s.outbox), s.fail
}

func (s *shelf) RetryOutbox(_ context.Context, ids ...feed.ID) (n int, err error) {
	for i := range s.outbox {
		if p := &s.outbox[i]; p.State != feed.ParcelSent && (len(ids) == 0 || slices.Contains(ids, p.ID)) {
			p.State, p.Trouble, p.Next = feed.ParcelWaiting, feed.Text{}, noon
			n++
		}
	}
	return n, nil
}

func (s *shelf) DropOutbox(_ context.Context, ids ...feed.ID) (int, error) {
	n := len(s.outbox)
	s.outbox = slices.DeleteFunc(s.outbox, func(p feed.Parcel) bool { return slices.Contains(ids, p.ID) })
	return n - len(s.outbox), nil
}

func (s *shelf) QueueMedia(_ context.Context, articles ...feed.ID) (n int, err error) {
	for _, id := range articles {
		a := s.at(id)
		for _, e := range a.Enclosures {
			if !slices.ContainsFunc(s.downloads, func(d feed.Download) bool { return d.URL == e.URL }) {
				s.downloads = append(s.downloads, feed.Download{ID: feed.ID(len(s.downloads) + 1), Article: id, Title: a.Title, URL: e.URL, Type: e.Type,
					State: feed.DownloadWaiting, Whole: e.Length})
				n++
			}
		}
	}
	return n, nil
}

func (s *shelf) Downloads(context.Context) ([]feed.Download, error) {
	return slices.Clone(s.downloads), s.fail
}

func (s *shelf) RetryDownloads(_ context.Context, ids ...feed.ID) (int, error) {
	return s.turn(ids, feed.DownloadWaiting)
}

func (s *shelf) StopDownloads(_ context.Context, ids ...feed.ID) (int, error) {
	return s.turn(ids, feed.DownloadStopped)
}

func (s *shelf) turn(ids []feed.ID, to feed.DownloadState) (n int, err error) {
	for i := range s.downloads {
		if d := &s.downloads[i]; d.State != feed.DownloadDone && (len(ids) == 0 || slices.Contains(ids, d.ID)) {
			d.State, d.Running, d.Trouble = to, false, feed.Text{}
			n++
		}
	}
	return n, nil
}

func (s *shelf) DropDownloads(_ context.Context, ids ...feed.ID) (int, error) {
	n := len(s.downloads)
	s.downloads = slices.DeleteFunc(s.downloads, func(d feed.Download) bool { return slices.Contains(ids, d.ID) })
	return n - len(s.downloads), nil
}

func TestTheOutboxShowsWhatWaitsAndWhyAndIsTriedAgainAndDropped(t *testing.T) {
	s := morning()
	d := start(t, s, 100, 30)
	d.Press("g o")
	wantShown(t, d, "The outbox is empty; S b sends an article")
	s.outbox = []feed.Parcel{
		{ID: 1, Article: 1, Service: "shelf", Title: feed.Clean("Was sent"), State: feed.ParcelSent, Changed: noon.Add(-time.Hour)},
		{ID: 2, Article: 2, Service: "shelf", Title: feed.Clean("Not reached"), State: feed.ParcelWaiting, Next: noon.Add(90 * time.Second), Trouble: feed.Clean("shelf could not be reached.")},
		{ID: 3, Article: 3, Service: "pins", Title: feed.Clean("Refused"), State: feed.ParcelStopped, Trouble: feed.Clean("The token of pins was refused.")},
	}
	d.Press("g o")
	wantShown(t, d, "Not reached", "again in 2 min", "shelf could not be reached.", "Refused", "The token of pins was refused.", "shelf: sent", "r send it now", "D drop it")
	if at, sent := strings.Index(d.Screen(), "Refused"), strings.Index(d.Screen(), "Was sent"); at > sent {
		t.Error("what was sent stands above what was not")
	}
	d.Press("r")
	wantShown(t, d, "Being sent to shelf")
	d.Press("down")
	wantShown(t, d, "shelf: waits", "due now")
	d.Press("enter")
	wantShown(t, d, "send it now", "drop it", "open in the browser", "go to the article")
	d.Press("down enter")
	if len(s.outbox) != 2 || strings.Contains(d.Screen(), "Refused") {
		t.Errorf("dropped: %d are left\n%s", len(s.outbox), d.Screen())
	}
	d.Press("R")
	wantShown(t, d, "1 article tried again")
	d.Press("q")
	if strings.Contains(d.Screen(), "shelf:") {
		t.Error("it is still open")
	}
	s.fail = errors.New("the disk is gone")
	d.Press("g o")
	wantShown(t, d, "The outbox could not be read: the disk is gone")
}

func TestDownloadsShowHowFarTheyAreAndAreStoppedAndGoneOnWith(t *testing.T) {
	s := morning()
	o := &desk{}
	d := start(t, s, 120, 30, func(opts *Options) { opts.Outside = o })
	d.Press("g d")
	wantShown(t, d, "Nothing is being downloaded; P a downloads")
	s.downloads = []feed.Download{{ID: 1, Article: 2, Title: feed.Clean("Episode 7"), URL: "https://pod.example/7.mp3", Type: "audio/mpeg", State: feed.DownloadWaiting}}
	moved := func(e feed.Download) {
		e.ID, e.Title = 1, feed.Clean("Episode 7")
		d.Send(eventsGathered{events: []feed.Event{{Kind: feed.DownloadMoved, Download: &e}}})
	}
	moved(feed.Download{State: feed.DownloadWaiting, Running: true, Done: 10_000_000, Whole: 40_000_000, Rate: 1_000_000})
	wantShown(t, d, "↓ 25 %")
	d.Press("g d")
	wantShown(t, d, "Episode 7", "waits") // as it was read
	moved(feed.Download{State: feed.DownloadWaiting, Running: true, Done: 20_000_000, Whole: 40_000_000, Rate: 1_000_000})
	wantShown(t, d, "50 %  20.0 of 40.0 MB · 1.0 MB/s · 0:20 left", "━━━━━━━━────────")
	d.Press("enter")
	wantShown(t, d, "stop", "what has come is kept")
	d.Press("enter")
	wantShown(t, d, "Stopped; what has come is kept")
	moved(feed.Download{State: feed.DownloadStopped})
	if strings.Contains(d.Screen(), "↓") {
		t.Error("it is still told of in the title")
	}
	d.Press("r")
	wantShown(t, d, "Going on")
	s.downloads[0].State, s.downloads[0].Path, s.downloads[0].Whole = feed.DownloadDone, "/downloads/Episode-7.mp3", 40_000_000
	moved(feed.Download{State: feed.DownloadDone, Path: "/downloads/Episode-7.mp3"})
	wantShown(t, d, "Saved /downloads/Episode-7.mp3", "40.0 MB")
	d.Press("e")
	if last := o.said[len(o.said)-1]; last != "play https://pod.example/7.mp3" {
		t.Errorf("asked to %s", last)
	}
	d.Press("D")
	if len(s.downloads) != 0 {
		t.Error("it is not forgotten")
	}
}

func TestADownloadThatFailedSaysWhy(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	s.downloads = []feed.Download{
		{ID: 1, Title: feed.Clean("Episode 7"), State: feed.DownloadFailed, Trouble: feed.Clean("It needs 900 MB, and 100 MB are free.")},
		{ID: 2, Title: feed.Clean("Episode 8"), State: feed.DownloadWaiting, Done: 100, Trouble: feed.Clean("It broke off after 0.1 MB. It goes on by itself."), Next: noon.Add(20 * time.Second)},
	}
	d.Send(eventsGathered{events: []feed.Event{{Kind: feed.DownloadMoved, Download: &s.downloads[0]}}})
	wantShown(t, d, "Episode 7: It needs 900 MB")
	d.Press("g d")
	wantShown(t, d, "It needs 900 MB", "It broke off after 0.1 MB. It goes on by itself.", "again in 21 s")
}
