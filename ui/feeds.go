package ui

import (
	"strconv"
	"strings"

	"newspane/feed"
	"newspane/ui/list"
	"newspane/ui/theme"
)

// feedsPane is the sidebar: a tree of names for queries.
type feedsPane struct {
	look   *look
	nodes  []feed.Node
	shown  []int           // indexes of the nodes that no folded folder hides
	folded map[string]bool // folders by path
	list   list.List
	w      int
	loaded bool
}

// set takes a new tree; the cursor stays on its query.
func (p *feedsPane) set(nodes []feed.Node) {
	before := p.query()
	had := p.loaded && len(p.shown) > 0
	p.nodes, p.loaded = nodes, true
	p.unfold()
	if had && !p.goTo(func(n feed.Node) bool { return sameView(n.Query, before) }) {
		p.list.Go(p.list.Cursor)
	}
}

// sameView compares queries but for the day that "Today" begins with.
func sameView(a, b feed.Query) bool {
	if a.Since != 0 && b.Since != 0 {
		a.Since = b.Since
	}
	return a == b
}

func (p *feedsPane) unfold() {
	p.shown = p.shown[:0]
	hidden := -1 // depth of the folded folder we are in
	for i, n := range p.nodes {
		if hidden >= 0 && n.Depth > hidden {
			continue
		}
		hidden = -1
		p.shown = append(p.shown, i)
		if p.isFolded(&n) {
			hidden = n.Depth
		}
	}
	p.list.SetN(len(p.shown))
}

// node is the line under the cursor; nil when there is none.
func (p *feedsPane) node() *feed.Node {
	if p.list.Cursor >= len(p.shown) {
		return nil
	}
	return &p.nodes[p.shown[p.list.Cursor]]
}

// query is what the line under the cursor stands for.
func (p *feedsPane) query() feed.Query {
	if n := p.node(); n != nil {
		return n.Query
	}
	return feed.Query{}
}

// goTo puts the cursor on the first line that is meant, unfolding nothing, and reports whether there is one.
func (p *feedsPane) goTo(is func(feed.Node) bool) bool {
	for row, i := range p.shown {
		if is(p.nodes[i]) {
			p.list.Go(row)
			return true
		}
	}
	return false
}

// nextUnread puts the cursor on the next line (d 1) or the one before (d -1) that is a feed with something unread.
func (p *feedsPane) nextUnread(d int) bool {
	for i := p.list.Cursor + d; i >= 0 && i < len(p.shown); i += d {
		if n := p.nodes[p.shown[i]]; n.Unread > 0 && (n.Kind == feed.FeedNode || n.Kind == feed.FolderNode) {
			p.list.Go(i)
			return true
		}
	}
	return false
}

// fold folds the folder under the cursor, or the one that the feed under it stands in; again: unfolds.
func (p *feedsPane) fold() bool {
	for i := p.list.Cursor; i >= 0 && i < len(p.shown); i-- {
		n := p.nodes[p.shown[i]]
		if key, ok := foldKey(&n); ok {
			p.folded[key] = !p.folded[key]
			p.list.Go(i)
			p.unfold()
			return true
		}
		if n.Depth == 0 {
			return false
		}
	}
	return false
}

// foldTags is the name under which the folding of the tags is remembered; it is no folder's path.
const foldTags = "/tags"

// foldKey is the name under which a line's folding is remembered; ok is false for one that holds no others.
func foldKey(n *feed.Node) (key string, ok bool) {
	switch n.Kind {
	case feed.FolderNode:
		return n.Query.Folder, true
	case feed.TagsNode:
		return foldTags, true
	}
	return "", false
}

func (p *feedsPane) isFolded(n *feed.Node) bool {
	key, ok := foldKey(n)
	return ok && p.folded[key]
}

// folderOf returns the folder that a feed stands in.
func (p *feedsPane) folderOf(id feed.ID) string {
	folder := ""
	for _, n := range p.nodes {
		switch {
		case n.Kind == feed.FolderNode:
			folder = n.Query.Folder
		case n.Kind == feed.FeedNode && n.Query.Feed == id:
			if n.Depth == 0 {
				return ""
			}
			return folder
		}
	}
	return ""
}

func (p *feedsPane) unread() int {
	n := 0
	for _, node := range p.nodes {
		if node.Kind == feed.FeedNode {
			n += node.Unread
		}
	}
	return n
}

