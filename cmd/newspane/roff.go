package main

import (
	"fmt"
	"strings"
)

// roff writes a manual page in the man macros. (muesli/roff takes the text for a format, so every %
// of ours would be garbled.)
type roff struct {
	b      strings.Builder
	headed bool // a heading was the last thing written, which parts by itself
}

// newRoff begins a page; its date is that of the revision it was built from, so that two builds are the same.
func newRoff(name string, section int, about string) *roff {
	r := &roff{}
	v, _ := version()
	fmt.Fprintf(&r.b, ".TH %s %d %q %q %q\n.nh\n", strings.ToUpper(name), section, revised(), "newspane "+v, "newspane")
	r.section("name")
	fmt.Fprintf(&r.b, "%s \\- %s\n", roffText(name), roffText(about))
	return r
}

func (r *roff) section(title string) {
	fmt.Fprintf(&r.b, ".SH %s\n", roffText(strings.ToUpper(title)))
	r.headed = true
}

func (r *roff) subsection(title string) {
	fmt.Fprintf(&r.b, ".SS %s\n", roffText(title))
	r.headed = true
}

// paragraph parts what follows from what went before.
func (r *roff) paragraph() {
	if !r.headed {
		r.b.WriteString(".PP\n")
	}
	r.headed = false
}

// text writes paragraphs, which empty lines part.
func (r *roff) text(s string) {
	for p := range strings.SplitSeq(strings.TrimSpace(s), "\n\n") {
		r.paragraph()
		for line := range strings.SplitSeq(p, "\n") {
			r.line(line)
		}
	}
}

// item writes a term in bold, and below it what it is.
func (r *roff) item(term, about string) {
	r.headed = false
	fmt.Fprintf(&r.b, ".TP\n\\fB%s\\fR\n", roffText(term))
	r.line(about)
}

// more writes another paragraph of an item.
func (r *roff) more(about string) {
	r.b.WriteString(".IP\n")
	r.line(about)
}

// example writes lines as they are.
func (r *roff) example(s string) {
	r.paragraph()
	r.b.WriteString(".RS 4\n.nf\n")
	for line := range strings.SplitSeq(strings.Trim(s, "\n"), "\n") {
		r.b.WriteString(roffText(line) + "\n")
	}
	r.b.WriteString(".fi\n.RE\n")
}

// line writes a line of running text; an empty one would be a defect of the page.
func (r *roff) line(s string) {
	if s = strings.TrimSpace(s); s != "" {
		r.b.WriteString(roffText(s) + "\n")
	}
}

// roffText is a text that roff sets as it stands: its escapes and quotes are plain signs, no line is a request, and signs
// beyond ASCII are named by their numbers, which every roff can read.
func roffText(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`, "'", `\(aq`, "`", `\(ga`, "^", `\(ha`, "~", `\(ti`).Replace(s)
	var b strings.Builder
	if strings.HasPrefix(s, ".") {
		b.WriteString(`\&`)
	}
	for _, c := range s {
		if c > '~' {
			fmt.Fprintf(&b, `\[u%04X]`, c)
		} else {
			b.WriteRune(c)
		}
	}
	return b.String()
}
