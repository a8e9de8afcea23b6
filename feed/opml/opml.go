// Package opml reads and writes lists of subscriptions (OPML 1 and 2). It does no I/O of its own, follows no reference
// and runs nothing that a list names.
package opml

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"newspane/feed"
)

const (
	maxList   = 32 << 20 // bytes of a list
	maxFeeds  = 50_000   // subscriptions taken from one
	maxDepth  = 64       // folders within folders; deeper ones count as this one
	maxFolder = 1 << 10  // bytes of a folder's path
	maxName   = 200      // bytes of a name in a message
	maxIssues = 1_000    // problems told of
	maxUsers  = 500      // addresses with a user or password in them
)

// Problem is an outline that was not taken as it stands, and why.
type Problem struct {
	Line int
	Text string // a sentence without the line number
}

// String returns the problem with its line.
func (p Problem) String() string { return fmt.Sprintf("line %d: %s", p.Line, p.Text) }

// readBody returns the text of a file. The error is a [*feed.Error]: TooLarge, or Broken when it cannot be read.
func readBody(r io.Reader) (string, error) {
	body, err := io.ReadAll(io.LimitReader(r, maxList+1))
	if err != nil {
		return "", &feed.Error{Op: "import", Kind: feed.Broken, Err: err}
	}
	if len(body) > maxList {
		return "", &feed.Error{Op: "import", Kind: feed.TooLarge, Err: fmt.Errorf("the list is over %d MiB", maxList>>20)}
	}
	return decode(body), nil
}

// readOPML returns the subscriptions of an OPML document: URL, Title, Site, Folder, Language. Each address comes once, where
// it stands first. Outlines that are no http(s) feed come back as problems, in the order of the document; so does the
// end of a list that was cut off. A user and password stay in an address, for the caller to move out. Settings that
// [Write] wrote are taken, but for those that would have newspane send a secret, or go through somebody's proxy, unless
// the list is the reader's own: others may come from anybody. The error is a [*feed.Error] of kind NotFeed, when there is
// no list at all.
func readOPML(src string, own bool) ([]feed.Subscription, []Problem, error) {
	l := list{tags: tags{s: src, line: 1}, seen: map[string]bool{}, own: own}
	l.read()
	if !l.found {
		return nil, nil, &feed.Error{Op: "import", Kind: feed.NotFeed, Err: errors.New("this is no list of subscriptions (OPML)")}
	}
	slices.SortStableFunc(l.problems, func(a, b Problem) int { return a.Line - b.Line })
	return l.subs, l.problems, nil
}

// list is what has been read so far.
type list struct {
	tags     tags
	found    bool
	ended    bool
	open     []folder // outlines that are not closed
	subs     []feed.Subscription
	seen     map[string]bool
	users    int  // addresses with a user or password in them
	own      bool // passwords' places and proxies are taken
	problems []Problem
}

// folder is an outline that may hold others.
type folder struct {
	path   string // with those around it
	name   string
	line   int
	filled bool // holds an outline
	feed   bool
}

func (l *list) read() {
	for {
		t, ok := l.tags.next()
		if !ok {
			break
		}
		switch name := strings.ToLower(t.name); {
		case name == "opml" || name == "body":
			l.found = l.found || name == "opml"
			l.ended = t.close
		case name != "outline":
		case t.close:
			l.close()
		default:
			l.found = true
			l.outline(t)
		}
	}
	for len(l.open) > 0 && l.ended {
		l.close()
	}
	if !l.ended && l.found {
		l.problem(l.tags.line, "the list ends in the middle; what stands before was taken (%d feeds)", len(l.subs))
	}
}

func (l *list) problem(line int, format string, args ...any) {
	if len(l.problems) < maxIssues {
		l.problems = append(l.problems, Problem{Line: line, Text: fmt.Sprintf(format, args...)})
	}
}

// close ends the innermost outline. One that held nothing and is no feed was meant to be one.
func (l *list) close() {
	if len(l.open) == 0 {
		return
	}
	last := l.open[len(l.open)-1]
	l.open = l.open[:len(l.open)-1]
	if !last.filled && !last.feed {
		l.problem(last.line, "outline %s has no xmlUrl; skipped", last.name)
	}
}

