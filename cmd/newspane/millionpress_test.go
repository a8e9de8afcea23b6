//go:build linux

package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"newspane/feed"
)

// press prints generated news, always the same for a seed: languages of four scripts, whose words are as unevenly
// frequent as those of real ones; subjects that go on for months; stories on them that one feed covers, or up to eight
// within a day and a half, each in its own words, and one report in seven another's with small changes. A tenth of the
// feeds brings half of the news.
type press struct {
	r      *rand.Rand
	tongue []*tongue
	seq    int
}

// tongue is a generated language with its feeds.
type tongue struct {
	words    []string
	rank     []uint32 // of words, each as often as it is used
	gap      string   // between words
	code     string
	share    float64 // of all articles
	feeds    []int   // their numbers, each as often as it publishes
	subjects [][]string
}

const (
	pressWords    = 200_000 // of a language
	pressSubjects = 400     // of a language
	pressText     = 3000    // bytes of an article's text, on average
)

// newPress makes a press with so many feeds.
func newPress(seed uint64, feeds int) *press {
	p := &press{r: rand.New(rand.NewPCG(seed, 5))}
	next := 0
	for _, l := range []struct {
		code, consonants, vowels, gap string
		share                         float64
	}{
		{"en", "bcdfghklmnprstvw", "aeiou", " ", 0.45}, {"cs", "bcčdghjklmnprřsštvzž", "aáeéiíouú", " ", 0.27},
		{"ru", "бвгджзклмнпрстфхцчш", "аеиоуыюя", " ", 0.15}, {"ar", "بتثجحخدذرزسشصضطظعغفقكلمنه", "اوي", " ", 0.08},
		{"zh", "", "", "", 0.05},
	} {
		t := &tongue{code: l.code, gap: l.gap, share: l.share}
		t.spell([]rune(l.consonants), []rune(l.vowels))
		t.count(p.r)
		n := max(1, int(l.share*float64(feeds)))
		if l.code == "zh" {
			n = feeds - next
		}
		for i := range n {
			for range 1 + 40*n/(8*i+n) { // the first publishes most
				t.feeds = append(t.feeds, next+i)
			}
		}
		next += n
		for range pressSubjects {
			t.subjects = append(t.subjects, t.lexicon(p.r, 16))
		}
		p.tongue = append(p.tongue, t)
	}
	return p
}

// spell makes the words: the frequent ones are short.
func (t *tongue) spell(consonants, vowels []rune) {
	t.words = make([]string, pressWords)
	var b strings.Builder
	for i := range t.words {
		b.Reset()
		if len(consonants) == 0 { // of one or two ideographs
			if b.WriteRune(rune(0x4e00 + i%6000)); i >= 600 {
				b.WriteRune(rune(0x4e00 + i/6000*37 + i%613))
			}
		} else {
			pairs := len(consonants) * len(vowels)
			first := i + 3
			if i > 20 { // two syllables at least
				first += pairs
			}
			for n := first; n > 0; n /= pairs {
				b.WriteRune(consonants[n%pairs/len(vowels)])
				b.WriteRune(vowels[n%len(vowels)])
			}
			if i%3 != 0 {
				b.WriteRune(consonants[i*7%len(consonants)])
			}
			if i > 300 {
				b.WriteRune(vowels[i*5%len(vowels)])
				b.WriteRune(consonants[i*11%len(consonants)])
			}
		}
		t.words[i] = b.String()
	}
}

// count says how often each word is used (Zipf and Mandelbrot): a table from which words are drawn.
func (t *tongue) count(r *rand.Rand) {
	z := rand.NewZipf(r, 1.1, 2, pressWords-1)
	t.rank = make([]uint32, 1<<21)
	for i := range t.rank {
		t.rank[i] = uint32(z.Uint64())
	}
}

func (t *tongue) word(r *rand.Rand) string { return t.words[t.rank[r.IntN(len(t.rank))]] }

// lexicon is the words of a subject or a story, the first the most frequent.
func (t *tongue) lexicon(r *rand.Rand, n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = t.words[300+r.IntN(len(t.words)/4)]
	}
	return list
}

