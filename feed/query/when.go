package query

import (
	"strconv"
	"strings"
	"time"
)

// Moment returns the moment that a term of After or Before is about, in the zone of now: the beginning of a day, month
// or year, or so long before now.
func (t Term) Moment(now time.Time) time.Time {
	m, _ := moment(t.Value, now)
	return m
}

// moment reads "today", "yesterday", "2022", "2022-06", "2022-06-01", "12h", "7d", "2w", "3m", "1y".
func moment(s string, now time.Time) (time.Time, bool) {
	y, m, d := now.Date()
	switch s {
	case "":
		return time.Time{}, false
	case "today":
		return time.Date(y, m, d, 0, 0, 0, 0, now.Location()), true
	case "yesterday":
		return time.Date(y, m, d-1, 0, 0, 0, 0, now.Location()), true
	}
	if unit := s[len(s)-1]; strings.IndexByte("hdwmy", unit) >= 0 {
		n, err := strconv.ParseUint(s[:len(s)-1], 10, 16)
		if err != nil || n > 9999 {
			return time.Time{}, false
		}
		return ago(now, int(n), unit), true
	}
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if t, err := time.ParseInLocation(layout, s, now.Location()); err == nil && t.Year() >= 1 {
			return t, true
		}
	}
	return time.Time{}, false
}

func ago(now time.Time, n int, unit byte) time.Time {
	switch unit {
	case 'h':
		return now.Add(-time.Duration(n) * time.Hour)
	case 'w':
		return now.AddDate(0, 0, -7*n)
	case 'm':
		return now.AddDate(0, -n, 0)
	case 'y':
		return now.AddDate(-n, 0, 0)
	}
	return now.AddDate(0, 0, -n)
}
