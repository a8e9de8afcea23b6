package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// stand-ins of the same length in UTF-8: a letter that UAX #14 keeps together, for Hangul (keep-all), and CJK brackets
// for curly quotes among ideographs, which are openers and closers there.
const (
	letter = "\u1e00"
	opener = "「"
	closer = "」"
)

// tailor returns w with characters replaced by others of the same length in bytes whose line breaking class suits.
func tailor(w string) string {
	if !strings.ContainsFunc(w, func(r rune) bool { return hangul(r) || curly(r) }) {
		return w
	}
	var b strings.Builder
	b.Grow(len(w))
	prev := rune(0)
	for i, r := range w {
		n := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, n = utf8.DecodeRuneInString(w[i:])
		}
		switch {
		case hangul(r):
			b.WriteString(letter)
		case (r == '“' || r == '‘') && (ideographic(prev) || startsIdeographic(w[i+n:])):
			b.WriteString(opener)
		case (r == '”' || r == '’') && (ideographic(prev) || startsIdeographic(w[i+n:])):
			b.WriteString(closer)
		default:
			b.WriteString(w[i : i+n])
		}
		prev = r
	}
	return b.String()
}

func curly(r rune) bool { return r == '“' || r == '”' || r == '‘' || r == '’' }

// hangul reports whether r is a Hangul syllable or jamo of three bytes in UTF-8.
func hangul(r rune) bool {
	return r >= 0xac00 && r <= 0xd7ff || r >= 0x1100 && r <= 0x11ff || r >= 0x3131 && r <= 0x318e || r >= 0xa960 && r <= 0xa97f
}

// ideographic reports whether r is of the CJK blocks, punctuation and full-width forms included.
func ideographic(r rune) bool {
	return r >= 0x2e80 && r <= 0x9fff && !hangul(r) || r >= 0xf900 && r <= 0xfaff || r >= 0xff00 && r <= 0xff60 ||
		r >= 0x20000 && r <= 0x3ffff
}

// Upright reports whether s has letters of a script that is never set in italics: Arabic, Hebrew and the like, Chinese,
// Japanese, Korean.
func Upright(s string) bool {
	return RightToLeft(s) || strings.ContainsFunc(s, func(r rune) bool { return r >= 0x1100 && (ideographic(r) || hangul(r)) })
}

func startsIdeographic(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return ideographic(r)
}

// allowed reports whether a break that UAX #14 offers at byte i of the word w stands under the house's rules.
func allowed(w string, i int) bool {
	prev, n := utf8.DecodeLastRuneInString(w[:i])
	next, _ := utf8.DecodeRuneInString(w[i:])
	switch {
	case prev == joiner || extends(w[i:]) || reference(w[i:]):
		return false
	case prev == '-': // "--flag" and "e-mail" stay whole
		before, n2 := utf8.DecodeLastRuneInString(w[:i-n])
		second, _ := utf8.DecodeLastRuneInString(w[:i-n-n2])
		return wordly(before) && wordly(second)
	case hangul(next):
		return prev != '/' && !wordly(prev)
	case hangul(prev):
		return !wordly(next)
	}
	return true
}

func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// reference reports whether s begins with a bracketed number, as "[12]", which stays with the word before it.
func reference(s string) bool {
	i := 1
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	return i > 1 && i < len(s) && s[0] == '[' && s[i] == ']'
}

// syllable reports whether a Thai or Lao syllable begins at byte i of w: those scripts write no spaces, and a vowel
// that is written before its consonant begins one.
func syllable(w string, i int) bool {
	return i+2 < len(w) && w[i] == 0xe0 && (w[i+1] == 0xb9 || w[i+1] == 0xbb) && w[i+2] >= 0x80 && w[i+2] <= 0x84
}

