package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"newspane/feed"
)

// Until the terminal says that it counts by clusters, text is set for one that gives every character its cells, as the
// renderer does: what ran over would be cut off.
func TestTextIsSetByTheCellsOfTheTerminal(t *testing.T) {
	const hindi = "प्रधानमंत्री ने कहा कि सरकार बाढ़ प्रभावित क्षेत्रों में राहत कार्य तेज़ करेगी और क्षतिग्रस्त घरों के पुनर्निर्माण के लिए कोष बनाया जाएगा। विपक्ष ने इसे अपर्याप्त बताया।"
	s := morning()
	s.articles[0].Body = []feed.Block{para(hindi)}
	d := start(t, s, 80, 24)
	d.Press("enter")
	m := model(d)
	widest := func(by ansi.Method) int {
		most := 0
		for i := range m.article.doc.Lines {
			line := ""
			for _, g := range m.article.doc.Lines[i].Segments {
				line += g.Text
			}
			most = max(most, by.StringWidth(line))
		}
		return most
	}
	lines := len(m.article.doc.Lines)
	if got := widest(ansi.WcWidth); got > 68 || got < 50 {
		t.Errorf("by characters the widest line takes %d cells", got)
	}
	d.Send(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset})
	if got := widest(ansi.GraphemeWidth); got > 68 || got < 50 || len(m.article.doc.Lines) >= lines {
		t.Errorf("by clusters the widest of %d lines, %d before, takes %d cells", len(m.article.doc.Lines), lines, got)
	}
	d = start(t, s, 80, 24)
	d.Press("enter")
	if got := len(model(d).article.doc.Lines); got != lines {
		t.Errorf("another screen has %d lines, not %d", got, lines)
	}
	if !strings.Contains(d.Screen(), "अपर्याप्त") {
		t.Errorf("the end is not to be seen:\n%s", d.Screen())
	}
}
