package ui

import (
	"context"

	"newspane/feed"
)

// Library is what the screen needs of the engine. Every method may be called from a command (never from Update or
// View) and honours its context.
type Library interface {
	Queues
	// Tree returns the sidebar.
	Tree(ctx context.Context) ([]feed.Node, error)
	// Headlines returns the rows of q in w, newest first.
	Headlines(ctx context.Context, q feed.Query, w feed.Window) ([]feed.Headline, error)
	// Count returns how many articles q selects and how many of them are unread.
	Count(ctx context.Context, q feed.Query) (total, unread int, err error)
	// Article returns what is stored of an article, at once.
	Article(ctx context.Context, id feed.ID) (*feed.Article, error)
	// Complete fetches and reads the article's page when its text is a teaser, and returns the article as it is then.
	// Where the page cannot be had, Note says why and the body is the feed's.
	Complete(ctx context.Context, id feed.ID) (*feed.Article, error)
	// Text returns an article with the text of its feed or of its page, whichever the reader asks for; the page is fetched
	// when it is not stored. Where it cannot be had, Note says why and the body is the feed's.
	Text(ctx context.Context, id feed.ID, from feed.TextSource) (*feed.Article, error)
	// OpenURL reads any page as an article of its own; one that is stored already is that article.
	OpenURL(ctx context.Context, url, title string) (*feed.Article, error)
	// Look completes a link that the reader looks at, its title and its date: from the library, else from the page it
	// leads to.
	Look(ctx context.Context, l feed.Link) (feed.Link, error)
	// Picture returns the bytes of a picture of the article on the screen, as they were fetched. It is asked for as the
	// feed's settings have it; 0 is no feed.
	Picture(ctx context.Context, of feed.ID, url string) ([]byte, error)
	// Mark stores marks durably.
	Mark(ctx context.Context, marks ...feed.Mark) error
	// Tag gives articles tags and takes them away, durably.
	Tag(ctx context.Context, taggings ...feed.Tagging) error
	// ColourTag gives a tag one of the colours of [feed.TagColours], or ("") none.
	ColourTag(ctx context.Context, name, colour string) error
	// Note returns the reader's note on an article.
	Note(ctx context.Context, id feed.ID) (feed.Note, error)
	// SetNote writes it durably; the empty text takes it away.
	SetNote(ctx context.Context, n feed.Note) error
	// Highlight marks passages, or takes the marks away, durably, and returns them with their keys.
	Highlight(ctx context.Context, passages ...feed.Highlight) ([]feed.Highlight, error)
	// Highlights returns the passages that are marked in an article; of all articles (0) the latest mark first.
	Highlights(ctx context.Context, id feed.ID) ([]feed.Highlight, error)
	// Typed says that the reader typed an address: it may lead into his own network.
	Typed(address string)
	// Save keeps any page to be read later and returns its article; its text follows.
	Save(ctx context.Context, url, title string) (feed.ID, error)
	// MarkAll marks everything in q read and returns what it marked.
	MarkAll(ctx context.Context, q feed.Query) ([]feed.ID, error)
	// Story returns the articles of all feeds that tell the story of an article, itself among them, the newest first.
	Story(ctx context.Context, id feed.ID) ([]feed.Headline, error)
	// SetPlace remembers how far an article was read, 0..1.
	SetPlace(ctx context.Context, id feed.ID, place float64) error
	// Subscribe finds the feed behind what was typed and adds it. When the page offers several, nothing is added and
	// choices holds them.
	Subscribe(ctx context.Context, typed, folder string) (added feed.Subscription, choices []feed.Subscription, err error)
	// SubscribeAll adds feeds without looking at them (starter set, choices, undo of Unsubscribe).
	SubscribeAll(ctx context.Context, subs []feed.Subscription) error
	// Unsubscribe takes a feed and its articles away and returns it; SubscribeAll brings both back.
	Unsubscribe(ctx context.Context, id feed.ID) (feed.Subscription, error)
	// Edit renames a feed or moves it to a folder.
	Edit(ctx context.Context, id feed.ID, title, folder string) error
	// Configure changes a feed's settings, and returns them as they were and as they are, for undo.
	Configure(ctx context.Context, id feed.ID, change func(*feed.Settings)) (before, after feed.Settings, err error)
	// Login keeps a user's password for a feed apart from the library, and returns the feed's settings as they were and as
	// they are.
	Login(ctx context.Context, id feed.ID, user, password string) (before, after feed.Settings, err error)
	// SetAddress gives a feed another address; its articles, marks and name stay.
	SetAddress(ctx context.Context, id feed.ID, address string) error
	// Subscriptions returns all feeds with their polls.
	Subscriptions(ctx context.Context) ([]feed.Subscription, error)
	// Suggest returns ways to go on with a search that is being typed, at a place in bytes.
	Suggest(ctx context.Context, typed string, at int) ([]feed.Suggestion, error)
	// Behind returns how many articles a search does not know yet: their words are still being indexed.
	Behind(ctx context.Context, search string) (int, error)
	// Excerpts returns where a search found its words in articles.
	Excerpts(ctx context.Context, search string, ids []feed.ID) (map[feed.ID]feed.Excerpt, error)
	// Written returns the whole of q in the language of searches.
	Written(ctx context.Context, q feed.Query) (string, error)
	// SaveSearch stores a search (a new one has no ID) and returns it as it is stored.
	SaveSearch(ctx context.Context, f feed.SavedSearch) (feed.SavedSearch, error)
	// DropSearch removes a saved search and returns it, for undo.
	DropSearch(ctx context.Context, id feed.ID) (feed.SavedSearch, error)
	// MoveSearch moves a saved search so many places down among the others, or up when by is negative.
	MoveSearch(ctx context.Context, id feed.ID, by int) error
	// Rules returns the rules in the order in which they act.
	Rules(ctx context.Context) ([]feed.SavedRule, error)
	// SaveRule stores a rule (a new one has no ID) and returns it as it is stored.
	SaveRule(ctx context.Context, r feed.SavedRule) (feed.SavedRule, error)
	// DropRule removes a rule and returns it, for undo.
	DropRule(ctx context.Context, id feed.ID) (feed.SavedRule, error)
	// MoveRule moves a rule so many places down among the others, or up when by is negative.
	MoveRule(ctx context.Context, id feed.ID, by int) error
	// PreviewRule says what a rule of this query would have done to the stored articles.
	PreviewRule(ctx context.Context, query string, examples int) (feed.RulePreview, error)
	// RunRule has a rule act on the stored articles that it has not acted on; events tell the progress, and the end of ctx
	// stops it: what it did is returned. UndoRule takes that back.
	RunRule(ctx context.Context, id feed.ID) (feed.RuleRun, error)
	UndoRule(ctx context.Context, run feed.RuleRun) error
	// Reasons returns which rules acted on an article, in their order, and its score.
	Reasons(ctx context.Context, id feed.ID) ([]feed.RuleReason, int, error)
	// RefreshQuery checks the feeds that q draws from, as Refresh does.
	RefreshQuery(ctx context.Context, q feed.Query) (feed.Tally, error)
	// Opened remembers that an article is being read now.
	Opened(ctx context.Context, id feed.ID) error
	// Language returns the language of searches as a person learns it.
	Language() []feed.Idiom
	// Starters returns the starter set: feeds by folder, none of them subscribed.
	Starters() []feed.Subscription
	// Refresh checks feeds now; none means all. It returns what that came to when they are checked; events tell the
	// progress.
	Refresh(ctx context.Context, feeds ...feed.ID) (feed.Tally, error)
	// StopChecks calls off the checks for news that are under way without having been asked for.
	StopChecks()
	// Events is closed when the engine ends.
	Events() <-chan feed.Event
}
