package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newspane/ui/theme"
	"newspane/ui/uitest"
)

// The README's pictures are drawn from the screen itself: `go test ./ui -run README -update`.
func TestREADMEPictureIsTheScreen(t *testing.T) {
	d := start(t, morning(), 120, 40, func(o *Options) { o.Theme = "dark" })
	d.Press("j k enter J K")
	p := theme.New("dark", false, nil, nil).Palette
	drawn(t, "newspane.svg", uitest.SVG(d.Styled(), 120, 40, p.Ground, p.Roles[theme.Text]))
}

// The README's tour: keys that are pressed (a word after ":" is typed) and what is told of them.
var tour = []struct{ keys, caption string }{
	{"", "newspane: the headlines of all your feeds, newest first"},
	{"enter", "enter – the whole article, set like a newspaper"},
	{"space", "space – reads on: a page, then the next unread article"},
	{"f", "f – a letter on every link"},
	{"esc g l", "g l – its links, the same story elsewhere, what came before"},
	{"enter", "enter – any link opens here, as an article of its own"},
	{"backspace b", "backspace – back where you were; b – bookmarked for ever, text and all"},
	{"q v j j m", "v j j m – three rows marked read at once"},
	{"u g", "u – undone; g … – keys that go on show themselves"},
	{"esc ? :bookm", "? – every key, searchable; enter runs it"},
	{"esc esc : :go", ": – every action by its name, with completion"},
}

func TestREADMETourIsTheScreen(t *testing.T) {
	d := start(t, morning(), 80, 24, func(o *Options) { o.Theme = "dark" })
	var frames []uitest.Frame
	for _, step := range tour {
		for _, k := range strings.Fields(step.keys) {
			if words, ok := strings.CutPrefix(k, ":"); ok && words != "" {
				d.Type(words)
			} else {
				d.Press(k)
			}
		}
		model(d).typed.popup = len(model(d).typed.strokes) > 0 // the moment before it shows is not waited for
		frames = append(frames, uitest.Frame{Styled: d.Styled(), Caption: step.caption})
	}
	p := theme.New("dark", false, nil, nil).Palette
	drawn(t, "tour.svg", uitest.Tour(frames, 80, 24, 4, p.Ground, p.Roles[theme.Text]))
}

// drawn compares a picture with the one that is kept.
func drawn(t *testing.T, name, svg string) {
	t.Helper()
	path := filepath.Join("..", ".github", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(svg), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(kept) != svg {
		t.Errorf("%s is not the screen; go test ./ui -run README -update draws it anew", name)
	}
}
