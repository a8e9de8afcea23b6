package clean

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"newspane/feed"
)

// direction is what the markup says of the direction of text.
type direction uint8

const (
	unsaid      direction = iota // the script of the text decides
	leftToRight                  // dir=ltr
	rightToLeft                  // dir=rtl
)

// under is the direction inside n.
func (d direction) under(n *html.Node) direction {
	switch v := attr(n, "dir"); {
	case v == "":
		return d
	case strings.EqualFold(v, "rtl"):
		return rightToLeft
	case strings.EqualFold(v, "ltr"):
		return leftToRight
	}
	return unsaid
}

// inherited is the direction that n's ancestors give it.
func inherited(n *html.Node) direction {
	for p := n; p != nil; p = p.Parent {
		if p.Type == html.ElementNode {
			if d := unsaid.under(p); d != unsaid {
				return d
			}
		}
	}
	return unsaid
}

// rtl reports whether text runs from right to left: as the markup says, else as most of its letters do.
func (d direction) rtl(spans []feed.Span) bool {
	if d != unsaid {
		return d == rightToLeft
	}
	right, left := 0, 0
	for _, s := range spans {
		for _, r := range s.Text.String() {
			switch {
			case r < 0x590 && unicode.IsLetter(r):
				left++
			case unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko):
				right++
			case r >= 0x590 && unicode.IsLetter(r):
				left++
			}
		}
	}
	return right > left
}
