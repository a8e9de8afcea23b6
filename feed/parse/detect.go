package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// detect chooses the encoding of a document that is not UTF-8: the one that it or the server declares when that fits,
// else what its bytes look like.
func detect(b []byte, declared, served string) encoding.Encoding {
	sample := foreignRuns(b)
	for _, label := range []string{declared, served} {
		e := encodingOf(label)
		if e == nil || !fits(e, b) {
			continue
		}
		if e == charmap.Windows1252 && candidates[0].likeness(decodeWith(e, sample)) < 0 {
			if g := guess(b, sample); g != nil { // "iso-8859-1" is what programs say that do not know
				return g
			}
		}
		return e
	}
	if e := guess(b, sample); e != nil {
		return e
	}
	return charmap.Windows1252
}

// guess asks the detector, which is good at encodings of many bytes and at scripts of their own, and where it is not sure
// takes the one in which the sample reads most like text.
func guess(b, sample []byte) encoding.Encoding {
	if r := chardet.Detect(b[:min(len(b), 2*detectSample)]); r.Confidence >= 0.8 {
		if e := encodingOf(strings.ToLower(r.Encoding)); e != nil && e != charmap.Windows1252 && fits(e, b) {
			return e
		}
	}
	if chinese(sample) {
		return simplifiedchinese.GB18030
	}
	hint := languageHint(b)
	var best encoding.Encoding
	top := -1.0
	for i := range candidates {
		c := &candidates[i]
		score := c.likeness(decodeWith(c.encoding, sample))
		if hint != "" && strings.Contains(c.languages, " "+hint+" ") {
			score += 0.3
		}
		if score > top+1e-9 {
			best, top = c.encoding, score
		}
	}
	return best
}

// candidate is an encoding, the letters beyond ASCII that make up most of a text in it, and languages written in it.
type candidate struct {
	encoding  encoding.Encoding
	letters   string
	languages string
}

// The letters of scripts and families of languages, the usual ones only.
const (
	western  = "éèêëàâäáãåæçñöôóòõøœßüûùúíìîïÉÈÊÀÂÄÁÃÅÆÇÑÖÔÓÕØÜÚÍÎ"
	central  = "ąćęłńóśźżĄĆŁÓŚŹŻáéěíúůýčďňřšťžÁÉĚÍÚÝČĎŇŘŠŤŽĺľŕäôÄöüÖÜőűăâîșțşţĂÂÎŞŢđĐßç"
	turkish  = "çğıöşüâîûÇİÖŞÜ"
	baltic   = "ąčęėįšųūžāēģīķļņõäöüĄČĘĖĮŠŲŪŽĀĒĢĪĶĻŅÕÄÖÜ"
	cyrillic = "оеаинтсрвлкмдпуяьызбгчйіїєхжшюцщёАБВГДЕЗИКЛМНОПРСТУФХЦЧШЭЯІЇЄ"
	arabic   = "ايلمونترعدسبفهةكقأحجشخإآىئءصضطظغزذثؤ،"
	greek    = "αοιετσνηυρπκλμδγςάέήίόύώθφχβξωζψΑΒΓΔΕΗΘΙΚΛΜΝΟΠΡΣΤΥΦΧΩΆΈΉΊΌ"
	hebrew   = "יוהלאתרבמשנםןדקעחפצגטכסזךףץ"
	thai     = "กขคงจชซดตถทธนบปผพฟภมยรลวศษสหอะัาำิีึืุูเแโใไ่้๊๋์็ๆ"
	kana     = "のにはをがでとたしてれまるなかりいうあもすくこらきつさえけそみよおどっょゅンスルートリアイクラシ、。"
	hangul   = "이다의는에을를가고한지하도로기사은대정자시서어인나들리수있그으아해전일과부구제"
)

// candidates are the encodings to choose from, the likelier first.
var candidates = []candidate{
	{charmap.Windows1252, western, " de fr es pt it nl da no nb sv fi is ca gl eu ga "},
	{charmap.Windows1251, cyrillic, " ru uk bg sr mk be kk "},
	{charmap.Windows1254, turkish, " tr az ku "},
	{charmap.ISO8859_2, central, " pl cs sk hu ro hr sl bs sq "},
	{charmap.Windows1250, central, " pl cs sk hu ro hr sl bs sq "},
	{charmap.KOI8R, cyrillic, " ru "},
	{charmap.KOI8U, cyrillic, " uk "},
	{charmap.Windows1256, arabic, " ar fa ur "},
	{charmap.ISO8859_6, arabic, " ar "},
	{charmap.Windows1253, greek, " el "},
	{charmap.ISO8859_7, greek, " el "},
	{charmap.Windows1255, hebrew, " he iw yi "},
	{charmap.Windows1257, baltic, " lt lv et "},
	{charmap.ISO8859_5, cyrillic, " ru sr bg "},
	{charmap.Windows874, thai, " th "},
	{charmap.CodePage866, cyrillic, " ru "},
	{japanese.ShiftJIS, kana, " ja "},
	{japanese.EUCJP, kana, " ja "},
	{korean.EUCKR, hangul, " ko "},
}

