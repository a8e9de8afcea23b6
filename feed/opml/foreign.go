package opml

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"

	"newspane/feed"
)

// Imported is what a file of another program holds.
type Imported struct {
	Program  string // "OPML", "newsboat", "newsraft" …
	Feeds    []feed.Subscription
	Searches []feed.SavedSearch
	Pages    []SavedPage
	Problems []Problem
}

// SavedPage is a bookmark of another program.
type SavedPage struct {
	URL    string
	Title  feed.Text
	Tags   []string
	Note   feed.Text
	At     time.Time // zero when unknown
	Unread bool      // it was kept to be read later
}

// ReadAny reads a file of any program that is known, told by what stands in it: OPML, newsboat's urls, newsraft's feeds,
// sfeedrc, the YAML of nom and goread, bookmarks in Netscape's HTML, Pocket's CSV. Nothing that a file names is run or
// fetched. The error is a [*feed.Error]: TooLarge, Broken when it cannot be read, NotFeed when it is none of these.
func ReadAny(r io.Reader) (Imported, error) { return readAny(r, false) }

// ReadOwn is [ReadAny] for a file of the reader's own making: where passwords are, and proxies, are taken, too.
func ReadOwn(r io.Reader) (Imported, error) { return readAny(r, true) }

func readAny(r io.Reader, own bool) (Imported, error) {
	src, err := readBody(r)
	if err != nil {
		return Imported{}, err
	}
	low := strings.ToLower(src[:min(len(src), 4096)])
	switch {
	case strings.Contains(low, "netscape-bookmark"):
		return readNetscape(src), nil
	case strings.HasPrefix(strings.TrimSpace(low), "<"):
		subs, problems, err := readOPML(src, own)
		return Imported{Program: "OPML", Feeds: subs, Problems: problems}, err
	case strings.HasPrefix(low, "title,url,time_added"):
		return readPocket(src), nil
	case strings.Contains(src, "feed() {") || strings.Contains(src, "feeds() {"):
		return readSfeed(src), nil
	case yamlFeeds.MatchString(src):
		return readYAML(src), nil
	}
	in := readLines(src)
	if len(in.Feeds) == 0 && len(in.Searches) == 0 && len(in.Problems) == 0 {
		return in, &feed.Error{Op: "import", Kind: feed.NotFeed, Err: errors.New("this is no list of subscriptions that is known here (OPML, newsboat, newsraft, sfeed, nom, goread, bookmarks)")}
	}
	return in, nil
}

// gather takes feeds of any list, each address once.
type gather struct {
	Imported
	seen  map[string]bool
	users int // addresses with a user or password in them
}

func (g *gather) problem(line int, format string, args ...any) {
	if len(g.Problems) < maxIssues {
		g.Problems = append(g.Problems, Problem{Line: line, Text: fmt.Sprintf(format, args...)})
	}
}

// add takes a feed that stands on a line.
func (g *gather) add(line int, address, title, folder string) {
	u := feedURL(address)
	switch {
	case u == "":
		g.problem(line, "%s; skipped", complaint(address))
		return
	case len(g.Feeds) >= maxFeeds:
		g.problem(line, "the list has more than %d feeds; skipped", maxFeeds)
		return
	}
	if g.seen == nil {
		g.seen = map[string]bool{}
	}
	if g.seen[u] {
		return
	}
	g.seen[u] = true
	if with := withUser(u, address); with != u {
		if g.users++; g.users <= maxUsers {
			u = with
		} else {
			g.problem(line, "beyond the first %d addresses with a password; taken without it", maxUsers)
		}
	}
	s := feed.Subscription{URL: u, Title: feed.Clean(title), Folder: inside("", folder, 0)}
	s.Named = !s.Title.IsEmpty()
	g.Feeds = append(g.Feeds, s)
}

