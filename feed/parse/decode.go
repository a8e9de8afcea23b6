package parse

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"io"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/transform"
)

// decodeDocument returns the text of a document in UTF-8 without a byte order mark or characters that no document may
// hold. cut says that it was longer than maxBody. Bytes that are valid UTF-8 are UTF-8 whatever a label says; else the
// document's own label counts more than the server's, a label more than a guess, and a label only if it fits.
func decodeDocument(body []byte, header http.Header) (text string, cut bool) {
	for range 2 {
		if len(body) < 3 || body[0] != 0x1f || body[1] != 0x8b {
			break
		}
		z, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			break
		}
		var plain bytes.Buffer
		plain.Grow(min(32*len(body), maxBody) + bytes.MinRead)
		_, err = io.Copy(&plain, io.LimitReader(z, maxBody))
		if plain.Len() == 0 {
			break
		}
		body, cut = plain.Bytes(), err != nil || plain.Len() == maxBody
	}
	if len(body) > maxBody {
		body, cut = body[:maxBody], true
	}
	if utf8.Valid(body) && harmless(body) && !sevenBit(body, header) {
		return string(body), cut
	}
	text = toUTF8(body, header)
	if len(text) > maxBody {
		text, cut = capped(text, maxBody), true
	}
	return sanitize(strings.TrimPrefix(text, "\ufeff")), cut
}

// sevenBit reports whether a document says that it is in an encoding that makes do with ASCII's bytes.
func sevenBit(b []byte, header http.Header) bool {
	head := b[:min(len(b), 128)]
	i := bytes.Index(head, []byte("encoding"))
	said := header.Get("Content-Type")
	if i < 0 && said == "" {
		return false
	}
	for _, name := range []string{"utf-7", "UTF-7", "hz", "HZ"} {
		if i >= 0 && bytes.Contains(head[i:], []byte(name)) || strings.Contains(said, name) {
			return true
		}
	}
	return false
}

// harmless reports whether UTF-8 has no byte of those that [sanitize] and [markedUnicode] look for: it may be wrong in
// saying no. It reads eight bytes at a time, and so is what makes sound feeds cheap.
func harmless(b []byte) bool {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	for len(b) >= 8 {
		x := binary.LittleEndian.Uint64(b)
		low := (x - 0x20*ones) &^ x & highs // bytes below 0x20
		c2, ef := x^0xc2*ones, x^0xef*ones
		if low|(c2-ones)&^c2&highs|(ef-ones)&^ef&highs != 0 && !harmlessBytes(b[:min(len(b), 16)]) {
			return false
		}
		b = b[8:]
	}
	return harmlessBytes(b)
}

func harmlessBytes(b []byte) bool {
	for i, c := range b {
		switch {
		case c < 0x20 && c != '\n' && c != '\r' && c != '\t':
			return false
		case c == 0xc2 && i+1 < len(b) && b[i+1] < 0xa0:
			return false
		case c == 0xef && i+1 < len(b) && b[i+1] >= 0xbb:
			return false // a byte order mark or U+FFFE, U+FFFF among others
		}
	}
	return true
}

// decodeText is decodeDocument for a part that had its own transfer encoding.
func decodeText(b []byte) string {
	return sanitize(toUTF8(b, nil))
}

func toUTF8(b []byte, header http.Header) string {
	if e, n := markedUnicode(b); e != nil {
		return decodeWith(e, b[n:])
	}
	for bytes.HasPrefix(b, []byte("\xef\xbb\xbf")) {
		b = b[3:]
	}
	declared := declaredLabel(b)
	if e := ofEscapes(b, declared, header); e != nil {
		return decodeWith(e, b)
	}
	if declared == "utf-7" && ascii(b) {
		return decodeUTF7(string(b))
	}
	switch good, bad, stray := utf8Runs(b); {
	case bad == 0:
		return string(b)
	case good >= 4*bad, stray && 4*good >= bad && good > 0:
		return repairUTF8(b)
	}
	return decodeWith(detect(b, declared, httpLabel(header)), b)
}

// decodeWith decodes b, up to the size that is read of a document; what the encoding does not know becomes U+FFFD.
func decodeWith(e encoding.Encoding, b []byte) string {
	var out strings.Builder
	out.Grow(min(len(b)+len(b)/2, maxBody) + utf8.UTFMax)
	r := transform.NewReader(bytes.NewReader(b), e.NewDecoder())
	if _, err := io.Copy(&out, io.LimitReader(r, maxBody)); err != nil && out.Len() == 0 {
		return strings.ToValidUTF8(string(b), "\ufffd")
	}
	return strings.TrimSuffix(strings.ToValidUTF8(out.String(), "\ufffd"), "\ufffd")
}

