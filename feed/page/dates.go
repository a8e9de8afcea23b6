package page

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// printed is a date as a page shows it.
type printed struct {
	text             string // as printed, with its clock
	year, month, day int
	hour, minute     int
	clock            bool
	zone             *time.Location // nil when not printed
	signature        string         // form of a numeric date: separators of date and clock; "" for others
	a, b             int            // the first two numbers of a numeric date whose order is open
}

// The forms of dates. Each is searched on its own; a match is then followed by a clock or not.
var (
	isoForm     = regexp.MustCompile(`\b((?:19|20)\d\d)([-/.])\s?(\d{1,2})[-/.]\s?(\d{1,2})\b`)
	numericForm = regexp.MustCompile(`\b(\d{1,2})([./-])\s?(\d{1,2})([./-])\s?((?:19|20)\d\d|\d\d)\b`)
	dayForm     = regexp.MustCompile(`(?i)(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?[\s\x{a0}-]+(?:de\s+|of\s+)?(tháng \d+|[\p{L}\p{M}]{2,}(?: (?:الأول|الثاني))?)\.?,?[\s\x{a0}/-]+(?:de\s+|del\s+|dnia\s+)?((?:19|20|25)\d\d)`)
	shortForm   = regexp.MustCompile(`(?i)\b(\d{1,2})(?:\s|-)([\p{L}\p{M}]{3,9})\.?(?:,?\s|-)'?(\d\d)(?:\s*[|,)\]]|\s*$)`)
	monthForm1  = regexp.MustCompile(`(?i)([\p{L}\p{M}]{3,})\.?[\s\x{a0}]+(\d{1,2})(?:st|nd|rd|th)?,?[\s\x{a0}]+((?:19|20)\d\d)\b`)
	yearForm    = regexp.MustCompile(`((?:19|20)\d\d)\.?[\s\x{a0}]+(?:m\.\s+)?([\p{L}\p{M}]{3,})\.?[\s\x{a0}]+(\d{1,2})\b`)
	cjkForm     = regexp.MustCompile(`((?:19|20)\d\d)\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]`)
	dotForm     = regexp.MustCompile(`\b((?:19|20)\d\d)\.\s(\d{1,2})\.\s(\d{1,2})\.?`)
	clockForm   = regexp.MustCompile(`^(?:[\s\x{a0},|·•/@()T–—-]|\.\s){0,4}(?:(?:um|at|à|a\s+las|às|as|alle|ore|o|kl\.?|klo|saat|ob|в|о|das|om|godz\.?|v|в)\s+)?(?:(오전|오후|午前|午後|上午|下午)\s?)?(\d{1,2})\s?([:.hH時])\s?(\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s?(?:([AaPp])\.?[Mm]\b\.?|(مساءً?|م|μ\.?\s?μ\.?|ص(?:باحا?ً?)?|π\.?\s?μ\.?)(?:[\s,|]|$))?(Z\b|\s?[+-]\d\d:?\d\d\b|\s?[A-Z]{3,4}\b)?`)
	clockBefore = regexp.MustCompile(`(?i)(?:^|[\s(,|])(\d{1,2})[:h](\d{2})(?::\d{2})?\s?(?:([ap])\.?m\.?)?\s?(?:uhr|hrs?|h)?[\s,|·•–—-]{1,4}(?:(?:on|am|den|le|el|del|il|dne|dnia|vom)\s)?$`)
)

// parseMachine reads a date made for machines: RFC 3339 and its neighbours, RFC 1123, seconds since 1970. The offset
// is the page's own; without one it is UTC.
func parseMachine(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 8 || len(s) > 64 {
		return time.Time{}, false
	}
	for _, l := range machineLayouts {
		if t, err := time.Parse(l, s); err == nil && sane(t) {
			return t, true
		}
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		if n > 1e11 {
			n /= 1000
		}
		t := time.Unix(n, 0).UTC()
		return t, sane(t) && n > 1e8
	}
	return time.Time{}, false
}

