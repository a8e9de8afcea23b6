package parse

import (
	"strings"
	"time"
)

// persianMonths are those of the Solar Hijri calendar, which counts where the year says so.
var persianMonths = func() stems {
	s := stems{}
	for i, n := range strings.Fields("فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند") {
		s[stripMarks(n)] = i + 1
	}
	s["اذر"], s["ابان"], s["امرداد"] = 9, 8, 5
	return s
}()

// isPersian reports whether a year is one of the Solar Hijri calendar, as no other year of a feed is.
func isPersian(year int) bool { return year >= 1300 && year < 1500 }

// persian turns the date that was read into one of the common calendar, by the usual cycle of 33 years, which holds for the
// years that feeds are of. It is false for a day that there is not.
func (d *dateReader) persian() bool {
	length := 31
	switch {
	case d.month == 12 && !leapPersian(d.year):
		length = 29
	case d.month > 6:
		length = 30
	}
	if d.month < 1 || d.month > 12 || d.day < 1 || d.day > length {
		return false
	}
	days := min(d.month-1, 6)*31 + max(d.month-7, 0)*30 + d.day - 1
	for y := 1300; y < d.year; y++ {
		days += 365 + b2i(leapPersian(y))
	}
	t := time.Date(1921, 3, 21, 0, 0, 0, 0, time.UTC).AddDate(0, 0, days) // 1 Farvardin 1300
	d.year, d.month, d.day = t.Year(), int(t.Month()), t.Day()
	return true
}

func leapPersian(year int) bool {
	switch year % 33 {
	case 1, 5, 9, 13, 17, 22, 26, 30:
		return true
	}
	return false
}
