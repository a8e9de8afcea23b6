package parse

import "newspane/feed"

// identify gives every item the identity that it has within its feed, and drops repeats. Where several items call
// themselves the same and are not, all of them get a mark of their link and title, so that the order in which they
// come makes no difference.
func identify(items []parsed, resolve func(string) string) []int {
	count := map[string]int{}
	seen := map[string]bool{}
	for i := range items {
		p := &items[i]
		if p.id == "" {
			if p.id = resolve(p.link); p.id == "" {
				p.id = p.link
			}
		}
		if key := p.id + "\x00" + p.link + "\x00" + p.title; !seen[key] {
			seen[key] = true
			count[p.id]++
		}
	}
	clear(seen)
	keep := make([]int, 0, len(items))
	for i := range items {
		p := &items[i]
		if count[p.id] > 1 {
			p.id += "#" + hashOf(p.link, p.title)[:16]
		}
		if !seen[p.id] {
			seen[p.id] = true
			keep = append(keep, i)
		}
	}
	return keep
}

// knownItem returns a known item: no more than who it is.
func (p *parsed) knownItem() feed.Item { return feed.Item{ID: p.id, Hash: p.hash} }
