package picture

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/png"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/kitty"
)

// maxSide is the most columns or rows of a kitty image: there are so many diacritics.
const maxSide = 297

// place is a kitty image under placeholders.
type place struct {
	id         uint8
	cols, rows int
}

// transmit returns the sequences that send a picture and make it a virtual placement of the place's cells; whatever had
// the id before is deleted first. The terminal answers nothing (q=2).
func (p place) transmit(img image.Image, tmux bool) (string, error) { return p.send(img, tmux, "U=1") }

// over returns the sequences that send a picture and place it at the cursor, which stays; it is for terminals that know
// no placeholders.
func (p place) over(img image.Image, tmux bool) (string, error) { return p.send(img, tmux, "C=1") }

func (p place) send(img image.Image, tmux bool, how string) (string, error) {
	var data bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&data, img); err != nil {
		return "", fmt.Errorf("kitty: %w", err)
	}
	payload := make([]byte, base64.StdEncoding.EncodedLen(data.Len()))
	base64.StdEncoding.Encode(payload, data.Bytes())
	var out strings.Builder
	out.WriteString(Delete(p.id, tmux))
	options := []string{
		"a=T", how, "q=2", "f=100", "i=" + strconv.Itoa(int(p.id)), "c=" + strconv.Itoa(p.cols), "r=" + strconv.Itoa(p.rows),
	}
	for first := true; first || len(payload) > 0; first = false {
		chunk := payload[:min(len(payload), kitty.MaxChunkSize)]
		payload = payload[len(chunk):]
		if !first {
			options = []string{"q=2"}
		}
		more := "m=0"
		if len(payload) > 0 {
			more = "m=1"
		}
		out.WriteString(through(ansi.KittyGraphics(chunk, append(options, more)...), tmux))
	}
	return out.String(), nil
}

// lines are the placeholders: each cell has both diacritics, so that it needs no neighbour when others are covered.
func (p place) lines() []string {
	lines := make([]string, p.rows)
	var b strings.Builder
	for row := range lines {
		b.Reset()
		b.WriteString("\x1b[38;5;" + strconv.Itoa(int(p.id)) + "m")
		for col := range p.cols {
			b.WriteRune(kitty.Placeholder)
			b.WriteRune(kitty.Diacritic(row))
			b.WriteRune(kitty.Diacritic(col))
		}
		b.WriteString("\x1b[m")
		lines[row] = b.String()
	}
	return lines
}

// Delete returns the sequence that makes a kitty terminal forget an image, placements and data.
func Delete(id uint8, tmux bool) string {
	return through(ansi.KittyGraphics(nil, "a=d", "d=I", "q=2", "i="+strconv.Itoa(int(id))), tmux)
}

// through wraps a sequence so that tmux hands it to its own terminal.
func through(seq string, tmux bool) string {
	if tmux {
		return ansi.TmuxPassthrough(seq)
	}
	return seq
}
