// Package feed holds the words that newspane's rooms share: what a headline, an article, a block of text, a query and
// a mark are. It does no I/O, knows neither SQL nor HTTP nor the screen, and imports the standard library only.
// Everything may import it.
package feed

import "time"

// ID names a stored thing. An article's ID grows with its sort time (Unix seconds << 20 | sequence), so that
// descending IDs are newest first. 0 is no ID.
type ID int64

// Time is the time that an article is sorted by: when it was published or first seen, whichever is earlier.
func (id ID) Time() time.Time { return time.Unix(int64(id)>>20, 0).UTC() }

// HTML is foreign markup as it came. It is never shown: [newspane/feed/clean] turns it into blocks.
type HTML string

// Headline is a row of a list. It never holds a body.
type Headline struct {
	ID         ID
	Feed       ID   // 0 for a page that was opened by its address
	Source     Text // the feed's title, or the page's site
	Title      Text // never empty: see [Untitled]
	Author     Text
	Link       string    // http(s), printable ASCII, without tracking parameters; "" when there is none
	Published  time.Time // zero when unknown
	Seen       time.Time // when newspane first had it
	Summary    Text      // first words of the text, for previews; may be cut
	Minutes    int       // reading time; 0 when unknown or below one
	Read       bool
	Bookmarked bool
	Later      bool    // kept to be read later
	Place      float64 // how far it was read, 0..1
	Tags       []Text  // the reader's, by name
	Noted      bool    // the reader has written a note on it
	Highlit    bool    // the reader has marked passages in it
	Others     int     // how many other feeds tell the same story
}

// Article is a headline with everything that is to be read of it.
type Article struct {
	Headline
	Language   string // BCP 47, "" when unknown
	Site       Text   // that the page is of, by its own word
	Section    Text
	Standfirst Text
	Updated    time.Time
	Body       []Block
	Related    []Link // the page's own: see-also and inline first; links in the text come from [Links]
	Enclosures []Enclosure
	Comments   string // URL of the discussion
	Replies    int    // how many there are in it, by the feed's word; 0 when unknown
	Text       TextSource
	Edition    Edition // which version of the page the text is from
	Pages      int     // how many pages of the article are joined in the text; 0 and 1 are one
	PagesOf    int     // how many the article has; 0 when unknown
	Paywalled  bool    // the site gives the beginning only
	Teaser     bool    // the feed's text is a teaser and the page has not been read yet
	Lacking    bool    // a further page of it could not be had, and may be had later
	Note       Text    // why the full text is not there, as a sentence; "" when all is well
	Words      int
	Remark     Text        // the reader's note on it; may have line feeds
	Highlights []Highlight // the passages that the reader has marked, in the order of the text
}

// TextSource says where an article's body came from.
type TextSource uint8

// The sources of a body.
const (
	FromFeed TextSource = iota // the feed's own content
	FromPage                   // extracted from the article's page
)

// Edition is a version in which a site publishes an article.
type Edition uint8

// The editions.
const (
	WebEdition   Edition = iota // the page itself
	AMPEdition                  // the page for phones (rel=amphtml)
	PrintEdition                // the printable version
	OnePage                     // all pages of the article on one
)

// Link leads from an article to somewhere else.
type Link struct {
	Title     Text
	URL       string    // absolute http(s), printable ASCII
	Published time.Time // zero when unknown
	Date      Text      // the date as the page prints it
	Kind      LinkKind
	Why       Text // the reason it is shown, for related stories
	Article   ID   // the stored article it leads to, 0 when none
}

// LinkKind says what part of a page a link came from.
type LinkKind uint8

// The kinds of links.
const (
	InText    LinkKind = iota // a link in the running text
	SeeAlso                   // the page's own list of related stories
	Inline                    // a "read more" set into the body
	More                      // more of the section or author
	Site                      // site-wide: most read, latest
	Elsewhere                 // the same story in another feed
	Earlier                   // an earlier story on the subject
	Comments                  // a discussion
)

