package parse

import (
	"strings"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// detect chooses the encoding of a document that is not UTF-8: the one that it or the server declares when that fits,
// else what its bytes look like.
func detect(b []byte, declared, served string) encoding.Encoding {
	sample := foreignRuns(b)
	for _, label := range []string{declared, served} {
		if e := encodingOf(label); e != nil && fits(e, b) {
			return e
		}
	}
	if r := chardet.Detect(sample); r.Confidence >= 0.8 {
		if e := encodingOf(strings.ToLower(r.Encoding)); e != nil && fits(e, b) {
			return e
		}
	}
	return charmap.Windows1252
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

// foreignRuns returns a sample of b without its markup: the lines of text around bytes beyond ASCII.
func foreignRuns(b []byte) []byte {
	var out []byte
	for i := 0; i < len(b) && len(out) < detectSample; {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		j := i
		for gap := 0; j < len(b) && gap < 3 && j-i < detectSample; j++ {
			if c := b[j]; c == '<' || c == '>' {
				break
			} else if c < utf8.RuneSelf {
				gap++
			} else {
				gap = 0
			}
		}
		out = append(append(out, b[i:j]...), ' ')
		i = j
	}
	return out
}
