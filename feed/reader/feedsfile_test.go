package reader

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

// paper is a feeds file in memory.
type paper struct {
	text    string
	missing bool
	locked  bool // cannot be written
	writes  int
}

func (p *paper) file() FeedsFile {
	return FeedsFile{
		Read: func() (string, bool, error) { return p.text, !p.missing, nil },
		Write: func(text, instead string) error {
			switch {
			case p.locked:
				return errors.New("read-only")
			case instead != p.text:
				return errors.New("changed meanwhile")
			}
			p.text, p.missing = text, false
			p.writes++
			return nil
		},
	}
}

// join joins library and file.
func (l *lab) join(t *testing.T, p *paper) feed.Joined {
	t.Helper()
	did, err := l.Join(t.Context(), p.file())
	if err != nil && !p.locked {
		t.Fatal(err)
	}
	return did
}

// addresses are those that are followed.
func (l *lab) addresses(t *testing.T) string {
	t.Helper()
	subs, err := l.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, s := range subs {
		if !IsBuiltin(s.URL) {
			out = append(out, strings.TrimSuffix(strings.TrimPrefix(s.URL, "https://"), ".example/"))
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func (l *lab) followAll(t *testing.T, names ...string) {
	t.Helper()
	var subs []feed.Subscription
	for _, n := range names {
		subs = append(subs, feed.Subscription{URL: "https://" + n + ".example/", Folder: "F"})
	}
	if err := l.SubscribeAll(t.Context(), subs); err != nil {
		t.Fatal(err)
	}
}

func (l *lab) named(t *testing.T, name string) feed.Subscription {
	t.Helper()
	subs, err := l.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range subs {
		if s.URL == "https://"+name+".example/" {
			return s
		}
	}
	t.Fatalf("%s is not followed", name)
	return feed.Subscription{}
}

// edit replaces in the file.
func (p *paper) edit(t *testing.T, old, new string) {
	t.Helper()
	if !strings.Contains(p.text, old) {
		t.Fatalf("%q is not in\n%s", old, p.text)
	}
	p.text = strings.Replace(p.text, old, new, 1)
}

// body is the file behind the preamble.
func (p *paper) body() string {
	_, body, _ := strings.Cut(p.text, "--all\n\n")
	return body
}

func TestTheFeedsFileIsMadeAndKeptUpToDate(t *testing.T) {
	l := newLab(t, map[string][]byte{"newspane:welcome": []byte(`<rss version="2.0"><channel><title>W</title></channel></rss>`)})
	l.followAll(t, "a", "b")
	if err := l.SubscribeAll(t.Context(), []feed.Subscription{{URL: "newspane:welcome"}}); err != nil {
		t.Fatal(err)
	}
	p := &paper{missing: true}
	l.join(t, p)
	if p.body() != "https://a.example/  F\nhttps://b.example/  F\n" {
		t.Errorf("made as\n%s", p.text)
	}
	p.edit(t, "https://a.example/  F\n", "# the best\nhttps://a.example/  F  # A\n\n")
	l.configure(t, l.named(t, "b").ID, "interval", "2h")
	l.followAll(t, "c")
	l.join(t, p)
	want := "# the best\nhttps://a.example/  F  # A\n\nhttps://b.example/  F  interval=2h\nhttps://c.example/  F\n"
	if p.body() != want {
		t.Errorf("kept as\n%s", p.body())
	}
	if _, err := l.Unsubscribe(t.Context(), l.named(t, "a").ID); err != nil {
		t.Fatal(err)
	}
	l.join(t, p)
	if p.body() != "# the best\n\nhttps://b.example/  F  interval=2h\nhttps://c.example/  F\n" {
		t.Errorf("with one removed\n%s", p.body())
	}
	writes := p.writes
	if did := l.join(t, p); p.writes != writes || did.Sentence() != "" {
		t.Errorf("nothing changed, and it was written, %q", did.Sentence())
	}
}

func TestWhatIsEditedInTheFeedsFileIsTakenUp(t *testing.T) {
	l := newLab(t, nil)
	l.followAll(t, "a", "b", "c")
	p := &paper{missing: true}
	l.join(t, p)
	b := l.named(t, "b")
	if err := l.Edit(t.Context(), b.ID, "My B", "G"); err != nil { // in the program, while the file is edited
		t.Fatal(err)
	}
	p.edit(t, "https://a.example/  F\n", "")
	p.edit(t, "https://b.example/  F\n", "https://b.example/  F  paused=yes # mine\n")
	p.text += "https://d.example/ New/Deep \"~Mine too\" full-text=always"
	did := l.join(t, p)
	if did.Added != 1 || did.Changed != 1 || len(did.Removed) != 1 || did.Removed[0].URL != "https://a.example/" {
		t.Errorf("%+v: %s", did, did.Sentence())
	}
	if got := l.addresses(t); got != "b c d" {
		t.Errorf("followed: %s", got)
	}
	b, d := l.named(t, "b"), l.named(t, "d")
	if b.Title.String() != "My B" || b.Folder != "G" || !b.Settings.Paused {
		t.Errorf("both sides' changes: %+v", b)
	}
	if d.Title.String() != "Mine too" || d.Folder != "New/Deep" || d.Settings.FullText != feed.FullTextAlways {
		t.Errorf("added: %+v", d)
	}
	want := "https://b.example/  G  \"~My B\"  paused=yes  # mine\nhttps://c.example/  F\nhttps://d.example/ New/Deep \"~Mine too\" full-text=always"
	if p.body() != want {
		t.Errorf("got\n%s\nwant\n%s", p.body(), want)
	}
	if err := l.SubscribeAll(t.Context(), did.Removed); err != nil { // undo
		t.Fatal(err)
	}
	l.join(t, p)
	if got := l.addresses(t); got != "a b c d" || !strings.Contains(p.text, "https://a.example/  F\n") {
		t.Errorf("undone: %s\n%s", got, p.text)
	}
	p.edit(t, " \"~My B\"  paused=yes", "")
	l.join(t, p)
	if b := l.named(t, "b"); b.Settings.Paused || b.Named {
		t.Errorf("taken back in the file: %+v", b)
	}
}

func TestABrokenFeedsFileChangesNothing(t *testing.T) {
	l := newLab(t, nil)
	l.followAll(t, "a", "b")
	p := &paper{missing: true}
	l.join(t, p)
	p.text = "https://c.example/\nhttps://a.exam ple/\nnonsense\n"
	before := p.text
	_, err := l.Join(t.Context(), p.file())
	var faults FileFaults
	if !errors.As(err, &faults) || len(faults) != 1 || faults[0].Line != 3 {
		t.Errorf("%v", err)
	}
	f := p.file()
	f.Read = func() (string, bool, error) { return "", false, errors.New("permission denied") }
	if _, err := l.Join(t.Context(), f); err == nil {
		t.Error("no error of an unreadable file")
	}
	if got := l.addresses(t); got != "a b" || p.text != before {
		t.Errorf("followed: %s, file\n%s", got, p.text)
	}
}

func TestAFeedsFileThatLeavesTooMuchOutIsNotBelieved(t *testing.T) {
	l := newLab(t, nil)
	var names []string
	for i := range 24 {
		names = append(names, fmt.Sprintf("h%02d", i))
	}
	l.followAll(t, names...)
	p := &paper{missing: true}
	l.join(t, p)
	whole := p.text
	lines := strings.SplitAfter(whole, "\n")
	for name, text := range map[string]string{
		"empty":     "",
		"no feed":   "# nothing\n\n",
		"half":      strings.Join(lines[:len(lines)-12], ""),
		"seven out": strings.Join(lines[:len(lines)-8], ""),
	} {
		p.text = text
		did, err := l.Join(t.Context(), p.file())
		if err != nil || did.Refused == 0 || !strings.Contains(did.Sentence(), "apply --all") || p.text != text {
			t.Errorf("%s: %+v, %v", name, did, err)
		}
	}
	if got := l.addresses(t); len(strings.Fields(got)) != 24 {
		t.Errorf("followed: %s", got)
	}
	p.text = strings.Join(lines[:len(lines)-7], "") // six of twenty-four
	f := p.file()
	f.Fresh = true
	if _, err := l.Join(t.Context(), f); !errors.Is(err, ErrLater) {
		t.Errorf("a file that was written just now: %v", err)
	}
	if did := l.join(t, p); len(did.Removed) != 6 {
		t.Errorf("six of twenty-four: %+v", did)
	}
	p.text = "# nothing\n"
	f = p.file()
	f.All = true
	if did, err := l.Join(t.Context(), f); err != nil || len(did.Removed) != 18 {
		t.Errorf("confirmed: %+v, %v", did, err)
	}
}

func TestAFileThatIsGoneOrAnOlderLibraryUnsubscribesNothing(t *testing.T) {
	l := newLab(t, nil)
	l.followAll(t, "a")
	p := &paper{missing: true}
	l.join(t, p)
	p.missing, p.text = true, ""
	l.join(t, p)
	if l.addresses(t) != "a" || p.body() != "https://a.example/  F\n" {
		t.Errorf("the file was deleted: %s, made anew as\n%s", l.addresses(t), p.body())
	}
	p.text = "https://b.example/\n"
	if err := l.store.SetValue(t.Context(), agreedName, ""); err != nil { // as in a library that was begun anew
		t.Fatal(err)
	}
	l.join(t, p)
	if l.addresses(t) != "a b" || p.text != "https://b.example/\nhttps://a.example/  F\n" {
		t.Errorf("nothing was agreed: %s\n%s", l.addresses(t), p.text)
	}
}

func TestAFeedsFileThatCannotBeWrittenIsReadAllTheSame(t *testing.T) {
	l := newLab(t, nil)
	l.followAll(t, "a", "b")
	p := &paper{missing: true}
	l.join(t, p)
	p.locked = true
	if _, err := l.Unsubscribe(t.Context(), l.named(t, "a").ID); err != nil {
		t.Fatal(err)
	}
	l.followAll(t, "c")
	l.join(t, p)
	p.text += "https://d.example/\n" // by whoever makes it
	l.join(t, p)
	if got := l.addresses(t); got != "b c d" {
		t.Errorf("followed: %s", got)
	}
	p.locked = false
	l.join(t, p)
	if want := "https://b.example/  F\nhttps://c.example/  F\nhttps://d.example/\n"; p.body() != want {
		t.Errorf("when it can be written again:\n%s", p.body())
	}
}

func TestAnAddressEditedInTheFeedsFileKeepsTheArticles(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/old", l.rss("One", "Two"))
	l.serve("/new", l.rss("One", "Two", "Three"))
	old := l.subscribe(t, "/old")
	p := &paper{missing: true}
	l.join(t, p)
	p.edit(t, "/old  # Paper", "/new interval=3h  # Paper")
	did := l.join(t, p)
	now := l.sub(t, old.ID)
	if did.Changed != 1 || did.Added+len(did.Removed) > 0 || now.URL != l.url+"/new" || now.Total != 2 || now.Settings.Interval != 3*time.Hour {
		t.Errorf("%+v, %+v", did, now)
	}
}

func TestAFeedThatMovedKeepsItsLine(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/old", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/new", http.StatusMovedPermanently) })
	l.serve("/new", l.rss("One"))
	l.followAll(t, "a")
	if err := l.SubscribeAll(t.Context(), []feed.Subscription{{URL: l.url + "/old", Folder: "F"}}); err != nil {
		t.Fatal(err)
	}
	l.followAll(t, "z")
	p := &paper{missing: true}
	l.join(t, p)
	p.edit(t, l.url+"/old  F", l.url+"/old  F  # the paper")
	l.join(t, p)
	subs, err := l.followed(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for range 4 {
		for _, s := range subs {
			if strings.HasPrefix(s.URL, l.url) {
				if r := l.check(t, s.ID); r.Err != nil {
					t.Fatal(r.Err)
				}
			}
		}
		l.pass(day)
	}
	l.join(t, p)
	if !strings.Contains(p.body(), l.url+"/new  F  # the paper\n") || strings.Contains(p.text, "/old") || len(strings.Split(p.body(), "\n")) != 4 {
		t.Errorf("the file is\n%s", p.body())
	}
}

func TestAPasswordInTheFeedsFileIsMovedOut(t *testing.T) {
	l := newLab(t, nil)
	k := keeper{}
	l.secret, l.keepSecret = k.get, k.keep
	p := &paper{text: "# x\nhttps://ann:s3cr3t@a.example/  # A\n"}
	l.join(t, p)
	if want := "# x\nhttps://a.example/  auth=\"basic ann kept:ann\"  # A\n"; p.text != want || k["kept:ann"] != "s3cr3t" {
		t.Errorf("got\n%s", p.text)
	}
	p.edit(t, "https://a.example/", "https://bob:s3cr3t@a.example/")
	l.join(t, p)
	if want := "# x\nhttps://a.example/  auth=\"basic bob kept:bob\"  # A\n"; p.text != want || l.addresses(t) != "a" {
		t.Errorf("edited in:\n%s", p.text)
	}
	kept, err := l.store.Value(t.Context(), agreedName)
	if err != nil || strings.Contains(kept, "s3cr3t") {
		t.Errorf("the library knows: %s, %v", kept, err)
	}
}
