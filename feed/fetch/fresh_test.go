package fetch

import (
	"net/http"
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func header(pairs ...string) http.Header {
	h := http.Header{}
	for i := 0; i+1 < len(pairs); i += 2 {
		h.Add(pairs[i], pairs[i+1])
	}
	return h
}

func TestFreshIsMaxAgeLessAgeElseExpires(t *testing.T) {
	for _, c := range []struct {
		h    http.Header
		want time.Duration
	}{
		{header(), 0},
		{header("Cache-Control", "max-age=3600"), time.Hour},
		{header("Cache-Control", "public, Max-Age = \"3600\", must-revalidate"), time.Hour},
		{header("Cache-Control", "max-age=3600", "Age", "600"), 50 * time.Minute},
		{header("Cache-Control", "max-age=3600", "Age", "7200"), 0},
		{header("Cache-Control", "s-maxage=3600"), 0},
		{header("Cache-Control", "s-maxage=9, max-age=60"), time.Minute},
		{header("Cache-Control", "max-age=60", "Cache-Control", "public"), time.Minute},
		{header("Cache-Control", "no-cache, max-age=3600"), 0},
		{header("Cache-Control", "no-store"), 0},
		{header("Cache-Control", "max-age=0", "Expires", "Sun, 01 Mar 2026 13:00:00 GMT"), 0},
		{header("Cache-Control", "max-age=99999999999999999999999"), maxFresh},
		{header("Cache-Control", "max-age=-5"), 0},
		{header("Cache-Control", "max-age=soon"), 0},
		{header("Expires", "Sun, 01 Mar 2026 13:00:00 GMT"), time.Hour},
		{header("Expires", "Sun, 01 Mar 2026 13:00:00 GMT", "Date", "Sun, 01 Mar 2026 12:30:00 GMT"), 30 * time.Minute},
		{header("Expires", "Sun, 01 Mar 2026 11:00:00 GMT"), 0},
		{header("Expires", "0"), 0},
		{header("Expires", "Sun, 01 Mar 2099 13:00:00 GMT"), maxFresh},
	} {
		if got := fresh(c.h, noon); got != c.want {
			t.Errorf("%v: %v, want %v", c.h, got, c.want)
		}
	}
}

func TestRetryAfterIsSecondsOrADate(t *testing.T) {
	for _, c := range []struct {
		h    http.Header
		want time.Duration
	}{
		{header(), 0},
		{header("Retry-After", "120"), 2 * time.Minute},
		{header("Retry-After", " 120 "), 2 * time.Minute},
		{header("Retry-After", "Sun, 01 Mar 2026 12:05:00 GMT"), 5 * time.Minute},
		{header("Retry-After", "Sunday, 01-Mar-26 12:05:00 GMT"), 5 * time.Minute},
		{header("Retry-After", "Sun, 01 Mar 2026 11:00:00 GMT"), 0},
		{header("Retry-After", "0"), 0},
		{header("Retry-After", "-1"), 0},
		{header("Retry-After", "later"), 0},
		{header("Retry-After", "99999999999"), maxHold},
		{header("Retry-After", "99999999999999999999999999"), maxHold},
		{header("Retry-After", "Sun, 01 Mar 2099 12:05:00 GMT"), maxHold},
		{header("Cache-Control", "max-age=172800"), 48 * time.Hour},
		{header("Retry-After", "60", "Cache-Control", "max-age=172800"), time.Minute},
	} {
		if got := retryAfter(c.h, noon); got != c.want {
			t.Errorf("%v: %v, want %v", c.h, got, c.want)
		}
	}
}
