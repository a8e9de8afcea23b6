package reader

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"newspane/feed"
	"newspane/feed/opml"
)

// A feeds file that leaves out more than so many feeds, and more than a quarter of all, or all, may be half a file.
const (
	mostLost     = 5
	quarterParts = 4
)

// agreedName is under what the library keeps what it and the feeds file last agreed on.
const agreedName = "feeds file"

// agreed is what the library and the feeds file last agreed on.
type agreed struct {
	Text string             `json:"text"` // the file
	IDs  map[string]feed.ID `json:"ids"`  // its feeds, by address
}

// FeedsFile is the text file of the feeds that are followed, as [Engine.Join] needs it.
type FeedsFile struct {
	Read  func() (text string, exists bool, err error)
	Write func(text, instead string) error // instead is what was read; a file that says something else by now is let alone
	Fresh bool                             // it may be in the middle of being written: a feed that is not in it is not taken away yet
	All   bool                             // feeds may be taken away however many they are
}

// FileFaults are the lines of a feeds file that make no sense. Nothing of such a file is taken up.
type FileFaults []opml.Problem

func (f FileFaults) Error() string {
	lines := make([]string, len(f))
	for i, p := range f {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// ErrLater says that a feeds file leaves feeds out, and is so new that it may not be whole yet.
var ErrLater = errors.New("the feeds file may be in the middle of being written")

// Join takes up what was edited in the feeds file, and makes the file say what the library has. Either side's changes
// since the last time are carried to the other; comments and order stay. A file that does not exist is made. Its errors are
// [FileFaults], [ErrLater], or of reading and writing; after any of them both sides are as they were, or joined but for the
// writing, which the next time makes good.
func (e *Engine) Join(ctx context.Context, f FeedsFile) (feed.Joined, error) {
	e.joining.Lock()
	defer e.joining.Unlock()
	var did feed.Joined
	if e.isClosed() || e.store.ReadOnly() {
		return did, nil
	}
	last, err := e.agreed(ctx) // first: what another newspane agrees on meanwhile is only in a newer file
	if err != nil {
		return did, err
	}
	src, exists, err := f.Read()
	if err != nil {
		return did, err
	}
	if !exists {
		return did, e.settleFile(ctx, opml.NewText(), "", agreed{}, f)
	}
	file, problems := opml.ParseText(src)
	if len(problems) > 0 {
		return did, FileFaults(problems)
	}
	if src == last.Text { // nothing was edited
		return did, e.settleFile(ctx, file, src, last, f)
	}
	library, err := e.followed(ctx)
	if err != nil {
		return did, err
	}
	plan := opml.Join(e.base(last), file, last.IDs, library)
	lost := len(plan.Remove)
	switch {
	case lost == 0 || f.All:
	case lost == len(library) && len(file.Feeds()) == 0, lost > mostLost && lost > len(library)/quarterParts:
		return feed.Joined{Refused: lost, Followed: len(library)}, nil
	case f.Fresh:
		return did, ErrLater
	}
	did, err = e.carryOut(ctx, plan)
	did.Followed = len(library)
	if err != nil {
		return did, err
	}
	return did, e.settleFile(ctx, file, src, last, f)
}

// agreed returns what library and file last agreed on; when nothing is known of it, nothing was agreed.
func (e *Engine) agreed(ctx context.Context) (a agreed, err error) {
	kept, err := e.store.Value(ctx, agreedName)
	if err == nil && kept != "" {
		if jerr := json.Unmarshal([]byte(kept), &a); jerr != nil {
			e.log.Warn("read what the feeds file was", "err", jerr)
			a = agreed{}
		}
	}
	return a, err
}

// base is the file that was agreed on.
func (e *Engine) base(a agreed) *opml.Text {
	base, problems := opml.ParseText(a.Text)
	if len(problems) > 0 {
		e.log.Warn("read what the feeds file was", "problems", len(problems))
		base, _ = opml.ParseText("")
	}
	return base
}

// followed returns the subscriptions that belong in the file.
func (e *Engine) followed(ctx context.Context) ([]feed.Subscription, error) {
	all, err := e.store.Subscriptions(ctx)
	return slices.DeleteFunc(all, func(s feed.Subscription) bool { return IsBuiltin(s.URL) }), err
}

// carryOut does to the library what the file wants.
func (e *Engine) carryOut(ctx context.Context, p opml.Plan) (did feed.Joined, err error) {
	for _, c := range p.Address {
		if err := e.SetAddress(ctx, c.Before.ID, c.After.URL); err != nil {
			return did, fmt.Errorf("the address of %s: %w", c.Before.Title, err)
		}
	}
	for _, c := range append(p.Change, p.Address...) {
		if err := e.edit(ctx, c.Before, c.After); err != nil {
			return did, err
		}
		did.Changed++
	}
	if len(p.Add) > 0 {
		if err := e.SubscribeAll(ctx, p.Add); err != nil {
			return did, err
		}
		did.Added = len(p.Add)
	}
	for _, l := range p.Remove {
		gone, err := e.Unsubscribe(ctx, l.ID)
		if err != nil {
			return did, err
		}
		did.Removed = append(did.Removed, gone)
	}
	return did, nil
}

// edit makes a subscription what its line in the file says, but for the address.
func (e *Engine) edit(ctx context.Context, before, after feed.Subscription) error {
	if _, err := e.moveOut(&after); err != nil {
		return err
	}
	title := before.Title.String()
	if after.Named != before.Named || after.Title != before.Title {
		title = after.Title.String()
	}
	if err := e.Edit(ctx, before.ID, title, after.Folder); err != nil {
		return err
	}
	_, _, err := e.Configure(ctx, before.ID, func(s *feed.Settings) { *s = after.Settings })
	return err
}

// settleFile makes the file say what the library has, and remembers on what they agree now.
func (e *Engine) settleFile(ctx context.Context, file *opml.Text, src string, last agreed, f FeedsFile) error {
	library, err := e.followed(ctx)
	if err != nil {
		return err
	}
	file.Update(last.IDs, library)
	now := agreed{Text: file.String(), IDs: make(map[string]feed.ID, len(library))}
	for _, l := range library {
		now.IDs[l.URL] = l.ID
	}
	var werr error
	if now.Text != src {
		if werr = f.Write(now.Text, src); werr != nil {
			now = agreed{src, last.IDs} // that is what it says still
		}
	}
	if now.Text == last.Text && maps.Equal(now.IDs, last.IDs) {
		return werr
	}
	kept, err := json.Marshal(now)
	if err == nil {
		err = e.store.SetValue(ctx, agreedName, string(kept))
	}
	return errors.Join(werr, err)
}

// FeedsChanged tells that the feeds that are followed, or their settings, were changed by the program.
func (e *Engine) FeedsChanged() <-chan struct{} { return e.changedFeeds }

// feedsChanged tells the screen and the feeds file.
func (e *Engine) feedsChanged() {
	e.treeChanged()
	signal(e.changedFeeds)
}
