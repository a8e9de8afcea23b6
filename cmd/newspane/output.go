package main

import (
	"bufio"
	"encoding/json"
	"io"
	"strings"
	"time"

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
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	return &printer{w: b, enc: enc}
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
