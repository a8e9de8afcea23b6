package parse

// Bounds of what is read, counted on decoded bytes and applied before anything is allocated for them. A document that
// reaches one keeps what was whole and is marked Truncated.
const (
	maxBody      = 16 << 20 // a feed
	maxText      = 2 << 20  // an item's body
	maxLine      = 4 << 10  // a one-line field
	maxURL       = 8 << 10  // an address or an identity; a longer identity is hashed
	maxDate      = 200      // a date
	maxPerson    = 1 << 10  // a person
	maxItems     = 10_000   // of a document
	maxAttrs     = 64       // of a tag
	maxSpaces    = 64       // namespaces that a document declares
	maxEntities  = 100      // that a DOCTYPE declares
	maxEntity    = 1 << 10  // the text of one
	maxExpansion = 1 << 20  // all texts of entities in a document
	maxCats      = 64       // categories of an item
	maxMedia     = 32       // enclosures of an item
	maxPeople    = 16       // authors of an item
	maxElements  = 20_000   // of an item, or of the feed itself
	maxLinks     = 5_000    // relative addresses in a body that are made absolute
	maxRawDates  = 64       // unreadable dates that gofeed is asked about
	maxPreamble  = 128 << 10
	maxPreTags   = 300      // tags before the root
	maxQuoted    = 64 << 10 // a quoted attribute
	maxDepth     = 64       // of JSON
	chunkBytes   = 256 << 10
	detectSample = 32 << 10
)
