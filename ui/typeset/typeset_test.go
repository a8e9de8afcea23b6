package typeset

import (
	"testing"

	"newspane/feed"
)

func words(s string) []feed.Span { return []feed.Span{{Text: feed.CleanBlock(s)}} }

func link(s, url string) feed.Span { return feed.Span{Text: feed.CleanBlock(s), URL: url} }

func para(s string) feed.Block { return feed.Block{Text: words(s)} }

func item(bs ...feed.Block) feed.ListItem { return feed.ListItem{Blocks: bs} }

func TestParagraphsAreSetWithNumbersBehindLinks(t *testing.T) {
	blocks := []feed.Block{
		{Kind: feed.Heading, Level: 2, Text: words("What changes first")},
		{Text: append(append(words("Nine port cities signed a treaty that binds them to pool "), link("storm-surge forecasts", "https://example.org/1")), words(", ending three years of talks.")...)},
		{Kind: feed.List, Items: []feed.ListItem{item(para("Forecasts are shared every ten minutes instead of every six hours.")), item(para("Each city publishes its map."))}},
	}
	got := Plain(Set(blocks, Options{Width: 40, Numbers: true}), false)
	want := `What changes first
Nine port cities signed a treaty that
binds them to pool storm-surge
forecasts[1], ending three years
of talks.

  • Forecasts are shared every ten
    minutes instead of every six hours.
  • Each city publishes its map.
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
