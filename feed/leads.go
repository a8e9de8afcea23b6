package feed

// Leads returns where an article leads, in the order that numbers them on the screen and in print: the links in its
// text, the page's own related stories, the same story elsewhere, earlier ones, and more of the section when the page
// names nothing better. Site-wide lists are left out.
func (a *Article) Leads() []Link {
	links := Links(a.Body)
	inText := len(links)
	for _, kinds := range [][]LinkKind{{SeeAlso, Inline}, {Elsewhere}, {Earlier}} {
		for _, l := range a.Related {
			if l.Kind == kinds[0] || l.Kind == kinds[len(kinds)-1] {
				links = append(links, l)
			}
		}
	}
	if len(links) > inText {
		return links
	}
	for _, l := range a.Related {
		if l.Kind == More {
			links = append(links, l)
		}
	}
	return links
}
