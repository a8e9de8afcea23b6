package ui

import (
	"image"
	"os/exec"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
	"newspane/ui/picture"
	"newspane/ui/typeset"
)

// The whole vocabulary of the loop besides Bubble Tea's own messages. Each says what happened and is handled in one
// place; the answers to loads carry the generation of the load, so that a late one is dropped.
type (
	// treeLoaded: the sidebar's lines were read.
	treeLoaded struct {
		nodes []feed.Node
		err   error
	}
	// rowsLoaded: a window of the headlines of a query was read; total and unread count when they were asked for.
	rowsLoaded struct {
		gen           int
		query         feed.Query
		how           reach
		rows          []feed.Headline
		counted       bool
		total, unread int
		counting      bool // they are still to be counted
		behind        int  // articles that a search does not know yet
		err           error
	}
	// rowsCounted: all that a search finds was counted.
	rowsCounted struct {
		gen           int
		query         feed.Query
		total, unread int
		err           error
	}
	// articleLoaded: an article was read from the library, or (complete) its page was read from the web; chosen when the
	// reader asked for this text of it.
	articleLoaded struct {
		gen      int
		article  *feed.Article
		complete bool
		chosen   bool
		err      error
	}
	// linkDue: a link in the related pane has been looked at long enough to be completed.
	linkDue struct{ url string }
	// linkCompleted: what a link leads to was looked up, or (err) could not be.
	linkCompleted struct {
		link feed.Link
		err  error
	}
	// linkOpened: a page was read as an article of its own.
	linkOpened struct {
		gen     int
		url     string
		article *feed.Article
		err     error
	}
	// eventsGathered: the engine reported what it did meanwhile; closed when it has ended.
	eventsGathered struct {
		events []feed.Event
		closed bool
	}
	// changeSaved: a change of the reader's was stored, or (err) was not.
	changeSaved struct {
		change change
		how    doing
		added  bool // an article was added for it
		err    error
	}
	// refreshEnded: the check of feeds that the reader asked for is over.
	refreshEnded struct {
		tally feed.Tally
		err   error
	}
	// feedFound: a feed was looked for behind what was typed.
	feedFound struct {
		typed   string
		added   feed.Subscription
		choices []feed.Subscription
		err     error
	}
	// troubleLoaded: the feeds were read to say what is amiss with them.
	troubleLoaded struct {
		subs []feed.Subscription
		err  error
	}
	// suggestionsFound: ways to go on with a search were looked up for what was typed.
	suggestionsFound struct {
		gen   int
		typed string
		list  []feed.Suggestion
		err   error
	}
	// excerptsFound: it was read where a search found its words in articles.
	excerptsFound struct {
		gen   int
		query feed.Query
		ids   []feed.ID
		found map[feed.ID]feed.Excerpt
		err   error
	}
	// searchSaved: a saved search was stored, or (err) was not.
	searchSaved struct {
		search feed.SavedSearch
		fresh  bool // it is a new one
		err    error
	}
	// rulesLoaded: the rules were read.
	rulesLoaded struct {
		rules []feed.SavedRule
		err   error
	}
	// rulePreviewed: it was looked what a rule would have done; kill when it is to be made without more questions.
	rulePreviewed struct {
		ruling ruling
		kill   bool
		err    error
	}
	// feedTagsLoaded: it was read which rule (nil is none) gives tags to what comes from a feed, which where selects.
	feedTagsLoaded struct {
		name  feed.Text
		where string
		rule  *feed.SavedRule
		err   error
	}
	// reasonsLoaded: it was read which rules acted on an article.
	reasonsLoaded struct {
		reasons []feed.RuleReason
		score   int
		err     error
	}
	// announced: the desktop was told of new articles, or (err) was not.
	announced struct{ err error }
	// historyKept: that an article was opened was stored, or (err) was not.
	historyKept struct{ err error }
	// noteLoaded: the reader's note on an article was read, to be changed.
	noteLoaded struct {
		headline feed.Headline
		note     feed.Text
		err      error
	}
	// bookmarkAsked: the note of what is to be bookmarked with more was read.
	bookmarkAsked struct {
		headlines []feed.Headline
		note      feed.Text
		err       error
	}
	// highlightsLoaded: the passages that were highlighted were read.
	highlightsLoaded struct {
		all []feed.Highlight
		err error
	}
	// noteEdited: the reader's editor gave a note back.
	noteEdited struct {
		of   noteLoaded
		text string
		err  error
	}
	// browserStarted: the browser was asked to show a page.
	browserStarted struct{ err error }
	// placeSaved: how far an article was read was stored, or (err) was not.
	placeSaved struct{ err error }
	// textSet: a long text was set to its end.
	textSet struct{ setText }
	// codeRead: the pieces of a block of code were told apart.
	codeRead struct {
		body  int // the text it is of
		from  int // its place there
		tints []typeset.Tint
	}
	// pictureLoaded: a picture was drawn, or only measured (art is nil), or (err) could not be had.
	pictureLoaded struct {
		gen  int
		key  pictureKey
		id   uint8
		size image.Point
		art  *picture.Art
		err  error
	}
	// screenCleared: there is a clear screen for a picture of pixels.
	screenCleared struct{ picture pictureKey }
	// pictureDue: an article has been looked at long enough for its pictures to be fetched.
	pictureDue struct{ article feed.ID }
	// settingsChanged: the reader changed the settings file.
	settingsChanged struct{ Settings }
	// feedsAdded: feeds were added without a look at them.
	feedsAdded struct {
		n   int
		err error
	}
	// outsideDone: something was done with articles outside (said, copied), or a program is to have the terminal (run).
	outsideDone struct {
		said, copied string
		run          *exec.Cmd
		err          error
	}
	// downloadsLoaded: the queue of downloads was read; show when it was asked for.
	downloadsLoaded struct {
		list []feed.Download
		show bool
		err  error
	}
	// outboxLoaded: the outbox of bookmark services was read; show when it was asked for.
	outboxLoaded struct {
		list []feed.Parcel
		show bool
		err  error
	}
	// queueChanged: something was done (said) with what waits, or (err) was not.
	queueChanged struct {
		kind queueKind
		said string
		err  error
	}
	// mediaListed: what an article encloses was read, to be chosen from.
	mediaListed struct{ article *feed.Article }
	// storyLoaded: the articles that tell a story were read.
	storyLoaded struct {
		rows []feed.Headline
		err  error
	}
	// viewKept: how the screen is arranged was stored, or (err) was not.
	viewKept struct{ err error }
	// picturesReleased: the terminal has been told to forget its pictures, and the program may end.
	picturesReleased struct{}
	// prefixLingered: the keys typed so far have waited long enough for a popup.
	prefixLingered struct{ gen int }
	// continued: somebody stopped the program, and it goes on.
	continued struct{}
	// endAsked: the program is to end (signal, engine gone).
	endAsked struct{}
	// feedRead: a subscription was read, for what was asked to be done with it.
	feedRead struct {
		feed feed.Subscription
		then func(*Model, feed.Subscription) tea.Cmd
		err  error
	}
	// editorEnded: the reader's editor on the feeds file has ended.
	editorEnded struct{ err error }
	// feedsJoined: what was changed in the feeds file, here or outside, was taken up, or was not.
	feedsJoined struct {
		FeedsNews
		outside bool
	}
)
