package reader

import (
	"context"
	"errors"
	"testing"
	"time"

	"newspane/feed"
)

func TestEventsComeInOrderAndTheChannelIsClosed(t *testing.T) {
	q := newEvents()
	ctx, cancel := context.WithCancel(t.Context())
	go q.pump(ctx)
	for i := range 1000 {
		q.emit(feed.Event{Kind: feed.FeedChecked, Done: i})
	}
	for i := range 1000 {
		if ev := <-q.out; ev.Done != i {
			t.Fatalf("event %d comes at %d", ev.Done, i)
		}
	}
	cancel()
	if _, open := <-q.out; open {
		t.Error("an event after the end")
	}
}

func TestAScreenThatSleepsLosesOnlyWhatTreeChangedStandsFor(t *testing.T) {
	q := newEvents()
	for range 2 * maxEvents {
		q.emit(feed.Event{Kind: feed.FeedChecked})
	}
	q.emit(feed.Event{Kind: feed.RefreshEnded})
	got := q.take()
	if n := len(got); n != maxEvents+2 || got[n-2].Kind != feed.RefreshEnded || got[n-1].Kind != feed.TreeChanged {
		t.Errorf("%d events, the last of kind %d", n, got[n-1].Kind)
	}
	if len(q.take()) != 0 {
		t.Error("events are handed over twice")
	}
}

func TestProgressCountsAcrossRequests(t *testing.T) {
	var p progress
	var got []feed.Event
	emit := func(ev feed.Event) { got = append(got, ev) }
	p.add(2, emit)
	p.tick(feed.Event{Feed: 1}, emit)
	p.add(1, emit)
	p.tick(feed.Event{Feed: 2}, emit)
	p.tick(feed.Event{Feed: 3}, emit)
	want := []feed.Event{
		{Kind: feed.RefreshStarted, Total: 2}, {Kind: feed.FeedChecked, Feed: 1, Done: 1, Total: 2},
		{Kind: feed.RefreshStarted, Done: 1, Total: 3}, {Kind: feed.FeedChecked, Feed: 2, Done: 2, Total: 3},
		{Kind: feed.FeedChecked, Feed: 3, Done: 3, Total: 3}, {Kind: feed.RefreshEnded, Done: 3, Total: 3},
	}
	if len(got) != len(want) {
		t.Fatalf("got %+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("event %d: %+v, want %+v", i, got[i], want[i])
		}
	}
}

func TestSharedTroubleIsToldOnce(t *testing.T) {
	o := outage{pause: time.Minute}
	told := 0
	emit := func(feed.Event) { told++ }
	trouble := errors.New("no network")
	for i := range 10 {
		o.began(noon.Add(time.Duration(i)*time.Second), trouble, emit)
	}
	if told != 1 {
		t.Errorf("told %d times", told)
	}
	if until, err := o.lasting(noon.Add(10 * time.Second)); err != trouble || !until.Equal(noon.Add(69*time.Second)) {
		t.Errorf("lasting: %v until %v", err, until)
	}
	if _, err := o.lasting(noon.Add(2 * time.Minute)); err != nil {
		t.Error("lasts for ever")
	}
	o.over()
	o.began(noon, trouble, emit)
	if told != 2 {
		t.Error("a new trouble is not told")
	}
}
