package ui

import (
	"strings"
	"testing"

	"newspane/feed"
)

func TestTheCommandLineRunsEveryActionByName(t *testing.T) {
	d := start(t, morning(), 80, 24)
	m := model(d)
	for _, a := range m.actions {
		switch a.name {
		case "quit", "leave", "suspend", "redraw", "command":
			continue
		}
		d := start(t, morning(), 80, 24)
		d.Press(":")
		d.Type(a.name)
		d.Press("enter")
		if strings.Contains(d.Screen(), "there is no command") {
			t.Errorf("%s is no command", a.name)
		}
	}
}

func TestTheCommandLineCompletesAndRemembers(t *testing.T) {
	d := start(t, morning(), 80, 24)
	d.Press(":")
	d.Type("bookm")
	wantShown(t, d, "bookmark on or off")
	d.Press("tab enter")
	wantShown(t, d, "bookmark")
	if p := model(d).top(); p != nil {
		t.Fatal("the command line stays open")
	}
	d.Press(": up enter")
	wantShown(t, d, "bookmark removed")
	d.Press(":")
	d.Type("go guard")
	d.Press("tab")
	wantShown(t, d, "go The Guardian")
	d.Press("enter")
	if n := model(d).feeds.node(); n.Title.String() != "The Guardian" {
		t.Errorf("went to %s", n.Title)
	}
}

func TestTheCommandLineSaysWhatIsWrongAndKeepsTheLine(t *testing.T) {
	d := start(t, morning(), 80, 24)
	for line, want := range map[string]string{
		"frobnicate": `there is no command "frobnicate"`, "theme pink": `there is no theme "pink"; there are terminal, dark`,
		"measure 7": "the width is a number from 40 to 100", "undo now": "undo takes nothing after it",
		"go nowhere": `nothing in the sidebar is called "nowhere"`,
	} {
		d.Press(":")
		d.Type(line)
		d.Press("enter")
		wantShown(t, d, want)
		d.Press("esc")
	}
}

func TestANumberGoesToTheRow(t *testing.T) {
	d := start(t, morning(), 80, 24)
	d.Press(":")
	d.Type("3")
	d.Press("enter")
	if at := model(d).list.list.Cursor; at != 2 {
		t.Errorf("the cursor is on row %d", at+1)
	}
}

func TestEscapeClosesAListToChooseFromButNotOverWhatIsTicked(t *testing.T) {
	d := start(t, morning(), 80, 24)
	d.Press("ctrl+p")
	d.Type("wider")
	d.Press("esc")
	if model(d).top() != nil {
		t.Error("the palette is still open")
	}
	s := morning()
	s.starters = []feed.Subscription{{URL: "https://a.example/rss", Title: feed.Clean("Alpha")}, {URL: "https://b.example/rss", Title: feed.Clean("Beta")}}
	d = start(t, s, 80, 24)
	d.Press("E s")
	d.Type("bet")
	wantShown(t, d, "tab tick")
	d.Press("tab esc")
	wantShown(t, d, "[ ] Alpha", "[x] Beta")
	d.Press("enter")
	if n := len(s.feeds); s.feeds[n-1].Title.String() != "Beta" {
		t.Errorf("the last feed is %s", s.feeds[n-1].Title.String())
	}
}
