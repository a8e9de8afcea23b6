package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"newspane/feed"
)

// printer prints results: rows of fields parted by tabs, or JSON lines. The first error is kept for flush.
type printer struct {
	w   *bufio.Writer
	enc *json.Encoder
	err error
}

func newPrinter(w io.Writer) *printer {
	b := bufio.NewWriter(w)
	return &printer{w: b, enc: newJSON(b)}
}

// newJSON writes lines of JSON that a terminal can be given.
func newJSON(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(harmlessJSON{w})
	enc.SetEscapeHTML(false)
	return enc
}

// harmlessJSON writes JSON, whose encoder hands on whole values: characters in it that a terminal obeys, or that reorder
// or hide text, are written as escapes (RFC 8259, section 7), which mean the same.
type harmlessJSON struct{ w io.Writer }

// Write writes whole values.
func (j harmlessJSON) Write(p []byte) (int, error) {
	if !bytes.ContainsFunc(p, obeyed) {
		return j.w.Write(p)
	}
	out := make([]byte, 0, len(p)+64)
	for _, c := range string(p) {
		switch {
		case !obeyed(c):
			out = utf8.AppendRune(out, c)
		case c > 0xffff:
			hi, lo := utf16.EncodeRune(c)
			out = fmt.Appendf(out, `\u%04x\u%04x`, hi, lo)
		default:
			out = fmt.Appendf(out, `\u%04x`, c)
		}
	}
	if _, err := j.w.Write(out); err != nil {
		return 0, err
	}
	return len(p), nil
}

// obeyed reports whether a terminal may obey a character of JSON, or show others in another order, or not show it.
func obeyed(c rune) bool {
	return c >= 0x7f && c <= 0x9f || c >= 0x2028 && c <= 0x202e || c >= 0x2066 && c <= 0x2069 || c >= 0xfff9 && c <= 0xfffb || c >= 0xe0000 && c <= 0xe007f
}

// json prints v as a line of JSON at once, so that a reader at the other end of a pipe can follow.
func (p *printer) json(v any) {
	if p.err == nil {
		p.err = p.enc.Encode(v)
	}
	if p.err == nil {
		p.err = p.w.Flush()
	}
}

// row prints fields parted by tabs, cleaned of whatever a terminal would obey.
func (p *printer) row(fields ...string) {
	for i, f := range fields {
		fields[i] = feed.Clean(f).String()
	}
	if p.err == nil {
		_, p.err = p.w.WriteString(strings.TrimRight(strings.Join(fields, "\t"), "\t") + "\n")
	}
}

// text prints running text.
func (p *printer) text(s string) {
	if p.err == nil {
		_, p.err = p.w.WriteString(feed.CleanBlock(s).String())
	}
}

func (p *printer) flush() error {
	if p.err != nil {
		return p.err
	}
	return p.w.Flush()
}

// moment is a time in JSON: null when unknown, UTC else.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// local is a time in JSON as it was told, with its offset.
func local(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
