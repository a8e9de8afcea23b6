package ui

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
)

// host is the host of an address, without "www.", as it may be shown: in its own letters where each of its labels is of
// one script and cannot be taken for another name, else as it goes over the wire (punycode, RFC 3492). Userinfo, which
// could pose as a host, is left out.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	name, port := u.Hostname(), ""
	if p := u.Port(); p != "" {
		port = ":" + p
	}
	wire, err := idna.Lookup.ToASCII(name)
	if err != nil { // no name by the rules (an underscore, an address in brackets): as it is, if that is ASCII
		wire = strings.Trim(strconv.QuoteToASCII(name), `"`)
	}
	if strings.Contains(wire, ":") {
		wire = "[" + wire + "]"
	}
	wire = strings.TrimPrefix(wire, "www.")
	if own, err := idna.Display.ToUnicode(wire); err == nil && own != wire && honest(own) {
		return own + port
	}
	return wire + port
}

// honest reports whether a host name in its own letters cannot be taken for another one.
func honest(name string) bool {
	labels := strings.Split(name, ".")
	top := labels[len(labels)-1]
	foreignTop := strings.ContainsFunc(top, func(r rune) bool { return r >= 0x80 })
	for _, l := range labels {
		if !unlike(l, foreignTop) {
			return false
		}
	}
	return true
}

// unlike reports whether a label is of one script, and of one whose letters look like no others: those that do (Greek,
// Cyrillic) are believed only below a top-level domain that is foreign too.
func unlike(label string, foreignTop bool) bool {
	var of *unicode.RangeTable
	for _, r := range label {
		if r >= '0' && r <= '9' || r == '-' || unicode.Is(unicode.Mn, r) && r > 0x900 {
			continue
		}
		s := scriptOf(r, foreignTop)
		if s == nil || of != nil && s != of {
			return false
		}
		of = s
	}
	return true
}

// scriptOf returns the script of a letter that host names are shown in; Han and kana are one. It is nil for others.
func scriptOf(r rune, foreignTop bool) *unicode.RangeTable {
	switch {
	case r >= 'a' && r <= 'z', r >= 'ß' && r <= 'ž' && !strings.ContainsRune("÷ıĸŀŉ", r):
		return unicode.Latin
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana), r == 'ー':
		return unicode.Han
	}
	own := []*unicode.RangeTable{unicode.Hangul, unicode.Thai, unicode.Devanagari, unicode.Bengali, unicode.Tamil}
	if foreignTop {
		own = append(own, unicode.Cyrillic, unicode.Greek)
	}
	for _, s := range own {
		if unicode.Is(s, r) {
			return s
		}
	}
	return nil
}
