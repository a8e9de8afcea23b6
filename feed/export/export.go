// Package export turns stored articles into documents that other programs read: Markdown, one file of HTML, an EPUB book.
// It writes what it is given and fetches nothing: pictures are handed in. Text for a terminal or a printer is set by
// [newspane/ui/typeset].
package export

import (
	"strings"
	"time"

	"newspane/feed"
)

// Picture returns the bytes and the media type of a picture by its address; false when it is not to be had. nil is a
// Picture that has none.
type Picture func(address string) (data []byte, mediaType string, ok bool)

func (p Picture) get(address string) ([]byte, string, bool) {
	if p == nil || address == "" {
		return nil, "", false
	}
	return p(address)
}

// Title names a collection: the only article's title, else the edition of a day.
func Title(articles []*feed.Article, now time.Time) string {
	if len(articles) == 1 {
		return articles[0].Title.String()
	}
	return "newspane, " + now.Format("Monday 2 January 2006")
}

// byline is who wrote it, where and when, in one line.
func byline(a *feed.Article) string {
	var parts []string
	for _, s := range []string{a.Author.String(), a.Source.String(), date(a.Published)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " · ")
}

// date is a date as a reader has it, "" for none.
func date(t time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case t.Hour() == 0 && t.Minute() == 0:
		return t.Format("2 January 2006")
	}
	return t.Format("2 January 2006, 15:04")
}
