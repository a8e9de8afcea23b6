package typeset

import (
	"golang.org/x/text/unicode/bidi"

	"newspane/ui/text"
)

// rtl reports whether the first letter of the flow is of a right-to-left script.
func (f *flow) rtl() bool {
	for i := 0; i < len(f.text); {
		p, n := bidi.LookupString(f.text[i:])
		if n == 0 {
			break
		}
		switch p.Class() {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
		i += n
	}
	return false
}

// levels returns the embedding level of every byte of t, nil when all are 0.
func levels(t string) []int8 { return nil }

// visual sets a row of a flow in visual order.
func (s *setter) visual(f *flow, r text.Row) {}
