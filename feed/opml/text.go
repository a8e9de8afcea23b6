package opml

import (
	"cmp"
	"fmt"
	"iter"
	"net/url"
	"strings"
	"unicode/utf8"

	"newspane/feed"
)

// preamble begins a feeds file that newspane makes.
const preamble = `# The feeds that newspane follows, one to a line. Edit the file as you like: newspane reads it when it has changed, and
# keeps your comments and your order when it writes it.
#
#   ADDRESS  FOLDER  "~TITLE"  KEY=VALUE …  # comment
#
# Only the address is needed. FOLDER may be a/b, a folder in a folder; ~TITLE is your own name for the feed; what has
# blanks in it is set in quotation marks. The settings of a feed ("newspane set --help" explains them):
#   full-text=always|never  interval=30m|2h|1d  paused=yes  user-agent="…"  header="Name: value"
#   auth="basic USER command:pass show news" (bearer …, header NAME …; env:NAME, file:/path, keyring:NAME)
#   proxy=none|socks5://host:1080  keep-days=90  keep-articles=500
#
# A line that you take out unsubscribes from its feed; bookmarked articles stay. A file that leaves out all feeds, or
# more than five that are more than a quarter, changes nothing before you say so: newspane feeds apply --all

`

// Text is a feeds file: the subscriptions as lines that a person can edit, compare and keep with other files of theirs,
// among comments and empty lines that stay as they are.
type Text struct {
	lines []*textLine
	at    map[string]*textLine // feeds' lines by address key
	last  map[string]*textLine // the last line of a folder
}

// textLine is a line, with its end.
type textLine struct {
	text    string
	feed    bool
	sub     feed.Subscription // URL, Title and Named, Folder, Settings
	comment string            // behind the feed, with its #
	line    int               // its number, from 1; 0 of a new one
	gone    bool
	after   []*textLine // new ones behind it
}

// NewText returns an empty file that explains itself.
func NewText() *Text {
	t, _ := ParseText(preamble)
	return t
}

// ParseText reads a feeds file. It is of use only when there are no problems, which come in order.
func ParseText(src string) (*Text, []Problem) {
	t := &Text{at: map[string]*textLine{}, last: map[string]*textLine{}}
	var problems []Problem
	for s := range strings.Lines(strings.TrimPrefix(src, "\ufeff")) {
		l := &textLine{text: s, line: len(t.lines) + 1}
		var err error
		if !utf8.ValidString(s) {
			err = fmt.Errorf("the line is not UTF-8")
		} else {
			err = l.parse()
		}
		if first, twice := t.at[addressKey(l.sub.URL)]; l.feed && twice && err == nil {
			err = fmt.Errorf("the feed of line %d again", first.line)
		}
		if err != nil && len(problems) < maxIssues {
			problems = append(problems, Problem{Line: l.line, Text: feed.Clean(err.Error()).String()})
		}
		t.lines = append(t.lines, l)
		if l.feed && err == nil {
			t.at[addressKey(l.sub.URL)], t.last[l.sub.Folder] = l, l
		}
	}
	return t, problems
}

// addressKey returns what two spellings of one address have in common.
func addressKey(address string) string {
	s := feed.ResolveURL("", address)
	u, err := url.Parse(s)
	if err != nil || s == "" {
		return address
	}
	u.Host, u.Fragment, u.RawFragment = strings.ToLower(u.Host), "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String()
}

// parse reads the feed of a line, if there is one.
func (l *textLine) parse() error {
	words, end, err := feed.Words(l.text)
	if err != nil {
		return err
	}
	if len(words) == 0 {
		return nil
	}
	l.feed, l.comment = true, strings.TrimRight(l.text[end:], "\r\n")
	shown := feed.ShownURL(words[0])
	low := strings.ToLower(words[0])
	if bare := feed.ResolveURL("", shown); bare == "" || !strings.HasPrefix(low, "http://") && !strings.HasPrefix(low, "https://") {
		return fmt.Errorf("%q is no address of a feed; a line begins with one, http://… or https://…", cut(shown))
	}
	l.sub.URL = words[0]
	for _, w := range words[1:] {
		if err := l.word(w); err != nil {
			return err
		}
	}
	return nil
}

// word reads one of the words behind an address.
func (l *textLine) word(w string) error {
	if title, ok := strings.CutPrefix(w, "~"); ok {
		return l.name(title)
	}
	key, value, ok := strings.Cut(w, "=")
	if !ok || !isKey(key) {
		return l.folder(w)
	}
	switch key {
	case "title":
		return l.name(value)
	case "folder":
		return l.folder(value)
	case "header":
	default:
		if len(l.sub.Settings.Get(key)) > 0 {
			return fmt.Errorf("%s is there twice", key)
		}
	}
	return l.sub.Settings.Set(key, value)
}

func (l *textLine) name(title string) error {
	if l.sub.Named {
		return fmt.Errorf("there are two titles")
	}
	l.sub.Title, l.sub.Named = feed.Clean(title), true
	if l.sub.Title.IsEmpty() {
		return fmt.Errorf("the title is empty")
	}
	return nil
}

func (l *textLine) folder(path string) error {
	tidy := tidyPath(path)
	switch {
	case l.sub.Folder != "":
		return fmt.Errorf("there are two folders, %q and %q; a name with blanks is set in quotation marks, and a title begins with ~",
			cut(l.sub.Folder), cut(path))
	case tidy == "" || len(tidy) > maxFolder:
		return fmt.Errorf("%q is no folder", cut(path))
	}
	l.sub.Folder = tidy
	return nil
}