var machineLayouts = []string{
	time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700",
	"2006-01-02T15:04:05 Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z0700", "2006-01-02 15:04:05 -07:00",
	"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02T15:04:05.999999999",
	"2006-01-02 15:04:05.999999999", "2006-01-02 15:04 MST", "2006-01-02 15:04:05 MST", "2006-01-02", "20060102T150405Z0700", "20060102T150405", "20060102",
	"2006-01-02T15:04:05.999999999-0700", "2006-01-02-15:04", "2006/01/02 15:04:05", "2006/01/02 15:04", "2006/01/02",
	time.RFC1123, time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon Jan 2 15:04:05 MST 2006", "Mon Jan 02 2006 15:04:05 GMT-0700",
	"Mon Jan 02 15:04:05 -0700 2006", "January 2, 2006 15:04:05", "Jan 2, 2006 3:04:05 PM", "January 2, 2006, 3:04 pm", "January 2, 2006",
}

func sane(t time.Time) bool { return t.Year() >= 1970 && t.Year() < 2100 }

// maxPrinted is how much of a text is searched for a date.
const maxPrinted = 400

// findDate returns the first date printed in s.
func findDate(s, lang string) (printed, bool) {
	d, _, ok := findDateIn(s, lang)
	return d, ok
}

// span is where in a text a date stands.
type span struct{ from, to int }

// findDateIn returns the first date printed in s, and where: in s with its digits as ASCII.
func findDateIn(s, lang string) (printed, span, bool) {
	if len(s) > maxPrinted {
		s = strings.ToValidUTF8(s[:maxPrinted], "")
	}
	s = westernDigits(s)
	if !strings.ContainsAny(s, "0123456789") {
		return printed{}, span{}, false
	}
	best, from, to := printed{}, len(s)+1, 0
	consider := func(p printed, m []int) {
		if m[0] < from && p.valid() {
			best, from, to = p, m[0], m[1]
		}
	}
	sub := func(m []int, i int) string { return s[m[2*i]:m[2*i+1]] }
	for _, re := range []*regexp.Regexp{isoForm, cjkForm, dotForm} {
		if m := re.FindStringSubmatchIndex(s); m != nil {
			last := len(m)/2 - 1
			consider(printed{year: num(sub(m, 1)), month: num(sub(m, last-1)), day: num(sub(m, last))}, m)
		}
	}
	if m := numericForm.FindStringSubmatchIndex(s); m != nil && sub(m, 2) == sub(m, 4) {
		consider(printed{year: fullYear(num(sub(m, 5))), a: num(sub(m, 1)), b: num(sub(m, 3)), signature: sub(m, 2)}.ordered(true), m)
	}
	for _, m := range dayForm.FindAllStringSubmatchIndex(s, 4) {
		consider(printed{day: num(sub(m, 1)), month: monthOf(sub(m, 2), lang), year: fullYear(num(sub(m, 3)))}, m)
	}
	if m := shortForm.FindStringSubmatchIndex(s); m != nil {
		m[1] = m[7] // what follows the year is no part of the date
		consider(printed{day: num(sub(m, 1)), month: monthOf(sub(m, 2), lang), year: fullYear(num(sub(m, 3)))}, m)
	}
	for _, m := range monthForm1.FindAllStringSubmatchIndex(s, 4) {
		consider(printed{month: monthOf(sub(m, 1), lang), day: num(sub(m, 2)), year: num(sub(m, 3))}, m)
	}
	if m := yearForm.FindStringSubmatchIndex(s); m != nil {
		consider(printed{year: num(sub(m, 1)), month: monthOf(sub(m, 2), lang), day: num(sub(m, 3))}, m)
	}
	if to == 0 {
		return printed{}, span{}, false
	}
	if n := best.readClock(s[to:]); n > 0 {
		to += n
	} else {
		from -= best.clockBefore(s[:from])
	}
	best.text = strings.TrimSpace(s[from:to])
	return best, span{from, to}, true
}

