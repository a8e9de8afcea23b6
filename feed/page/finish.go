package page

import (
	"regexp"
	"strings"
	"unicode"

	"newspane/feed"
)

// finish fits the parts together: no title, standfirst or byline twice, a picture where the body has none, the words.
func (x *extraction) finish(p *feed.Page) {
	p.Standfirst = feed.Clean(withoutName(p.Standfirst.String(), p.Site.String()))
	p.Body = mergeCaptions(p.Body)
	if body := x.withoutTail(x.withoutHead(p.Body, p), p); feed.Plain(body) != "" {
		p.Body = body
	}
	if isTool(feed.Plain(p.Body)) {
		p.Body = nil // a page that a script was to fill
	}
	if lead := p.Standfirst.String(); lead != "" && leads(p.Body, lead) {
		p.Standfirst = feed.Text{}
	}
	p.Words = countWords(feed.Plain(p.Body))
	if len(p.Body) > 0 && p.Image != "" && !hasFigure(p.Body) {
		p.Body = append([]feed.Block{{Kind: feed.Figure, Image: &feed.Image{URL: p.Image}}}, p.Body...)
	}
}

// isTool reports whether a text is nothing but what serves the page.
func isTool(s string) bool {
	if s == "" || len(s) > maxStamp {
		return false
	}
	for line := range strings.SplitSeq(s, "\n") {
		if f := fold(line); f != "" && !isBoilerplate(line) && !printLabels[f] && !turnLabels[f] && !singleLabels[f] {
			return false
		}
	}
	return true
}

// leads reports whether one of the first two paragraphs begins with the standfirst.
func leads(blocks []feed.Block, standfirst string) bool {
	lead, cut := fold(standfirst), !endsSentence(standfirst)
	seen := 0
	for _, b := range blocks {
		if b.Kind != feed.Paragraph {
			continue
		}
		if f := fold(feed.Plain([]feed.Block{b})); strings.HasPrefix(f, lead) || cut && repeatsLead(f, lead) {
			return true
		}
		if seen++; seen == 2 {
			break
		}
	}
	return false
}

// minMeta is how many bytes of a line must stand in the box of author and date for it to be a part of that.
const minMeta = 4

// headBlocks is how many blocks of the body are looked at for what the header already shows.
const headBlocks = 8

// withoutHead drops from the beginning of the body what the reader's header shows: title, byline, date.
func (x *extraction) withoutHead(blocks []feed.Block, p *feed.Page) []feed.Block {
	title, byline, lead := fold(p.Title.String()), fold(p.Byline.String()), fold(p.Standfirst.String())
	meta := x.metaLine()
	var kept []feed.Block
	for i, b := range blocks {
		if i < headBlocks && (b.Kind == feed.List || b.Kind == feed.Definitions) && len(meta) > 0 && strings.Contains(meta, fold(feed.Plain([]feed.Block{b}))) {
			continue
		}
		if i < headBlocks && (b.Kind == feed.Paragraph || b.Kind == feed.Heading || b.Kind == feed.Verse) {
			f := fold(feed.Plain([]feed.Block{b}))
			if lead != "" && f == lead || len(f) >= minMeta && strings.Contains(meta, f) {
				continue
			}
			all := true
			for line := range strings.SplitSeq(feed.Plain([]feed.Block{b}), "\n") {
				f := fold(line)
				all = all && (f == "" || f == title || f == lead || f == byline || fold(withoutBy(line)) == byline ||
					isDateLine(line, x.lang) || f != "" && roleLine.MatchString(f) && len(f) < maxRole || len(line) < maxStamp && isStamp(line, x.lang) || len(f) < 100 && isBoilerplate(line))
			}
			if all {
				continue
			}
		}
		kept = append(kept, b)
	}
	return kept
}

// roleLine is what a paper says of its author below the name.
var roleLine = regexp.MustCompile(`^(?:(?:\S+ ){0,3}(?:staff|special|political|foreign|senior|chief|science|health|business|sports|economics|diplomatic|environment) )?(?:\S+ ){0,2}(?:writer|correspondent|reporter|columnist|korrespondent|korrespondentin|redaktion|redaktor|corresponsal|correspondant|correspondante)s?$|^special to the \S+(?: \S+){0,3}$|^(?:associated press|the associated press|reuters|afp|agence france presse|dpa|ansa|efe|tass|interfax)$`)

const maxRole = 60 // bytes of such a line

// isDateLine reports whether a line is nothing but a date.
func isDateLine(s, lang string) bool {
	d, ok := findDate(s, lang)
	return ok && letters(s) <= letters(d.text)+16 && len(s) < 80
}

func hasFigure(blocks []feed.Block) bool {
	for _, b := range blocks {
		if b.Kind == feed.Figure || hasFigure(b.Blocks) {
			return true
		}
	}
	return false
}

// wideWord is how many Chinese or Japanese characters count as a word, as reading times are commonly estimated.
const wideWord = 2

// countWords counts the words of a text: runs of letters and digits, and every wideWord characters of Chinese and
// Japanese. Korean is written in words.
func countWords(s string) int {
	n, wide := 0, 0
	in := false
	for _, r := range s {
		switch {
		case r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			wide++
			in = false
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) || in && (r == '\'' || r == '’' || r == '-'):
			if !in {
				n++
			}
			in = true
		default:
			in = false
		}
	}
	return n + (wide+wideWord-1)/wideWord
}

// A paragraph that stands twice is one too many when its length in bytes, folded, is that of a notice: shorter ones may
// be a refrain, longer ones are text.
const (
	minRepeated = 60
	maxRepeated = 250
)

// withoutRepetition drops paragraphs that have stood before: pages repeat their notices between the paragraphs.
func withoutRepetition(blocks []feed.Block) []feed.Block {
	seen := map[string]bool{}
	kept := blocks[:0]
	for _, b := range blocks {
		if b.Kind == feed.Paragraph || b.Kind == feed.List {
			if f := fold(feed.Plain([]feed.Block{b})); len(f) >= minRepeated && len(f) <= maxRepeated {
				if seen[f] {
					continue
				}
				seen[f] = true
			}
		}
		kept = append(kept, b)
	}
	return kept
}
