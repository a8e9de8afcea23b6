package related

import (
	"slices"

	"newspane/feed"
)

// Report is an article in a Window. Story is 0 while it is alone; else the ID of the report that the story began with.
type Report struct {
	ID     feed.ID
	Feed   feed.ID // 0 for a page of no feed
	Story  feed.ID
	Vector Vector
}

// Window holds the reports of some days and says which of them tell one story. It is not safe for many goroutines.
//
// A report joins the story to whose three nearest reports it is alike enough on average (a centroid draws everything
// to the largest story in the long run), or of which it is a copy. No story has two reports of one feed, and all of a
// story lie within storySpan days of the one it began with.
type Window struct {
	reports  []Report
	postings map[Term][]posting
	stories  map[feed.ID][]int // reports by story, or by their own ID while they are alone
	moved    map[feed.ID]feed.ID
	meets    []meeting // of the report at hand with the others; zero between calls
}

// meeting is what two reports have in common.
type meeting struct {
	dot, words int
}

type posting struct {
	report int
	weight byte
}

// Days is how far around a report a Window must reach to hold every story that it may join.
const Days = 2 * storySpan

// seconds returns the sort time of an article, which is in its ID.
func seconds(id feed.ID) int64 { return int64(id) >> 20 }

// NewWindow returns a Window of reports.
func NewWindow(reports []Report) *Window {
	w := &Window{postings: map[Term][]posting{}, stories: map[feed.ID][]int{}, moved: map[feed.ID]feed.ID{}}
	for _, r := range reports {
		w.add(r)
	}
	return w
}

func (w *Window) add(r Report) {
	i := len(w.reports)
	w.reports = append(w.reports, r)
	w.meets = append(w.meets, meeting{})
	for k, t := range r.Vector.terms {
		w.postings[t] = append(w.postings[t], posting{i, r.Vector.weights[k]})
	}
	w.stories[r.key()] = append(w.stories[r.key()], i)
}

func (r *Report) key() feed.ID {
	if r.Story != 0 {
		return r.Story
	}
	return r.ID
}

// Place adds a report that is not in the window, and returns the story it belongs to, 0 when it is alone.
func (w *Window) Place(r Report) feed.ID {
	r.Story = w.storyOf(&r)
	if r.Story != 0 {
		for _, i := range w.stories[r.Story] {
			if o := &w.reports[i]; o.Story == 0 {
				o.Story = r.Story
				w.moved[o.ID] = r.Story
			}
		}
	}
	w.add(r)
	return r.Story
}

// Moved returns the reports that were alone before another joined them, with their story: those since it was asked last.
func (w *Window) Moved() map[feed.ID]feed.ID {
	moved := w.moved
	w.moved = map[feed.ID]feed.ID{}
	return moved
}

func (w *Window) storyOf(r *Report) feed.ID {
	var touched []int
	for k, t := range r.Vector.terms {
		for _, p := range w.postings[t] {
			m := &w.meets[p.report]
			if m.words++; m.words == 1 {
				touched = append(touched, p.report)
			}
			m.dot += int(r.Vector.weights[k]) * int(p.weight)
		}
	}
	likes := map[feed.ID][]float64{}
	copies := map[feed.ID]bool{}
	for _, i := range touched {
		o, m := &w.reports[i], w.meets[i]
		w.meets[i] = meeting{}
		like := cosine(m.dot, &r.Vector, &o.Vector)
		if like < sameStory/nearest || m.words < sharedWords {
			continue
		}
		likes[o.key()] = append(likes[o.key()], like)
		if like >= sameStory && NearCopy(&r.Vector, &o.Vector) {
			copies[o.key()] = true
		}
	}
	best, at := 0.0, feed.ID(0)
	for story, l := range likes {
		like := w.likeness(l, len(w.stories[story]))
		if copies[story] {
			like++
		}
		if like >= sameStory && (like > best || like == best && story > at) && w.admits(story, r) {
			best, at = like, story
		}
	}
	return at
}

// likeness is the average over the nearest reports of a story; those that share no word count too.
func (w *Window) likeness(likes []float64, size int) float64 {
	slices.SortFunc(likes, func(a, b float64) int {
		if a > b {
			return -1
		}
		return 1
	})
	n := min(nearest, size)
	sum := 0.0
	for _, l := range likes[:min(n, len(likes))] {
		sum += l
	}
	return sum / float64(n)
}

// admits reports whether a story may take a report: it is near in time, and has none of the same feed.
func (w *Window) admits(story feed.ID, r *Report) bool {
	apart := seconds(story) - seconds(r.ID)
	if max(apart, -apart) > storySpan*24*60*60 {
		return false
	}
	for _, i := range w.stories[story] {
		if o := &w.reports[i]; o.ID == r.ID || r.Feed != 0 && o.Feed == r.Feed {
			return false
		}
	}
	return true
}
