package parse

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// order is how a document writes dates like 5/11/2025.
type order uint8

const (
	unsure order = iota
	dayFirst
	monthFirst
)

// readDate reads a date in any of the forms that feeds use: RFC 822 and ISO 8601 with their usual mistakes, epochs,
// and what programs print in some twenty-five languages. A time without a zone is UTC, except in forms that only one
// country uses. When 5/11 could be either, o decides.
func readDate(s string, o order) (time.Time, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 4 || len(s) > maxDate {
		return time.Time{}, false
	}
	if t, ok := commonDate(s); ok {
		return t, inRange(t)
	}
	if m := dotNetDate.FindStringSubmatch(s); m != nil {
		ms, err := strconv.ParseInt(m[1], 10, 64)
		t := time.UnixMilli(ms).UTC()
		return t, err == nil && inRange(t)
	}
	s, place := cutPlace(plainForm(s))
	d := dateReader{order: o, tokens: tokenize(s), place: place}
	t, ok := d.read()
	return t, ok && inRange(t)
}

func inRange(t time.Time) bool { y := t.Year(); return y >= 1900 && y < 2200 }

// commonDate reads the two forms of well-made feeds.
func commonDate(s string) (time.Time, bool) {
	layout := ""
	switch {
	case len(s) >= 20 && s[4] == '-' && s[10] == 'T':
		layout = time.RFC3339
	case len(s) == len(time.RFC1123Z) && s[3] == ',' && (s[26] == '+' || s[26] == '-'):
		layout = time.RFC1123Z
	case len(s) == len(time.RFC1123) && s[3] == ',' && strings.HasSuffix(s, " GMT"):
		layout = time.RFC1123
	default:
		return time.Time{}, false
	}
	t, err := time.Parse(layout, s)
	return t.UTC(), err == nil
}

type tokenKind uint8

const (
	number tokenKind = iota
	word
	sign // one character; spaces are only remembered in glued
)

type token struct {
	kind  tokenKind
	text  string // of a word: folded to lower case without accents
	n     int    // of a number
	glued bool   // nothing stands before it
}

// tokenize parts a date into numbers, words and signs. A Han or Hangul character is a word of its own, except in
// the words for morning and afternoon.
func tokenize(s string) []token {
	s = norm.NFD.String(strings.ToLower(s))
	var out []token
	glued := false
	for len(s) > 0 && len(out) < 48 {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case unicode.IsSpace(r):
			s, glued = s[n:], false
			continue
		case r >= '0' && r <= '9':
			t := token{kind: number, glued: glued}
			for n = 0; n < len(s) && s[n] >= '0' && s[n] <= '9'; n++ {
				if n < 17 {
					t.n = t.n*10 + int(s[n]-'0')
				}
			}
			t.text = s[:n]
			out = append(out, t)
		case unicode.IsLetter(r):
			n = wordEnd(s)
			out = append(out, token{kind: word, text: stripMarks(s[:n]), glued: glued})
		default:
			out = append(out, token{kind: sign, text: s[:n], glued: glued})
		}
		s, glued = s[n:], true
	}
	return out
}

// wordEnd returns the end of the word at the start of s.
func wordEnd(s string) int {
	if first, n := utf8.DecodeRuneInString(s); unicode.Is(unicode.Han, first) {
		for _, w := range []string{"上午", "下午", "午前", "午後"} {
			if strings.HasPrefix(s, w) {
				return len(w)
			}
		}
		return n
	}
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Mc, r) ||
			unicode.Is(unicode.Han, r) {
			return i
		}
	}
	return len(s)
}

func stripMarks(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return norm.NFC.String(strings.Map(func(r rune) rune {
				if r < 0x0900 && unicode.Is(unicode.Mn, r) {
					return -1
				}
				return letterFolds.fold(r)
			}, s))
		}
	}
	return s
}

type runeFolds map[rune]rune

func (f runeFolds) fold(r rune) rune {
	if g, ok := f[r]; ok {
		return g
	}
	return r
}

// letterFolds are letters whose marks Unicode does not take apart.
var letterFolds = runeFolds{'ł': 'l', 'ı': 'i', 'ø': 'o', 'đ': 'd', 'ς': 'σ', 'ي': 'ی', 'ى': 'ی', 'ك': 'ک'}

// dateReader takes the tokens of a date apart; used tokens are marked by kind used.
type dateReader struct {
	order  order
	tokens []token
	used   [48]bool

	year, month, day   int
	persianMonth       int // that a word names in the Solar Hijri calendar
	hour, min, sec, ns int
	timeAt             int // the token behind the time, 0 when there is none
	half               int // 1 before noon, 2 after
	zoned              bool
	place              *time.Location // where the time is of, when it has no zone; nil for Greenwich
	offset             int            // seconds east
	american, korean   bool           // what the zone is, and the language
}