// String returns the kind's name in the JSON contract.
func (k LinkKind) String() string {
	return [...]string{"text", "see-also", "inline", "more", "site", "elsewhere", "earlier", "comments"}[k]
}

// Enclosure is a media file of an article (RSS enclosure, Media RSS, Atom rel=enclosure).
type Enclosure struct {
	URL      string
	Type     string        // media type, "" when unknown
	Length   int64         // bytes, 0 when unknown
	Duration time.Duration // 0 when unknown
	Title    Text
}

// Query selects headlines; its zero value selects all. It is comparable: a sidebar row, a search and a smart folder
// are the same when their queries are ==.
type Query struct {
	Unread     bool
	Bookmarked bool
	Later      bool   // kept to be read later
	Noted      bool   // with a note
	Highlit    bool   // with highlights
	Tag        string // a tag's name, or AnyTag; "" is with and without
	Pages      bool   // pages opened by address, which no feed brought
	Feed       ID     // 0 is any
	Folder     string // "" is any
	Since      int64  // Unix seconds, 0 is no bound
	Folded     bool   // of a story that several feeds tell, the newest article alone
	History    bool   // articles that were opened, the last opened first; with Search, newest first
	Search     string // in the query language (feed/query); "" is any. Canonical where queries are compared
}

// NoArticles is a query that selects nothing.
var NoArticles = Query{Feed: -2}

// Window says which rows of a query are wanted, always given newest first. Its zero value, with a limit, is the
// newest rows.
type Window struct {
	Before ID   // rows older than this one; 0 is no bound
	After  ID   // the rows just newer than this one; 0 is no bound
	Oldest bool // the last rows of the query
	Limit  int  // at most so many
	ByFeed bool // by feed in the order of the sidebar, the newest of each first; for what [Query.HasFeeds]
	Feed   ID   // with ByFeed, the feed of the row that Before or After is
}

// HasFeeds reports whether the rows of q can be had by feed: of what is neither a single feed's nor found nor kept in
// another order.
func (q Query) HasFeeds() bool {
	return q == Query{Unread: q.Unread, Bookmarked: q.Bookmarked, Since: q.Since, Folder: q.Folder, Folded: q.Folded}
}

// Node is a line of the sidebar: a name for a query.
type Node struct {
	Kind   NodeKind
	Title  Text
	Depth  int
	Unread int
	Total  int // what the number counts where unread is not the point (bookmarks)
	Query  Query
	Colour string // of a tag
	Failed bool   // the last check of this feed failed
	Saved  ID     // of the saved search that this line is
	Place  int    // of the saved search, see [SavedSearch]
	More   bool   // there are more unread than Unread says
	Paused bool   // the feed is checked only when it is asked for
}

// NodeKind says what a sidebar line stands for.
type NodeKind uint8

// The kinds of sidebar lines.
const (
	ViewNode NodeKind = iota // Today, All unread, Bookmarks …
	FolderNode
	FeedNode
	SearchNode  // a saved search
	TroubleNode // the feeds in trouble; Total counts them
	TagsNode    // heads the tags
	TagNode
)

// Mark is something the reader did to an article.
type Mark struct {
	Article ID
	Key     MarkKey
	On      bool
	At      time.Time
}

// MarkKey says what a mark means.
type MarkKey uint8

// The marks.
const (
	MarkRead MarkKey = iota
	MarkBookmark
	MarkHidden
	MarkLater
)

// Subscription is a feed that is followed.
type Subscription struct {
	ID       ID
	URL      string
	Title    Text   // the reader's own name for it, else the feed's
	Named    bool   // Title is the reader's own
	Site     string // the feed's home page
	Folder   string // path of folders parted by "/", "" at the top
	Language string
	Format   string // "RSS", "Atom" …, of a choice; "" when unknown
	Added    time.Time
	Unread   int
	Total    int
	Settings Settings
	Poll     Poll
}

