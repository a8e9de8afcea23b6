package clean

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newspane/feed"
)

const (
	beaconSize = 2  // pixels: not larger in either direction is no picture
	iconSize   = 32 // pixels: not larger is part of the line
	maxPixels  = 1 << 16
	wantWidth  = 1600 // pixels: of a srcset, the largest up to this
)

// image adds a picture: within the line its alternative text, else a figure after the paragraph.
func (w *flow) image(n *html.Node, f frame) {
	img, ok := w.picture(n)
	switch {
	case !ok:
	case isFormula(n) && beside(n):
	case isIcon(n, img):
		if alt := unwrapped(img.Alt.String()); alt != "" && len(alt) < 200 && f.url == "" || isFormula(n) {
			w.run.text(alt, f.style, f.url, &w.left)
		}
	case w.add(img):
		w.figures = append(w.figures, feed.Block{Kind: feed.Figure, Image: &img})
		if len(w.run.buf) == 0 {
			w.flush(f)
		}
	}
}

// add reports whether the picture is new to the document.
func (b *builder) add(img feed.Image) bool {
	if b.pictures[img.URL] {
		return false
	}
	b.pictures[img.URL] = true
	return true
}

// picture returns the picture of an img element; ok is false when it has no address or only counts readers.
func (b *builder) picture(n *html.Node) (img feed.Image, ok bool) {
	img.Width, img.Height = pixels(n, "width"), pixels(n, "height")
	if isBeacon(n) {
		return img, false
	}
	for _, ref := range sources(n) {
		if u := feed.ResolveURL(b.base, ref); u != "" && !isPlaceholder(u) {
			img.URL = u
			break
		}
	}
	if img.URL == "" {
		return img, false
	}
	img.Alt = feed.Clean(unescaped(attr(n, "alt")))
	return img, true
}

// sources returns the addresses that an img may show, the likeliest first. Pages that load pictures late leave a
// placeholder in src and the address in an attribute of their own.
func sources(n *html.Node) []string {
	var refs []string
	for _, key := range []string{"data-src", "data-lazy-src", "data-original", "data-original-src", "data-hi-res-src",
		"data-full-src", "data-url", "data-image", "data-lazy", "data-img-url"} {
		if v := attr(n, key); v != "" {
			refs = append(refs, v)
		}
	}
	for _, key := range []string{"data-srcset", "data-lazy-srcset"} {
		if v := best(attr(n, key)); v != "" {
			refs = append(refs, v)
		}
	}
	if v := attr(n, "src"); v != "" && !isPlaceholder(v) {
		refs = append(refs, v)
	}
	refs = append(refs, best(attr(n, "srcset")))
	if p := n.Parent; p != nil && p.DataAtom == atom.Picture {
		for c := p.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Source {
				refs = append(refs, best(attr(c, "srcset")), best(attr(c, "data-srcset")))
			}
		}
	}
	return refs
}

// best picks from a srcset the widest picture up to wantWidth, else the narrowest. Addresses may hold commas.
func best(srcset string) string {
	if len(srcset) > feed.MaxURL*4 {
		return ""
	}
	choice, size := "", 0
	fields := strings.Fields(srcset)
	for i := 0; i < len(fields); i++ {
		ref := strings.Trim(fields[i], ",")
		if ref == "" {
			continue
		}
		n := 1
		if !strings.HasSuffix(fields[i], ",") && i+1 < len(fields) {
			d := strings.TrimRight(fields[i+1], ",")
			if v, err := strconv.ParseFloat(strings.TrimRight(d, "wxh"), 64); err == nil && d != "" {
				i++
				if n = int(v); strings.HasSuffix(d, "x") {
					n = int(v * 400)
				}
			}
		}
		if choice == "" || n > size && n <= wantWidth || size > wantWidth && n < size {
			choice, size = ref, n
		}
	}
	return choice
}