// likeness says how much s reads like text, from 1 to far below 0: by how usual its letters beyond ASCII are, and by what
// does not happen in words: symbols, capitals after small letters, letters of two scripts.
func (c *candidate) likeness(s string) float64 {
	icelandic := strings.ContainsAny(s, "þð") && strings.ContainsAny(s, "æáíóú")
	score, n := 0.0, 0
	prev := ' '
	for i, r := range s {
		if r < utf8.RuneSelf {
			if unicode.IsLetter(r) && unicode.IsLetter(prev) && prev >= utf8.RuneSelf && !unicode.Is(unicode.Latin, prev) {
				score -= 3
			}
			prev = r
			continue
		}
		n++
		next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
		switch {
		case r == utf8.RuneError:
			score -= 5
		case unicode.IsLetter(r) || unicode.Is(unicode.Mn, r):
			score += c.letter(r, prev, next, icelandic)
		case unicode.IsLetter(prev) && unicode.IsLetter(next) && r != '’' && r != '\u00ad' && r != '·':
			score -= 3
		case strings.ContainsRune(c.letters, r):
			score++
		case r < 0xa0 || r >= 0x2500 && r < 0x2600:
			score -= 2
		}
		prev = r
	}
	if n == 0 {
		return 0
	}
	return score / float64(n)
}

// letter is the share of one letter.
func (c *candidate) letter(r, prev, next rune, icelandic bool) float64 {
	score := -0.3
	switch {
	case strings.ContainsRune(c.letters, r), icelandic && strings.ContainsRune("þðýÞÐÝ", r):
		score = 1
	case unicode.Is(unicode.Han, r), unicode.Is(unicode.Hangul, r):
		score = 0.4
	case strings.ContainsRune("þðýÞÐÝ", r), r >= 0xff61 && r < 0xffa0:
		score = -1
	}
	if unicode.IsUpper(r) && unicode.IsLetter(prev) && (unicode.IsLower(prev) || unicode.IsLower(next)) {
		score -= 2
	}
	if unicode.IsUpper(r) && prev >= utf8.RuneSelf && unicode.Is(unicode.Latin, prev) && unicode.IsLetter(prev) {
		score--
	}
	if unicode.IsLetter(prev) && unicode.Is(unicode.Latin, r) != unicode.Is(unicode.Latin, prev) {
		score -= 3
	}
	return score
}

// chinese reports whether the bytes beyond ASCII are pairs that GB 2312 gives to the usual characters (rows 16 to 55).
func chinese(sample []byte) bool {
	usual, pairs := 0, 0
	for i := 0; i < len(sample); i++ {
		if sample[i] < utf8.RuneSelf {
			continue
		}
		if i+1 == len(sample) || sample[i+1] < 0x40 {
			return false
		}
		pairs++
		usual += b2i(sample[i] >= 0xb0 && sample[i] <= 0xd7 && sample[i+1] >= 0xa1)
		i++
	}
	return pairs >= 4 && usual*10 >= pairs*7
}

// languageHint returns the language that a document says it is in, as two letters, "" when it does not.
func languageHint(b []byte) string {
	head := strings.ToLower(string(b[:min(len(b), 8192)]))
	for _, mark := range []string{"<language>", "<dc:language>", `xml:lang="`, `xml:lang='`, `"language":"`, `"language": "`} {
		if i := strings.Index(head, mark); i >= 0 && len(head) > i+len(mark)+2 {
			if l := strings.TrimSpace(head[i+len(mark):])[:2]; isAlnum(l[0]) && isAlnum(l[1]) {
				return l
			}
		}
	}
	return ""
}

// fits reports whether less than one in twenty of the characters beyond ASCII is unknown to e.
func fits(e encoding.Encoding, b []byte) bool {
	text := decodeWith(e, b[:min(len(b), 1<<20)])
	bad := strings.Count(text, "\ufffd")
	if bad == 0 {
		return true
	}
	all := 0
	for _, r := range text {
		all += b2i(r >= utf8.RuneSelf)
	}
	return bad*20 < all
}

// foreignRuns returns a sample of b: the words with bytes beyond ASCII.
func foreignRuns(b []byte) []byte {
	var out []byte
	for i := 0; i < len(b) && len(out) < detectSample; {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		from, to := i, i
		for from > 0 && i-from < 32 && isAlnum(b[from-1]) {
			from--
		}
		for gap := 0; to < len(b) && to-i < detectSample && gap < 2 && b[to] != '<'; to++ {
			if gap++; b[to] >= utf8.RuneSelf || isAlnum(b[to]) {
				gap = 0
			}
		}
		out = append(append(out, b[from:to]...), ' ')
		i = max(to, i+1)
	}
	return out
}
