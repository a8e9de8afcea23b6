package opml

import (
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"newspane/feed"
)

// newsraft tells newsraft's list: it has sections, or settings behind a feed.
var newsraft = regexp.MustCompile(`(?m)^\s*@|^\s*https?://\S+.*\s<\s`)

// readLines reads lists with a feed on a line: newsboat's urls (address, tags, "~Title", "!", query feeds) and
// newsraft's feeds (address, "title", sections that begin with @, settings behind <).
func readLines(src string) Imported {
	g := gather{Imported: Imported{Program: "newsboat"}}
	if newsraft.MatchString(src) {
		g.Program = "newsraft"
	}
	section := ""
	n := 0
	left := 0 // tags that are no folder
	for text := range strings.Lines(src) {
		n++
		text = strings.TrimSpace(text)
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		if rest, ok := strings.CutPrefix(text, "@"); ok {
			section, _, _ = strings.Cut(rest, "<")
			section = strings.TrimSpace(section)
			continue
		}
		words, _, err := feed.Words(text)
		if err != nil || len(words) == 0 {
			g.problem(n, "the line cannot be read: %v; skipped", err)
			continue
		}
		address := words[0]
		if name, ok := strings.CutPrefix(address, "query:"); ok {
			g.query(n, name)
			continue
		}
		if feedURL(address) == "" && !strings.Contains(address, ":") && !strings.HasPrefix(address, "|") && !strings.HasPrefix(address, "$") {
			if g.Problems = append(g.Problems, Problem{n, complaint(address) + "; skipped"}); len(g.Problems) > 20 && len(g.Feeds) == 0 {
				return Imported{Program: g.Program} // it is no list at all
			}
			continue
		}
		title, folder, further := "", section, 0
	words:
		for _, w := range words[1:] {
			switch {
			case strings.HasPrefix(w, "<"): // newsraft's settings of a feed
				break words
			case strings.HasPrefix(w, "~"):
				title = w[1:]
			case strings.HasPrefix(w, "!"):
			case g.Program == "newsraft":
				title = w
			case folder == "":
				folder = w
			default:
				further++
			}
		}
		before := len(g.Feeds)
		g.add(n, address, title, folder)
		left += further * (len(g.Feeds) - before)
	}
	if left > 0 {
		g.problem(n, "a feed is in one folder, its first tag; %d further tags were left out", left)
	}
	if len(g.Feeds) == 0 && len(g.Searches) == 0 && onlyComplaints(g.Problems) {
		g.Problems = nil
	}
	return g.Imported
}

// onlyComplaints reports whether no line of a file looked like one of a list.
func onlyComplaints(problems []Problem) bool {
	for _, p := range problems {
		if !strings.HasPrefix(p.Text, "has no http or https address") {
			return false
		}
	}
	return true
}

// query takes newsboat's query feed "Name:expression" as a saved search.
func (g *gather) query(line int, s string) {
	name, expr, ok := strings.Cut(s, ":")
	if !ok {
		g.problem(line, "a query feed without a query; skipped")
		return
	}
	q, err := newsboatQuery(expr)
	if err != nil {
		g.problem(line, "the query feed %q %v; skipped", cut(feed.Clean(name).String()), err)
		return
	}
	g.Searches = append(g.Searches, feed.SavedSearch{Name: feed.Clean(name), Query: q})
}

var sfeedLine = regexp.MustCompile(`^\s*feed\s+(.*)$`)

// readSfeed reads the feeds of an sfeedrc, which is a shell script: lines of feed "name" "address" ["base" ["encoding"]].
// Nothing of it is run; an address with a variable in it is not taken.
func readSfeed(src string) Imported {
	g := gather{Imported: Imported{Program: "sfeed"}}
	n := 0
	for text := range strings.Lines(src) {
		n++
		m := sfeedLine.FindStringSubmatch(strings.TrimRight(text, "\r\n"))
		if m == nil || strings.HasPrefix(strings.TrimSpace(m[1]), "()") {
			continue
		}
		words, _, err := feed.Words(strings.ReplaceAll(m[1], "'", `"`))
		switch {
		case err != nil || len(words) < 2:
			g.problem(n, "a feed without an address; skipped")
		case strings.ContainsAny(words[1], "$`"):
			g.problem(n, "the address of %q is worked out by the script, which is not run; skipped", cut(feed.Clean(words[0]).String()))
		default:
			g.add(n, words[1], words[0], "")
		}
	}
	return g.Imported
}

// yamlFeeds tells the YAML of nom (feeds: - url:) and of goread (urls: a list of folders with subscriptions).
var yamlFeeds = regexp.MustCompile(`(?m)^\s*-?\s*(feeds|categories|subscriptions|urls)\s*:\s*$`)

// readYAML reads the settings of nom and the urls of goread.
func readYAML(src string) Imported {
	g := gather{Imported: Imported{Program: "nom"}}
	var file struct {
		Feeds []struct {
			URL  string   `yaml:"url"`
			Name string   `yaml:"name"`
			Tags []string `yaml:"tags"`
		} `yaml:"feeds"`
		Categories []struct {
			Name          string `yaml:"name"`
			Subscriptions []struct {
				Name string `yaml:"name"`
				URL  string `yaml:"url"`
			} `yaml:"subscriptions"`
		} `yaml:"categories"`
	}
	if err := yaml.Unmarshal([]byte(src), &file); err != nil {
		g.problem(1, "the YAML cannot be read: %s", feed.Clean(err.Error()))
		return g.Imported
	}
	for _, f := range file.Feeds {
		folder := ""
		if len(f.Tags) > 0 {
			folder = f.Tags[0]
		}
		g.add(lineWith(src, f.URL), f.URL, f.Name, folder)
	}
	for _, c := range file.Categories {
		g.Program = "goread"
		for _, s := range c.Subscriptions {
			g.add(lineWith(src, s.URL), s.URL, s.Name, c.Name)
		}
	}
	return g.Imported
}

// lineWith is the line on which words stand, 1 when they stand nowhere as they are.
func lineWith(src, words string) int {
	i := strings.Index(src, words)
	if i < 0 || words == "" {
		return 1
	}
	return 1 + strings.Count(src[:i], "\n")
}
