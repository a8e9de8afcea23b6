package fetch

import "newspane/feed"

// Candidate is a feed that an address may stand for.
type Candidate struct {
	URL   string
	Title feed.Text
	Type  string // media type, "" when unknown
}

// Discover returns the feeds that a page names, best first.
func Discover(r *Response) []Candidate { return nil }

// Guesses returns the addresses where feeds of a site usually are, to be tried one at a time.
func Guesses(pageURL string) []string { return nil }
