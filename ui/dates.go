package ui

import (
	"fmt"
	"time"

	"newspane/feed"
)

// age is how old an article is, in at most six cells: "12m", "3h", "2d", then "14 Nov", then "2024"; "–" when the date
// is missing or lies in the future.
func age(now time.Time, h *feed.Headline) string {
	t := h.Published
	if t.IsZero() || t.After(now.Add(10*time.Minute)) {
		return "–"
	}
	d := now.Sub(t)
	switch {
	case d < time.Minute:
		return "now"
	case d < time.Hour:
		return fmt.Sprintf("%dm", d/time.Minute)
	case d < 24*time.Hour:
		return fmt.Sprintf("%dh", d/time.Hour)
	case d < 7*24*time.Hour:
		return fmt.Sprintf("%dd", d/(24*time.Hour))
	case t.Year() == now.Year() || d < 180*24*time.Hour:
		return t.In(now.Location()).Format("2 Jan")
	}
	return t.In(now.Location()).Format("2006")
}

// dayName is the day of an article as a heading: "Today", "Yesterday", "Friday 20 November", with the year when it is
// another one. What has no date of its own belongs to the day on which it came.
func dayName(now time.Time, h *feed.Headline) string {
	t := h.Published
	if t.IsZero() || !h.Seen.IsZero() && t.After(h.Seen) { // as the list is sorted
		t = h.Seen
	}
	t = t.In(now.Location())
	y, m, d := now.Date()
	today := time.Date(y, m, d, 0, 0, 0, 0, now.Location())
	switch {
	case !t.Before(today):
		return "Today"
	case !t.Before(today.AddDate(0, 0, -1)):
		return "Yesterday"
	case t.Year() == y:
		return t.Format("Monday 2 January")
	}
	return t.Format("Monday 2 January 2006")
}

// ago is age in words, for the article's header; "" when it says no more than the date does.
func ago(now, t time.Time) string {
	d := now.Sub(t)
	switch {
	case d < 0 || d >= 7*24*time.Hour:
		return ""
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return count(int(d/time.Minute), "minute") + " ago"
	case d < 24*time.Hour:
		return count(int(d/time.Hour), "hour") + " ago"
	}
	return count(int(d/(24*time.Hour)), "day") + " ago"
}

// dateline is a date as the article's header has it: the publisher's own clock where it names one, with the reader's
// beside it when that shows another time.
func dateline(now, t time.Time) string {
	here := t.In(now.Location())
	_, there := t.Zone()
	_, ours := here.Zone()
	if there == 0 || there == ours { // UTC is mostly a machine's clock, not a place's
		return stamp(here)
	}
	s := stamp(t)
	if s == stamp(here) {
		return s
	}
	if t.YearDay() == here.YearDay() {
		return s + here.Format(" (15:04 here)")
	}
	return s + here.Format(" (2 Jan, 15:04 here)")
}

func stamp(t time.Time) string {
	if t.Hour() == 0 && t.Minute() == 0 {
		return t.Format("Mon 2 Jan 2006")
	}
	return t.Format("Mon 2 Jan 2006, 15:04")
}

// count is a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
