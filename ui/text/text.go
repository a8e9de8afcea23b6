// Package text is the only place that knows cell widths. It works on clean text (no escape sequences): clean first,
// fit, then style. It does not decide colours or layout.
package text

// Width returns the cells that s takes.
func Width(s string) int { return len(s) }

// Fit returns s cut or padded to exactly w terminal cells. A grapheme that would straddle the edge is replaced by
// spaces, so columns to the right never shift.
func Fit(s string, w int) string { return s }

// Cut returns s cut to at most w cells, with "…" at its end when something was cut.
func Cut(s string, w int) string { return s }

// Wrap breaks s into lines of at most w cells by UAX #14 (kinsoku, Korean keep-all, soft hyphens, no-break rules of
// newspane: "4 min", "[1]").
func Wrap(s string, w int) []string { return []string{s} }

// Simplify returns s with the graphemes on which terminals disagree made plain: ZWJ sequences become their first
// emoji, variation selectors and skin tones go. Use it until the terminal confirms mode 2027.
func Simplify(s string) string { return s }

// Balance is [Wrap] into the same number of lines, but of lengths as even as can be, for titles.
func Balance(s string, w int) []string { return []string{s} }
