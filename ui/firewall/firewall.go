// Package firewall stands between the renderer and the terminal: it passes text and the sequences that newspane has a
// reason to send, and drops and counts every other. Foreign text is cleaned long before (package feed's Clean); what is
// dropped here is a defect somewhere else, so the count must stay 0. The renderer itself is no sanitiser.
//
// It is not for cleaning content, and it knows no widths. It imports nothing of ours; only package ui uses it. A new
// kind of sequence is added to the lists in allow.go.
package firewall

import (
	"bytes"
	"io"
	"sync"
	"unicode/utf8"
)

// Writer is a filter in front of a terminal. Sequences and characters may be split across writes in any way; the end
// of one is waited for, so each reaches the terminal in one piece. It is safe for many goroutines.
type Writer struct {
	to io.Writer

	mu      sync.Mutex
	scan    scanner
	held    []byte // the beginning of what is not whole yet
	out     []byte // what passes of a write of which not all does
	dropped int
	first   string
}

// New returns a filter in front of to.
func New(to io.Writer) *Writer { return &Writer{to: to} }

// Dropped returns how many sequences and characters were dropped, and the kind of the first ("OSC 1337", "control"),
// which tells nothing of its content.
func (w *Writer) Dropped() (n int, first string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.dropped, w.first
}

// Write passes what may pass. It returns len(b) unless the terminal fails.
func (w *Writer) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.out = w.out[:0]
	rest := w.finish(b)
	all := w.pass(rest)
	if len(rest) < len(b) || len(w.held) > 0 || len(w.out) > 0 || len(all) < len(rest) {
		w.out = append(w.out, all...)
		all = w.out
	}
	if len(all) == 0 {
		return len(b), nil
	}
	if n, err := w.to.Write(all); err != nil {
		return min(n, len(b)), err
	}
	return len(b), nil
}

// finish ends what an earlier write began, and returns what follows it in b.
func (w *Writer) finish(b []byte) []byte {
	for len(b) > 0 {
		switch {
		case w.scan.state == skip:
			b = w.skip(b)
		case len(w.held) == 0:
			return b
		case w.scan.state == ground:
			b = w.finishRune(b)
		default:
			b = w.finishSequence(b)
		}
	}
	return b
}

// skip passes over the rest of a text that was too long.
func (w *Writer) skip(b []byte) []byte {
	end := len(b)
	if i := bytes.IndexAny(b, "\x1b\x07"); i >= 0 {
		w.scan.state = ground
		end = i
		if b[i] == 0x07 {
			end++
		}
	}
	return b[end:]
}

func (w *Writer) finishRune(b []byte) []byte {
	for len(b) > 0 && !utf8.FullRune(w.held) {
		w.held = append(w.held, b[0])
		b = b[1:]
	}
	if !utf8.FullRune(w.held) {
		return b
	}
	r, size := utf8.DecodeRune(w.held)
	if size < len(w.held) { // a bad one: what follows its first byte is looked at again
		again := append(bytes.Clone(w.held[size:]), b...)
		w.held = w.held[:size]
		w.take(false, "text")
		return again
	}
	w.take(printable(r, size), "text")
	return b
}

func (w *Writer) finishSequence(b []byte) []byte {
	switch v := w.scan.step(b[0], len(w.held)); v {
	case more:
		n := 1
		if w.scan.state == text {
			n = min(1+w.scan.dull(b[1:]), max(1, maxSequence-len(w.held)))
		}
		w.held = append(w.held, b[:n]...)
		return b[n:]
	case whole:
		w.held = append(w.held, b[0])
		ok, kind := allowed(w.held)
		w.take(ok, kind)
		return b[1:]
	case restarted:
		w.take(false, kindOf(w.held))
		w.held = append(w.held, 0x1b)
		return b
	}
	w.take(false, kindOf(w.held))
	return b
}

// take lets what was held pass, or drops it.
func (w *Writer) take(ok bool, kind string) {
	if ok {
		w.out = append(w.out, w.held...)
	} else {
		w.drop(kind)
	}
	w.held = w.held[:0]
}

func (w *Writer) drop(kind string) {
	if w.dropped++; w.dropped == 1 {
		w.first = kind
	}
}

// pass looks at b and returns the end of it that may follow w.out as it is. What has to be cut out makes it bring what
// comes before into w.out; what is not whole yet is held.
func (w *Writer) pass(b []byte) []byte {
	start := 0
	cut := func(from, to int, kind string) {
		w.out = append(w.out, b[start:from]...)
		start = to
		w.drop(kind)
	}
	for i := 0; i < len(b); {
		switch c := b[i]; {
		case plain[c]:
			i++
		case c == 0x1b:
			if end := common(b[i:]); end > 0 {
				i += end
				continue
			}
			end, v := w.scan.run(b, i)
			switch v {
			case more:
				w.held = append(w.held, b[i:]...)
				return b[start:i]
			case broken, tooLong:
				cut(i, end, kindOf(b[i:end]))
			case whole:
				if ok, kind := allowed(b[i:end]); !ok {
					cut(i, end, kind)
				}
			}
			if i = end; v == tooLong {
				i = len(b) - len(w.skip(b[i:]))
				start = i
			}
		case c < utf8.RuneSelf:
			cut(i, i+1, "control")
			i++
		case !utf8.FullRune(b[i:]):
			w.held = append(w.held, b[i:]...)
			return b[start:i]
		default:
			r, size := utf8.DecodeRune(b[i:])
			if !printable(r, size) {
				cut(i, i+size, "text")
			}
			i += size
		}
	}
	return b[start:]
}
