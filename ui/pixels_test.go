package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"newspane/ui/picture"
	"newspane/ui/uitest"
)

// pixelled is a terminal of half blocks that draws pixels at full size, and an open article with pictures.
func pixelled(t *testing.T, full picture.Mode, replies ...tea.Msg) *uitest.Driver {
	t.Helper()
	d := start(t, illustrated(t), 80, 24, func(o *Options) {
		o.Images = picture.Choice{Mode: picture.Blocks, Full: full}
		o.After = func(_ time.Duration, msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }
	})
	d.Send(replies...)
	d.Press("enter")
	d.Raw = nil
	return d
}

func TestFullSizeIsOfPixelsWhereTheTerminalDrawsThem(t *testing.T) {
	cell, sixels := uv.CellSizeEvent{Width: 10, Height: 20}, uv.PrimaryDeviceAttributesEvent{62, 4}
	taken := uv.KittyGraphicsEvent{Payload: []byte("OK")}
	taken.Options.ID = 31
	for _, c := range []struct {
		name    string
		full    picture.Mode
		replies []tea.Msg
		want    string
	}{
		{"sixel", picture.Sixel, []tea.Msg{cell, sixels}, "\x1bP0;1q"},
		{"sixel in cells of an unknown size", picture.Sixel, []tea.Msg{sixels}, ""},
		{"no sixel", picture.Sixel, []tea.Msg{cell, uv.PrimaryDeviceAttributesEvent{62, 22}}, ""},
		{"not wanted", picture.Off, []tea.Msg{cell, sixels}, ""},
		{"an old kitty", picture.Sixel, []tea.Msg{tea.TerminalVersionMsg{Name: "kitty(0.26.5)"}, taken, uv.PrimaryDeviceAttributesEvent{62}}, "a=T,C=1"},
		{"iTerm2", picture.ITerm, nil, "\x1b]1337;File="},
	} {
		d := pixelled(t, c.full, c.replies...)
		d.Press("i")
		sent := strings.Join(d.Raw, "")
		if c.want == "" {
			if sent != "" || !strings.Contains(d.Screen(), "▀") {
				t.Errorf("%s: sent %d bytes, screen\n%s", c.name, len(sent), d.Screen())
			}
			continue
		}
		if !strings.Contains(sent, c.want) || strings.Contains(d.Screen(), "▀") {
			t.Errorf("%s: sent %.60q, screen\n%s", c.name, sent, d.Screen())
		}
		d.Press("i") // the next one
		if len(d.Raw) != 2 || model(d).pictures.over.url == "" {
			t.Errorf("%s: %d pictures were sent", c.name, len(d.Raw))
		}
		d.Press("esc")
		if model(d).pictures.over != (pictureKey{}) || len(d.Raw) != 2 || !strings.Contains(d.Screen(), "▀") {
			t.Errorf("%s: after the view %d pictures were sent, screen\n%s", c.name, len(d.Raw), d.Screen())
		}
	}
}
