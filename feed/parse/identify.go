package parse

import "newspane/feed"

// identify gives every item the identity that it has within its feed, and drops repeats. Where several items call
// themselves the same and are not, all of them get a mark of their link and title, so that the order in which they
// come makes no difference.
func identify(items []parsed, resolve func(string) string) []int {
	first := make(map[string]int, len(items))
	differ := map[string]bool{} // identities that different items claim
	for i := range items {
		p := &items[i]
		if p.id == "" {
			if p.id = resolve(p.link); p.id == "" {
				p.id = p.link
			}
		}
		j, again := first[p.id]
		if !again {
			first[p.id] = i
			continue
		}
		p.describe()
		if q := &items[j]; p.hash != q.hash {
			q.describe()
			differ[p.id] = differ[p.id] || p.link != q.link || p.title != q.title
		}
	}
	seen := make(map[string]bool, len(items))
	keep := make([]int, 0, len(items))
	for i := range items {
		p := &items[i]
		if differ[p.id] {
			p.describe()
			p.id += "#" + hashOf(p.link, p.title)[:16]
		}
		if !seen[p.id] {
			seen[p.id] = true
			keep = append(keep, i)
		}
	}
	return keep
}

// describe makes sure that link and title are there. The identity stays as it was found.
func (p *parsed) describe() {
	if r := p.again; r != nil {
		id := p.id
		r.reread(&p.record)
		p.id, p.again = id, nil
	}
}

// knownItem returns a known item: no more than who it is.
func (p *parsed) knownItem() feed.Item { return feed.Item{ID: p.id, Hash: p.hash, Known: true} }