// outline reads a feed or opens a folder.
func (l *list) outline(t tag) {
	path := ""
	if n := len(l.open); n > 0 {
		l.open[n-1].filled = true
		path = l.open[n-1].path
	}
	a := t.attributes()
	f := folder{path: path, name: quoted(a), line: t.line}
	f.feed = l.take(a, f)
	switch {
	case !t.empty:
		if !f.feed {
			f.path = inside(path, a.name(), len(l.open))
		}
		l.open = append(l.open, f)
	case !f.feed:
		l.problem(t.line, "outline %s has no xmlUrl; skipped", f.name)
	}
}

// inside returns the path of a folder within another.
func inside(path, name string, depth int) string {
	name = folderName(name)
	if name == "" || depth >= maxDepth || len(path)+len(name) >= maxFolder {
		return path
	}
	if path == "" {
		return name
	}
	return path + "/" + name
}

// folderName returns a folder's name as one part of a path.
func folderName(s string) string {
	s = strings.Trim(strings.ReplaceAll(feed.Clean(s).String(), "/", "∕"), " ")
	if s == "." || s == ".." {
		return ""
	}
	return s
}

// take takes the feed that an outline names; false when it names none, so that it may be a folder.
func (l *list) take(a attributes, f folder) bool {
	address, kind := a.address()
	switch {
	case kind == "include":
		l.problem(f.line, "outline %s includes another list, which is not fetched; skipped", f.name)
		return true
	case address == "":
		if kind == "rss" || kind == "atom" || kind == "pie" {
			l.problem(f.line, "outline %s has no xmlUrl; skipped", f.name)
			return true
		}
		return false
	}
	u := feedURL(address)
	if u == "" {
		l.problem(f.line, "outline %s %s; skipped", f.name, complaint(address))
		return true
	}
	if l.seen[u] {
		return true
	}
	if len(l.subs) >= maxFeeds {
		l.problem(f.line, "outline %s is beyond the first %d feeds; skipped", f.name, maxFeeds)
		return true
	}
	if a.get("filtercmd") != "" {
		l.problem(f.line, "outline %s asks for a command to filter it; taken without it", f.name)
	}
	l.seen[u] = true
	folder := f.path
	if folder == "" {
		folder = categoryFolder(a.get("category"))
	}
	bare := u
	if u = withUser(u, address); u != bare {
		if l.users++; l.users > maxUsers {
			u = bare
			l.problem(f.line, "outline %s is beyond the first %d with a password in the address; taken without it", f.name, maxUsers)
		}
	}
	l.subs = append(l.subs, feed.Subscription{URL: u, Title: feed.Clean(a.name()),
		Site: feed.ResolveURL("", a.get("htmlurl")), Folder: folder, Language: language(a.get("language")), Settings: l.settings(a, f)})
	return true
}

// settings returns what newspane wrote of a feed's settings.
func (l *list) settings(a attributes, f folder) feed.Settings {
	var s feed.Settings
	for _, key := range feed.SettingKeys() {
		value := a.get(prefix + key)
		if value == "" {
			continue
		}
		if !l.own && (key == "auth" || key == "proxy") {
			l.problem(f.line, "outline %s says %s, which is only taken from a list of your own (import --own); taken without it", f.name,
				map[string]string{"auth": "where a password is", "proxy": "what proxy to use"}[key])
			continue
		}
		for _, v := range strings.Split(value, "\n") {
			if err := s.Set(key, v); err != nil {
				l.problem(f.line, "outline %s: %s; taken without it", f.name, feed.Clean(err.Error()))
			}
		}
	}
	return s
}

// language returns a language tag, "" for what cannot be one ("unknown" in lists of old programs).
func language(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > 35 || strings.EqualFold(s, "unknown") {
		return ""
	}
	for _, r := range s {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_') {
			return ""
		}
	}
	return s
}

// categoryFolder returns the folder that a category attribute names: its first path ("/a/b"), else its first tag
// (OPML 2.0, "category").
func categoryFolder(s string) string {
	tag := ""
	for _, c := range strings.Split(s, ",") {
		c = strings.TrimSpace(c)
		if strings.HasPrefix(c, "/") {
			path := ""
			for depth, part := range strings.Split(strings.Trim(c, "/"), "/") {
				path = inside(path, part, depth)
			}
			return path
		}
		if tag == "" {
			tag = folderName(c)
		}
	}
	return tag
}
