package clean

import (
	"strings"

	"golang.org/x/net/html"
)

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// hasClass reports whether one of n's classes is one of names.
func hasClass(n *html.Node, names ...string) bool {
	class := attr(n, "class")
	if class == "" {
		return false
	}
	for _, c := range strings.Fields(strings.ToLower(class)) {
		for _, name := range names {
			if c == name {
				return true
			}
		}
	}
	return false
}

// after returns the node that follows n in the tree below root, skipping n's content when deep is false.
func after(n, root *html.Node, deep bool) *html.Node {
	if deep && n.FirstChild != nil {
		return n.FirstChild
	}
	for ; n != root && n != nil; n = n.Parent {
		if n.NextSibling != nil {
			return n.NextSibling
		}
	}
	return nil
}

// within returns the first element below root that f accepts, in document order.
func within(root *html.Node, f func(*html.Node) bool) *html.Node {
	for n := after(root, root, true); n != nil; n = after(n, root, true) {
		if n.Type == html.ElementNode && f(n) {
			return n
		}
	}
	return nil
}

// textOf returns the text of a tree without scripts and styles; it does not recur.
func textOf(root *html.Node) string {
	var b strings.Builder
	for n := root; n != nil; {
		deep := true
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style" || n.Data == "annotation" && n != root):
			deep = false
		}
		n = after(n, root, deep)
	}
	return b.String()
}

// hasBlock reports whether there is an element below n that parts blocks.
func hasBlock(n *html.Node) bool {
	return within(n, func(n *html.Node) bool { return isBlock(n) }) != nil
}

func isBlock(n *html.Node) bool {
	_, opens := impliedEnds[n.DataAtom]
	return opens && n.Data != "a" && n.Data != "option"
}

// Hidden reports whether an element's own attributes keep it from being shown: hidden, aria-hidden, or a style that
// hides it or sets it off the screen.
func Hidden(n *html.Node) bool { return n.Type == html.ElementNode && hidden(n) }

// hidden reports whether an element is not shown: by its attribute, by its style, or because it stands far off the
// screen.
func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return a.Val != "until-found"
		case "style":
			if hidesText(a.Val) && !keepsFormula(n) {
				return true
			}
		case "aria-hidden":
			if strings.EqualFold(a.Val, "true") && n.FirstChild != nil && n.Data != "figure" && n.Data != "picture" && n.Data != "a" {
				return true
			}
		}
	}
	return false
}

// hidesText reports whether a style attribute takes its element from the page.
func hidesText(style string) bool {
	if len(style) > 4<<10 {
		style = style[:4<<10]
	}
	zero := 0
	for decl := range strings.SplitSeq(strings.ToLower(style), ";") {
		k, v, _ := strings.Cut(decl, ":")
		k, v = strings.TrimSpace(k), strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(v), "!important"))
		switch k {
		case "display":
			if v == "none" {
				return true
			}
		case "visibility":
			if v == "hidden" || v == "collapse" {
				return true
			}
		case "font-size":
			if isZero(v) {
				return true
			}
		case "left", "top", "right", "text-indent", "margin-left", "margin-top":
			if strings.HasPrefix(v, "-") && len(strings.TrimLeft(v, "-0123456789."))+5 <= len(v) {
				return true
			}
		case "width", "height", "max-width", "max-height":
			if isZero(v) || v == "1px" && k[0] != 'm' {
				zero++
			}
		case "overflow":
			if v == "hidden" {
				zero++
			}
		}
	}
	return zero >= 2 && strings.Contains(style, "overflow")
}

func isZero(v string) bool { return v == "0" || v == "0px" || v == "0em" || v == "0rem" || v == "0%" }

// keepsFormula reports whether a hidden element holds the formula that a picture beside it shows.
func keepsFormula(n *html.Node) bool {
	return n.FirstChild != nil && n.FirstChild.Data == "math"
}
