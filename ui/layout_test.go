package ui

import "testing"

func TestFramesTileTheScreenAtEverySize(t *testing.T) {
	views := []View{{}, {Layout: layouts[1]}, {Layout: layouts[2], Top: 90}, {Layout: layouts[3], Sidebar: 1, List: 300, Related: 200}, {Sidebar: 200, Top: 1, List: 1}, {Twin: true}}
	for h := 0; h <= 100; h++ {
		for w := 0; w <= 300; w++ {
			for focus := paneFeeds; focus < panes; focus++ {
				check(t, w, h, focus, true, View{})
				for _, v := range views {
					check(t, w, h, focus, false, v)
				}
				if t.Failed() {
					return
				}
			}
		}
	}
}

func check(t *testing.T, w, h int, focus paneID, zen bool, v View) {
	t.Helper()
	g := layout(w, h, focus, zen, v)
	rows := h
	if g.Hints {
		rows--
	}
	x := 0
	for i, col := range g.Columns {
		if i > 0 {
			x++ // the rule between
		}
		y := 0
		for _, f := range col {
			if f.X != x || f.Y != y || f.W != col[0].W {
				t.Errorf("%d×%d focus %d: frame %+v, want x %d y %d", w, h, focus, f, x, y)
			}
			b := f.body()
			if b.W < 0 || b.H < 0 || b.Y < f.Y || b.Y+b.H > f.Y+f.H && b.H > 0 {
				t.Errorf("%d×%d focus %d: body %+v of %+v", w, h, focus, b, f)
			}
			y += f.H
		}
		if y != rows {
			t.Errorf("%d×%d focus %d: column %d is %d rows high, want %d", w, h, focus, i, y, rows)
		}
		x += col[0].W
	}
	if x != w {
		t.Errorf("%d×%d focus %d: columns are %d wide", w, h, focus, x)
	}
	if !zen && !g.shows(focus) {
		t.Errorf("%d×%d: the focused pane %d is not on the screen", w, h, focus)
	}
}

func TestArrangementsChangeWhereTheDesignSaysSo(t *testing.T) {
	for _, c := range []struct {
		w, h int
		want arrangement
	}{
		{80, 24, onePane}, {99, 40, onePane}, {60, 20, onePane}, {20, 5, onePane}, {80, 50, portrait},
		{100, 30, stacked}, {120, 40, stacked}, {159, 60, stacked}, {120, 25, beside},
		{160, 24, columns}, {200, 60, columns}, {300, 100, columns}, {200, 20, beside},
	} {
		if got := layout(c.w, c.h, paneList, false, View{}).Kind; got != c.want {
			t.Errorf("%d×%d is %d, want %d", c.w, c.h, got, c.want)
		}
	}
}