// readClock reads the clock that s begins with, if it does, and returns its length.
func (p *printed) readClock(s string) int {
	m := clockForm.FindStringSubmatch(s)
	if m == nil {
		return 0
	}
	h, minute := num(m[2]), num(m[4])
	if h > 24 || minute > 59 {
		return 0
	}
	if m[6] != "" || m[7] != "" || m[1] != "" {
		h %= 12
		if strings.EqualFold(m[6], "p") || m[1] == "오후" || m[1] == "午後" || m[1] == "下午" || strings.HasPrefix(m[7], "م") || strings.HasPrefix(m[7], "μ") {
			h += 12
		}
	}
	p.hour, p.minute, p.clock = h%24, minute, true
	if p.signature != "" {
		lead := s[:strings.IndexAny(s, "0123456789")]
		p.signature += "|" + strings.Join(strings.Fields(lead), "") + "|" + m[3]
	}
	length := len(m[0])
	switch z := strings.TrimSpace(m[8]); {
	case z == "":
	case z == "Z":
		p.zone = time.UTC
	case z[0] == '+' || z[0] == '-':
		z = strings.ReplaceAll(z, ":", "")
		p.zone = time.FixedZone("", (num(z[1:3])*60+num(z[3:]))*60*map[byte]int{'+': 1, '-': -1}[z[0]])
	default:
		east, ok := zoneNames[z]
		if !ok {
			return length - len(m[8])
		}
		p.zone = time.FixedZone("", east*60)
	}
	return length
}

// zoneNames are minutes east of Greenwich, for the names that mean one zone, or one far more often than others.
var zoneNames = map[string]int{"UTC": 0, "GMT": 0, "WET": 0, "BST": 60, "WEST": 60, "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120, "SAST": 120, "EET": 120, "EEST": 180,
	"MSK": 180, "TRT": 180, "EAT": 180, "GST": 240, "PKT": 300, "IST": 330, "WIB": 420, "HKT": 480, "SGT": 480, "WITA": 480, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660,
	"NZST": 720, "NZDT": 780, "BRT": -180, "ART": -180, "EDT": -240, "EST": -300, "CDT": -300, "CST": -360, "MDT": -360, "MST": -420, "PDT": -420, "PST": -480}

// clockBefore reads the clock with which s ends, if it does, and returns its length: "18:22 12.03.2024".
func (p *printed) clockBefore(s string) int {
	m := clockBefore.FindStringSubmatchIndex(s)
	if m == nil {
		return 0
	}
	h, minute := num(s[m[2]:m[3]]), num(s[m[4]:m[5]])
	if h > 24 || minute > 59 {
		return 0
	}
	if m[6] >= 0 {
		h %= 12
		if strings.EqualFold(s[m[6]:m[7]], "p") {
			h += 12
		}
	}
	p.hour, p.minute, p.clock = h%24, minute, true
	if p.signature != "" {
		p.signature += "|before"
	}
	return len(s) - m[2]
}

// ordered gives the two open numbers an order: as they must be, else day first when dayFirst.
func (p printed) ordered(dayFirst bool) printed {
	if p.b > 12 || p.a <= 12 && !dayFirst {
		p.month, p.day = p.a, p.b
	} else {
		p.day, p.month = p.a, p.b
	}
	return p
}

// open reports whether both orders of a numeric date make a date.
func (p printed) open() bool { return p.signature != "" && p.a <= 12 && p.b <= 12 && p.a != p.b }

func (p printed) valid() bool {
	return p.month >= 1 && p.month <= 12 && p.day >= 1 && p.day <= 31 && p.year >= 1970 && p.year < 2100
}

// at returns the date as a time; without a printed zone it is in zone.
func (p printed) at(zone *time.Location) time.Time {
	if p.zone != nil {
		zone = p.zone
	}
	return time.Date(p.year, time.Month(p.month), p.day, p.hour, p.minute, 0, 0, zone)
}

// dayFirst says which order a numeric date has: as other dates of the same form on the page show, else as the page's
// region writes. One form never decides for another.
func dayFirst(p printed, all []printed, lang string) bool {
	for _, q := range all {
		if q.signature == p.signature && (q.a > 12) != (q.b > 12) {
			return q.a > 12
		}
	}
	switch strings.ToLower(lang) {
	case "en-us", "en-ph", "es-us", "en-ca":
		return false
	}
	return true
}

func num(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// fullYear is the year that is meant by two digits, or by the count of Buddhists.
func fullYear(y int) int {
	if y > 2500 {
		return y - 543
	}
	if y < 100 {
		if y >= 70 {
			return 1900 + y
		}
		return 2000 + y
	}
	return y
}

// westernDigits writes the digits of Arabic, Persian, of India's and Indochina's scripts and full-width ones as ASCII.
func westernDigits(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return s
	}
	return strings.Map(func(r rune) rune {
		for _, zero := range []rune{0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0x1040, 0xff10} {
			if r >= zero && r <= zero+9 {
				return '0' + r - zero
			}
		}
		return r
	}, s)
}
