package main

import (
	"errors"
	"fmt"
	"image/color"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/BurntSushi/toml"
	"github.com/spf13/cobra"

	"newspane/ui/theme"
)

// themesDir is where the reader's own themes are: files NAME.toml beside the settings.
func themesDir(config string) string { return filepath.Join(filepath.Dir(config), "themes") }

// ownTheme is a theme of the reader's own. Err is what is wrong with its file.
type ownTheme struct {
	palette theme.Palette
	err     error
	faint   []string // warnings, of colours that are hard to read
}

// readThemes reads the reader's own themes, by name; a directory that does not exist has none.
func readThemes(dir string) map[string]ownTheme {
	files, err := filepath.Glob(filepath.Join(dir, "*.toml"))
	if err != nil || len(files) == 0 {
		return nil
	}
	themes := map[string]ownTheme{}
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".toml")
		src, err := readOwn(f, maxSettings)
		if err != nil {
			themes[name] = ownTheme{err: fmt.Errorf("the theme cannot be read: %w", err)}
			continue
		}
		t := ownTheme{}
		if t.palette, t.err = parseTheme(f, string(src)); t.err == nil {
			for _, w := range t.palette.Faint() {
				line, _ := lineOf(string(src), w.Word)
				t.faint = append(t.faint, fmt.Sprintf("%s:%d: %s is hard to read on the ground: its contrast is %.1f; %.1f is the least",
					f, line, w.Word, w.Have, w.Want))
			}
		}
		themes[name] = t
	}
	return themes
}

// parseTheme reads a theme file: words and their colours, on top of those of a built-in theme. Its error names every
// line that is wrong.
func parseTheme(path, src string) (theme.Palette, error) {
	var values map[string]any
	meta, err := decodeTOML(src, &values)
	var perr toml.ParseError
	if errors.As(err, &perr) {
		return theme.Palette{}, fmt.Errorf("%s:%d: %s", path, perr.Position.Line, perr.Message)
	}
	if err != nil {
		return theme.Palette{}, fmt.Errorf("%s: %w", path, err)
	}
	var wrong []error
	fault := func(key, format string, a ...any) {
		line, _ := lineOf(src, key)
		wrong = append(wrong, fmt.Errorf("%s:%d: %s", path, line, fmt.Sprintf(format, a...)))
	}
	p, _ := theme.BuiltIn("dark")
	if base, set := values["base"]; set {
		name, _ := base.(string)
		var ok bool
		if p, ok = theme.BuiltIn(name); !ok {
			fault("base", `base cannot be %s; it is "dark", "light", "contrast" or "mono"`, written(base))
		}
	}
	seen := map[string]bool{"base": true}
	for _, key := range meta.Keys() {
		if seen[key[0]] {
			continue
		}
		seen[key[0]] = true
		to := p.Colour(key[0])
		if to == nil {
			fault(key[0], "a theme has no %q; it has base, %s", key[0], strings.Join(theme.Words(), ", "))
			continue
		}
		c, ok := colourOf(values[key[0]])
		if !ok {
			fault(key[0], `%s cannot be %s; it is a colour such as "#7db7ff", a number from 0 to 255, or "" for the terminal's own`,
				key[0], written(values[key[0]]))
		}
		*to = c
	}
	return p, errors.Join(wrong...)
}

// colourOf returns the colour that a value of a theme file means; nil is the terminal's own.
func colourOf(v any) (c color.Color, ok bool) {
	switch v := v.(type) {
	case int64:
		return lipgloss.Color(strconv.FormatInt(v, 10)), v >= 0 && v <= 255
	case string:
		if v == "" {
			return nil, true
		}
		hex, ok := strings.CutPrefix(v, "#")
		_, err := strconv.ParseUint(hex, 16, 32)
		return lipgloss.Color(v), ok && err == nil && (len(hex) == 3 || len(hex) == 6)
	}
	return nil, false
}

// palettes are those of the reader's own themes that are well.
func palettes(own map[string]ownTheme) map[string]theme.Palette {
	all := map[string]theme.Palette{}
	for name, t := range own {
		if t.err == nil {
			all[name] = t.palette
		}
	}
	return all
}

// themeFault says what is wrong with the chosen theme, nil when nothing is.
func themeFault(name string, own map[string]ownTheme) error {
	if t, ok := own[name]; ok {
		return t.err
	}
	if slices.Contains(theme.Names(), name) {
		return nil
	}
	return errNoTheme
}

var errNoTheme = errors.New("there is no such theme")

// newConfigTheme prints a theme file to begin with.
func newConfigTheme() *cobra.Command {
	return &cobra.Command{
		Use: "theme [NAME]", Short: "Print a theme to begin one of your own with", Args: cobra.MaximumNArgs(1),
		Example: "newspane config theme light > ~/.config/newspane/themes/paper.toml   # then: theme = \"paper\"",
		RunE: func(cmd *cobra.Command, args []string) error {
			name := append(args, "dark")[0]
			p, ok := theme.BuiltIn(name)
			if !ok {
				return usage(fmt.Errorf("%q has no colours of its own to begin with; dark, light and contrast have", name))
			}
			return status(writeTheme(cmd.OutOrStdout(), name, p))
		},
	}
}

// writeTheme writes a palette as a theme file.
func writeTheme(w io.Writer, base string, p theme.Palette) error {
	_, err := fmt.Fprintf(w, "# A theme: what is left out is as in its base. A colour is \"#rrggbb\", a number from 0 to 255, or \"\" for the terminal's own.\n"+
		"base = %q\n", base)
	for _, word := range theme.Words() {
		value := ""
		if c := *p.Colour(word); c != nil {
			r, g, b, _ := c.RGBA()
			value = fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
		}
		if err == nil {
			_, err = fmt.Fprintf(w, "%s = %q\n", word, value)
		}
	}
	return err
}

// checkThemes returns what is wrong with the reader's own themes, and what of them is hard to read.
func checkThemes(own map[string]ownTheme) (faint []string, wrong error) {
	var all []error
	for _, name := range slices.Sorted(maps.Keys(own)) {
		all = append(all, own[name].err)
		faint = append(faint, own[name].faint...)
	}
	return faint, errors.Join(all...)
}