// isPlaceholder reports whether an address is that of an empty picture.
func isPlaceholder(u string) bool {
	if strings.HasPrefix(u, "data:") || strings.HasPrefix(u, "about:") || strings.HasPrefix(u, "blob:") {
		return true
	}
	if i := strings.IndexAny(u, "?#"); i >= 0 {
		u = u[:i]
	}
	name := strings.ToLower(u[strings.LastIndexByte(u, '/')+1:])
	name, _, _ = strings.Cut(name, ".")
	switch name {
	case "blank", "spacer", "pixel", "1x1", "dot", "clear", "transparent", "trans", "placeholder", "loading", "lazy",
		"grey-placeholder", "empty", "transp", "s", "b", "x", "shim", "invisible":
		return true
	}
	return false
}

// pixels reads a size from an attribute or the style, 0 when unknown.
func pixels(n *html.Node, key string) int {
	v := strings.TrimSuffix(strings.TrimSpace(attr(n, key)), "px")
	if i, err := strconv.Atoi(v); err == nil && i > 0 && i <= maxPixels {
		return i
	}
	return 0
}

// isBeacon reports whether a picture is made to count readers.
func isBeacon(n *html.Node) bool {
	for _, key := range []string{"width", "height"} {
		v := strings.TrimSuffix(strings.TrimSpace(attr(n, key)), "px")
		if i, err := strconv.Atoi(v); err == nil && i <= beaconSize {
			return true
		}
	}
	if hasClass(n, "tracking", "tracking-pixel", "trackingpixel", "pixel", "beacon") {
		return true
	}
	src := strings.ToLower(attr(n, "src"))
	if len(src) > 2<<10 {
		return false
	}
	host, path, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(src, "https:"), "http:")+"?", "?")
	_ = path
	for word := range strings.FieldsFuncSeq(host, func(r rune) bool { return strings.ContainsRune("/.-_", r) }) {
		switch word {
		case "pixel", "beacon", "tracker", "tracking", "webbug", "doubleclick", "scorecardresearch", "vgwort", "ivwbox",
			"googleadservices", "count":
			return true
		}
	}
	return false
}

// isIcon reports whether a picture is part of the line: an emoji, a formula, a small sign.
func isIcon(n *html.Node, img feed.Image) bool {
	small := img.Width > 0 && img.Width <= iconSize || img.Height > 0 && img.Height <= iconSize
	return small || isFormula(n) || hasClass(n, "emoji", "wp-smiley", "icon", "smiley")
}

func isFormula(n *html.Node) bool {
	return hasClass(n, "mwe-math-fallback-image-inline", "mwe-math-fallback-image-display", "latex", "tex", "math")
}

// beside reports whether a picture of a formula stands beside the formula itself, as in Wikipedia.
func beside(picture *html.Node) bool {
	const near = 4
	n := picture
	for range near {
		if n = n.PrevSibling; n == nil {
			return false
		}
		if n.Data == "math" || n.FirstChild != nil && n.FirstChild.Data == "math" {
			return true
		}
	}
	return false
}

// figure adds the pictures of a figure, the last with its caption, or whatever else it holds.
func (w *flow) figure(n *html.Node, f frame) {
	w.flush(f)
	caption := ownCaption(n)
	in := &flow{builder: w.builder}
	f.style, f.url = 0, ""
	in.except(n, caption, f)
	in.flush(f)
	var text []feed.Span
	if caption != nil && !hidden(caption) {
		c := &flow{builder: w.builder}
		c.flat(caption, f, " ")
		text = c.run.line()
	}
	w.out = append(w.out, captioned(in.out, text, f)...)
}

// ownCaption is the caption of a figure, not of one within it.
func ownCaption(figure *html.Node) *html.Node {
	for n := after(figure, figure, true); n != nil; {
		if n.DataAtom == atom.Figcaption || n.Type == html.ElementNode && hasClass(n, "wp-caption-text", "caption-text") {
			return n
		}
		n = after(n, figure, n.DataAtom != atom.Figure)
	}
	return nil
}

