package feed

import "fmt"

// Shown says in a few words which text of the article is the body: the feed's, the whole article, pages that were
// joined, or the beginning that a site gives for nothing.
func (a *Article) Shown() string {
	if a.Text == FromFeed {
		return "the feed’s text"
	}
	var s string
	switch {
	case a.Pages > 1 && a.PagesOf > a.Pages:
		s = fmt.Sprintf("pages 1–%d of %d joined", a.Pages, a.PagesOf)
	case a.Pages > 1:
		s = fmt.Sprintf("pages 1–%d joined", a.Pages)
	case a.PagesOf > 1 && a.Edition == WebEdition:
		s = fmt.Sprintf("page 1 of %d only", a.PagesOf)
	default:
		s = [...]string{"full article", "full article (AMP version)", "full article (print version)", "full article (all pages on one)"}[a.Edition]
	}
	if a.Paywalled {
		return "paywalled: the beginning only"
	}
	return s
}
