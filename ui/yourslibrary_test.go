package ui

import (
	"context"
	"slices"

	"newspane/feed"
)

func (s *shelf) failing() error {
	err := s.fail
	s.fail = nil
	return err
}

func (s *shelf) Tag(_ context.Context, taggings ...feed.Tagging) error {
	if err := s.failing(); err != nil {
		return err
	}
	for _, t := range taggings {
		if a := s.at(t.Article); a != nil {
			a.Tags = withTag(a.Tags, t)
		}
	}
	return nil
}

func (s *shelf) ColourTag(_ context.Context, name, colour string) error {
	s.log("colour %s %s", name, colour)
	return nil
}

func (s *shelf) Note(_ context.Context, id feed.ID) (feed.Note, error) {
	if a := s.at(id); a != nil {
		return feed.Note{Article: id, Text: a.Remark}, nil
	}
	return feed.Note{Article: id}, nil
}

func (s *shelf) SetNote(_ context.Context, n feed.Note) error {
	if err := s.failing(); err != nil {
		return err
	}
	if a := s.at(n.Article); a != nil {
		a.Remark, a.Noted = n.Text, !n.Text.IsEmpty()
	}
	return nil
}

func (s *shelf) Highlight(_ context.Context, passages ...feed.Highlight) ([]feed.Highlight, error) {
	if err := s.failing(); err != nil {
		return nil, err
	}
	for _, h := range passages {
		if a := s.at(h.Article); a != nil {
			a.Highlights = withPassage(a.Highlights, h)
			a.Highlit = len(a.Highlights) > 0
		}
	}
	return passages, nil
}

func (s *shelf) Highlights(_ context.Context, id feed.ID) ([]feed.Highlight, error) {
	var all []feed.Highlight
	for i := range s.articles {
		if a := &s.articles[i]; id == 0 || a.ID == id {
			for _, h := range a.Highlights {
				h.Title, h.Source = a.Title, a.Source
				all = append(all, h)
			}
		}
	}
	return all, nil
}

func (s *shelf) Save(_ context.Context, url, title string) (feed.ID, error) {
	s.log("save %s %q", url, title)
	if err := s.failing(); err != nil {
		return 0, err
	}
	id := feed.ID(2000 + len(s.articles))
	s.articles = append(s.articles, feed.Article{Headline: feed.Headline{ID: id, Title: feed.Clean(title), Link: url, Later: true}})
	return id, nil
}

// tagNodes are the sidebar's lines for the tags.
func (s *shelf) tagNodes() []feed.Node {
	var names []string
	total := map[string]int{}
	for _, a := range s.articles {
		for _, t := range a.Tags {
			if total[t.String()]++; total[t.String()] == 1 {
				names = append(names, t.String())
			}
		}
	}
	if len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	nodes := []feed.Node{{Kind: feed.TagsNode, Title: feed.Clean("Tags"), Query: feed.Query{Tag: feed.AnyTag}, Total: len(s.in(feed.Query{Tag: feed.AnyTag}))}}
	for _, n := range names {
		nodes = append(nodes, feed.Node{Kind: feed.TagNode, Depth: 1, Title: feed.Clean(n), Query: feed.Query{Tag: n}, Total: total[n]})
	}
	return nodes
}

func (s *shelf) Typed(address string) { s.log("typed %s", address) }
