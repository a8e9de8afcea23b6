package ui

import (
	"os"
	"path/filepath"
	"testing"

	"newspane/ui/theme"
	"newspane/ui/uitest"
)

// The README's picture is drawn from the screen itself: `go test ./ui -run README -update`.
func TestREADMEPictureIsTheScreen(t *testing.T) {
	d := start(t, morning(), 120, 40, func(o *Options) { o.Theme = "dark" })
	d.Press("j k enter J K")
	p := theme.New("dark", false, nil, nil).Palette
	svg := uitest.SVG(d.Styled(), 120, 40, p.Ground, p.Roles[theme.Text])
	path := filepath.Join("..", ".github", "newspane.svg")
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
		t.Error("the README's picture is not the screen; go test ./ui -run README -update draws it anew")
	}
}