// except adds n's content without the tree at skip.
func (w *flow) except(n, skip *html.Node, f frame) {
	f.depth++
	for c := n.FirstChild; c != nil && w.left > 0; c = c.NextSibling {
		if c == skip {
			continue
		}
		if skip != nil && f.depth < maxWalk && !isTabular(c) && holdsNode(c, skip) {
			if hidden(c) {
				continue
			}
			w.except(c, skip, f)
			continue
		}
		w.node(c, f)
	}
}

func isTabular(n *html.Node) bool { return n.DataAtom == atom.Table || n.DataAtom == atom.Ul }

func holdsNode(n, inner *html.Node) bool {
	for p := inner; p != nil; p = p.Parent {
		if p == n {
			return true
		}
	}
	return false
}

// captioned joins a figure's blocks and its caption. Text beside a picture is its credit and joins the caption.
func captioned(blocks []feed.Block, caption []feed.Span, f frame) []feed.Block {
	last, told := -1, 0
	for i, b := range blocks {
		if b.Kind == feed.Figure {
			last = i
			if len(b.Text) > 0 {
				told++
			}
		}
	}
	if told > 0 && len(caption) > 0 { // figures with captions of their own: this one is of all of them
		return append(blocks, feed.Block{Kind: feed.Figure, Text: caption, RTL: f.dir.rtl(caption)})
	}
	if last < 0 {
		if len(caption) > 0 {
			blocks = append(blocks, feed.Block{Kind: feed.Paragraph, Text: caption, RTL: f.dir.rtl(caption)})
		}
		return blocks
	}
	kept := blocks[:0]
	var fig *feed.Block
	var credit []feed.Span
	for i, b := range blocks {
		if b.Kind == feed.Paragraph {
			credit = joined(credit, b.Text)
			continue
		}
		kept = append(kept, b)
		if i == last {
			fig = &kept[len(kept)-1]
		}
	}
	fig.Text = joined(joined(fig.Text, caption), credit)
	fig.RTL = len(fig.Text) > 0 && f.dir.rtl(fig.Text)
	return kept
}

func joined(a, b []feed.Span) []feed.Span {
	if len(a) > 0 && len(b) > 0 {
		a = append(a, feed.Span{Text: feed.CleanBlock(" ")})
	}
	return append(a, b...)
}

// isCaption reports whether a division's class says that it is the caption of the picture before it.
func isCaption(n *html.Node) bool {
	return n.DataAtom == atom.Figcaption || hasClass(n, "wp-caption-text", "figcaption", "image-caption", "caption", "img-caption", "photo-caption")
}

// caption gives the picture just before n its caption; it reports false when there is none.
func (w *flow) caption(n *html.Node, f frame) bool {
	if within(n, func(n *html.Node) bool { return n.DataAtom == atom.Img }) != nil {
		return false
	}
	w.flush(f)
	if len(w.out) == 0 {
		return false
	}
	last := &w.out[len(w.out)-1]
	if last.Kind != feed.Figure || len(last.Text) > 0 {
		return false
	}
	c := &flow{builder: w.builder}
	f.style, f.url = 0, ""
	c.flat(n, f, " ")
	last.Text = c.run.line()
	last.RTL = len(last.Text) > 0 && f.dir.rtl(last.Text)
	return true
}

// noscript adds the pictures that a page shows to readers without scripts: late loading hides the real address there.
func (w *flow) noscript(n *html.Node, f frame) {
	src := textOf(n)
	if n.FirstChild != nil && n.FirstChild.Type == html.ElementNode {
		w.images(n, f)
		return
	}
	if len(src) > 64<<10 || !strings.Contains(src, "<img") {
		return
	}
	doc, _ := Parse([]byte(src))
	w.images(doc, f)
}

func (w *flow) images(root *html.Node, f frame) {
	for n := root; n != nil; n = after(n, root, true) {
		if n.DataAtom == atom.Img && !hidden(n) {
			w.image(n, f)
		}
	}
}

// unescaped resolves the references that were escaped twice: in a text that is shown nobody means them.
func unescaped(s string) string {
	if strings.Contains(s, "&") && strings.Contains(s, ";") {
		return html.UnescapeString(s)
	}
	return s
}
