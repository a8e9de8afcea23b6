package typeset

import (
	"fmt"
	"strings"
	"testing"

	"newspane/feed"
)

// article is an ordinary article of about n words.
func article(n int) []feed.Block {
	const sentence = "The agreement, known as the “Rotterdam Compact”, takes effect in April and doesn’t cover the 41 million people who’d need it. "
	var bs []feed.Block
	for i := range n / 80 {
		spans := append(words(strings.Repeat(sentence, 2)), link("storm-surge forecasts", fmt.Sprintf("https://example.org/%d", i)))
		spans = append(spans, words(", ending three years of talks. "+strings.Repeat(sentence, 2))...)
		bs = append(bs, feed.Block{Text: spans})
		if i%5 == 4 {
			bs = append(bs, feed.Block{Kind: feed.Heading, Level: 2, Text: words("What changes first")},
				feed.Block{Kind: feed.List, Items: []feed.ListItem{item(para(sentence)), item(para(sentence))}},
				feed.Block{Kind: feed.Quote, Blocks: []feed.Block{para(sentence)}})
		}
	}
	return bs
}

func BenchmarkSetArticle(b *testing.B) {
	blocks := article(800)
	for b.Loop() {
		Set(blocks, Options{Width: 68, Numbers: true})
	}
}

func BenchmarkSet400kB(b *testing.B) {
	blocks := article(55_000)
	n := 0
	feed.Walk(blocks, func(_ *feed.Block, s []feed.Span) {
		for i := range s {
			n += len(s[i].Text.String())
		}
	})
	b.SetBytes(int64(n))
	for b.Loop() {
		Set(blocks, Options{Width: 68, Numbers: true})
	}
}

func BenchmarkSetCJK400kB(b *testing.B) {
	var blocks []feed.Block
	for range 400 {
		blocks = append(blocks, para(strings.Repeat("石破首相、臨時国会で所信表明演説を行い、防災庁の設置に意欲を示した。", 10)))
	}
	for b.Loop() {
		Set(blocks, Options{Width: 72})
	}
}

func BenchmarkSetBidi(b *testing.B) {
	var blocks []feed.Block
	for range 20 {
		blocks = append(blocks, para(strings.Repeat("وقعت تسع مدن ساحلية أول معاهدة مشتركة للدفاع ضد الفيضانات (2025) بعد ثلاث سنوات. ", 6)))
	}
	for b.Loop() {
		Set(blocks, Options{Width: 68, Bidi: true})
	}
}

func BenchmarkSetOneParagraph400kB(b *testing.B) {
	blocks := []feed.Block{para(strings.Repeat("The agreement, known as the Rotterdam Compact, takes effect. ", 6600))}
	for b.Loop() {
		Set(blocks, Options{Width: 68})
	}
}

func BenchmarkFind(b *testing.B) {
	d := Set(article(55_000), Options{Width: 68})
	for b.Loop() {
		d.Find("Rotterdam compact")
	}
}
