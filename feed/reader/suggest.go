package reader

import (
	"context"
	"strings"
	"time"

	"newspane/feed"
	"newspane/feed/fold"
	"newspane/feed/query"
)

// maxSuggestions is how many ways to go on are offered at once.
const maxSuggestions = 8

// Suggest returns ways to go on with a query that is being typed, at a place in bytes: fields, and the names of feeds,
// folders, tags, states and dates.
func (e *Engine) Suggest(ctx context.Context, text string, at int) ([]feed.Suggestion, error) {
	t := query.At(text, at)
	if t.Field == query.Words && t.From < t.To && text[t.From] == '"' {
		return nil, nil // a phrase
	}
	s := suggesting{typed: t, want: fold.Text(t.Value), now: e.now()}
	switch t.Field {
	case query.Words, query.Feed, query.Folder, query.Lang:
		subs, err := e.store.Subscriptions(ctx)
		if err != nil {
			return nil, err
		}
		s.subs = subs
	}
	if t.Field == query.Words || t.Field == query.Tag {
		tags, err := e.store.Tags(ctx)
		if err != nil {
			return nil, err
		}
		s.tags = tags
	}
	s.field(t.Field)
	return s.list, nil
}

// suggesting gathers suggestions.
type suggesting struct {
	typed query.Typed
	want  string // what is typed, without case and accents
	now   time.Time
	subs  []feed.Subscription
	tags  []feed.Tag
	list  []feed.Suggestion
}

// offer adds a way to go on, unless there are enough or it is there.
func (s *suggesting) offer(insert, detail string) {
	if len(s.list) == maxSuggestions {
		return
	}
	for _, other := range s.list {
		if other.Insert == insert {
			return
		}
	}
	s.list = append(s.list, feed.Suggestion{From: s.typed.From, To: s.typed.To, Insert: insert,
		Label: feed.Clean(insert), Detail: feed.Clean(detail)})
}

// field offers what may stand in a field, or (Words) what may begin.
func (s *suggesting) field(f query.Field) {
	switch f {
	case query.Words:
		s.beginnings()
	case query.Feed:
		s.feeds("", 0)
	case query.Folder:
		s.folders("", 0)
	case query.Tag:
		s.tagNames("", 0)
	case query.Is:
		s.names("", query.States(), 0)
	case query.Has:
		s.names("", query.Things(), 0)
	case query.After, query.Before:
		s.names("", []string{"today", "yesterday", "7d", "1m", s.now.Format("2006-01-02"), s.now.Format("2006-01"), s.now.Format("2006")}, 0)
	case query.Minutes, query.Score:
		s.names("", []string{">10", "<3"}, 0)
	case query.Lang:
		var codes []string
		for _, sub := range s.subs {
			if code, _, _ := strings.Cut(strings.ToLower(sub.Language), "-"); code != "" {
				codes = append(codes, code)
			}
		}
		s.names("", codes, 0)
	}
}

// beginnings offers what a word that is being typed may become.
func (s *suggesting) beginnings() {
	if s.want == "" {
		return
	}
	for _, f := range query.Fields() {
		if name := f.String(); strings.HasPrefix(name, s.want) {
			s.offer(name+":", fieldMeaning(f))
		}
	}
	s.names("is:", query.States(), 2)
	s.names("has:", query.Things(), 2)
	s.tagNames("tag:", 2)
	s.folders("folder:", 2)
	s.feeds("feed:", 2)
}

// fieldMeaning is what a field is about, in a few words.
func fieldMeaning(f query.Field) string {
	return map[query.Field]string{query.Title: "words of the title", query.Text: "words of the text", query.Author: "the author",
		query.Feed: "a feed, by name", query.Folder: "a folder", query.Tag: "a tag of yours", query.Is: "unread, read, bookmarked …",
		query.Has: "image, audio, video …", query.After: "a date: that day and later", query.Before: "a date: earlier",
		query.Minutes: "reading time", query.Lang: "language", query.Link: "a part of the address", query.Score: "the score of rules"}[f]
}

// names offers fixed names that begin as typed, when so many letters are.
func (s *suggesting) names(prefix string, names []string, letters int) {
	if len(s.want) < letters {
		return
	}
	for _, n := range names {
		if strings.HasPrefix(n, s.want) {
			s.offer(prefix+n+" ", "")
		}
	}
}

// feeds offers feeds: those whose name begins as typed, then those in which a word does.
func (s *suggesting) feeds(prefix string, letters int) {
	if len(s.want) < letters {
		return
	}
	for _, begins := range []bool{true, false} {
		for _, sub := range s.subs {
			if name := fold.Text(sub.Title.String()); begins && strings.HasPrefix(name, s.want) || !begins && strings.Contains(" "+name, " "+s.want) {
				s.offer(prefix+query.Quote(sub.Title.String())+" ", sub.Folder)
			}
		}
	}
}

func (s *suggesting) folders(prefix string, letters int) {
	if len(s.want) < letters {
		return
	}
	for _, sub := range s.subs {
		for path := sub.Folder; path != ""; {
			if strings.Contains("/"+fold.Text(path), "/"+s.want) {
				s.offer(prefix+query.Quote(path)+" ", "folder")
			}
			path = path[:max(strings.LastIndexByte(path, '/'), 0)]
		}
	}
}

func (s *suggesting) tagNames(prefix string, letters int) {
	if len(s.want) < letters {
		return
	}
	for _, tag := range s.tags {
		if strings.HasPrefix(fold.Text(tag.Name.String()), s.want) {
			s.offer(prefix+query.Quote(tag.Name.String())+" ", "tag")
		}
	}
}
