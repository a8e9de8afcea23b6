package store

import (
	"testing"
	"time"

	"newspane/feed"
)

func parcel(service, url string) feed.Parcel {
	return feed.Parcel{Service: service, Article: 7, URL: url, Title: feed.Clean("Story"), Description: feed.Clean("What it is"),
		Source: feed.Clean("The Paper"), Tags: []feed.Text{feed.Clean("sea"), feed.Clean("two words")}}
}

func states(t *testing.T, s *Store) map[string]feed.ParcelState {
	t.Helper()
	m := map[string]feed.ParcelState{}
	for _, p := range must[[]feed.Parcel](t)(s.Parcels(t.Context())) {
		m[p.Service+" "+p.URL] = p.State
	}
	return m
}

func TestParcelsOutliveARestartAndAreTakenOnce(t *testing.T) {
	path, c := keptLibrary(t)
	s := reopen(t, path, c)
	ok(t, s.Pack(t.Context(), parcel("shelf", "https://a.example/"), parcel("shelf", "https://b.example/")))
	ok(t, s.Close())
	s = reopen(t, path, c)
	first, taken, err := s.TakeParcel(t.Context(), time.Minute)
	ok(t, err)
	same(t, []any{taken, first.URL, first.Tries, first.Title.String(), first.Description.String(), first.Source.String(), len(first.Tags), first.Tags[1].String()},
		[]any{true, "https://a.example/", 1, "Story", "What it is", "The Paper", 2, "two words"})
	second, taken, err := s.TakeParcel(t.Context(), time.Minute)
	ok(t, err)
	same(t, []any{taken, second.URL}, []any{true, "https://b.example/"})
	_, taken, err = s.TakeParcel(t.Context(), time.Minute)
	ok(t, err)
	same(t, taken, false) // both are held
	first.State = feed.ParcelSent
	ok(t, s.SettleParcel(t.Context(), first))
	c.t = c.t.Add(2 * time.Minute) // whoever held the second has died
	again, taken, err := s.TakeParcel(t.Context(), time.Minute)
	ok(t, err)
	same(t, []any{taken, again.URL, again.Tries}, []any{true, "https://b.example/", 2})
	same(t, states(t, s)["shelf https://a.example/"], feed.ParcelSent)
}

func TestARefusedTokenStopsAllOfItsServiceUntilTheNextRequest(t *testing.T) {
	path, c := keptLibrary(t)
	s := reopen(t, path, c)
	ok(t, s.Pack(t.Context(), parcel("shelf", "https://a.example/"), parcel("shelf", "https://b.example/"), parcel("other", "https://a.example/")))
	p, _, err := s.TakeParcel(t.Context(), time.Minute)
	ok(t, err)
	p.State, p.Trouble = feed.ParcelStopped, feed.Clean("The token was refused.")
	ok(t, s.SettleParcel(t.Context(), p))
	same(t, states(t, s), map[string]feed.ParcelState{"shelf https://a.example/": "stopped", "shelf https://b.example/": "stopped", "other https://a.example/": "waiting"})
	ok(t, s.Pack(t.Context(), parcel("shelf", "https://c.example/")))
	same(t, states(t, s), map[string]feed.ParcelState{"shelf https://a.example/": "waiting", "shelf https://b.example/": "waiting",
		"shelf https://c.example/": "waiting", "other https://a.example/": "waiting"})
}

func TestWhatIsQueuedAnewIsNotSettledByAnOlderTry(t *testing.T) {
	path, c := keptLibrary(t)
	s := reopen(t, path, c)
	ok(t, s.Pack(t.Context(), parcel("shelf", "https://a.example/")))
	p, _, err := s.TakeParcel(t.Context(), time.Minute)
	ok(t, err)
	ok(t, s.Pack(t.Context(), parcel("shelf", "https://a.example/")))
	p.State = feed.ParcelFailed
	ok(t, s.SettleParcel(t.Context(), p))
	same(t, states(t, s)["shelf https://a.example/"], feed.ParcelWaiting)
}

func TestFailedParcelsAreTriedAgainOrDroppedOnRequest(t *testing.T) {
	path, c := keptLibrary(t)
	s := reopen(t, path, c)
	ok(t, s.Pack(t.Context(), parcel("shelf", "https://a.example/")))
	p, _, err := s.TakeParcel(t.Context(), time.Minute)
	ok(t, err)
	p.State = feed.ParcelFailed
	ok(t, s.SettleParcel(t.Context(), p))
	same(t, must[time.Time](t)(s.NextParcel(t.Context())).IsZero(), true)
	same(t, must[int](t)(s.RetryParcels(t.Context())), 1)
	same(t, must[time.Time](t)(s.NextParcel(t.Context())).IsZero(), false)
	same(t, must[int](t)(s.DropParcels(t.Context())), 1)
	same(t, len(states(t, s)), 0)
}