func (d *dateReader) read() (time.Time, bool) {
	if t, ok := d.digits(); ok {
		return t, true
	}
	d.clock()
	d.zone()
	d.words()
	if !d.calendar() {
		return time.Time{}, false
	}
	if d.half == 2 && d.hour < 12 {
		d.hour += 12
	} else if d.half == 1 && d.hour == 12 {
		d.hour = 0
	}
	if d.hour > 24 || d.min > 59 || d.sec > 60 || d.hour == 24 && d.min+d.sec > 0 {
		return time.Time{}, false
	}
	if d.place != nil && !d.zoned {
		return time.Date(d.year, time.Month(d.month), d.day, d.hour, d.min, d.sec, d.ns, d.place).UTC(), true
	}
	t := time.Date(d.year, time.Month(d.month), d.day, d.hour, d.min, d.sec, d.ns, time.UTC)
	return t.Add(-time.Duration(d.offset) * time.Second), true
}

func (d *dateReader) at(i int) token {
	if i < 0 || i >= len(d.tokens) || d.used[i] {
		return token{kind: sign}
	}
	return d.tokens[i]
}

func (d *dateReader) isSign(i int, c string) bool { t := d.at(i); return t.kind == sign && t.text == c }
func (d *dateReader) isWord(i int, w string) bool { t := d.at(i); return t.kind == word && t.text == w }
func (d *dateReader) isNumber(i int) bool {
	return i >= 0 && i < len(d.tokens) && d.at(i).kind == number
}

func (d *dateReader) use(from, to int) {
	for i := max(from, 0); i < to && i < len(d.used); i++ {
		d.used[i] = true
	}
}

// digits reads dates whose first token says all: epochs and ISO 8601 basic forms.
func (d *dateReader) digits() (time.Time, bool) {
	if len(d.tokens) == 0 || d.tokens[0].kind != number {
		return time.Time{}, false
	}
	t := d.tokens[0]
	if len(d.tokens) == 1 || len(d.tokens) == 3 && d.isSign(1, ".") && d.isNumber(2) {
		switch n := len(t.text); {
		case n >= 9 && n <= 11:
			return time.Unix(int64(t.n), 0).UTC(), true
		case n == 13:
			return time.UnixMilli(int64(t.n)).UTC(), true
		case n == 16:
			return time.UnixMicro(int64(t.n)).UTC(), true
		}
	}
	switch len(t.text) {
	case 14: // 20251105140405
		if d.clockOf(t.text[8:]) {
			d.timeAt = 1
		}
		d.ymd(t.n / 1000000)
	case 12:
		if d.clockOf(t.text[8:]) {
			d.timeAt = 1
		}
		d.ymd(t.n / 10000)
	case 8:
		d.ymd(t.n)
	case 7: // 2025309
		d.year, d.month, d.day = t.n/1000, 1, t.n%1000
	case 6:
		if y, m := t.n/100, t.n%100; y >= 1900 && y < 2100 && m >= 1 && m <= 12 {
			d.year, d.month, d.day = y, m, 1
		} else {
			d.ymd(fullYear(t.n/10000)*10000 + t.n%10000)
		}
	default:
		return time.Time{}, false
	}
	d.use(0, 1)
	if d.isWord(1, "t") && d.isNumber(2) && d.clockOf(d.tokens[2].text) {
		d.use(1, 3)
		d.timeAt = 3
	}
	return time.Time{}, false
}

func (d *dateReader) ymd(n int) { d.year, d.month, d.day = n/10000, n/100%100, n%100 }

// clockOf reads hhmm or hhmmss.
func (d *dateReader) clockOf(s string) bool {
	two := func(i int) int { return int(s[i]-'0')*10 + int(s[i+1]-'0') }
	switch len(s) {
	case 6:
		d.hour, d.min, d.sec = two(0), two(2), two(4)
	case 4:
		d.hour, d.min = two(0), two(2)
	default:
		return false
	}
	return true
}

// clock finds the time of day: h:m[:s[.f]], else 14h04, 2 pm, 14.04 Uhr, or marked by words as in Chinese.
func (d *dateReader) clock() {
	for i := range d.tokens {
		if d.timeAt == 0 && d.isNumber(i) && len(d.tokens[i].text) <= 2 && d.isSign(i+1, ":") && d.isNumber(i+2) {
			d.hour, d.min = d.tokens[i].n, d.tokens[i+2].n
			d.seconds(i, i+3)
		}
	}
	for i := range d.tokens {
		if d.timeAt == 0 && d.isWord(i, "t") && d.isNumber(i+1) && d.isSign(i+2, "-") && d.isNumber(i+3) && d.isSign(i+4, "-") && d.isNumber(i+5) {
			d.hour, d.min, d.sec, d.timeAt = d.tokens[i+1].n, d.tokens[i+3].n, d.tokens[i+5].n, i+6 // as in names of files
			d.use(i, i+6)
		}
	}
	for i := range d.tokens {
		if d.timeAt == 0 && d.isNumber(i) && d.tokens[i].n <= 24 {
			d.otherClock(i)
		}
	}
}

