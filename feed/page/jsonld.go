package page

import (
	"encoding/json"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// article is what a page's JSON-LD (schema.org) says of its article.
type article struct {
	headline, description, body string
	published, modified         string
	authors                     []string
	section, language, image    string
	publisher                   string
	paywalled                   bool
	words                       int // wordCount
	found                       bool
}

// linkedData gathers the objects of all JSON-LD of a page.
type linkedData struct {
	objects []map[string]any
	byID    map[string]map[string]any
}

const maxObjects = 2000

// add reads one script; what is no JSON is left out, stray control characters are forgiven.
func (g *linkedData) add(src string) {
	src = strings.TrimSpace(src)
	src = strings.TrimPrefix(strings.TrimSuffix(src, "]]>"), "<![CDATA[")
	src = strings.TrimSuffix(strings.TrimSpace(src), ";")
	var v any
	if err := json.Unmarshal([]byte(src), &v); err != nil {
		src = strings.Map(func(r rune) rune {
			if r < 0x20 {
				return ' '
			}
			return r
		}, src)
		if err := json.Unmarshal([]byte(src), &v); err != nil {
			return // a page's broken JSON-LD is as good as none
		}
	}
	g.gather(v, 0)
}

func (g *linkedData) gather(v any, depth int) {
	if depth > 8 || len(g.objects) > maxObjects {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			g.gather(e, depth+1)
		}
	case map[string]any:
		g.objects = append(g.objects, v)
		if id, ok := v["@id"].(string); ok && len(v) > 1 {
			if g.byID == nil {
				g.byID = map[string]map[string]any{}
			}
			g.byID[id] = v
		}
		for _, k := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			g.gather(v[k], depth+1)
		}
	}
}

// article returns what the best article object says; the first of the best kind wins.
func (g *linkedData) article() article {
	var best map[string]any
	top := 0
	for _, o := range g.objects {
		if r := rank(o["@type"]); r > top && (str(o["headline"]) != "" || str(o["datePublished"]) != "" || str(o["name"]) != "") {
			best, top = o, r
		}
	}
	if best == nil {
		return article{}
	}
	a := article{
		found:       true,
		headline:    plain(str(best["headline"])),
		description: plain(str(best["description"])),
		body:        plain(str(best["articleBody"])),
		published:   str(best["datePublished"]),
		modified:    str(best["dateModified"]),
		section:     plain(str(best["articleSection"])),
		language:    str(best["inLanguage"]),
		image:       g.address(best["image"]),
		publisher:   plain(g.name(best["publisher"])),
		authors:     g.names(best["author"]),
	}
	if a.headline == "" {
		a.headline = plain(str(best["name"]))
	}
	if len(a.authors) == 0 {
		a.authors = g.names(best["creator"])
	}
	if n, err := strconv.Atoi(number(best["wordCount"])); err == nil {
		a.words = n
	}
	free := best["isAccessibleForFree"]
	a.paywalled = free == false || strings.EqualFold(str(free), "false")
	return a
}

// rank orders the kinds of objects by how surely they are the article; 0 is no article.
func rank(t any) int {
	best := 0
	if list, ok := t.([]any); ok {
		for _, e := range list {
			best = max(best, rank(e))
		}
		return best
	}
	switch name := str(t); {
	case strings.HasSuffix(name, "NewsArticle"):
		return 4
	case strings.HasSuffix(name, "Article"), strings.HasSuffix(name, "BlogPosting"), strings.HasSuffix(name, "Report"),
		strings.HasSuffix(name, "LiveBlogPosting"), strings.HasSuffix(name, "Review"):
		return 3
	case name == "Recipe", name == "VideoObject":
		return 2
	case name == "WebPage":
		return 1
	}
	return 0
}

func str(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case []any:
		if len(v) > 0 {
			return str(v[0])
		}
	case map[string]any:
		return str(v["@value"])
	}
	return ""
}

// number is a whole number as text, "" for what is none.
func number(v any) string {
	if f, ok := v.(float64); ok {
		return strconv.Itoa(int(f))
	}
	return str(v)
}

// plain resolves the references and drops the markup that some sites leave in JSON.
func plain(s string) string {
	if strings.Contains(s, "&") {
		s = html.UnescapeString(s)
	}
	return s
}

// resolve follows a reference to another object.
func (g *linkedData) resolve(o map[string]any) map[string]any {
	if id, ok := o["@id"].(string); ok && len(o) <= 2 {
		if full := g.byID[id]; full != nil {
			return full
		}
	}
	return o
}

// names returns the names in an author property: a string, an object, or a list of them.
func (g *linkedData) names(v any) []string {
	var out []string
	switch v := v.(type) {
	case string:
		if s := plain(strings.TrimSpace(v)); s != "" {
			out = append(out, s)
		}
	case []any:
		for _, e := range v {
			if len(out) < 20 {
				out = append(out, g.names(e)...)
			}
		}
	case map[string]any:
		o := g.resolve(v)
		if list, ok := o["name"].([]any); ok {
			return g.names(list)
		}
		s := plain(str(o["name"]))
		if s == "" {
			s = strings.TrimSpace(plain(str(o["givenName"]) + " " + str(o["familyName"])))
		}
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

func (g *linkedData) name(v any) string {
	if n := g.names(v); len(n) > 0 {
		return n[0]
	}
	return ""
}

func (g *linkedData) address(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		if len(v) > 0 {
			return g.address(v[0])
		}
	case map[string]any:
		o := g.resolve(v)
		if u := str(o["url"]); u != "" {
			return u
		}
		return str(o["contentUrl"])
	}
	return ""
}
