package clean

import (
	"strings"

	"newspane/feed"
)

// link returns the address of a link as it is kept: absolute http(s), without tracking parameters; "" for a place in
// the same document and for other schemes.
func (b *builder) link(ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" || ref[0] == '#' {
		return ""
	}
	u := Link(b.base, ref)
	if i := strings.IndexByte(u, '#'); i >= 0 && u[:i] == b.base {
		return ""
	}
	if !b.links[u] {
		if len(b.links) >= maxLinks {
			return ""
		}
		b.links[u] = true
	}
	return u
}

// Link returns ref relative to base as an absolute http(s) address without tracking parameters, or "".
func Link(base, ref string) string { return feed.WithoutTracking(feed.ResolveURL(base, ref)) }
