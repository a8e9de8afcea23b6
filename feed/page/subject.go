package page

import (
	"strings"

	"golang.org/x/net/html"
)

// headsSubject reports whether a heading after the first paragraph names the subject and is not the article's own.
func (x *extraction) headsSubject(n *html.Node, e entry) bool {
	s := text(n)
	return x.tree.at[n] > x.firstGood && e.links == 0 && x.namesSubject(s) && agreement(s, x.names()) < 0.6
}

// isLatest reports whether a label begins with a word for the latest news, of a subject perhaps.
func isLatest(s string) bool {
	w := strings.Fields(fold(s))
	return len(w) > 1 && latestWords[w[0]]
}

var latestWords = wordSet("latest news aktuelle aktuelles neueste neuestes últimas últimos ultime dernières derniers senaste seneste siste najnowsze nejnovější laatste")

// onSubject reports whether the title of a story in the block has a word of the article's subject.
func (x *extraction) onSubject(nodes []*html.Node) bool {
	for _, s := range x.stories(nodes, true) {
		for _, a := range s.links {
			if x.sharesSubject(text(a)) {
				return true
			}
		}
	}
	return false
}

// namesSubject reports whether a heading names the article's subject: a word of it, long enough to tell, stands in
// the title, the tags or the address.
func (x *extraction) namesSubject(s string) bool {
	if len(strings.Fields(s)) > 6 {
		return false
	}
	if x.sharesSubject(s) {
		return true
	}
	if x.frequent == nil {
		x.frequent = map[string]int{}
		for i := x.firstGood; i <= x.lastGood; i++ {
			if e := &x.tree.nodes[i]; e.para {
				for _, w := range strings.Fields(fold(text(e.n))) {
					x.frequent[stem(w)]++
				}
			}
		}
	}
	section := fold(x.section().String())
	for _, w := range strings.Fields(fold(s)) {
		if len(w) >= subjectLetters && x.frequent[stem(w)] >= oftenNamed && !strings.Contains(section, w) && !generalWords[w] {
			return true
		}
	}
	return false
}

// oftenNamed is how often a word stands in a text that is about it.
const oftenNamed = 4

var generalWords = wordSet("articles article stories nachrichten politik politics international business wirtschaft people government president article more about video videos world society culture sports latest aktuelle weitere")

func (x *extraction) sharesSubject(s string) bool {
	if x.subject == nil {
		x.subject = map[string]bool{}
		for _, v := range append(x.meta.values["article:tag"], x.meta.get("keywords", "news_keywords"), x.meta.ld.headline, x.meta.get("og:title"), x.page.Path, x.heading) {
			for _, w := range strings.Fields(fold(v)) {
				if len(w) >= subjectLetters {
					x.subject[stem(w)] = true
				}
			}
		}
	}
	for _, w := range strings.Fields(fold(s)) {
		if len(w) >= subjectLetters && x.subject[stem(w)] {
			return true
		}
	}
	return false
}

const subjectLetters = 6 // bytes of a word that can name a subject

// stem is a word without its ending, near enough to compare inflected forms.
func stem(w string) string {
	if len(w) > 8 {
		return w[:len(w)-2]
	}
	return w
}