// tidyPath returns a folder's path as the library has it: without empty parts and stray blanks.
func tidyPath(path string) string {
	var kept []string
	for _, p := range strings.Split(feed.Clean(path).String(), "/") {
		if p = strings.TrimSpace(p); p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "/")
}

// isKey reports whether a word before "=" is meant as the name of a setting.
func isKey(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && r != '-' {
			return false
		}
	}
	return s != ""
}

// Feeds returns the feeds in order: URL as it stands there, Title when Named, Folder, Settings.
func (t *Text) Feeds() []feed.Subscription {
	var subs []feed.Subscription
	for l := range t.all() {
		if l.feed {
			subs = append(subs, l.sub)
		}
	}
	return subs
}

// all gives the lines in order.
func (t *Text) all() iter.Seq[*textLine] {
	return func(yield func(*textLine) bool) {
		for _, l := range t.lines {
			if !l.gone && !yield(l) {
				return
			}
			for _, m := range l.after {
				if !m.gone && !yield(m) {
					return
				}
			}
		}
	}
}

// Find returns the feed of an address, in any spelling.
func (t *Text) Find(address string) (sub feed.Subscription, ok bool) {
	l, ok := t.at[addressKey(address)]
	if !ok {
		return sub, false
	}
	return l.sub, true
}

// Remark returns the comment behind the feed of an address, without its sign.
func (t *Text) Remark(address string) string {
	l, ok := t.at[addressKey(address)]
	if !ok {
		return ""
	}
	return strings.TrimSpace(strings.TrimLeft(l.comment, "#"))
}

// Set makes the line of the feed at address say what sub is, and adds one, with those of its folder, where there is none.
// A line that says it already stays as it stands; a comment stays in any case.
func (t *Text) Set(address string, sub feed.Subscription) {
	l, ok := t.at[addressKey(address)]
	if !ok {
		t.add(sub)
		return
	}
	w := written(sub)
	if sameBut(l.sub, w) && addressKey(l.sub.URL) == addressKey(w.URL) && feed.ShownURL(l.sub.URL) == l.sub.URL {
		return
	}
	if l.sub.Named && !w.Named && l.comment == "" { // the title has turned out to be the feed's own
		l.comment = remark(sub)
	}
	l.sub = w
	l.text = render(w, l.comment) + lineEnd(l.text)
	delete(t.at, addressKey(address))
	t.at[addressKey(w.URL)] = l
}

// Remove takes out the line of the feed at address.
func (t *Text) Remove(address string) {
	if l, ok := t.at[addressKey(address)]; ok {
		l.gone = true
		delete(t.at, addressKey(address))
	}
}

// String returns the file.
func (t *Text) String() string {
	var b strings.Builder
	end := "\n"
	for l := range t.all() {
		if b.Len() > 0 && !strings.HasSuffix(b.String()[b.Len()-1:], "\n") {
			b.WriteString(end)
		}
		b.WriteString(l.text)
		if e := lineEnd(l.text); e != "" {
			end = e
		}
	}
	return b.String()
}

// lineEnd returns the end of a line, "" of one that has none.
func lineEnd(s string) string {
	switch {
	case strings.HasSuffix(s, "\r\n"):
		return "\r\n"
	case strings.HasSuffix(s, "\n"):
		return "\n"
	}
	return ""
}

// written is a subscription with no more of it than a line has, as a line would give it.
func written(sub feed.Subscription) feed.Subscription {
	w := feed.Subscription{URL: sub.URL, Folder: tidyPath(sub.Folder), Settings: sub.Settings}
	if sub.Named && !sub.Title.IsEmpty() {
		w.Title, w.Named = feed.Clean(sub.Title.String()), true
	}
	return w
}

// sameBut compares subscriptions but for the spelling of the address.
func sameBut(a, b feed.Subscription) bool {
	return a.Title == b.Title && a.Named == b.Named && a.Folder == b.Folder && a.Settings == b.Settings
}

// remark is the comment with which a feed's line begins its life: the feed's own title, for the eye alone.
func remark(sub feed.Subscription) string {
	title := feed.Clean(sub.Title.String()).String()
	if sub.Named || title == "" || strings.HasSuffix(sub.URL, title) || strings.HasSuffix(sub.URL, title+"/") {
		return ""
	}
	return "# " + title
}

// add puts a line for a feed behind the last one of its folder, or at the end.
func (t *Text) add(sub feed.Subscription) {
	l := &textLine{feed: true, sub: written(sub), comment: remark(sub)}
	before := t.last[l.sub.Folder]
	if before == nil && len(t.lines) > 0 {
		before = t.lines[len(t.lines)-1]
	}
	end := "\n"
	if before != nil {
		end = cmp.Or(lineEnd(before.text), end)
	}
	l.text = render(l.sub, l.comment) + end
	t.at[addressKey(sub.URL)] = l
	if before == nil {
		t.lines = append(t.lines, l)
		return
	}
	before.after = append(before.after, l)
}

// render writes a feed's line.
func render(sub feed.Subscription, comment string) string {
	words := []string{feed.QuoteWord(sub.URL)}
	if f := sub.Folder; f != "" {
		if key, _, ok := strings.Cut(f, "="); f[0] == '~' || ok && isKey(key) {
			f = "folder=" + f
		}
		words = append(words, feed.QuoteWord(f))
	}
	if sub.Named {
		words = append(words, feed.QuoteWord("~"+sub.Title.String()))
	}
	for _, key := range feed.SettingKeys() {
		for _, v := range sub.Settings.Get(key) {
			words = append(words, key+"="+feed.QuoteWord(v))
		}
	}
	if comment != "" {
		words = append(words, comment)
	}
	return strings.Join(words, "  ")
}
