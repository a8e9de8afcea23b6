package uitest

import (
	"fmt"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
)

// Styles draws how the cells of a styled screen are painted: a letter for each style, a dot for none, and what the letters
// mean below. Blanks at the end of a line that are not painted are left out.
func Styles(styled string, w, h int) string {
	term := shown(styled, w, h)
	defer term.Close()
	letters := map[string]byte{}
	var b, legend strings.Builder
	for y := range h {
		line := make([]byte, 0, w)
		for x := range w {
			name := ""
			c := term.CellAt(x, y)
			if c != nil {
				name = styleName(c.Style, strings.TrimSpace(c.Content) == "")
			}
			if name == "" {
				line = append(line, '.')
				continue
			}
			l, ok := letters[name]
			if !ok {
				l = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[len(letters)%52]
				letters[name] = l
				fmt.Fprintf(&legend, "%c %s\n", l, name)
			}
			line = append(line, l)
		}
		b.WriteString(strings.TrimRight(string(line), ".") + "\n")
	}
	return b.String() + "\n" + legend.String()
}

// styleName describes a style; of a blank cell only what shows.
func styleName(s uv.Style, blank bool) string {
	var parts []string
	if s.Fg != nil && !blank {
		parts = append(parts, hex(s.Fg))
	}
	if s.Bg != nil {
		parts = append(parts, "on "+hex(s.Bg))
	}
	for _, a := range []struct {
		on   bool
		name string
	}{
		{s.Attrs&uv.AttrBold != 0 && !blank, "bold"}, {s.Attrs&uv.AttrItalic != 0 && !blank, "italic"}, {s.Underline != 0, "underlined"},
		{s.Attrs&uv.AttrReverse != 0, "reversed"}, {s.Attrs&uv.AttrStrikethrough != 0, "struck"},
	} {
		if a.on {
			parts = append(parts, a.name)
		}
	}
	return strings.Join(parts, " ")
}
