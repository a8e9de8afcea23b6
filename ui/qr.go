package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"rsc.io/qr"

	"newspane/ui/text"
	"newspane/ui/theme"
)

// qrView shows an address as a QR code, for a telephone to read.
type qrView struct {
	url  string
	code *qr.Code
}

func showQR(m *Model, _ int) tea.Cmd {
	url := m.targets(1)[0].Link
	if url == "" {
		m.say("This article has no address of its own.", news)
		return nil
	}
	code, err := qr.Encode(url, qr.L)
	if err != nil {
		m.say("The address is too long for a QR code.", news)
		return nil
	}
	m.open(&qrView{url, code})
	return nil
}

func (v *qrView) press(*Model, tea.KeyPressMsg) (tea.Cmd, bool) { return nil, true }

func (v *qrView) paste(*Model, string) tea.Cmd { return nil }

// quiet is the width of the white frame, in modules. ISO/IEC 18004 asks for four; readers today do with two.
const quiet = 2

// draw puts two modules, one above the other, into each cell, black on white whatever the theme: readers need the
// light ground.
func (v *qrView) draw(m *Model, screen []string) *tea.Cursor {
	side := v.code.Size + 2*quiet
	rows := (side + 1) / 2
	for y := range screen {
		screen[y] = blank(m.w)
	}
	foot := text.Cut(v.url, m.w-2)
	if side > m.w || rows+1 > len(screen) {
		foot = "The screen is too small for this QR code."
	} else {
		left, top := (m.w-side)/2, (len(screen)-1-rows)/2
		for y := range rows {
			var b strings.Builder
			for x := range side {
				b.WriteString(halves[v.black(x, 2*y)][v.black(x, 2*y+1)])
			}
			screen[top+y] = blank(left) + "\x1b[30;107m" + b.String() + "\x1b[m" + blank(m.w-left-side)
		}
	}
	screen[len(screen)-1] = m.look.row(m.w, 0).put(" "+foot, theme.Muted, 0).String()
	return nil
}

// black reports whether a module, counted from the frame's corner, is dark: 1, else 0.
func (v *qrView) black(x, y int) int {
	if v.code.Black(x-quiet, y-quiet) {
		return 1
	}
	return 0
}

// halves are the cells of two modules by the upper and the lower one.
var halves = [2][2]string{{" ", "▄"}, {"▀", "█"}}
