package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newspane/ui/theme"
)

// withTheme is a folder of settings with a theme in it; it returns the settings' path.
func withTheme(t *testing.T, name, src string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.MkdirAll(themesDir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(themesDir(path), name+".toml"), []byte(src), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAThemeOfOnesOwnIsReadOverItsBase(t *testing.T) {
	path := withTheme(t, "sepia", "base = \"light\"\nground = \"#f4ecd8\"\naccent = \"#036\"\nwarn = 130\nstar = \"\"\n")
	c, err := parseConfig(path, `theme = "sepia"`)
	if err != nil {
		t.Fatal(err)
	}
	p := c.options().Themes["sepia"]
	base, _ := theme.BuiltIn("light")
	r, g, b, _ := (*p.Colour("accent")).RGBA()
	if c.Theme != "sepia" || r>>8 != 0 || g>>8 != 0x33 || b>>8 != 0x66 || *p.Colour("star") != nil || *p.Colour("warn") == nil || *p.Colour("text") != *base.Colour("text") {
		t.Errorf("theme %q: %+v", c.Theme, p)
	}
}

func TestWrongThemesNameTheLineAndWhatIsAllowed(t *testing.T) {
	for src, want := range map[string]string{
		"\nacent = \"#fff\"\n":        `sepia.toml:2: a theme has no "acent"; it has base, ground, selection, text`,
		"accent = \"blue\"\n":         `sepia.toml:1: accent cannot be "blue"; it is a colour such as "#7db7ff"`,
		"accent = \"#12\"\n":          `sepia.toml:1: accent cannot be "#12"`,
		"text = \"\"\naccent = 256\n": "sepia.toml:2: accent cannot be 256",
		"base = \"terminal\"\n":       `sepia.toml:1: base cannot be "terminal"`,
		"ground = \n":                 "sepia.toml:1: ",
		"[accent]\nfg = \"#fff\"\n":   "sepia.toml:1: accent cannot be a table",
	} {
		c, err := parseConfig(withTheme(t, "sepia", src), `theme = "sepia"`)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", src, err, want)
		}
		if len(c.options().Themes) > 0 {
			t.Errorf("%q: it can be chosen", src)
		}
		if _, err := parseConfig(withTheme(t, "sepia", src), ""); err != nil {
			t.Errorf("a theme that is not chosen stops the program: %v", err)
		}
	}
}

func TestColoursThatAreHardToReadAreTold(t *testing.T) {
	c, err := parseConfig(withTheme(t, "fog", "ground = \"#808080\"\ntext = \"#8a8a8a\"\n"), "")
	faint, wrong := checkThemes(c.Themes)
	if err != nil || wrong != nil || len(faint) == 0 || !strings.Contains(faint[0], "fog.toml:2: text is hard to read on the ground: its contrast is 1.1; 4.5 is the least") {
		t.Errorf("%v, %v, %q", err, wrong, faint)
	}
}

func TestAPrintedThemeIsTheOneItIsPrintedFrom(t *testing.T) {
	for _, name := range []string{"dark", "light", "contrast", "mono"} {
		want, _ := theme.BuiltIn(name)
		var src strings.Builder
		if err := writeTheme(&src, name, want); err != nil {
			t.Fatal(err)
		}
		if got, err := parseTheme("t.toml", src.String()); err != nil || got != want {
			t.Errorf("%s: %v\n%+v, want\n%+v", name, err, got, want)
		}
	}
}
