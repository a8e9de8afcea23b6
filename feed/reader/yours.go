package reader

import (
	"context"

	"newspane/feed"
)

// Tags returns the tags that stored articles have, by name.
func (e *Engine) Tags(ctx context.Context) ([]feed.Tag, error) { return e.store.Tags(ctx) }

// Tag gives articles tags and takes them away, durably.
func (e *Engine) Tag(ctx context.Context, taggings ...feed.Tagging) error {
	if e.isClosed() {
		return errClosed
	}
	return e.store.Tag(ctx, taggings...)
}

// ColourTag gives a tag one of the colours of [feed.TagColours], or ("") none.
func (e *Engine) ColourTag(ctx context.Context, name, colour string) error {
	if e.isClosed() {
		return errClosed
	}
	return e.store.ColourTag(ctx, name, colour)
}

// Note returns the reader's note on an article.
func (e *Engine) Note(ctx context.Context, id feed.ID) (feed.Note, error) {
	return e.store.Note(ctx, id)
}

// SetNote writes the reader's note on an article durably; the empty text takes it away.
func (e *Engine) SetNote(ctx context.Context, n feed.Note) error {
	if e.isClosed() {
		return errClosed
	}
	return e.store.SetNote(ctx, n)
}

// Highlight marks passages of articles, or takes the marks away, durably, and returns them with their keys.
func (e *Engine) Highlight(ctx context.Context, passages ...feed.Highlight) ([]feed.Highlight, error) {
	if e.isClosed() {
		return nil, errClosed
	}
	return e.store.Highlight(ctx, passages...)
}

// Highlights returns the passages that are marked in an article; of all articles (0) the latest mark first.
func (e *Engine) Highlights(ctx context.Context, id feed.ID) ([]feed.Highlight, error) {
	return e.store.Highlights(ctx, id)
}

// Typed says that the reader typed an address: it may lead into his own network, as no link may.
func (e *Engine) Typed(address string) {
	if address = feed.ResolveURL("", address); address != "" {
		e.client.Trust(address)
	}
}

// Save keeps any page to be read later and returns its article, unread. Its text is fetched in the background, and
// tried again while there is no network; title stands for it until then.
func (e *Engine) Save(ctx context.Context, url, title string) (feed.ID, error) {
	if e.isClosed() {
		return 0, errClosed
	}
	address := feed.ResolveURL("", url)
	if address == "" || isOurs(address) {
		return 0, &feed.Error{Op: "save", URL: url, Kind: feed.BadURL}
	}
	if title == "" {
		title = feed.ShownURL(address)
	}
	id, err := e.store.OpenPage(ctx, address, title)
	if err != nil {
		return 0, err
	}
	return id, e.Mark(ctx, feed.Mark{Article: id, Key: feed.MarkLater, On: true}, feed.Mark{Article: id, Key: feed.MarkRead})
}
