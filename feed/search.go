package feed

import (
	"fmt"
	"unicode/utf8"
)

// SavedSearch is a query with a name: a line of the sidebar.
type SavedSearch struct {
	ID    ID // 0 before it is saved
	Name  Text
	Query string // canonical text of the query language
	Place int    // among the others, from the top; smaller is higher
}

// QueryError says what is wrong with a query, where, and how to mend it.
type QueryError struct {
	Query      string // as it was given
	At, End    int    // the bytes of Query that are meant; At may be its end
	Problem    string // "unknown field 'titel'"
	Remedy     string // "did you mean title?"
	Unfinished bool   // what is typed next may mend it
}

// Error says it in one line, with the place counted in characters from 1.
func (e *QueryError) Error() string {
	return fmt.Sprintf("%s at %d: %s", e.Problem, e.Column(), e.Remedy)
}

// Column is the place in characters, from 1.
func (e *QueryError) Column() int { return utf8.RuneCountInString(e.Query[:e.At]) + 1 }

// Piece is a stretch of a text; Match says that a search found it.
type Piece struct {
	Text  Text
	Match bool
}

// Excerpt shows where a search found an article: its title, and the place in its text where most of the words stand
// together. Both are nil when nothing of them was found.
type Excerpt struct {
	Title []Piece
	Text  []Piece
}

// Suggestion is a way to go on with a query that is being typed: Insert takes the place of the bytes From to To.
type Suggestion struct {
	From, To int
	Insert   string
	Label    Text // what is inserted, for a person
	Detail   Text // what it means; may be empty
}

// Idiom is a form of the query language: what may be written, and what it finds.
type Idiom struct {
	Group   string
	Write   string
	Finds   string
	Example bool // Write is a whole query to try
}