// address returns the bytes of w that an internet address takes, 0, 0 when there is none. It ends with the ASCII.
func address(w string) (from, to int) {
	from = strings.Index(w, "://")
	switch {
	case from > 0:
		for from > 0 && w[from-1] < utf8.RuneSelf && wordly(rune(w[from-1])) {
			from--
		}
	case strings.HasPrefix(w, "www."):
		from = 0
	default:
		return 0, 0
	}
	for to = from; to < len(w) && w[to] < utf8.RuneSelf; to++ {
	}
	return from, to
}

// addressBreak reports whether an address may be broken before byte i: behind one of / ? & = - but not within "://".
func addressBreak(w string, i int) bool {
	return strings.IndexByte("/?&=-", w[i-1]) >= 0 && w[i] != '[' && strings.IndexByte("/?&=-", w[i]) < 0
}

// bound reports whether the word next is to stay on the line of prev although a space parts them.
func bound(prev, next string) bool {
	if prev == "" || next == "" {
		return false
	}
	last := prev[strings.LastIndexByte(prev, ' ')+1:]
	switch {
	case reference(next), dangling(next):
		return true
	case roman(next):
		return capital(last)
	case numeric(last):
		return units[strings.TrimRight(next, ".,;:)!?”’\"'")] || thousands(next)
	case opening(last):
		return true
	}
	return titles[last] || initial(last)
}

// dangling reports whether s is nothing but punctuation that may not begin a line, as the spaced marks of French.
func dangling(s string) bool {
	for _, r := range s {
		switch r {
		case '!', '?', ':', ';', ',', '.', ')', ']', '}', '»', '”', '’', '…', '›':
		default:
			return false
		}
	}
	return true
}

// opening reports whether s is nothing but punctuation that may not end a line.
func opening(s string) bool {
	for _, r := range s {
		switch r {
		case '(', '[', '{', '«', '“', '‘', '‹', '¿', '¡', '„':
		default:
			return false
		}
	}
	return true
}

// numeric reports whether s is a number, perhaps behind an opening bracket or a currency sign.
func numeric(s string) bool {
	s = strings.TrimLeft(s, "($€£¥~≈±+−-")
	digit := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digit = true
		case c == '.' || c == ',' || c == '\'':
		default:
			return false
		}
	}
	return digit
}

// thousands reports whether s begins with three digits and no more: it goes on with the number before it.
func thousands(s string) bool {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n == 3 && strings.Trim(s[n:], ".,;:)!?%”’\"'") == ""
}

// roman reports whether s is the number of a monarch, a war, a chapter: II, IV, XIV.
func roman(s string) bool {
	s = strings.TrimRight(s, ".,;:)!?”’\"'")
	return len(s) > 1 && strings.Trim(s, "IVX") == ""
}

func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// initial reports whether s is the initial of a name, as "J.".
func initial(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) && s[n:] == "."
}

// units are the words that stay with the number before them.
var units = set("min min. h hr hrs s sec sec. ms μs ns d km m cm mm μm nm mi ft kg g mg μg t lb lbs oz l L ml ha kB MB GB TB PB " +
	"KiB MiB GiB TiB kb Mb Gb bit W kW MW GW TW Wh kWh MWh GWh TWh V kV A mA J kJ Hz kHz MHz GHz K °C °F ° % ‰ € $ £ ¥ EUR USD GBP CHF " +
	"am pm a.m p.m AM PM Uhr bn tn mn Mio Mrd mph km/h dB px pt")

// titles are the words that stay with the name or number behind them.
var titles = set("Mr Mr. Mrs Mrs. Ms Ms. Dr Dr. Prof Prof. St St. Mme Mlle M. Hr. Fr. Sr. Sra. No. Nr. n° N° p. pp. vol. Vol. " +
	"fig. Fig. Figs. figs. Eq. eq. Sec. sec. Nos. n. Ch. ch. ¶ §§ § S. art. Art. Abs. Rev. Gen. Col. Capt. Lt. Sgt. Sen. Rep. Gov. Hon. $ € £ ¥ #")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