// markedUnicode recognises UTF-16 and UTF-32 by their byte order mark or by how they write the first "<" or "{", and
// EBCDIC by "<?xm". It returns how many bytes the mark takes.
func markedUnicode(b []byte) (encoding.Encoding, int) {
	le16 := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	be16 := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	le32 := utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	be32 := utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
	for _, m := range []struct {
		mark string
		e    encoding.Encoding
		n    int
	}{
		{"\xff\xfe\x00\x00", le32, 4}, {"\x00\x00\xfe\xff", be32, 4}, {"\xff\xfe", le16, 2}, {"\xfe\xff", be16, 2},
		{"\x00\x00\x00<", be32, 0}, {"<\x00\x00\x00", le32, 0}, {"\x00<\x00", be16, 0}, {"<\x00", le16, 0},
		{"\x00\x00\x00{", be32, 0}, {"{\x00\x00\x00", le32, 0}, {"\x00{\x00", be16, 0}, {"{\x00", le16, 0},
		{"\x4c\x6f\xa7\x94", charmap.CodePage037, 0},
	} {
		if bytes.HasPrefix(b, []byte(m.mark)) && (m.n > 0 || len(b) > 3) {
			return m.e, m.n
		}
	}
	return nil, 0
}

// ofEscapes recognises the encodings that are made of ASCII bytes.
func ofEscapes(b []byte, declared string, header http.Header) encoding.Encoding {
	switch {
	case bytes.Contains(b, []byte("\x1b$B")), bytes.Contains(b, []byte("\x1b$@")):
		if ascii(b) {
			return japanese.ISO2022JP
		}
	case strings.HasPrefix(declared, "hz") || strings.HasPrefix(httpLabel(header), "hz"):
		if bytes.Contains(b, []byte("~{")) && ascii(b) {
			return simplifiedchinese.HZGB2312
		}
	}
	return nil
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// declaredLabel returns the encoding that an XML declaration names, in lower case.
func declaredLabel(b []byte) string {
	head := string(b[:min(len(b), 2048)])
	i := strings.Index(head, "<?xml")
	if i < 0 {
		return ""
	}
	decl, _, _ := strings.Cut(head[i:], ">")
	label := ""
	eachAttr(strings.TrimPrefix(decl, "<?xml"), func(name, value string) bool {
		if strings.EqualFold(name, "encoding") {
			label = strings.ToLower(strings.Trim(value, " ?"))
		}
		return true
	})
	return label
}

// httpLabel returns the charset parameter of the Content-Type, in lower case.
func httpLabel(h http.Header) string {
	_, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil {
		_, after, _ := strings.Cut(strings.ToLower(h.Get("Content-Type")), "charset=")
		after, _, _ = strings.Cut(after, ";")
		return strings.Trim(after, ` "'`)
	}
	return strings.ToLower(strings.TrimSpace(params["charset"]))
}

// encodingOf returns the encoding of a label by any of its names, nil when there is none or it is UTF-8.
func encodingOf(label string) encoding.Encoding {
	label = strings.Trim(strings.TrimSpace(label), `"'`)
	if strings.HasPrefix(label, "utf-") || strings.HasPrefix(label, "ucs-") || strings.HasPrefix(label, "utf16") {
		return nil // recognised by their bytes, or not at all
	}
	switch label {
	case "", "utf-8", "utf8", "unicode", "us-ascii", "ascii":
		return nil
	case "gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "euc-cn", "gb18030":
		return simplifiedchinese.GB18030
	case "tis-620", "cp874", "iso-8859-11":
		return charmap.Windows874
	case "cp949", "uhc", "ks_c_5601-1987", "ms949":
		label = "euc-kr"
	case "cp932", "ms932", "sjis", "x-sjis", "ms_kanji":
		label = "shift_jis"
	case "cp950":
		label = "big5"
	case "mac", "macroman", "mac-roman", "x-mac-roman":
		label = "macintosh"
	case "mac-cyrillic", "maccyrillic":
		label = "x-mac-cyrillic"
	}
	if n, ok := strings.CutPrefix(label, "cp"); ok && strings.HasPrefix(n, "125") {
		label = "windows-" + n
	}
	if n, ok := strings.CutPrefix(label, "win-"); ok {
		label = "windows-" + n
	}
	if e, name := charset.Lookup(label); e != nil && name != "utf-8" && name != "replacement" {
		return e
	}
	if e, err := ianaindex.IANA.Encoding(label); err == nil && e != nil {
		return e
	}
	return nil
}

// utf8Runs counts the multi-byte characters of UTF-8 in b, and the bytes that are none; stray says that those stand
// alone, as they do not in texts of another encoding that are taken for UTF-8. A character cut at the end of the
// document counts as one.
func utf8Runs(b []byte) (good, bad int, stray bool) {
	if utf8.Valid(b) {
		return 0, 0, false
	}
	stray = true
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case r != utf8.RuneError || n > 1:
			good++
		case isSurrogate(b[i:]):
			good, bad, n = good+8, bad+1, 3
		case len(b)-i < utf8.UTFMax && !utf8.FullRune(b[i:]):
			return good + 4, bad + b2i(bad == 0), stray
		default:
			bad++
			stray = stray && (i == 0 || b[i-1] < utf8.RuneSelf) && (i+1 == len(b) || b[i+1] < utf8.RuneSelf)
		}
		i += n
	}
	return good, bad, stray
}

