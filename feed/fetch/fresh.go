package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxFresh bounds what a server says of its freshness; some say decades.
const maxFresh = 365 * 24 * time.Hour

// fresh returns for how long an answer asks not to be repeated: Cache-Control max-age less Age, else Expires less
// Date (RFC 9111 section 4.2). s-maxage is for shared caches and ignored; no-store and no-cache give 0.
func fresh(h http.Header, now time.Time) time.Duration {
	age, ok, never := cacheControl(h)
	switch {
	case never:
		return 0
	case ok:
		return max(0, min(maxFresh, age-seconds(h.Get("Age"))))
	}
	expires, err := http.ParseTime(h.Get("Expires"))
	if err != nil {
		return 0
	}
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		now = date
	}
	return max(0, min(maxFresh, expires.Sub(now)))
}

// cacheControl returns max-age, whether there is one, and whether the answer is not to be kept at all.
func cacheControl(h http.Header) (age time.Duration, ok, never bool) {
	for _, d := range strings.Split(strings.Join(h.Values("Cache-Control"), ","), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(d), "=")
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "no-store", "no-cache":
			never = true
		case "max-age":
			if !ok {
				age, ok = seconds(strings.Trim(strings.TrimSpace(value), `"`)), true
			}
		}
	}
	return age, ok, never
}

// seconds reads delta-seconds; what is none is 0, what is too much is maxFresh.
func seconds(s string) time.Duration {
	n, err := strconv.ParseUint(strings.TrimSpace(s), 10, 64)
	switch {
	case err != nil && n == 0:
		return 0
	case err != nil || n > uint64(maxFresh/time.Second):
		return maxFresh
	}
	return time.Duration(n) * time.Second
}

// retryAfter returns for how long a refusal asks to be left alone: Retry-After in seconds or as a date (RFC 9110
// section 10.2.3), else its max-age; 0 when it does not say. At most [maxHold].
func retryAfter(h http.Header, now time.Time) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	wait := seconds(v)
	if at, err := http.ParseTime(v); err == nil {
		wait = at.Sub(now)
	}
	if wait <= 0 {
		wait, _, _ = cacheControl(h)
	}
	return max(0, min(maxHold, wait))
}
