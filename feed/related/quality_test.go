package related

import (
	"flag"
	"math"
	"slices"
	"testing"

	"newspane/feed"
)

var storiesFlag = flag.Int("stories", 1000, "stories of the generated news that quality is measured on")

// vectors derives what the engine would: the words of all articles are counted, then they are weighed.
func vectors(t testing.TB, pieces []piece) []Vector {
	t.Helper()
	var f Frequencies
	docs := make([]Document, len(pieces))
	for i, p := range pieces {
		docs[i] = Read(p.title, p.text)
		f.Add(docs[i])
	}
	list, cold := make([]Vector, len(pieces)), 0
	for i := range docs {
		var ok bool
		if list[i], ok = f.Vector(docs[i]); !ok {
			cold++
		}
	}
	if cold > len(docs)/50 {
		t.Errorf("%d of %d articles could not be weighed", cold, len(docs))
	}
	return list
}

// pairs compares stories as they were found with the labels: of the pairs of articles put together, how many belong
// together, and of those that belong together, how many were found.
func pairs(found, label []int) (precision, recall, f1 float64) {
	count := func(key func(i int) [2]int) float64 {
		n := map[[2]int]int{}
		for i := range found {
			n[key(i)]++
		}
		sum := 0
		for _, k := range n {
			sum += k * (k - 1) / 2
		}
		return float64(sum)
	}
	both := count(func(i int) [2]int { return [2]int{found[i], label[i]} })
	ours := count(func(i int) [2]int { return [2]int{found[i], -1} })
	real := count(func(i int) [2]int { return [2]int{label[i], -1} })
	precision, recall = both/max(ours, 1), both/max(real, 1)
	return precision, recall, 2 * precision * recall / max(precision+recall, 1e-9)
}

// place puts every piece into a story, as it comes.
func place(pieces []piece, vs []Vector) []int {
	w := NewWindow(nil)
	story := map[feed.ID]feed.ID{}
	for i, p := range pieces {
		story[p.id] = w.Place(Report{ID: p.id, Feed: p.feed, Vector: vs[i]})
	}
	for id, s := range w.Moved() {
		story[id] = s
	}
	found := make([]int, len(pieces))
	for i, p := range pieces {
		if found[i] = int(story[p.id]); found[i] == 0 {
			found[i] = int(p.id)
		}
	}
	return found
}

// plainVectors is the baseline: every word by TF-IDF, without more.
func plainVectors(pieces []piece) []plainVector {
	df := map[Term]int{}
	docs := make([]Document, len(pieces))
	for i, p := range pieces {
		docs[i] = Read("", p.title+" "+p.text)
		for _, c := range docs[i].counts {
			df[c.term]++
		}
	}
	list := make([]plainVector, len(pieces))
	for i, d := range docs {
		sum := 0.0
		for _, c := range d.counts {
			x := float64(c.n) * math.Log(float64(len(pieces))/float64(df[c.term]))
			list[i] = append(list[i], plainWord{c.term, x})
			sum += x * x
		}
		for k := range list[i] {
			list[i][k].weight /= math.Sqrt(sum)
		}
	}
	return list
}

type plainVector []plainWord

type plainWord struct {
	term   Term
	weight float64
}

func plainCosine(a, b plainVector) float64 {
	dot := 0.0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].term < b[j].term:
			i++
		case a[i].term > b[j].term:
			j++
		default:
			dot += a[i].weight * b[j].weight
			i++
			j++
		}
	}
	return dot
}

// plainStories joins each piece to the one before it that is nearest, from a threshold on.
func plainStories(pieces []piece, vs []plainVector, thresholds []float64) [][]int {
	found := make([][]int, len(thresholds))
	for k := range found {
		found[k] = make([]int, len(pieces))
	}
	for i := range pieces {
		at, best := -1, 0.0
		for j := i - 1; j >= 0 && seconds(pieces[i].id)-seconds(pieces[j].id) <= storySpan*24*hour; j-- {
			if like := plainCosine(vs[i], vs[j]); pieces[j].feed != pieces[i].feed && like > best {
				at, best = j, like
			}
		}
		for k, threshold := range thresholds {
			if found[k][i] = i; best >= threshold {
				found[k][i] = found[k][at]
			}
		}
	}
	return found
}

// precisionAtFive is the share of the five most alike that are on the same topic, of the pieces that have five.
func precisionAtFive(pieces []piece, sample int, nearest func(i int) []int) float64 {
	of := map[int]int{}
	for _, p := range pieces {
		of[p.topic]++
	}
	right, all := 0, 0
	for i := 0; i < len(pieces); i += max(1, len(pieces)/sample) {
		if of[pieces[i].topic] < 6 {
			continue
		}
		list := nearest(i)
		for _, j := range list[:min(5, len(list))] {
			all++
			if pieces[j].topic == pieces[i].topic {
				right++
			}
		}
	}
	return float64(right) / float64(max(all, 1))
}

func TestStoriesAndSubjectsOfGeneratedNewsAreFound(t *testing.T) {
	pieces := newPress(1, syllables("bdfgklmnprst", "aeiou")).edition(*storiesFlag, *storiesFlag/25, 60)
	labels := make([]int, len(pieces))
	for i, p := range pieces {
		labels[i] = p.story
	}
	vs := vectors(t, pieces)
	p, r, f1 := pairs(place(pieces, vs), labels)
	at5 := precisionAtFive(pieces, 300, func(i int) []int {
		return nearestOf(len(pieces), i, func(j int) float64 { return Cosine(&vs[i], &vs[j]) })
	})
	t.Logf("%d articles, %d stories: pairs P %.3f R %.3f F1 %.3f, P@5 %.3f", len(pieces), *storiesFlag, p, r, f1, at5)

	plain := plainVectors(pieces)
	thresholds := []float64{0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5}
	bestF1, bestAt := 0.0, 0.0
	for k, found := range plainStories(pieces, plain, thresholds) {
		if _, _, f := pairs(found, labels); f > bestF1 {
			bestF1, bestAt = f, thresholds[k]
		}
	}
	plainAt5 := precisionAtFive(pieces, 300, func(i int) []int {
		return nearestOf(len(pieces), i, func(j int) float64 { return plainCosine(plain[i], plain[j]) })
	})
	t.Logf("plain TF-IDF, nearest one: pairs F1 %.3f (at its best threshold, %.2f), P@5 %.3f", bestF1, bestAt, plainAt5)
	if f1 < 0.80 {
		t.Errorf("pair F1 is %.3f, below 0.80", f1)
	}
	if at5 < 0.90 {
		t.Errorf("P@5 is %.3f, below 0.90", at5)
	}
	if f1 < bestF1 {
		t.Errorf("pair F1 is %.3f, below the baseline's %.3f", f1, bestF1)
	}
}

// nearestOf returns the five of n that are most alike to i.
func nearestOf(n, i int, like func(j int) float64) []int {
	type near struct {
		j    int
		like float64
	}
	var list []near
	for j := range n {
		if j != i {
			if l := like(j); l > 0 {
				list = append(list, near{j, l})
			}
		}
	}
	slices.SortFunc(list, func(a, b near) int {
		switch {
		case a.like > b.like:
			return -1
		case a.like < b.like:
			return 1
		}
		return a.j - b.j
	})
	var ids []int
	for _, x := range list[:min(5, len(list))] {
		ids = append(ids, x.j)
	}
	return ids
}
