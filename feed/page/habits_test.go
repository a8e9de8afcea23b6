package page

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newspane/feed"
)

// habit is what must come of a page of testdata/habits, which are made after the habits of systems and of papers in many
// languages.
type habit struct {
	URL        string
	Title      string
	Byline     string
	Date       string // how the moment begins, RFC 3339
	Updated    string
	Standfirst string
	Text       []string // stands in the text
	Without    []string // stands nowhere in it
	Related    []struct{ Title, Date string }
}

func TestTheHabitsOfSystemsAndPapersAreRead(t *testing.T) {
	b, err := os.ReadFile("testdata/habits/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]habit
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/habits/*.html")
	if err != nil || len(files) != len(all) {
		t.Fatalf("%d pages, %d expected: %v", len(files), len(all), err)
	}
	for name, want := range all {
		t.Run(name, func(t *testing.T) { want.check(t, read(t, "habits/"+name+".html", want.URL)) })
	}
}

func (want habit) check(t *testing.T, p *feed.Page) {
	published, updated := p.Published.Format("2006-01-02T15:04:05"), ""
	if p.Published.IsZero() {
		published = ""
	}
	if !p.Updated.IsZero() {
		updated = p.Updated.Format("2006-01-02T15:04:05")
	}
	for _, c := range []struct{ what, got, want string }{
		{"title", p.Title.String(), want.Title}, {"byline", p.Byline.String(), want.Byline}, {"standfirst", p.Standfirst.String(), want.Standfirst},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, c.got, c.want)
		}
	}
	if !strings.HasPrefix(published, want.Date) || want.Date == "" && published != "" {
		t.Errorf("date: got %q, want %q", published, want.Date)
	}
	if !strings.HasPrefix(updated, want.Updated) {
		t.Errorf("updated: got %q, want %q", updated, want.Updated)
	}
	plain := strings.Join(strings.Fields(feed.Plain(p.Body)), " ")
	for _, s := range want.Text {
		if !strings.Contains(plain, strings.Join(strings.Fields(s), " ")) {
			t.Errorf("%q is not in the text", s)
		}
	}
	for _, s := range want.Without {
		if strings.Contains(feed.Plain(p.Body), s) {
			t.Errorf("%q is in the text", s)
		}
	}
	var got []string
	for _, l := range p.Related {
		if l.Kind == feed.SeeAlso || l.Kind == feed.Inline {
			got = append(got, l.Title.String()+" | "+l.Date.String())
		}
	}
	var wanted []string
	for _, l := range want.Related {
		wanted = append(wanted, l.Title+" | "+l.Date)
	}
	if strings.Join(got, "\n") != strings.Join(wanted, "\n") {
		t.Errorf("related: got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(wanted, "\n"))
	}
}