// Poll is what is remembered of the checks of a feed.
type Poll struct {
	ETag         string // byte for byte as received
	LastModified string // byte for byte as received
	Hash         string // of the last body, hexadecimal
	Status       int    // HTTP status of the last check, 0 when there was none
	Checked      time.Time
	Changed      time.Time // last check that brought something new
	Next         time.Time // no check before
	Failures     int       // in a row
	FailingSince time.Time
	Error        Text    // of the last check, "" when it went well; without Failures it says what is missing of the feed
	State        State   `json:",omitzero"`  // what the last check came to
	Cause        Text    `json:",omitzero"`  // of State, in a few words
	Found        []Offer `json:",omitempty"` // feeds named by the web page that stands where the feed was
	Moved        string  // permanent redirect target seen
	MovedCount   int     // checks in a row that saw it
	MovedSince   time.Time
	Until        time.Time     // the server asked not to be asked before (Retry-After); zero when it did not
	Pace         time.Duration // between checks by the feed's own word and habit (ttl, usual gap); 0 when unknown
	SkipHours    uint32        // bit h set: no checks in hour h, GMT
	SkipDays     uint8         // bit d set: no checks on weekday d, Sunday is 0
	Whole        time.Time     `json:",omitzero"`  // last time that the whole document came, or was asked for in vain
	Limited      time.Time     `json:",omitzero"`  // last time the server asked to be left alone
	Searched     time.Time     `json:",omitzero"`  // last time the page that stands where the feed was was searched for feeds, in vain
	Hub          string        `json:",omitempty"` // WebSub hub that tells of news
	Asked        AskedLog      `json:",omitempty"` // the last requests
}

// Document is a parsed feed.
type Document struct {
	Title       Text
	Link        string // home page
	Self        string // the feed's own address as it claims
	Hub         string // WebSub hub, "" when it names none
	Description Text
	Language    string
	Rights      Text
	Generator   Text
	Author      Text
	Image       string
	Updated     time.Time
	Items       []Item
	Truncated   bool          // the document was cut; the last item may be incomplete
	TTL         time.Duration // RSS ttl, or sy:updatePeriod / updateFrequency
	SkipHours   []int         // GMT, 0..23
	SkipDays    []time.Weekday
}

// Item is an entry of a feed before it is stored.
type Item struct {
	ID         string // identity within the feed: guid or atom:id as it came, else derived
	Title      Text
	Link       string
	Published  time.Time
	Updated    time.Time
	Authors    []Text
	Email      Text // of the first author
	Summary    HTML
	Content    HTML
	Categories []Text
	Enclosures []Enclosure
	Comments   string
	Replies    int // slash:comments
	Image      string
	Language   string
	Hash       string // of the raw item; equal hashes are equal items
	Cut        bool   // the document ended inside this item
	Known      bool   // an item of this hash is stored: only ID and Hash are set
}

// Page is what was read from an article's page.
type Page struct {
	Title      Text
	Byline     Text
	Published  time.Time // with the page's own offset
	Date       Text      // as the page prints it
	Updated    time.Time
	Standfirst Text
	Site       Text
	Section    Text
	Language   string
	Image      string
	Body       []Block
	Related    []Link
	Paywalled  bool // the site gives the beginning only
	FeedBetter bool // the feed's own content is the better text
	Stub       bool // the text is less than the page says of itself: another edition may have it
	Words      int

	Next    string  // address of the article's next page, "" when there is none
	Of      int     // how many pages the article has; 0 when unknown
	Pages   int     // how many of them are joined in Body; 0 and 1 are one
	Missed  bool    // the page at Next was asked for and could not be had
	Single  string  // address of the article with all its pages on one, "" when there is none
	AMP     string  // address of the page's AMP version, "" when there is none
	Print   string  // address of its printable version, "" when there is none
	Edition Edition // which version Body is from
}

// Untitled stands where an article has no title and no words to make one of.
var Untitled = Clean("(untitled)")
