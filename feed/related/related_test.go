package related

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"newspane/feed"
)

// news is some generated news with its vectors.
func news(t testing.TB, seed uint64, stories int) ([]piece, []Vector) {
	t.Helper()
	pieces := newPress(seed, syllables("bdfgklmnprst", "aeiou")).edition(stories, max(1, stories/25), 20)
	return pieces, vectors(t, pieces)
}

func TestLikenessIsSymmetric(t *testing.T) {
	_, vs := news(t, 3, 60)
	for i := range vs {
		for j := range vs {
			if a, b := Cosine(&vs[i], &vs[j]), Cosine(&vs[j], &vs[i]); a != b || a < 0 || a > 1 {
				t.Fatalf("%d and %d are alike by %v and %v", i, j, a, b)
			}
			if NearCopy(&vs[i], &vs[j]) != NearCopy(&vs[j], &vs[i]) || OnSubject(&vs[i], &vs[j]) != OnSubject(&vs[j], &vs[i]) {
				t.Fatalf("%d and %d differ by their order", i, j)
			}
		}
	}
}

// placed is the stories of a window after all were placed in some order.
func placed(pieces []piece, vs []Vector, order []int) map[feed.ID][]piece {
	w := NewWindow(nil)
	story := map[feed.ID]feed.ID{}
	for _, i := range order {
		story[pieces[i].id] = w.Place(Report{ID: pieces[i].id, Feed: pieces[i].feed, Vector: vs[i]})
	}
	for id, s := range w.Moved() {
		story[id] = s
	}
	members := map[feed.ID][]piece{}
	for _, p := range pieces {
		if s := story[p.id]; s != 0 {
			members[s] = append(members[s], p)
		}
	}
	return members
}

func TestStoriesKeepTheirBoundsInAnyOrder(t *testing.T) {
	pieces, vs := news(t, 4, 200)
	for seed := range uint64(4) {
		order := rand.New(rand.NewPCG(seed, 1)).Perm(len(pieces))
		stories := placed(pieces, vs, order)
		if len(stories) < 20 {
			t.Fatalf("%d stories", len(stories))
		}
		for story, members := range stories {
			if len(members) < 2 {
				t.Errorf("story %d has %d report", story, len(members))
			}
			feeds := map[feed.ID]bool{}
			for _, p := range members {
				if feeds[p.feed] {
					t.Errorf("story %d has two reports of feed %d", story, p.feed)
				}
				feeds[p.feed] = true
				if apart := seconds(p.id) - seconds(story); max(apart, -apart) > storySpan*24*hour {
					t.Errorf("a report lies %d seconds from its story", apart)
				}
			}
		}
	}
}

func TestWindowGoesOnFromWhatWasKept(t *testing.T) {
	pieces, vs := news(t, 5, 100)
	whole := place(pieces, vs)
	story := map[feed.ID]feed.ID{}
	for from := 0; from < len(pieces); from += 37 {
		var kept []Report
		for i := range from {
			kept = append(kept, Report{pieces[i].id, pieces[i].feed, story[pieces[i].id], vs[i]})
		}
		w := NewWindow(kept)
		for i := from; i < min(from+37, len(pieces)); i++ {
			story[pieces[i].id] = w.Place(Report{ID: pieces[i].id, Feed: pieces[i].feed, Vector: vs[i]})
		}
		for id, s := range w.Moved() {
			story[id] = s
		}
	}
	for i, p := range pieces {
		got := int(story[p.id])
		if got == 0 {
			got = int(p.id)
		}
		if got != whole[i] {
			t.Fatalf("report %d is in story %d, at one go in %d", i, got, whole[i])
		}
	}
}

func TestColdTableMakesNoStories(t *testing.T) {
	pieces := newPress(6, syllables("bdfgklmnprst", "aeiou")).edition(200, 8, 2)
	var f Frequencies
	w := NewWindow(nil)
	size := map[feed.ID]int{}
	label := map[feed.ID]map[int]bool{}
	for i, p := range pieces { // each is weighed by what came before it alone
		d := Read(p.title, p.text)
		f.Add(d)
		v, ok := f.Vector(d)
		if i+1 < coldBelow && ok {
			t.Fatalf("weighed after %d articles", i+1)
		}
		if s := w.Place(Report{ID: p.id, Feed: p.feed, Vector: v}); s != 0 {
			size[s]++
			if label[s] == nil {
				label[s] = map[int]bool{}
			}
			label[s][p.story] = true
		}
	}
	for s, n := range size {
		if n > 8 || len(label[s]) > 3 {
			t.Errorf("a story of %d reports tells %d", n, len(label[s]))
		}
	}
}

