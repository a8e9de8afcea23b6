package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"newspane/feed"
)

// marking changes what the reader has made of articles.
type marking struct {
	marks    []feed.Mark
	stories  []feed.ID            // what else tells the stories of these articles gets their first mark too, once that is known
	all      bool                 // also what is read already
	words    func(marking) string // for it, once that is known; nil when they do not depend on it
	tags     []feed.Tagging
	note     *noting
	passages []feed.Highlight
}

// noting is a change of the note on an article.
type noting struct {
	article  feed.ID
	from, to feed.Text
}

func (d marking) store(ctx context.Context, lib Library) (deed, string, error) {
	var err error
	if len(d.stories) > 0 {
		d, err = d.ofStories(ctx, lib)
	}
	if err == nil && len(d.marks) > 0 {
		err = lib.Mark(ctx, d.marks...)
	}
	if err == nil && len(d.tags) > 0 {
		err = lib.Tag(ctx, d.tags...)
	}
	if err == nil && d.note != nil {
		err = lib.SetNote(ctx, feed.Note{Article: d.note.article, Text: d.note.to})
	}
	if err == nil && len(d.passages) > 0 {
		d.passages, err = lib.Highlight(ctx, d.passages...)
	}
	if err == nil && d.words != nil {
		return d, d.words(d), nil
	}
	return d, "", err
}

// ofStories adds the articles that tell the same stories.
func (d marking) ofStories(ctx context.Context, lib Library) (marking, error) {
	marked := map[feed.ID]bool{}
	for _, m := range d.marks {
		marked[m.Article] = true
	}
	marks := slices.Clone(d.marks)
	for _, id := range d.stories {
		like := d.marks[slices.IndexFunc(d.marks, func(m feed.Mark) bool { return m.Article == id })]
		told, err := lib.Story(ctx, id)
		if err != nil {
			return d, err
		}
		for _, h := range told {
			if (d.all || !h.Read) && !marked[h.ID] {
				marked[h.ID], like.Article = true, h.ID
				marks = append(marks, like)
			}
		}
	}
	d.marks, d.stories = marks, nil
	return d, nil
}

func (d marking) inverse() deed {
	var inv marking
	for _, m := range d.marks {
		m.On = !m.On
		inv.marks = append(inv.marks, m)
	}
	for _, t := range d.tags {
		t.On = !t.On
		inv.tags = append(inv.tags, t)
	}
	for _, h := range d.passages {
		h.On = !h.On
		inv.passages = append(inv.passages, h)
	}
	if n := d.note; n != nil {
		inv.note = &noting{n.article, n.to, n.from}
	}
	return inv
}

func (d marking) shown() marking { return d }

// unseen is part of deeds that neither rows nor the article show.
type unseen struct{}

func (unseen) shown() marking { return marking{} }

// readingAll marks everything of a query read. Once it is done it is a [marking].
type readingAll struct {
	unseen
	query feed.Query
}

func (d readingAll) store(ctx context.Context, lib Library) (deed, string, error) {
	ids, err := lib.MarkAll(ctx, d.query)
	var did marking
	for _, id := range ids {
		did.marks = append(did.marks, feed.Mark{Article: id, Key: feed.MarkRead, On: true})
	}
	return did, fmt.Sprintf("%d marked read", len(ids)), err
}

func (d readingAll) inverse() deed { return marking{} } // nothing is known to be marked

// unsubscribing takes feeds away.
type unsubscribing struct {
	unseen
	feeds []feed.Subscription // their IDs, before it is done
}

func (d unsubscribing) store(ctx context.Context, lib Library) (deed, string, error) {
	var was []feed.Subscription
	var err error
	for _, s := range d.feeds {
		sub, uerr := lib.Unsubscribe(ctx, s.ID)
		if uerr == nil {
			was = append(was, sub)
		}
		err = errors.Join(err, uerr)
	}
	return unsubscribing{feeds: was}, "", err
}

func (d unsubscribing) inverse() deed { return resubscribing{feeds: d.feeds} }

// resubscribing brings feeds back.
type resubscribing struct {
	unseen
	feeds []feed.Subscription
}

func (d resubscribing) store(ctx context.Context, lib Library) (deed, string, error) {
	return d, "", lib.SubscribeAll(ctx, d.feeds)
}

func (d resubscribing) inverse() deed { return unsubscribing{feeds: d.feeds} }

// naming changes a feed's name and folder.
type naming struct {
	unseen
	feed                     feed.ID
	title, folder            string
	formerTitle, formerPlace string
}

func (d naming) store(ctx context.Context, lib Library) (deed, string, error) {
	return d, "", lib.Edit(ctx, d.feed, d.title, d.folder)
}

