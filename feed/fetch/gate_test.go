package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"newspane/feed"
)

func testGate(perHost, total, perSecond int) *gate {
	return newGate(Options{PerHost: perHost, Total: total, PerSecond: perSecond, Now: time.Now})
}

// crowd runs n requests of the given length through the gate and returns the most that ran at a time and when each
// began.
func crowd(t *testing.T, g *gate, n int, length time.Duration, key func(int) string) (most int, begun []time.Duration) {
	t.Helper()
	var mu sync.Mutex
	var wg sync.WaitGroup
	start, running := time.Now(), 0
	for i := range n {
		wg.Go(func() {
			if err := g.enter(t.Context(), key(i), true); err != nil {
				t.Errorf("request %d: %v", i, err)
				return
			}
			mu.Lock()
			running++
			most = max(most, running)
			begun = append(begun, time.Since(start))
			mu.Unlock()
			time.Sleep(length)
			mu.Lock()
			running--
			mu.Unlock()
			g.leave(key(i))
		})
	}
	wg.Wait()
	return most, begun
}

func one(int) string { return "a.example" }

func TestAtMostTwoAtATimeToOneHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		if most, _ := crowd(t, testGate(2, 64, 100), 20, 5*time.Second, one); most != 2 {
			t.Errorf("%d at a time", most)
		}
	})
}

func TestAtMostSixtyFourAtATimeInAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		most, _ := crowd(t, testGate(2, 64, 10), 300, 5*time.Second, func(i int) string { return fmt.Sprint(i) })
		if most != 64 {
			t.Errorf("%d at a time", most)
		}
	})
}

func TestAtMostTenASecondToOneHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, begun := crowd(t, testGate(2, 64, 10), 45, time.Millisecond, one)
		for i := 10; i < len(begun); i++ {
			if begun[i]-begun[i-10] < time.Second {
				t.Errorf("requests %d to %d began within %v", i-10, i, begun[i]-begun[i-10])
			}
		}
		if last := begun[len(begun)-1]; last > 5*time.Second {
			t.Errorf("the last of 45 began after %v", last)
		}
	})
}

func TestStuckHostsDelayNoOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := testGate(2, 64, 10)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var wg sync.WaitGroup
		for i := range 100 { // ten stuck hosts
			wg.Go(func() {
				key := fmt.Sprint("stuck", i%10)
				if g.enter(ctx, key, true) == nil {
					<-ctx.Done()
					g.leave(key)
				}
			})
		}
		synctest.Wait()
		start := time.Now()
		_, _ = crowd(t, g, 90, 10*time.Millisecond, func(i int) string { return fmt.Sprint(i) })
		if d := time.Since(start); d > time.Second {
			t.Errorf("the others took %v", d)
		}
		cancel()
		wg.Wait()
	})
}

func TestWaitingEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := testGate(1, 1, 1)
		if err := g.enter(t.Context(), "a", true); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := g.enter(ctx, "a", true); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("for the host: %v", err)
		}
		if err := g.enter(ctx, "b", true); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("for a place: %v", err)
		}
		g.leave("a")
		if err := g.enter(t.Context(), "a", true); err != nil {
			t.Errorf("after that: %v", err)
		}
		ctx, cancel = context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		g.leave("a")
		if err := g.enter(ctx, "a", true); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("for the turn: %v", err)
		}
		if len(g.total) != 0 || len(g.hosts["a"].places) != 0 || g.hosts["a"].users != 0 {
			t.Errorf("places were lost: %d %d %d", len(g.total), len(g.hosts["a"].places), g.hosts["a"].users)
		}
	})
}

func TestHeldHostSendsAwayThoseWhoWaitAndThoseWhoCome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := testGate(1, 64, 10)
		if err := g.enter(t.Context(), "a", true); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		start := time.Now()
		for range 50 {
			wg.Go(func() {
				e := wantKind(t, g.enter(t.Context(), "a", true), feed.Limited)
				if e.Wait != 120 || e.Status != 0 {
					t.Errorf("wait %d, status %d", e.Wait, e.Status)
				}
			})
		}
		synctest.Wait()
		g.hold("a", 2*time.Minute)
		wg.Wait()
		if time.Since(start) != 0 {
			t.Errorf("they waited %v", time.Since(start))
		}
		g.leave("a")
		time.Sleep(30 * time.Second)
		if e := wantKind(t, g.enter(t.Context(), "a", true), feed.Limited); e.Wait != 90 {
			t.Errorf("remaining wait %d", e.Wait)
		}
		if err := g.enter(t.Context(), "b", true); err != nil {
			t.Errorf("another host: %v", err)
		}
		time.Sleep(90 * time.Second)
		if err := g.enter(t.Context(), "a", true); err != nil {
			t.Errorf("after the wait: %v", err)
		}
	})
}

func TestHoldWithoutATimeDoublesUntilADayAndIsPardoned(t *testing.T) {
	now := noon
	g := newGate(Options{PerHost: 2, Total: 64, PerSecond: 10, Now: func() time.Time { return now }})
	for i, want := range []time.Duration{10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440} {
		for range 2 { // two requests that were under way
			if got := g.hold("a", 0); got != want*time.Minute {
				t.Errorf("hold %d: %v, want %d minutes", i, got, want)
			}
		}
		now = now.Add(want * time.Minute)
	}
	for range 100 {
		g.hold("a", 0)
		now = now.Add(longHold)
	}
	g.pardon("a")
	if got := g.hold("a", 0); got != firstHold {
		t.Errorf("after an answer: %v", got)
	}
	if got := g.hold("a", 1000*time.Hour); got != maxHold {
		t.Errorf("a wait beyond measure: %v", got)
	}
}

func TestAShorterHoldDoesNotEndALongerOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := testGate(2, 64, 10)
		g.hold("a", time.Hour)
		g.hold("a", time.Minute)
		if e := wantKind(t, g.enter(t.Context(), "a", true), feed.Limited); e.Wait != 3600 {
			t.Errorf("wait %d", e.Wait)
		}
	})
}

func TestRedditIsAskedOnceAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := testGate(2, 64, 10)
		key := hostKey(&url.URL{Scheme: "https", Host: "www.reddit.com"})
		if old := hostKey(&url.URL{Scheme: "https", Host: "old.reddit.com"}); old != key {
			t.Errorf("%s and %s", key, old)
		}
		if err := g.enter(t.Context(), key, true); err != nil {
			t.Fatal(err)
		}
		g.leave(key)
		if err := g.enter(t.Context(), key, false); err != nil {
			t.Errorf("a redirect within: %v", err)
		}
		g.leave(key)
		for _, want := range []int{60, 120, 180} { // each is told a turn of its own
			if e := wantKind(t, g.enter(t.Context(), key, true), feed.Limited); e.Wait != want {
				t.Errorf("wait %d, want %d", e.Wait, want)
			}
		}
		time.Sleep(time.Minute)
		if err := g.enter(t.Context(), key, true); err != nil {
			t.Errorf("a minute later: %v", err)
		}
	})
}

func TestServersThatWantRestBetweenTheirFeedsAreAskedOncePerRefresh(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := testGate(2, 64, 10)
		key := hostKey(&url.URL{Scheme: "https", Host: "openrss.org"})
		if err := g.enter(t.Context(), key, true); err != nil {
			t.Fatal(err)
		}
		g.leave(key)
		if e := wantKind(t, g.enter(t.Context(), key, true), feed.Limited); e.Wait != 60 {
			t.Errorf("wait %d", e.Wait)
		}
	})
}

func TestHostsAreToldApartByNameAndUnusualPort(t *testing.T) {
	key := func(s string) string {
		u, err := parseURL(s)
		if err != nil {
			t.Fatal(err)
		}
		return hostKey(u)
	}
	if key("http://A.example/x") != key("https://a.example:443/y") {
		t.Error("http and https are two hosts")
	}
	if key("http://a.example") == key("http://a.example:8080") || key("http://a.example") == key("http://b.example") {
		t.Error("two hosts are one")
	}
}

func TestIdleHostsAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := testGate(2, 64, 10)
		g.hold("held", time.Hour)
		for i := range 3 * manyHosts {
			key := fmt.Sprint(i)
			if err := g.enter(t.Context(), key, true); err != nil {
				t.Fatal(err)
			}
			g.leave(key)
			time.Sleep(time.Millisecond)
		}
		if len(g.hosts) > manyHosts {
			t.Errorf("%d hosts are remembered", len(g.hosts))
		}
		if g.hosts["held"] == nil {
			t.Error("a held host was forgotten")
		}
	})
}

func TestHoldReachesThoseWhoWaitForTheirTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := testGate(2, 64, 1)
		if err := g.enter(t.Context(), "a", true); err != nil {
			t.Fatal(err)
		}
		g.leave("a")
		done := make(chan error, 1)
		go func() { done <- g.enter(t.Context(), "a", true) }()
		synctest.Wait()
		g.hold("a", time.Hour)
		if e := wantKind(t, <-done, feed.Limited); e.Wait != 3600 {
			t.Errorf("wait %d", e.Wait)
		}
	})
}

func TestHoldReachesThoseWhoWaitForAPlaceInAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := testGate(2, 1, 10)
		if err := g.enter(t.Context(), "b", true); err != nil {
			t.Fatal(err)
		}
		done := make(chan error, 2)
		ctx, cancel := context.WithCancel(t.Context())
		go func() { done <- g.enter(t.Context(), "a", true) }()
		synctest.Wait()
		g.hold("a", time.Hour)
		wantKind(t, <-done, feed.Limited)
		go func() { done <- g.enter(ctx, "c", true) }()
		synctest.Wait()
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled: %v", err)
		}
		g.leave("b")
		if err := g.enter(t.Context(), "c", true); err != nil {
			t.Errorf("after that: %v", err)
		}
	})
}

func TestAClockSetBackHoldsNobodyUp(t *testing.T) {
	now := noon
	g := newGate(Options{PerHost: 2, Total: 2, PerSecond: 2, Now: func() time.Time { return now }})
	for range 2 {
		if err := g.enter(t.Context(), "a", true); err != nil {
			t.Fatal(err)
		}
		g.leave("a")
	}
	g.hold("a", time.Hour)
	now = now.AddDate(-10, 0, 0)
	if err := g.enter(t.Context(), "a", true); err != nil {
		t.Error(err)
	}
}
