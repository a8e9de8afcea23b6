package ui

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"newspane/ui/text"
	"newspane/ui/uitest"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// start opens the screen over a shelf.
func start(t testing.TB, s *shelf, w, h int, change ...func(*Options)) *uitest.Driver {
	t.Helper()
	o := Options{Theme: "mono", Now: func() time.Time { return noon }, After: func(time.Duration, tea.Msg) tea.Cmd { return nil }}
	for _, c := range change {
		c(&o)
	}
	m, err := New(context.Background(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return uitest.New(m, w, h)
}

// golden compares a screen with the one that is kept.
func golden(t *testing.T, name, screen string) {
	t.Helper()
	var b strings.Builder
	for _, l := range strings.Split(screen, "\n") {
		b.WriteString(strings.TrimRight(l, " "))
		b.WriteByte('\n')
	}
	path := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("%s differs (go test ./ui -update writes it anew):\n%s", name, b.String())
	}
}

func TestScreensAreTheGoldenOnes(t *testing.T) {
	for _, size := range [][2]int{{20, 5}, {60, 20}, {80, 24}, {80, 50}, {120, 25}, {120, 40}, {200, 60}, {240, 70}} {
		at := fmt.Sprintf("%dx%d", size[0], size[1])
		for name, keys := range map[string]string{"headlines": "", "article": "enter", "links": "enter g l", "feeds": "h", "help": "?", "zen": "enter z"} {
			d := start(t, morning(), size[0], size[1])
			d.Press(keys)
			golden(t, name+"-"+at, d.Screen())
		}
		d := start(t, morning(), size[0], size[1])
		linger(d, "enter g")
		golden(t, "popup-"+at, d.Screen())
	}
}

// linger presses keys and waits long enough for what shows itself then.
func linger(d *uitest.Driver, keys string) {
	d.Press(keys)
	d.Send(prefixLingered{gen: model(d).typed.gen})
}

func TestEveryLineFillsTheScreenExactly(t *testing.T) {
	for h := 1; h <= 62; h += 3 {
		for w := 1; w <= 260; w += 7 {
			d := start(t, morning(), w, h)
			for _, keys := range []string{"", "enter", "space", "g l", "?", "esc", "q", "h", "h", "V", "/", "esc", "z"} {
				d.Press(keys)
				lines := strings.Split(d.Screen(), "\n")
				if len(lines) != h {
					t.Fatalf("%d×%d after %q: %d lines", w, h, keys, len(lines))
				}
				for y, l := range lines {
					if got := text.Width(l); got != w {
						t.Fatalf("%d×%d after %q: line %d is %d cells wide: %q", w, h, keys, y, got, l)
					}
				}
			}
		}
	}
}

func TestColoursAreTheGoldenOnes(t *testing.T) {
	for _, size := range [][2]int{{60, 20}, {80, 24}, {120, 40}, {200, 60}, {240, 70}} {
		for _, theme := range []string{"dark", "light", "mono"} {
			for name, keys := range map[string]string{"headlines": "", "article": "enter", "popup": "enter g"} {
				d := start(t, morning(), size[0], size[1], func(o *Options) { o.Theme = theme })
				linger(d, keys)
				golden(t, fmt.Sprintf("%s-%dx%d-%s", name, size[0], size[1], theme), strings.TrimSuffix(uitest.Styles(d.Styled(), size[0], size[1]), "\n"))
			}
		}
	}
}
