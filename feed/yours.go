package feed

import "time"

// What a reader makes of articles besides marking them: words to find them by, notes, and passages. It hangs on the
// identity of an article, outlives it, and is removed by nothing but the reader.

// Bounds of what a reader makes of an article, in bytes.
const (
	MaxTag   = 100
	MaxNote  = 64 << 10
	MaxQuote = 32 << 10
)

// AnyTag stands in a [Query] for whatever tag.
const AnyTag = "*"

// Tag is a word that articles go by. Case and accents do not tell tags apart.
type Tag struct {
	Name     Text
	Colour   string // a name of [TagColours], "" when it has none of its own
	Articles int    // that have it, hidden and deleted ones left out
	Unread   int
}

// Tagging gives articles a tag, or takes it away.
type Tagging struct {
	Article ID
	Tag     string
	On      bool
}

// Note is what a reader has written on an article; the empty text is no note.
type Note struct {
	Article ID
	Text    Text // may have line feeds
	At      time.Time
}

// Highlight is a passage that a reader has marked. It is found again by its words: where the text is another (its page
// was read anew), Block and Before tell which of several places it was.
type Highlight struct {
	Article ID    // 0 when the article is no longer stored
	Key     int64 // of the passage within its article; 0 before it is stored
	Quote   Text  // its words as [Plain] has them
	Block   int   // which block of the text it began in, counted as [Walk] goes
	Before  Text  // the words before it in that block
	Note    Text
	On      bool // false takes it away
	At      time.Time

	Title  Text // of the article
	Source Text
	Link   string
}

// TagColours are the colours that a tag may have.
func TagColours() []string {
	return []string{"red", "orange", "yellow", "green", "cyan", "blue", "purple", "grey"}
}