// repairUTF8 reads stray bytes as windows-1252 and joins surrogates that were encoded one by one (CESU-8).
func repairUTF8(b []byte) string {
	var out strings.Builder
	out.Grow(min(len(b)+len(b)/16, maxBody) + utf8.UTFMax)
	for i := 0; i < len(b) && out.Len() < maxBody; {
		r, n := utf8.DecodeRune(b[i:])
		if r != utf8.RuneError || n > 1 {
			out.Write(b[i : i+n])
			i += n
			continue
		}
		hi, ok := surrogate(b[i:])
		switch {
		case ok:
			if lo, ok := surrogate(b[i+3:]); ok && hi < 0xdc00 && lo >= 0xdc00 {
				out.WriteRune((hi-0xd800)<<10 + (lo - 0xdc00) + 0x10000)
				i += 3
			} else {
				out.WriteRune(utf8.RuneError)
			}
			i += 3
		case len(b)-i < utf8.UTFMax && !utf8.FullRune(b[i:]):
			return out.String()
		case b[i] < 0xa0:
			out.WriteRune(windows1252[b[i]-0x80])
			i++
		default:
			out.WriteRune(rune(b[i]))
			i++
		}
	}
	return out.String()
}

func isSurrogate(b []byte) bool { _, ok := surrogate(b); return ok }

func surrogate(b []byte) (rune, bool) {
	if len(b) < 3 || b[0] != 0xed || b[1] < 0xa0 || b[1] > 0xbf || b[2]&0xc0 != 0x80 {
		return 0, false
	}
	return 0xd000 | rune(b[1]&0x3f)<<6 | rune(b[2]&0x3f), true
}

// sanitize drops what no XML document may hold, except ESC and BEL, by which escape sequences are found and dropped
// whole later, and reads C1 controls as the windows-1252 that they were meant to be.
func sanitize(s string) string {
	i := suspect(s, 0)
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(min(len(s)+len(s)/4, maxBody) + 8)
	from := 0
	for ; i < len(s) && b.Len() < maxBody; i = suspect(s, i) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r >= 0xa0 && r < 0xfffe {
			i += n
			continue
		}
		b.WriteString(s[from:i])
		if r >= 0x80 && r < 0xa0 {
			b.WriteRune(windows1252[r-0x80])
		}
		i += n
		from = i
	}
	if b.Len() < maxBody {
		b.WriteString(s[from:])
	}
	return b.String()
}

// suspect returns the place, from i on, of the next byte that may begin something to be dropped.
func suspect(s string, i int) int {
	for ; i < len(s); i++ {
		c := s[i]
		if c >= 0x20 && c != 0xc2 && c != 0xef {
			continue
		}
		switch {
		case c < 0x20 && c != '\n' && c != '\t' && c != '\r' && c != 0x1b && c != 0x07:
			return i
		case c == 0xc2 && i+1 < len(s) && s[i+1] < 0xa0:
			return i
		case c == 0xef && i+2 < len(s) && s[i+1] == 0xbf && s[i+2] >= 0xbe:
			return i
		}
	}
	return len(s)
}
