package store

import "newspane/feed/query"

// setOf returns the set of the articles that meet a term, if there is one.
func setOf(t query.Term) (set, bool) {
	if t.Field == query.Tag {
		return tagSet(t.Value), true
	}
	table := stateTables[t.Value]
	return set{from: table}, table != ""
}

// stateTables hold what is: and has: ask for.
var stateTables = map[string]string{
	query.IsUnread: "unread", query.IsBookmarked: "bookmarks", query.IsLater: "later", query.IsNoted: "noted",
	query.HasNote: "noted", query.HasHighlight: "highlit",
}