// readNetscape reads bookmarks as browsers export them. Tags are an attribute, notes a DD behind the link.
func readNetscape(src string) Imported {
	g := gather{Imported: Imported{Program: "bookmarks"}}
	z := html.NewTokenizer(strings.NewReader(src))
	line, text := 1, &strings.Builder{}
	var open *SavedPage
	note := false
	end := func() {
		if n := len(g.Pages); note && n > 0 {
			g.Pages[n-1].Note = feed.CleanBlock(strings.TrimSpace(text.String()))
		}
		note = false
		text.Reset()
	}
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			end()
			return g.Imported
		}
		raw := strings.Count(string(z.Raw()), "\n")
		switch kind {
		case html.TextToken:
			text.Write(z.Text())
		case html.StartTagToken:
			t := z.Token()
			end()
			switch t.Data {
			case "dd":
				note = true
			case "a":
				open = &SavedPage{}
				for _, a := range t.Attr {
					switch a.Key {
					case "href":
						open.URL = a.Val
					case "tags":
						open.Tags = splitTags(a.Val)
					case "add_date":
						open.At = epoch(a.Val)
					case "toread":
						open.Unread = a.Val == "1"
					}
				}
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "a" && open != nil {
				open.Title = feed.Clean(text.String())
				g.page(line, *open)
				open = nil
				text.Reset()
			} else {
				end()
			}
		}
		line += raw
	}
}

func (g *gather) page(line int, p SavedPage) {
	u := feed.ResolveURL("", p.URL)
	if u == "" {
		g.problem(line, "%s; skipped", complaint(p.URL))
		return
	}
	if p.URL = u; len(g.Pages) < maxFeeds {
		g.Pages = append(g.Pages, p)
	}
}

// maxRow is how many lines a row of a table may have: a title may hold line breaks.
const maxRow = 8

// readPocket reads the CSV that Pocket gave its readers in the end: title, url, time_added, tags, status. A row that is broken
// costs no other.
func readPocket(src string) Imported {
	g := gather{Imported: Imported{Program: "Pocket"}}
	lines := strings.Split(src, "\n")
	for i := 1; i < len(lines); {
		n := rowEnd(lines, i)
		switch {
		case strings.TrimSpace(lines[i]) == "":
		case n == i && strings.Count(lines[i], `"`)%2 == 1:
			g.problem(i+1, "a quotation mark is not closed; skipped")
		default:
			g.pocketRow(i+1, strings.Join(lines[i:n+1], "\n"))
		}
		i = n + 1
	}
	return g.Imported
}

// rowEnd returns the last line of the row that begins on line i: a later one where a quoted field holds line breaks.
func rowEnd(lines []string, i int) int {
	if strings.Count(lines[i], `"`)%2 == 0 {
		return i
	}
	for n := i + 1; n < min(i+maxRow, len(lines)); n++ {
		text := strings.Join(lines[i:n+1], "\n")
		r := csv.NewReader(strings.NewReader(text))
		r.FieldsPerRecord = -1
		if _, err := r.Read(); err == nil && strings.Count(text, `"`)%2 == 0 {
			return n
		}
	}
	return i
}

// pocketRow takes a row that begins on a line.
func (g *gather) pocketRow(line int, text string) {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	row, err := r.Read()
	switch {
	case err != nil:
		g.problem(line, "the row cannot be read (%v); skipped", err)
		return
	case len(row) < 2:
		g.problem(line, "the row has no address; skipped")
		return
	}
	p := SavedPage{Title: feed.Clean(row[0]), URL: row[1]}
	if len(row) > 2 {
		p.At = epoch(row[2])
	}
	if len(row) > 3 {
		p.Tags = splitTags(strings.ReplaceAll(row[3], "|", ","))
	}
	p.Unread = len(row) > 4 && strings.TrimSpace(row[4]) == "unread"
	g.page(line, p)
}

func splitTags(s string) []string {
	var tags []string
	for t := range strings.SplitSeq(s, ",") {
		if t = feed.Clean(strings.TrimSpace(t)).String(); t != "" && len(t) <= feed.MaxTag {
			tags = append(tags, t)
		}
	}
	return tags
}

// epoch is a time in seconds since 1970; what lies outside of the web's years is unknown.
func epoch(s string) time.Time {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	if err != nil || n < 600_000_000 || n > 4_000_000_000 {
		return time.Time{}
	}
	return time.Unix(n, 0).UTC()
}
