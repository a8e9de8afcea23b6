package typeset

import (
	"testing"

	"newspane/feed"
)

func paragraphs(texts ...string) []feed.Block {
	var blocks []feed.Block
	for _, t := range texts {
		blocks = append(blocks, feed.Block{Kind: feed.Paragraph, Text: []feed.Span{{Text: feed.CleanBlock(t)}}})
	}
	return blocks
}

func plainOf(blocks []feed.Block) string {
	s := ""
	feed.Walk(blocks, func(_ *feed.Block, spans []feed.Span) {
		for _, p := range spans {
			s += p.Text.String()
		}
	})
	return s
}

func TestAPassageIsFoundAgainInATextThatWasReadAnew(t *testing.T) {
	long := "The first sentence of a passage that goes on for quite a while, says one thing, then another, and closes with these last words of it."
	for name, c := range map[string]struct {
		blocks        []feed.Block
		quote, before string
		block         int
		want          string // "" when it is not there
	}{
		"as it was":         {paragraphs("One. Two. Three."), "Two.", "One. ", 0, "Two."},
		"other blocks":      {paragraphs("New.", "Ad.", "One. Two."), "Two.", "One. ", 0, "Two."},
		"by what is before": {paragraphs("Yes. He left.", "No. He left."), "He left.", "No. ", 0, "He left."},
		"typography":        {paragraphs("He said “no”—  twice."), `said "no"— twice`, "", 0, "said “no”—  twice"},
		"two blocks":        {paragraphs("A one.", "B two.", "C three."), "A one.\n\nB two.", "", 0, "A one.B two."},
		"edited inside":     {paragraphs("The first sentence of a passage that goes on for a while, says something else altogether, and closes with these last words of it. More."), long, "", 0, "The first sentence of a passage that goes on for a while, says something else altogether, and closes with these last words of it."},
		"gone":              {paragraphs("Nothing of it."), "He left.", "", 0, ""},
		"empty":             {paragraphs("Nothing of it."), " \n", "", 0, ""},
	} {
		from, to, ok := Set(c.blocks, Options{Width: 30}).Locate(c.quote, c.before, c.block)
		got := ""
		if ok {
			got = plainOf(c.blocks)[from:to]
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	twice := paragraphs("He left.", "Then.", "He left.")
	if from, _, _ := Set(twice, Options{Width: 30}).Locate("He left.", "", 2); from != len("He left.Then.") {
		t.Errorf("of two alike the one at byte %d is taken", from)
	}
}

func TestASpanIsTheCellsThatShowIt(t *testing.T) {
	d := Set(paragraphs("One two three four five."), Options{Width: 10})
	ms := d.Span(4, 18) // "two three four"
	if len(ms) != 2 || ms[0] != (Match{0, 4, 7}) || ms[1] != (Match{1, 0, 10}) {
		t.Errorf("%v in %q", ms, Plain(d, false))
	}
}
