package typeset

import (
	"newspane/feed"
	"newspane/ui/text"
)

// list sets bullets or numbers with hanging text; numbers are right-aligned to the widest.
func (s *setter) list(b *feed.Block, inset string) {
	var labels []string
	widest := 0
	if b.Ordered || b.Kind == feed.Footnotes {
		labels = b.Labels()
		for _, l := range labels {
			widest = max(widest, len(l))
		}
	}
	loose := loose(b.Items)
	bullet := s.bullet()
	s.lists++
	for i := range b.Items {
		marker := bullet
		if labels != nil {
			marker = text.Blank(widest-len(labels[i])) + labels[i] + ". "
		}
		if i > 0 && loose {
			s.part()
		}
		s.item(&b.Items[i], inset+marker)
	}
	s.lists--
}

// loose reports whether blank lines stand between the items: when one of them has several paragraphs.
func loose(items []feed.ListItem) bool {
	for i := range items {
		n := 0
		for _, b := range items[i].Blocks {
			if b.Kind != feed.List {
				n++
			}
		}
		if n > 1 {
			return true
		}
	}
	return false
}

func (s *setter) bullet() string {
	if s.ASCII {
		return [...]string{"* ", "- ", "+ "}[s.lists%3]
	}
	return [...]string{"• ", "◦ ", "▪ "}[s.lists%3]
}

func (s *setter) item(it *feed.ListItem, marker string) {
	pushed := s.push(level{first: marker, rest: text.Blank(text.Width(marker)), style: Bullet})
	if !pushed {
		s.lead = marker
	}
	if len(it.Term) > 0 {
		s.paragraph(it.Term, s.style|Style(feed.Strong), false)
	}
	s.blocks(it.Blocks)
	s.lead = ""
	s.pop(pushed)
}

// definitions sets terms with their definitions set in below them.
func (s *setter) definitions(b *feed.Block) {
	margin := "    "
	if s.Width < roomy {
		margin = "  "
	}
	for i := range b.Items {
		it := &b.Items[i]
		if i > 0 && len(it.Term) > 0 && len(b.Items[i-1].Blocks) > 0 {
			s.part()
		}
		s.paragraph(it.Term, s.style|Style(feed.Strong), b.RTL)
		pushed := s.push(level{first: margin, rest: margin})
		s.blocks(it.Blocks)
		s.pop(pushed)
	}
}

// footnotes sets the notes below a short rule.
func (s *setter) footnotes(b *feed.Block) {
	const length = 12
	line := "─"
	if s.ASCII {
		line = "-"
	}
	s.open(false)
	for range min(length, s.measure()) {
		s.decorate(line, Ruled)
	}
	s.join()
	s.close(false)
	s.paragraph(b.Text, s.style, b.RTL)
	s.list(b, "")
	s.table(b)
	s.blocks(b.Blocks)
}

// join makes one segment of neighbouring decorations of one style.
func (s *setter) join() {
	n := 0
	for i := range s.segments {
		g := s.segments[i]
		if n > 0 && g.Offset < 0 && s.segments[n-1].Offset < 0 && s.segments[n-1].Style == g.Style && s.segments[n-1].Link == g.Link {
			s.segments[n-1].Text += g.Text
			continue
		}
		s.segments[n] = g
		n++
	}
	s.segments = s.segments[:n]
}
