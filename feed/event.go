package feed

// EventKind says what happened.
type EventKind uint8

// The events.
const (
	RefreshStarted EventKind = iota // Total feeds are to be checked
	FeedChecked                     // Feed was checked: New articles, or Err; Done of Total
	RefreshEnded                    // all feeds were checked
	ArticleChanged                  // Article has new text
	TreeChanged                     // subscriptions or counts changed
	CountsChanged                   // saved searches have other numbers of unread articles
	Failed                          // Err befell background work
	LibraryChanged                  // another process changed the library
	RulesTold                       // Notice: rules matched new articles that they are to tell of
	IndexGrown                      // searches find articles that they could not find before
	RuleRunning                     // a rule has come to Done of Total stored articles
	ParcelSettled                   // Parcel was sent, or was not
	DownloadMoved                   // Download has come further, or has ended
)

// Tally is what a check of feeds came to.
type Tally struct {
	Checked, Failed int // feeds
	New             int // articles
}

// Event tells the screen what happened in the background.
type Event struct {
	Kind        EventKind
	Feed        ID
	Article     ID
	New         int
	Done, Total int
	Err         error
	Notice      string // with names that the reader gave
	Parcel      *Parcel
	Download    *Download
}
