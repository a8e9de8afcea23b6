package feed

// Leads returns where an article leads, in the order that numbers them on the screen and in print: the links in its
// text, the page's own related stories, the same story elsewhere, earlier ones, and more of the section when the page
// names nothing better. Site-wide lists are left out. What is known of the target of a link in the text stands among
// Related, as of kind InText.
func (a *Article) Leads() []Link {
	links := Links(a.Body)
	inText := len(links)
	for i := range links {
		for _, known := range a.Related {
			if known.Kind == InText && known.URL == links[i].URL {
				links[i] = known
			}
		}
	}
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
