package parse

import "time"

// words takes the words of a date: month, half of the day, marks of year, month and day. A month's name may also be a
// weekday's in another language ("mar." is Tuesday in French): then the first of two is the weekday.
func (d *dateReader) words() {
	first, last := -1, -1
	for i := range d.tokens {
		t := d.at(i)
		if t.kind != word {
			continue
		}
		if h := halves[t.text]; h != 0 && d.timeAt > 0 {
			d.half = h
			d.korean = d.korean || t.text == "오전" || t.text == "오후"
			d.use(i, i+1)
			continue
		}
		if d.marked(i) {
			continue
		}
		if m := persianMonths.find(t.text); m > 0 {
			d.persianMonth = m
		}
		if m := months.find(t.text); m > 0 {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if last >= 0 && d.month == 0 {
		d.month = months.find(d.tokens[last].text)
		if last != first && d.numbersBefore(last) == 0 && !d.isNumber(last+1) {
			d.month = months.find(d.tokens[first].text)
		}
		d.use(last, last+1)
	}
	if d.month == 0 && d.persianMonth > 0 {
		d.month = d.persianMonth
	}
	if d.half == 0 {
		d.dottedHalf()
	}
}

// numbersBefore counts the numbers that stand before token i.
func (d *dateReader) numbersBefore(i int) int {
	n := 0
	for j := 0; j < i; j++ {
		if d.tokens[j].kind == number {
			n++
		}
	}
	return n
}

// dottedHalf reads "a.m." and "p.m.".
func (d *dateReader) dottedHalf() {
	for i := d.timeAt; d.timeAt > 0 && i+2 < len(d.tokens); i++ {
		if d.isSign(i+1, ".") && d.isWord(i+2, "m") {
			switch {
			case d.isWord(i, "a"):
				d.half = 1
			case d.isWord(i, "p"):
				d.half = 2
			}
		}
	}
}

// marked takes a number that the word at i names: 2025年, 11月, 5日, tháng 11, W45.
func (d *dateReader) marked(i int) bool {
	w := d.tokens[i].text
	if monthBefore[w] && d.isNumber(i+1) && d.tokens[i+1].n <= 12 {
		d.month = d.tokens[i+1].n
		d.use(i, i+2)
		return true
	}
	if w == "w" && d.isNumber(i+1) && i > 0 && d.isNumber(i-1-b2i(d.isSign(i-1, "-"))) {
		d.week(i)
		return true
	}
	if !d.isNumber(i-1) || !d.at(i).glued && w != "년" && w != "월" && w != "일" {
		return false
	}
	n := d.tokens[i-1].n
	switch w {
	case "年", "년":
		d.year = d.eraYear(i)
	case "月", "월":
		d.month = n
	case "日", "日曜", "일", "号", "號":
		d.day = n
	case "st", "nd", "rd", "th", "er", "eme", "o", "a", "i":
		d.use(i, i+1)
		return true
	default:
		return false
	}
	d.korean = d.korean || w == "년" || w == "월" || w == "일"
	d.use(i-1, i+1)
	return true
}

// week reads an ISO 8601 week date around the "w" at token i.
func (d *dateReader) week(i int) {
	y := d.tokens[i-1-b2i(d.tokens[i-1].kind == sign)].n
	n, day := d.tokens[i+1].n, 1
	if len(d.tokens[i+1].text) == 3 {
		n, day = n/10, n%10
	} else if d.isSign(i+2, "-") && d.isNumber(i+3) {
		day = d.tokens[i+3].n
	}
	jan4 := time.Date(y, 1, 4, 0, 0, 0, 0, time.UTC)
	monday := jan4.AddDate(0, 0, -(int(jan4.Weekday())+6)%7)
	t := monday.AddDate(0, 0, (n-1)*7+day-1)
	d.year, d.month, d.day = t.Year(), int(t.Month()), t.Day()
	d.use(0, len(d.tokens))
}

// calendar decides which of the numbers left are year, month and day.
func (d *dateReader) calendar() bool {
	var left []int
	for i := range d.tokens {
		if d.isNumber(i) {
			left = append(left, i)
		}
	}
	if d.year == 0 || d.month == 0 || d.day == 0 {
		if !d.assign(left) {
			return false
		}
	}
	if d.korean && !d.zoned {
		d.offset = 9 * 3600
	}
	if d.day == 0 {
		d.day = 1
	}
	if isPersian(d.year) {
		if d.persianMonth > 0 {
			d.month = d.persianMonth
		}
		return d.persian()
	}
	if d.month < 1 || d.month > 12 || d.day < 1 || d.day > 366 {
		return false
	}
	if d.day > 31 {
		return d.month == 1
	}
	return d.day <= time.Date(d.year, time.Month(d.month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

func (d *dateReader) assign(left []int) bool {
	n := func(k int) int { return d.tokens[left[k]].n }
	long := func(k int) bool { return len(d.tokens[left[k]].text) >= 3 || n(k) > 31 }
	if d.year != 0 { // marked
		if d.month != 0 && d.day == 0 && len(left) > 0 {
			d.day = n(0)
		}
		return d.month != 0
	}
	if d.month != 0 {
		switch {
		case len(left) == 0:
			return false
		case len(left) == 1 || d.day != 0:
			if d.day == 0 && !long(0) {
				return false
			}
			d.year = fullYear(n(0))
		case long(0):
			d.year, d.day = fullYear(n(0)), n(1)
		default:
			d.day, d.year = n(0), fullYear(n(1))
		}
		return true
	}
	switch len(left) {
	case 0:
		return false
	case 1:
		d.year, d.month = n(0), 1
		return len(d.tokens[left[0]].text) == 4
	case 2:
		if !long(0) || len(d.tokens[left[0]].text) != 4 || left[1] != left[0]+2 {
			return false
		}
		d.year, d.month = n(0), n(1)
		if len(d.tokens[left[1]].text) == 3 {
			d.month, d.day = 1, n(1)
		}
		return true
	}
	if len(d.tokens[left[2]].text) < 2 && !long(0) {
		return false
	}
	if left[1] != left[0]+2 && left[1] != left[0]+1 || left[2] > left[1]+3 {
		return false
	}
	d.numeric(n(0), n(1), n(2), long(0), long(2), left)
	return true
}

// numeric reads three numbers that no word explains.
func (d *dateReader) numeric(a, b, c int, longFirst, longLast bool, left []int) {
	between := d.tokens[left[0]+1].text
	switch {
	case longFirst:
		d.year, d.month, d.day = fullYear(a), b, c
		if b > 12 && c <= 12 {
			d.month, d.day = c, b
		}
		return
	case !longLast && between == "-" && a <= 31 && c > 12 && b <= 12 && len(d.tokens[left[2]].text) == 2 && c <= 31 && a > 12:
		d.year, d.month, d.day = fullYear(a), b, c // 25-11-20
		return
	}
	d.year = fullYear(c)
	american := between == "/" && (d.order == monthFirst || d.order == unsure && (d.half != 0 || d.american))
	if a <= 12 && (b > 12 || american) {
		d.month, d.day = a, b
	} else {
		d.day, d.month = a, b
	}
}

// fullYear completes a year of two digits (RFC 2822 section 4.3 puts the turn at 50; feeds are younger than 1970).
func fullYear(y int) int {
	switch {
	case y < 70:
		return 2000 + y
	case y < 1000:
		return 1900 + y
	case y >= 2500 && y < 2700: // Buddhist
		return y - 543
	}
	return y
}