func TestCommonWordsOfASmallLanguageAreCommon(t *testing.T) {
	large := newPress(7, syllables("bdfgklmnprst", "aeiou")).edition(700, 20, 20)
	small := newPress(8, syllables("čřšžhjvcqwx", "áéíúůy")).edition(40, 40, 20)
	all := append(slices.Clone(large), small...)
	vs := vectors(t, all)
	for i := len(large); i < len(all); i++ {
		for j := len(large); j < i; j++ {
			like := Cosine(&vs[i], &vs[j])
			if all[i].topic != all[j].topic && like > 0.15 {
				t.Errorf("strangers of a small language are alike by %.2f", like)
			}
		}
	}
	labels := make([]int, len(small))
	for i, p := range small {
		labels[i] = p.story
	}
	if p, _, f1 := pairs(place(small, vs[len(large):]), labels); p < 0.9 || f1 < 0.6 {
		t.Errorf("pairs of the small language: P %.2f F1 %.2f", p, f1)
	}
}

func TestFewArticlesOfANewLanguageWait(t *testing.T) {
	var f Frequencies
	for _, p := range newPress(9, syllables("bdfgklmnprst", "aeiou")).edition(100, 4, 9) {
		f.Add(Read(p.title, p.text))
	}
	for _, text := range []string{
		"Konsulát v Almaty uvedl, že se na hranici nic nestalo a že se o tom dozvěděl až z novin. Ministr řekl, že se to nesmí opakovat, a že se na to podívá.",
		"Консульство в Алматы сообщило, что на границе ничего не произошло и что об этом оно узнало из газет. Министр сказал, что это не должно повториться.",
		"阿拉木图的领事馆说，边境上没有发生任何事情，他们是从报纸上得知的。部长说这样的事情不能再次发生，他会去看一看。",
	} {
		d := Read("", text)
		f.Add(d)
		if v, ok := f.Vector(d); ok || !v.IsEmpty() {
			t.Errorf("weighed the first article of its language: %q", text)
		}
	}
}

func TestCopiesAreToldFromReports(t *testing.T) {
	p := newPress(10, syllables("bdfgklmnprst", "aeiou"))
	own, topic := p.lexicon(20), p.lexicon(20)
	text := p.sentence(300, own, topic, 0.1, 0.1)
	copied := slices.Clone(text)
	for i := 0; i < len(copied); i += 30 {
		copied[i] = "changed"
	}
	other := p.sentence(300, own, topic, 0.1, 0.1)
	vector := func(words []string) *Vector {
		return &Vector{sketch: Read("", strings.Join(words, " ")).sketch}
	}
	a, b, c := vector(text), vector(copied), vector(other)
	if !NearCopy(a, b) || !NearCopy(a, vector(append(slices.Clone(text), "Agency", "2026"))) {
		t.Error("a copy with small changes is none")
	}
	if NearCopy(a, c) {
		t.Error("another report of the story is a copy")
	}
	if short := vector(text[:8]); NearCopy(short, short) {
		t.Error("eight words are enough for a copy")
	}
}

// write gives articles on a subject in a language, with its common words.
func write(common []string, names string, n int) (list []piece) {
	for i := range n {
		text := strings.Join(common, " ") + " " + fmt.Sprintf(names, i%10) + " " + strings.Join(common, " ") + fmt.Sprintf(" nomen%d verbum%d", i, i*7)
		list = append(list, piece{title: fmt.Sprintf(names, i%10), text: text})
	}
	return list
}