func (p *feedsPane) resize(w, h int) { p.w, p.list.Height = w, h }

func (p *feedsPane) move(m motion, n int) { moveList(&p.list, m, n, p.height) }

// height is a line, and an empty one where feeds begin after the views, those without a folder after the folders, and
// tags after the feeds.
func (p *feedsPane) height(row int) int {
	if p.parted(row) {
		return 2
	}
	return 1
}

func (p *feedsPane) parted(row int) bool {
	if row == 0 {
		return false
	}
	n, before := &p.nodes[p.shown[row]], &p.nodes[p.shown[row-1]]
	return !isView(n) && isView(before) || n.Kind == feed.FeedNode && n.Depth == 0 && (before.Depth > 0 || before.Kind == feed.FolderNode) || n.Kind == feed.TagsNode
}

// isView reports whether a line stands above the feeds.
func isView(n *feed.Node) bool {
	return n.Kind == feed.ViewNode || n.Kind == feed.SearchNode || n.Kind == feed.TroubleNode
}

func (p *feedsPane) lines(focused bool) []string {
	from, to := p.list.Show(p.height)
	var lines []string
	for i := from; i < to; i++ {
		if p.parted(i) {
			lines = append(lines, blank(p.w))
		}
		lines = append(lines, p.line(&p.nodes[p.shown[i]], i == p.list.Cursor, focused))
	}
	return fill(lines, p.w, p.list.Height)
}

func (p *feedsPane) line(n *feed.Node, current, focused bool) string {
	if p.look.plain {
		return p.plainLine(n)
	}
	var attr theme.Attr
	cursor := " "
	if current {
		attr, cursor = theme.Selected, p.look.Glyphs.Cursor
	}
	role := theme.Muted
	if n.Unread > 0 || n.Kind != feed.FeedNode {
		role = theme.Text
	}
	var bold theme.Attr
	if current && focused || n.Unread > 0 && n.Kind == feed.FolderNode {
		bold = theme.Bold
	}
	r := p.look.row(p.w, attr)
	cursorRole := theme.Muted
	if focused {
		cursorRole = theme.Accent
	}
	r.put(cursor, cursorRole, 0).put(p.mark(n)+" ", p.markRole(n), 0).add("", max(0, n.Depth-1)*2, role, 0)
	number := nodeCount(n)
	if n.Paused {
		number = strings.TrimSuffix("paused "+number, " ")
	}
	r.add(p.look.line(n.Title), r.left()-len(number)-2, role, bold)
	return r.right(number+" ", theme.Muted, 0).String()
}

// countsAll reports whether a line's number is that of all its articles, since unread is not the point there.
func countsAll(n *feed.Node) bool {
	q := n.Query
	return n.Kind == feed.ViewNode && (q.Bookmarked || q.Later || q.Noted || q.Highlit) || n.Kind == feed.TroubleNode ||
		n.Kind == feed.TagNode || n.Kind == feed.TagsNode
}

func nodeCount(n *feed.Node) string {
	c := n.Unread
	if countsAll(n) {
		c = n.Total
	}
	if c == 0 {
		return ""
	}
	if n.More {
		return strconv.Itoa(c) + "+"
	}
	return strconv.Itoa(c)
}

func (p *feedsPane) mark(n *feed.Node) string {
	g := p.look.Glyphs
	switch {
	case p.isFolded(n):
		return g.Closed
	case n.Kind == feed.FolderNode, n.Kind == feed.TagsNode:
		return g.Open
	case n.Kind == feed.TagNode:
		return "#"
	case n.Kind == feed.ViewNode && n.Query.Later:
		return g.Later
	case n.Kind == feed.ViewNode && (n.Query.Noted || n.Query.Highlit):
		return g.Note
	case n.Failed, n.Kind == feed.TroubleNode:
		return g.Failed
	case n.Kind == feed.SearchNode:
		return g.Search
	case n.Kind == feed.ViewNode && n.Query.Bookmarked:
		return g.Star
	}
	return " "
}

func (p *feedsPane) markRole(n *feed.Node) theme.Role {
	switch {
	case n.Failed, n.Kind == feed.TroubleNode:
		return theme.Warn
	case n.Query.Bookmarked:
		return theme.Star
	case n.Kind == feed.TagNode:
		return tagRole(n.Colour)
	}
	return theme.Muted
}
