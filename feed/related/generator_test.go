package related

import (
	"math/rand/v2"
	"slices"
	"strings"

	"newspane/feed"
)

// piece is a generated article with its labels.
type piece struct {
	id, feed     feed.ID
	topic, story int
	title, text  string
}

// press makes news: topics that go on for weeks, stories on them that some feeds cover within a day and a half, each
// in its own words, at length or in an excerpt; one in seven reports is another feed's with small changes. Words are as
// unevenly frequent as a language's.
type press struct {
	r     *rand.Rand
	zipf  *rand.Zipf
	words []string
}

func newPress(seed uint64, syllables []string) *press {
	r := rand.New(rand.NewPCG(seed, 11))
	p := &press{r: r, zipf: rand.NewZipf(r, 1.1, 6, 39_999)}
	for i := range 40_000 {
		word := ""
		for n := i + len(syllables); n > 0; n /= len(syllables) {
			word += syllables[n%len(syllables)]
		}
		p.words = append(p.words, word)
	}
	return p
}

func syllables(consonants, vowels string) []string {
	var list []string
	for _, c := range consonants {
		for _, v := range vowels {
			list = append(list, string(c)+string(v))
		}
	}
	return list
}

// lexicon is the words of a topic or a story, the first the most frequent.
func (p *press) lexicon(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = p.words[300+p.r.IntN(len(p.words)-300)]
	}
	return list
}

// of returns a word of a lexicon, the earlier ones more often.
func (p *press) of(lexicon []string) string {
	return lexicon[min(p.r.IntN(len(lexicon)), p.r.IntN(len(lexicon)))]
}

func (p *press) sentence(n int, story, topic []string, ofStory, ofTopic float64) []string {
	list := make([]string, n)
	for i := range list {
		switch x := p.r.Float64(); {
		case x < ofStory:
			list[i] = p.of(story)
		case x < ofStory+ofTopic:
			list[i] = p.of(topic)
		default:
			list[i] = p.words[p.zipf.Uint64()]
		}
	}
	return list
}

const (
	pressFeeds = 60
	pressBegin = 1_700_000_000
	hour       = 3600
)

// edition prints so many stories over so many days, oldest first.
func (p *press) edition(stories, topics, days int) []piece {
	subjects := make([][]string, topics)
	for i := range subjects {
		subjects[i] = p.lexicon(16)
	}
	var all []piece
	for s := range stories {
		topic := p.r.IntN(topics)
		own := p.lexicon(24)
		at := pressBegin + p.r.IntN(days*24*hour)
		feeds := p.r.Perm(pressFeeds)[:1+min(p.r.IntN(8), p.r.IntN(8))]
		var first []string
		for k, source := range feeds {
			length, ofStory := 80+p.r.IntN(350), 0.08
			if source%4 == 0 { // a feed of excerpts: the lead, which names what it is about
				length, ofStory = 30+p.r.IntN(30), 0.2
			}
			title := p.sentence(8, own, subjects[topic], 0.35, 0.15)
			// A report dwells on its own side of the story.
			side := p.lexicon(12)
			text := p.sentence(length, own, subjects[topic], ofStory, 0.10)
			for i := range text {
				if p.r.Float64() < 0.06 {
					text[i] = p.of(side)
				}
			}
			if k > 0 && p.r.IntN(7) == 0 {
				text = slices.Clone(first)
				for range len(text) / 40 {
					text[p.r.IntN(len(text))] = p.words[p.zipf.Uint64()]
				}
			}
			if k == 0 {
				first = text
			}
			at := at + p.r.IntN(36*hour)
			all = append(all, piece{feed.ID(at)<<20 | feed.ID(len(all)), feed.ID(source + 1), topic, s,
				strings.Join(title, " "), strings.Join(text, " ")})
		}
	}
	slices.SortFunc(all, func(a, b piece) int { return int(a.id - b.id) })
	return all
}
