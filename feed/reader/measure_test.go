package reader

import (
	"strings"
	"testing"

	"newspane/feed"
)

func prose(words int) string { return strings.TrimSpace(strings.Repeat("word ", words)) }

func paragraphs(texts ...string) []feed.Block {
	var b []feed.Block
	for _, t := range texts {
		b = append(b, feed.Block{Kind: feed.Paragraph, Text: []feed.Span{{Text: feed.CleanBlock(t)}}})
	}
	return b
}

func TestTeasersAreTold(t *testing.T) {
	figure := feed.Block{Kind: feed.Figure, Image: &feed.Image{URL: "https://example.org/a.png"}}
	code := feed.Block{Kind: feed.Code, Text: []feed.Span{{Text: feed.CleanBlock("go test ./...")}}}
	for _, c := range []struct {
		name    string
		body    []feed.Block
		content bool
		want    bool
	}{
		{"nothing", nil, false, true},
		{"a summary of two sentences", paragraphs(prose(30)), false, true},
		{"short content", paragraphs(prose(40)), true, true},
		{"a long summary of one paragraph", paragraphs(prose(150)), false, true},
		{"a long summary of many paragraphs", paragraphs(prose(50), prose(50), prose(50), prose(50)), false, false},
		{"content of a page", paragraphs(prose(120), prose(60)), true, false},
		{"a full text in the summary", paragraphs(prose(400)), false, false},
		{"ends in an ellipsis", paragraphs(prose(300) + " …"), true, true},
		{"ends in dots in brackets", paragraphs(prose(100) + " [...]"), true, true},
		{"ends in characters left out", paragraphs(prose(100) + " [+2130 chars]"), true, true},
		{"long and ends in an ellipsis", paragraphs(prose(900) + " …"), true, false},
		{"read more", paragraphs(prose(500), "Read more…"), true, true},
		{"weiterlesen", paragraphs(prose(90), "Weiterlesen »"), true, true},
		{"lire la suite", paragraphs(prose(90), "Lire la suite"), true, true},
		{"Japanese", paragraphs(strings.Repeat("新聞", 90), "続きを読む"), true, true},
		{"a comic", []feed.Block{figure}, true, false},
		{"a picture with a lead", append([]feed.Block{figure}, paragraphs(prose(40))...), true, true},
		{"a snippet of code", append(paragraphs(prose(20)), code), true, false},
	} {
		if got := teaser(c.body, c.content); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestWordsAndMinutes(t *testing.T) {
	for _, c := range []struct {
		name           string
		text           string
		words, minutes int
	}{
		{"empty", "", 0, 0},
		{"a note", "It’s don’t—stop 4.5 times.", 4, 0},
		{"a page", prose(460), 460, 2},
		{"Chinese", strings.Repeat("新", 1000), 1000, 2},
		{"Korean counts words", "신문 읽기 시간", 3, 0},
		{"mixed", prose(230) + strings.Repeat("字", 500), 730, 2},
	} {
		words, minutes := count(c.text)
		if words != c.words || minutes != c.minutes {
			t.Errorf("%s: %d words, %d min; want %d, %d", c.name, words, minutes, c.words, c.minutes)
		}
	}
}