// otherClock reads a time of day without colons at token i, if there is one.
func (d *dateReader) otherClock(i int) {
	next := d.at(i + 1)
	switch {
	case next.kind == word && hourWords[next.text]:
		d.hour = d.tokens[i].n
		d.markedTime(i)
	case next.kind == word && (next.text == "am" || next.text == "pm"):
		d.hour, d.timeAt = d.tokens[i].n, i+1
		d.use(i, i+1)
	case !d.isSign(i+1, ".") || !d.isNumber(i+2) || len(d.tokens[i+2].text) != 2:
	case d.isWord(i+3, "uhr"):
		d.hour, d.min, d.timeAt = d.tokens[i].n, d.tokens[i+2].n, i+3
		d.use(i, i+4)
	case d.yearBefore(i) && d.isSign(i+3, ".") && d.isNumber(i+4):
		d.hour, d.min, d.sec, d.timeAt = d.tokens[i].n, d.tokens[i+2].n, d.tokens[i+4].n, i+5
		d.use(i, i+5)
	case d.yearBefore(i) && !d.at(i).glued:
		d.hour, d.min, d.timeAt = d.tokens[i].n, d.tokens[i+2].n, i+3
		d.use(i, i+3)
	}
}

// yearBefore reports whether a year stands before token i, so that what follows is a time.
func (d *dateReader) yearBefore(i int) bool {
	for j := 0; j < i; j++ {
		if d.isNumber(j) && len(d.tokens[j].text) == 4 {
			return true
		}
	}
	return false
}

// seconds reads what follows h:m at token i; from is the token behind it.
func (d *dateReader) seconds(i, from int) {
	if d.isSign(from, ":") && d.isNumber(from+1) {
		d.sec = d.tokens[from+1].n
		from += 2
		if (d.isSign(from, ".") || d.isSign(from, ",")) && d.at(from).glued && d.isNumber(from+1) && d.at(from+1).glued {
			scale := 100_000_000
			for _, c := range d.tokens[from+1].text {
				d.ns += int(c-'0') * scale
				scale /= 10
			}
			from += 2
		}
	}
	d.use(i, from)
	d.timeAt = from
}

// markedTime reads minutes and seconds behind the hour at token i, each before a word that names it.
func (d *dateReader) markedTime(i int) {
	j := i + 2
	if d.isNumber(j) && d.tokens[j].n < 60 {
		d.min = d.tokens[j].n
		j++
		if w := d.at(j); w.kind == word && minuteWords[w.text] {
			j++
			if d.isNumber(j) && d.tokens[j].n < 61 {
				d.sec = d.tokens[j].n
				j++
				if w := d.at(j); w.kind == word && secondWords[w.text] {
					j++
				}
			}
		}
	}
	d.use(i, j)
	d.timeAt = j
}

// zone finds the offset or the name of the zone behind the time.
func (d *dateReader) zone() {
	named := -1
	for i := d.timeAt; d.timeAt > 0 && i < len(d.tokens); i++ {
		if d.isSign(i, "+") || d.isSign(i, "-") || d.isSign(i, "−") {
			if n, ok := d.offsetAt(i + 1); ok {
				if !d.isSign(i, "+") {
					n = -n
				}
				d.use(i, i+1)
				d.offset, d.zoned = n, true
				break
			}
		}
		if t := d.at(i); named < 0 && t.kind == word {
			if _, ok := zones[t.text]; ok && months.find(t.text) == 0 {
				named = i
			}
		}
	}
	if named < 0 {
		return
	}
	name := d.tokens[named].text
	d.use(named, named+1)
	d.american = americanZones[name]
	if where := americas[name]; where != "" && !d.zoned && d.place == nil {
		if place, err := time.LoadLocation(where); err == nil {
			d.place = place
			return
		}
	}
	if !d.zoned {
		d.offset, d.zoned = zones[name]*60, true
	}
}

// offsetAt reads hh, hhmm, hmm or hh:mm at token i, in seconds.
func (d *dateReader) offsetAt(i int) (int, bool) {
	if !d.isNumber(i) || !d.at(i).glued {
		return 0, false
	}
	t := d.tokens[i]
	h, m := t.n, 0
	end := i + 1
	switch len(t.text) {
	case 3, 4:
		h, m = t.n/100, t.n%100
	case 1, 2:
		if d.isSign(i+1, ":") && d.isNumber(i+2) {
			m, end = d.tokens[i+2].n, i+3
		}
	default:
		return 0, false
	}
	if h > 15 || m > 59 {
		return 0, false
	}
	d.use(i, end)
	return h*3600 + m*60, true
}
