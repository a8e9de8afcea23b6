package parse

import (
	"regexp"
	"strings"
	"time"
	_ "time/tzdata" // a feed may name a place for its zone; not every system knows where that is
	"unicode"
	"unicode/utf8"
)

// plainForm makes a date readable word by word: digits of any script become ASCII ones, months of two words and those
// that are cut with dots become one word.
func plainForm(s string) string {
	ascii := true
	for i := 0; i < len(s) && ascii; i++ {
		ascii = s[i] < utf8.RuneSelf
	}
	if ascii {
		return s
	}
	return wholeMonths.Replace(strings.Map(func(r rune) rune {
		if r >= utf8.RuneSelf && unicode.Is(unicode.Nd, r) {
			return '0' + digitOf(r)
		}
		return r
	}, s))
}

// digitOf is the value of a decimal digit of any script: they come in rows of ten (Unicode section 4.6).
func digitOf(r rune) rune {
	for _, t := range unicode.Nd.R16 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	return 0
}

// wholeMonths are months that would fall apart: of the Levant, and Thai ones as they are abbreviated.
var wholeMonths = strings.NewReplacer(
	"كانون الثاني", "يناير", "كانون الأول", "ديسمبر", "كانون الاول", "ديسمبر",
	"تشرين الأول", "أكتوبر", "تشرين الاول", "أكتوبر", "تشرين الثاني", "نوفمبر",
	"ม.ค.", "มกรา", "ก.พ.", "กุมภา", "มี.ค.", "มีนา", "เม.ย.", "เมษา", "พ.ค.", "พฤษภา", "มิ.ย.", "มิถุนา",
	"ก.ค.", "กรกฎา", "ส.ค.", "สิงหา", "ก.ย.", "กันยา", "ต.ค.", "ตุลา", "พ.ย.", "พฤศจิกา", "ธ.ค.", "ธันวา",
	"พ.ศ.", "",
)

// eras are how many years before the year 1 of the common era those of East Asian calendars begin, by their names.
var eras = map[string]int{"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "民國": 1911, "民国": 1911}

// eraYear is the year that the number at token i-1 means, before 年: that of the era whose name stands before it.
func (d *dateReader) eraYear(i int) int {
	n := d.tokens[i-1].n
	if i >= 3 && d.tokens[i-2].kind == word && d.tokens[i-3].kind == word {
		if first, ok := eras[d.tokens[i-3].text+d.tokens[i-2].text]; ok {
			return first + n
		}
	}
	return fullYear(n)
}

// placeName is a zone by the name of a place (IANA time zone database).
var placeName = regexp.MustCompile(`\[?\b[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_-]+){1,2}\b\]?`)

// americas are where zones are that do not say whether it is summer.
var americas = map[string]string{"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles"}

// cutPlace takes the name of a place out of a date; nil when there is none.
func cutPlace(s string) (string, *time.Location) {
	if strings.IndexByte(s, '/') < 0 {
		return s, nil
	}
	at := placeName.FindStringIndex(s)
	if at == nil {
		return s, nil
	}
	place, err := time.LoadLocation(strings.Trim(s[at[0]:at[1]], "[]"))
	if err != nil {
		return s, nil
	}
	return s[:at[0]] + " " + s[at[1]:], place
}

// dotNetDate is the date of JSON as .NET writes it: milliseconds, and a zone that is only for show.
var dotNetDate = regexp.MustCompile(`^\\?/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\\?/$`)
