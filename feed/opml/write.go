package opml

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"time"

	"newspane/feed"
)

type document struct {
	XMLName xml.Name `xml:"opml"`
	Version string   `xml:"version,attr"`
	Title   string   `xml:"head>title"`
	Created string   `xml:"head>dateCreated"` // RFC 822
	Body    node     `xml:"body"`
}

type node struct {
	Text     string  `xml:"text,attr,omitempty"`
	Title    string  `xml:"title,attr,omitempty"`
	Type     string  `xml:"type,attr,omitempty"`
	XMLURL   string  `xml:"xmlUrl,attr,omitempty"`
	HTMLURL  string  `xml:"htmlUrl,attr,omitempty"`
	Language string  `xml:"language,attr,omitempty"`
	Nodes    []*node `xml:"outline"`
}

// Write writes subscriptions as OPML 2.0, folders as nested outlines, both by name. The same subscriptions give the same
// bytes but for the date.
func Write(w io.Writer, title string, now time.Time, subs []feed.Subscription) error {
	doc := document{Version: "2.0", Title: title, Created: now.Format(time.RFC1123Z)}
	sorted := slices.Clone(subs)
	slices.SortStableFunc(sorted, func(a, b feed.Subscription) int {
		if c := strings.Compare(a.Folder, b.Folder); c != 0 {
			return c
		}
		return strings.Compare(name(a), name(b))
	})
	for _, s := range sorted {
		at := &doc.Body
		for _, f := range strings.Split(s.Folder, "/") {
			if f != "" {
				at = at.folder(f)
			}
		}
		at.Nodes = append(at.Nodes, &node{Text: name(s), Title: name(s), Type: "rss", XMLURL: s.URL, HTMLURL: s.Site, Language: s.Language})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func name(s feed.Subscription) string {
	if s.Title.IsEmpty() {
		return s.URL
	}
	return s.Title.String()
}

// folder returns the folder of a name within n, made when it is missing.
func (n *node) folder(name string) *node {
	for _, c := range n.Nodes {
		if c.XMLURL == "" && c.Text == name {
			return c
		}
	}
	c := &node{Text: name, Title: name}
	n.Nodes = append(n.Nodes, c)
	return c
}