func (d naming) inverse() deed {
	return naming{feed: d.feed, title: d.formerTitle, folder: d.formerPlace, formerTitle: d.title, formerPlace: d.folder}
}

// moving changes a feed's address.
type moving struct {
	unseen
	feed     feed.ID
	from, to string
	settings feed.Settings // at the first address
	back     bool          // to that
}

func (d moving) store(ctx context.Context, lib Library) (deed, string, error) {
	err := lib.SetAddress(ctx, d.feed, d.to)
	if err == nil && d.back { // its login has stayed behind
		_, _, err = lib.Configure(ctx, d.feed, func(s *feed.Settings) { *s = d.settings })
	}
	return d, "", err
}

func (d moving) inverse() deed {
	return moving{feed: d.feed, from: d.to, to: d.from, settings: d.settings, back: !d.back}
}

// resetting changes a feed's settings.
type resetting struct {
	unseen
	feed          feed.ID
	set           func(*feed.Settings) // nil once before and after are known
	before, after feed.Settings
	say           func(after feed.Settings) string // the words for it
}

func (d resetting) store(ctx context.Context, lib Library) (deed, string, error) {
	set := d.set
	if set == nil {
		set = func(s *feed.Settings) { *s = d.after }
	}
	before, after, err := lib.Configure(ctx, d.feed, set)
	if err != nil || d.set == nil {
		return d, "", err
	}
	d.before, d.after, d.set = before, after, nil
	return d, d.say(after), nil
}

func (d resetting) inverse() deed { return resetting{feed: d.feed, before: d.after, after: d.before} }

// painting changes a tag's colour.
type painting struct {
	unseen
	tag, from, to string
}

func (d painting) store(ctx context.Context, lib Library) (deed, string, error) {
	return d, "", lib.ColourTag(ctx, d.tag, d.to)
}

func (d painting) inverse() deed { return painting{tag: d.tag, from: d.to, to: d.from} }

// droppingSearch takes a saved search away.
type droppingSearch struct {
	unseen
	search feed.SavedSearch
}

func (d droppingSearch) store(ctx context.Context, lib Library) (deed, string, error) {
	_, err := lib.DropSearch(ctx, d.search.ID)
	return d, "", err
}

func (d droppingSearch) inverse() deed { return restoringSearch{search: d.search} }

// restoringSearch brings a saved search back.
type restoringSearch struct {
	unseen
	search feed.SavedSearch
}

func (d restoringSearch) store(ctx context.Context, lib Library) (deed, string, error) {
	kept, err := lib.SaveSearch(ctx, d.search)
	return restoringSearch{search: kept}, "", err
}

func (d restoringSearch) inverse() deed { return droppingSearch{search: d.search} }

// changingRule makes, changes or removes a rule, has one act on stored articles, or both.
type changingRule struct {
	from, to *feed.SavedRule // nil is none; both nil leaves the rule as it is
	run      *feed.RuleRun   // what it did, once it is done; nil when it does not act now
	name     feed.Text
	back     bool // what it did is taken back
}

func (d changingRule) store(ctx context.Context, lib Library) (deed, string, error) {
	if d.run != nil && d.back {
		if err := lib.UndoRule(ctx, *d.run); err != nil {
			return d, "", err
		}
	}
	switch {
	case d.to != nil:
		kept, err := lib.SaveRule(ctx, *d.to)
		if err != nil {
			return d, "", err
		}
		d.to = &kept
	case d.from != nil:
		if _, err := lib.DropRule(ctx, d.from.ID); err != nil {
			return d, "", err
		}
	}
	if d.run == nil || d.back {
		return d, "", nil
	}
	id := d.run.Rule
	if d.to != nil {
		id = d.to.ID
	}
	run, err := lib.RunRule(ctx, id)
	d.run = &run
	label := fmt.Sprintf("“%s” acted on %s", d.name, count(len(run.Acted), "article"))
	if run.Stopped {
		label += fmt.Sprintf(" and was stopped after %d of %d", run.Looked, run.Matches)
	}
	return d, label, err
}

// runs reports whether a rule acts on stored articles, which may take long.
func (d changingRule) runs() bool { return d.run != nil && !d.back }

func (d changingRule) inverse() deed {
	return changingRule{from: d.to, to: d.from, run: d.run, name: d.name, back: !d.back}
}

func (d changingRule) shown() marking {
	if d.run == nil {
		return marking{}
	}
	did := marking{marks: d.run.Marks, tags: d.run.Tags}
	if d.back {
		did = did.inverse().(marking)
	}
	return did
}
