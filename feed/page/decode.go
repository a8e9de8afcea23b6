package page

import (
	"bytes"
	"mime"
	"net/http"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

const sniffed = 32 << 10 // bytes that declarations are looked for in, and that the detector sees

var (
	declared   = regexp.MustCompile(`(?i)<meta[^>]{1,200}charset\s*=\s*["']?\s*([a-z0-9_.:-]{2,40})`)
	xmlCharset = regexp.MustCompile(`(?i)^\s*<\?xml[^>]{1,100}encoding\s*=\s*["']([a-z0-9_.:-]{2,40})`)
	htmlLang   = regexp.MustCompile(`(?i)<html[^>]{0,1000}lang\s*=\s*["']?([a-z]{2,3})`)
)

// decode returns the page as UTF-8. A byte order mark wins; then what is valid UTF-8 is UTF-8 whatever is declared;
// a few stray bytes in UTF-8 are windows-1252; then the page's own declaration, the response's, and a detector.
func decode(b []byte, h http.Header) []byte {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		b = b[3:]
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		return transform(b, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM))
	case len(b) > 3 && b[0] == '<' && b[1] == 0:
		return transform(b, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM))
	case len(b) > 3 && b[0] == 0 && b[1] == '<':
		return transform(b, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM))
	}
	label := declaration(b)
	good, bad := sequences(b)
	switch {
	case bad == 0 && (good > 0 || !strings.HasPrefix(label, "iso-2022") && label != "hz-gb-2312"):
		return b
	case good >= 4*bad && good > 0 && bad > 0:
		return mend(b)
	}
	for _, l := range []string{label, headerCharset(h)} {
		if e := lookup(l); e != nil {
			return transform(b, e)
		}
	}
	return transform(b, detect(b))
}

// declaration is what the page itself says of its encoding.
func declaration(b []byte) string {
	head := b[:min(len(b), sniffed)]
	for _, re := range []*regexp.Regexp{declared, xmlCharset} {
		if m := re.FindSubmatch(head); m != nil {
			return strings.ToLower(string(m[1]))
		}
	}
	return ""
}

func headerCharset(h http.Header) string {
	_, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return params["charset"]
}

// lookup returns the encoding of a label (WHATWG Encoding), nil for UTF-8, which the bytes have disproved, and for
// one unknown.
func lookup(label string) encoding.Encoding {
	switch strings.ToLower(label) {
	case "gb2312", "gbk", "gb_2312-80":
		return simplifiedchinese.GB18030
	}
	e, name := charset.Lookup(label)
	if name == "utf-8" || name == "replacement" {
		return nil
	}
	return e
}

// sequences counts the well-formed multi-byte sequences of b, and the bytes that are in none.
func sequences(b []byte) (good, bad int) {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good, bad
}

// mend reads the bytes that are no UTF-8 as windows-1252.
func mend(b []byte) []byte {
	out := make([]byte, 0, len(b)+len(b)/16)
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			r = charmap.Windows1252.DecodeByte(b[i])
		}
		out = utf8.AppendRune(out, r)
		i += n
	}
	return out
}

// detect guesses the encoding of bytes that nothing true is said of.
func detect(b []byte) encoding.Encoding {
	lang := ""
	if m := htmlLang.FindSubmatch(b[:min(len(b), sniffed)]); m != nil {
		lang = strings.ToLower(string(m[1]))
	}
	switch lang {
	case "pl", "cs", "cz", "hu", "sk", "sl", "hr", "ro":
		if bytes.ContainsAny(b, "\x9c\x9f\xb9") && !bytes.ContainsAny(b, "\xb6\xbc") {
			return charmap.Windows1250
		}
		return charmap.ISO8859_2
	case "zh":
		return simplifiedchinese.GB18030
	case "tr":
		return charmap.Windows1254
	case "ru", "uk", "bg", "sr", "be", "mk":
		if r := chardet.Detect(highBytes(b)); strings.HasPrefix(strings.ToLower(r.Encoding), "koi8") {
			return charmap.KOI8R
		}
		return charmap.Windows1251
	}
	if r := chardet.Detect(highBytes(b)); r.Confidence >= 0.8 {
		if e := lookup(r.Encoding); e != nil {
			return e
		}
	}
	return charmap.Windows1252
}

// highBytes returns the runs of text around bytes beyond ASCII, which alone tell encodings apart.
func highBytes(b []byte) []byte {
	var out []byte
	for i := 0; i < len(b) && len(out) < sniffed; i++ {
		if b[i] < utf8.RuneSelf {
			continue
		}
		from, to := max(0, i-8), i
		for to < len(b) && to < i+256 && (b[to] >= utf8.RuneSelf || b[to] == ' ' || b[to] >= 'a') {
			to++
		}
		out = append(append(out, b[from:to]...), ' ')
		i = to
	}
	return out
}

func transform(b []byte, e encoding.Encoding) []byte {
	out, err := e.NewDecoder().Bytes(b)
	if err != nil { // a decoder of x/text replaces what it cannot read; it fails only at an odd end
		return bytes.ToValidUTF8(out, []byte("\uFFFD"))
	}
	return out
}