func TestReasonIsSpelledAsInTheArticle(t *testing.T) {
	english := write(strings.Fields("the of and to in a is that for it as was with be by on"), "Xinjiang%d consulate%[1]d", 40)
	title, text := "Fire at the consulate", "The consulate of Xinjiang in Almaty burned. Xinjiang and ALMATY said that it was the consulate and that Almaty is for Xinjiang. A consulate, it is by the XINJIANG."
	other := "In Almaty, the consulate of Xinjiang was on fire, as Almaty said. And to that the consulate: Xinjiang is with it."
	chinese := write([]string{"的是在了和有", "不的是在了和"}, "领事%d", 40)
	han := "阿拉木图，大火。的是在了和有。阿拉木图！不的是在了和。大火"
	hanOther := "大火！不的是在了和。阿拉木图。的是在了和有，阿拉木图"
	var f Frequencies
	for _, p := range append(english, chinese...) {
		f.Add(Read(p.title, p.text))
	}
	for _, c := range []struct {
		title, text, other string
		want               []string
	}{
		{title, text, other, []string{"Xinjiang", "Almaty", "consulate"}},
		{"大火", han, hanOther, []string{"阿拉木图", "大火"}},
	} {
		a, okA := f.Vector(Read(c.title, c.text))
		b, okB := f.Vector(Read("", c.other))
		if !okA || !okB {
			t.Fatal("too few articles")
		}
		why := Spell(c.title, c.text).Why(&a, &b)
		for _, w := range c.want {
			if !slices.Contains(strings.Split(why, " · "), w) {
				t.Errorf("the reason %q lacks %q", why, w)
			}
		}
		if n := len(strings.Split(why, " · ")); n > reasons {
			t.Errorf("%d reasons", n)
		}
	}
	if got := Spell("", "").Why(&Vector{}, &Vector{}); got != "" {
		t.Errorf("nothing shares %q", got)
	}
}

func TestLongRunsOfOneLetterTakeNoTime(t *testing.T) {
	text := strings.Repeat("あ", maxText)
	var f Frequencies
	for i := range coldBelow + 10 {
		f.Add(Read("", fmt.Sprint("ああ い う え お か ", i)))
	}
	v := vectorOf([]weighed{{termOf("ああ"), 1}})
	if why := Spell(text, text).Why(&v, &v); why == "" || len(why) > 200 {
		t.Errorf("the reason is %q", why)
	}
}

func TestVectorsAndTableComeBackAsTheyWere(t *testing.T) {
	_, vs := news(t, 11, 30)
	for _, v := range vs {
		b, err := v.MarshalBinary()
		if err != nil || len(b) > 2+bins+4*maxTerms {
			t.Fatalf("%d bytes, %v", len(b), err)
		}
		var got Vector
		if err := got.UnmarshalBinary(b); err != nil || Cosine(&got, &v) < 0.999 && !v.IsEmpty() || got.sketch != v.sketch {
			t.Fatalf("came back as %v, %v", got, err)
		}
		for _, bad := range [][]byte{nil, b[:len(b)-1], append([]byte{9}, b[1:]...)} {
			if err := got.UnmarshalBinary(bad); !errors.Is(err, errVector) {
				t.Fatalf("error is %v", err)
			}
		}
	}
	var f, got Frequencies
	for _, text := range []string{"one two three", "two three", "three"} {
		f.Add(Read("", text))
	}
	b, err := f.MarshalBinary()
	if err == nil {
		err = got.UnmarshalBinary(b)
	}
	if err != nil || got.Docs() != 3 || got.of(termOf("three")) != 3 || got.of(termOf("one")) != 1 {
		t.Fatalf("the table came back with %d articles, %v", got.Docs(), err)
	}
	for _, bad := range [][]byte{nil, b[:len(b)/2], {7}} {
		if err := got.UnmarshalBinary(bad); !errors.Is(err, errTable) || got.Docs() != 0 {
			t.Fatalf("error is %v", err)
		}
	}
}

func TestTableForgetsSlowly(t *testing.T) {
	var f Frequencies
	d := Read("", "ever new")
	for range halveAt + 10 {
		f.Add(d)
	}
	if f.Docs() > halveAt || f.of(termOf("ever")) != f.Docs() {
		t.Errorf("%d articles, %d with the word", f.Docs(), f.of(termOf("ever")))
	}
}

func BenchmarkRead(b *testing.B) {
	pieces := newPress(1, syllables("bdfgklmnprst", "aeiou")).edition(50, 2, 2)
	for i := 0; b.Loop(); i++ {
		Read(pieces[i%len(pieces)].title, pieces[i%len(pieces)].text)
	}
}

func BenchmarkPlace(b *testing.B) {
	pieces, vs := news(b, 1, 1000)
	for b.Loop() {
		place(pieces, vs)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(pieces)), "ns/article")
}
