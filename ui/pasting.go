package ui

import (
	"fmt"
	"path"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// maxPasted is the most addresses of a pasted text that are offered.
const maxPasted = 50

// pasted takes pasted text: into an overlay, its lines joined, or the addresses in it. It never runs as keys.
func (m *Model) pasted(s string) tea.Cmd {
	if o := m.top(); o != nil {
		return o.paste(m, feed.Clean(s).String())
	}
	switch found := addressesIn(s); len(found) {
	case 0:
		m.say("Pasted text is only taken where it is asked for; an address may be added as a feed.", news)
	case 1:
		m.askPasted(found[0])
	default:
		m.askPastedSeveral(found)
	}
	return nil
}

// addressesIn returns the addresses among the words of a text.
func addressesIn(s string) (found []string) {
	for w := range strings.FieldsSeq(s) {
		if len(found) == maxPasted {
			break
		}
		w = strings.TrimRight(strings.TrimLeft(w, "<(\"'"), ">)\"',;")
		if url := feed.ResolveURL("", feed.Clean(w).String()); url != "" && !slices.Contains(found, url) {
			found = append(found, url)
		}
	}
	return found
}

// askPasted asks what is to be done with an address that was pasted; what it is likely to be comes first.
func (m *Model) askPasted(url string) {
	read := choice{label: "read this page here"}
	add := choice{label: "add the feed behind it"}
	choices := []choice{read, add}
	if feedLike(url) {
		choices = []choice{add, read}
	}
	m.open(newChooser(host(url), choices, func(m *Model, i []int) tea.Cmd {
		if choices[i[0]] == read {
			return m.openTyped(url)
		}
		return m.askFeed(url)
	}))
}

// askPastedSeveral asks which of several addresses is meant.
func (m *Model) askPastedSeveral(found []string) {
	choices := make([]choice, len(found))
	for i, url := range found {
		choices[i] = choice{label: feed.Clean(feed.ShownURL(url)).String()}
	}
	m.open(newChooser(fmt.Sprintf("%d addresses were pasted: which one?", len(found)), choices, func(m *Model, i []int) tea.Cmd {
		m.askPasted(found[i[0]])
		return nil
	}))
}

// feedLike reports whether an address is spelt like those of feeds.
func feedLike(url string) bool {
	where, _, _ := strings.Cut(strings.ToLower(url), "?")
	switch path.Ext(where) {
	case ".xml", ".rss", ".atom", ".rdf":
		return true
	}
	last := path.Base(where)
	return last == "feed" || last == "feeds" || last == "rss" || last == "atom" || last == "feed.json"
}