func choose(r *rand.Rand, lexicon []string) string {
	return lexicon[min(r.IntN(len(lexicon)), r.IntN(len(lexicon)))]
}

// printed is an article on its way to its feed.
type printed struct {
	feed int
	item feed.Item
}

// edition prints about n articles of the time from begin to end.
func (p *press) edition(n int, begin, end time.Time) []printed {
	var all []printed
	for _, t := range p.tongue {
		for want := len(all) + int(math.Round(t.share*float64(n))); len(all) < want; {
			at := begin.Add(time.Duration(p.r.Int64N(int64(end.Sub(begin)))))
			all = p.story(all, t, at, want-len(all))
		}
	}
	return all
}

// story prints a story in the feeds that cover it, at most so many.
func (p *press) story(all []printed, t *tongue, at time.Time, most int) []printed {
	own, subject := t.lexicon(p.r, 24), t.subjects[p.r.IntN(len(t.subjects))]
	n := 1
	if p.r.IntN(10) < 4 {
		n = 2 + min(p.r.IntN(7), p.r.IntN(7))
	}
	covered := map[int]bool{}
	var first []string
	for k := range min(n, most) {
		f := t.feeds[p.r.IntN(len(t.feeds))]
		if covered[f] {
			continue
		}
		covered[f] = true
		text := p.report(t, own, subject)
		if k > 0 && p.r.IntN(7) == 0 {
			text = append([]string{}, first...)
			for range len(text) / 40 {
				text[p.r.IntN(len(text))] = t.word(p.r)
			}
		}
		if k == 0 {
			first = text
		}
		all = append(all, printed{f, p.set(t, f, p.sentence(t, 8, own, subject, 0.35, 0.15), text, at.Add(time.Duration(p.r.Int64N(int64(36*time.Hour)))))})
	}
	return all
}

// report is the words of an article, which dwells on its own side of the story.
func (p *press) report(t *tongue, own, subject []string) []string {
	size := int(pressText * (0.35 + 1.3*p.r.Float64()))
	side := t.lexicon(p.r, 12)
	var text []string
	for n := 0; n < size; {
		part := p.sentence(t, 12+p.r.IntN(16), own, subject, 0.08, 0.10)
		for i := range part {
			if p.r.IntN(16) == 0 {
				part[i] = choose(p.r, side)
			}
			n += len(part[i]) + len(t.gap)
		}
		text = append(text, part...)
	}
	return text
}

func (p *press) sentence(t *tongue, n int, own, subject []string, ofStory, ofSubject float64) []string {
	list := make([]string, n)
	for i := range list {
		switch x := p.r.Float64(); {
		case x < ofStory:
			list[i] = choose(p.r, own)
		case x < ofStory+ofSubject:
			list[i] = choose(p.r, subject)
		default:
			list[i] = t.word(p.r)
		}
	}
	return list
}

// set makes an item of a feed of words.
func (p *press) set(t *tongue, source int, title, text []string, at time.Time) feed.Item {
	p.seq++
	host := fmt.Sprintf("https://paper%d.example", source)
	link := fmt.Sprintf("%s/%s/%d-%d", host, at.Format("2006/01/02"), source, p.seq)
	var b strings.Builder
	for from := 0; from < len(text); from += 60 {
		fmt.Fprintf(&b, "<p>%s", strings.Join(text[from:min(from+60, len(text))], t.gap))
		if from == 60 {
			fmt.Fprintf(&b, ` <a href="%s/about/%d">%s</a>`, host, p.r.IntN(500), title[0])
		}
		b.WriteString(".</p>\n")
	}
	return feed.Item{ID: link, Title: feed.Clean(strings.Join(title, t.gap)), Link: link, Published: at.Truncate(time.Second), Language: t.code,
		Authors: []feed.Text{feed.Clean(t.words[1000+source] + " " + t.words[9000+p.r.IntN(20)+source])}, Content: feed.HTML(b.String()),
		Hash: fmt.Sprintf("%032x", p.seq)}
}
