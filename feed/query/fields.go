package query

import (
	"strings"
)

// Field says what of an article a term is about.
type Field uint8

// The fields.
const (
	Words   Field = iota // its title or its text
	Title                // words of its title
	Text                 // words of its text
	Author               // words of its author's name
	Link                 // words of its address
	Lang                 // its language: a code as in BCP 47, lower case
	Feed                 // its feed, by name
	Folder               // the folder of its feed, by name or path
	Tag                  // a tag of the reader's
	Is                   // one of States
	Has                  // one of Things
	After                // not before a moment: see [Term.Moment]
	Before               // before it
	Minutes              // its reading time
	Score                // the score that rules gave it
)

var fieldNames = [...]string{"", "title", "text", "author", "link", "lang", "feed", "folder", "tag", "is", "has", "after",
	"before", "minutes", "score"}

// String returns the name of the field in the language, "" for words.
func (f Field) String() string { return fieldNames[f] }

// The states that is: asks for.
const (
	IsUnread     = "unread"
	IsRead       = "read"
	IsBookmarked = "bookmarked"
	IsNoted      = "noted"
	IsLater      = "later"
	IsNew        = "new"
	IsHidden     = "hidden"
)

// The things that has: asks for.
const (
	HasImage     = "image"
	HasAudio     = "audio"
	HasVideo     = "video"
	HasComments  = "comments"
	HasNote      = "note"
	HasHighlight = "highlight"
)

// States are what may stand after is:, and Things what may stand after has:.
func States() []string {
	return []string{IsUnread, IsRead, IsBookmarked, IsLater, IsNoted, IsNew, IsHidden}
}

// Things are what may stand after has:.
func Things() []string {
	return []string{HasImage, HasAudio, HasVideo, HasComments, HasNote, HasHighlight}
}

// Fields are the fields that have a name, in the order in which they are offered.
func Fields() []Field {
	return []Field{Title, Text, Author, Feed, Folder, Tag, Is, Has, After, Before, Minutes, Lang, Link, Score}
}

// fieldCalled returns the field of a name in any case.
func fieldCalled(name string) (Field, bool) {
	name = strings.ToLower(name)
	for _, f := range Fields() {
		if f.String() == name {
			return f, true
		}
	}
	return 0, false
}

// nearest returns the name that was probably meant, "" when none is near.
func nearest(typed string, names []string) string {
	typed = strings.ToLower(typed)
	best, least := "", 3
	for _, n := range names {
		d := distance(typed, n)
		if strings.HasPrefix(n, typed) && len(typed) >= 2 {
			d = min(d, 1)
		}
		if d < least && d < len(n) {
			best, least = n, d
		}
	}
	return best
}

// distance counts the letters that are put in, left out, changed or swapped (optimal string alignment) between two
// short words. Longer ones are far from everything.
func distance(a, b string) int {
	const longest = 24
	if len(a) > longest || len(b) > longest {
		return longest
	}
	var rows [longest + 1][longest + 1]int
	for i := range len(a) + 1 {
		for j := range len(b) + 1 {
			switch {
			case i == 0 || j == 0:
				rows[i][j] = i + j
				continue
			}
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			d := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, rows[i-2][j-2]+1)
			}
			rows[i][j] = d
		}
	}
	return rows[len(a)][len(b)]
}
