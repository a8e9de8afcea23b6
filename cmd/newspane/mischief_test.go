//go:build unix

package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	_ "modernc.org/sqlite"
)

// mischief is a file, a variable or a word by which somebody gets at the program from this machine: through dotfiles that
// were copied, a list that was sent, a name that was chosen for them.
type mischief struct {
	name  string
	plant func(home string) error
	env   []string
	run   [][]string // commands besides those that all get; HOME stands for the library's folder
}

// luring is in names and words: orders to the terminal, and what reorders.
const luring = "\x1b]0;PWNED\a\u009b31337m\u202e\u2066"

// file plants a file.
func file(name, content string) func(string) error {
	return func(home string) error {
		path := filepath.Join(home, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		return os.WriteFile(path, []byte(content), 0o600)
	}
}

// both plants two things.
func both(a, b func(string) error) func(string) error {
	return func(home string) error {
		if err := a(home); err != nil {
			return err
		}
		return b(home)
	}
}

// never plants a pipe that nobody writes into, endless a link to what never ends.
func never(name string) func(string) error {
	return func(home string) error { return syscall.Mkfifo(filepath.Join(home, name), 0o600) }
}

func endless(name string) func(string) error {
	return func(home string) error { return os.Symlink("/dev/zero", filepath.Join(home, name)) }
}

// statements changes the library behind the program's back.
func statements(lines ...string) func(string) error { return foreignCache("newspane.db", lines...) }

// foreignCache makes a database, or changes one.
func foreignCache(name string, lines ...string) func(string) error {
	return func(home string) error {
		db, err := sql.Open("sqlite", filepath.Join(home, name))
		if err != nil {
			return err
		}
		defer db.Close()
		for _, l := range lines {
			if _, err := db.Exec(l); err != nil {
				return fmt.Errorf("%s: %w", l, err)
			}
		}
		return nil
	}
}

// archive is a tar or zip file with names that lead out of it, and a bomb.
func archive(kind string) string {
	var b bytes.Buffer
	names := []string{"../../PWNED", "/tmp/PWNED", luring, "mimetype", "META-INF/container.xml"}
	zeros := bytes.Repeat([]byte{' '}, 20<<20)
	if kind == "tar" {
		w := tar.NewWriter(&b)
		for _, n := range names {
			_ = w.WriteHeader(&tar.Header{Name: n, Size: 4, Mode: 0o755}) // what is wrong with it is wanted
			_, _ = w.Write([]byte("PWND"))
		}
		_ = w.WriteHeader(&tar.Header{Name: "link", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"})
		_ = w.Close()
		return b.String()
	}
	w := zip.NewWriter(&b)
	for _, n := range names {
		f, err := w.Create(n)
		if err != nil {
			panic(err)
		}
		_, _ = f.Write(zeros)
	}
	_ = w.Close()
	return b.String()
}

// mischiefs are all of them.
func mischiefs() []mischief {
	all := []mischief{
		{name: "words", run: baited()},
		{name: "home", env: []string{"NEWSPANE_HOME=HOME/" + luring}},
		{name: "environment", env: []string{"EDITOR=" + luring, "VISUAL=" + luring, "BROWSER=" + luring, "LANG=" + luring + ".UTF-8", "HTTP_PROXY=http://" + luring, "http_proxy=" + luring, "COLUMNS=" + luring}, run: [][]string{{"config", "edit"}, {"feeds", "edit"}}},
		{name: "config-orders", plant: file("config.toml", "# \u009b31337m\u202e\n\""+strings.ReplaceAll(luring, "\x1b", "\\u001b")+"\" = 1\ntheme = \"\\u001b]0;PWNED\\u0007\u009b31337m\"\n[keys]\n\"\\u001b[31337m\" = \"\\u001b\"\n[services.\"\u009b31337m\"]\nkind = \"\\u001b[31337m\"\n")},
		{name: "config-bytes", plant: file("config.toml", "theme = \"\x1b]0;PWNED\a\x9b31337m\"\n\xff\xfe\x00")},
		{name: "config-lists", plant: file("config.toml", "theme = "+strings.Repeat("[", 250_000))}, {name: "config-tables", plant: file("config.toml", "theme = "+strings.Repeat("{a=", 80_000))},
		{name: "config-parts", plant: file("config.toml", strings.Repeat("a.", 120_000)+"a = 1")}, {name: "config-part-tables", plant: file("config.toml", "["+strings.Repeat("a.", 120_000)+"a]")},
		{name: "config-long", plant: file("config.toml", strings.Repeat("# much\n", 3_000_000))}, {name: "config-numbers", plant: file("config.toml", "measure = 99999999999999999999999\nrefresh = \"-1e999h\"\nkeep-days = -9223372036854775808\nconnections = nan\n")},
		{name: "config-keys", plant: file("config.toml", func() string {
			var b strings.Builder
			for i := range 15_000 {
				fmt.Fprintf(&b, "wrong%d = 1\n", i)
			}
			return b.String()
		}())},
		{name: "sites", plant: file("sites.toml", "[\""+strings.ReplaceAll(luring, "\x1b", "\\u001b")+"\"]\nbody = \"\\u001b[31337m\"\n[\"a.example\"]\nbody = \""+strings.Repeat(":not(", 20_000)+"\"\nstrip = \""+strings.Repeat("a>", 30_000)+"a\"\n")},
		{name: "sites-parts", plant: file("sites.toml", "["+strings.Repeat("a.", 60_000)+"a]\nbody='x'")}, {name: "theme", plant: both(file("themes/\u009b31337m.toml", "text = \"\\u001b[31337m\""), file("themes/deep.toml", "text = "+strings.Repeat("[", 60_000)))},
		{name: "feeds-orders", plant: file("feeds", "http://127.0.0.1:1/"+luring+" \"~"+luring+"\" Folder/"+luring+" interval="+luring+"\n"+luring+"\njavascript:alert(1)\nfile:///etc/passwd\nexec:touch PWNED\n\"|touch PWNED\"\nfilter:touch PWNED:http://127.0.0.1:1/\nhttp://127.0.0.1:1/x auth=\"basic a command:touch PWNED\"\n")},
		{name: "feeds-long", plant: file("feeds", "http://127.0.0.1:1/"+strings.Repeat("x", 3_000_000)+"\n"+strings.Repeat("\"", 1_000_000)+"\n")},
		{name: "view-deep", plant: file("view.json", strings.Repeat("[", 200_000))}, {name: "view-orders", plant: file("view.json", `{"asked":true,"layout":"\u001b]0;PWNED\u0007","theme":"\u009b31337m","sidebar":-99999999,"measure":1e18,"selected":"\u001b[31337m"}`)},
		{name: "secrets", plant: file("secrets.json", `{"\u001b]0;PWNED\u0007":{"host":"\u009b31337m","secret":7}}`), run: [][]string{{"add", "http://ann:s3cr3t@127.0.0.1:1/x"}}},
		{name: "fatal", plant: file("fatal.txt", "panic: \x1b]0;PWNED\a\u009b31337m\n\ngoroutine 1 [running]:\n"+strings.Repeat("\x1b[31337m\n", 300_000))},
		{name: "database-orders", plant: both(library, statements(
			"UPDATE articles SET title = '"+luring+"Headline', author = '"+luring+"', summary = '"+luring+"', link = 'javascript:"+luring+"', source = '"+luring+"'", "UPDATE feeds SET title = '"+luring+"', name = '"+luring+"', folder = '"+luring+"/"+luring+"', site = '"+luring+"', url = 'file:///"+luring+"' WHERE id = (SELECT max(id) FROM feeds)",
			`UPDATE feeds SET poll = '{"Error":"\u001b]0;PWNED\u0007","ETag":"\u001b\r\nX: y","Failures":-1}'`)), run: [][]string{{"export", "--state"}, {"backup", "HOME/copy.db"}}},
		{name: "database-types", plant: both(library, statements("UPDATE articles SET title = x'9b3331333337', words = 'many', published = 1e300, place = 'x'", "UPDATE feeds SET poll = '[[[', added = -9e18", "UPDATE bodies SET item = x'00ff00ff'", "UPDATE counts SET unread = -5"))},
		{name: "database-triggers", plant: both(library, statements("CREATE TRIGGER t AFTER UPDATE ON feeds BEGIN UPDATE feeds SET title = '\u009b31337m' || hex(randomblob(1000)); END", "CREATE VIEW evil AS WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM r) SELECT x FROM r"))},
		{name: "database-other", plant: file("newspane.db", "SQLite format 3\x00"+strings.Repeat("\x1b]0;PWNED\a", 1000))}, {name: "journal", plant: file("newspane.db-journal.jsonl", `{"op":"\u001b]0;PWNED\u0007"}`+"\n"+strings.Repeat("[", 200_000)+"\n{\"op\":\"feed\",\"url\":\"javascript:x\"}\n{\"op\":\"bookmark\",\"title\":\"\\u001b[31337m\"}\n"+strings.Repeat("x", 3_000_000))},
		{name: "import-zip", plant: file("list.opml", archive("zip")), run: imports("list.opml")}, {name: "import-epub", plant: file("book.epub", archive("zip")), run: imports("book.epub")}, {name: "import-tar", plant: file("list.tar", archive("tar")), run: imports("list.tar")},
		{name: "import-name", plant: file(luring+".opml", "<opml><body><outline text='"+"x"+"' xmlUrl='file:///etc/passwd'/></body></opml>"), run: imports(luring + ".opml")}, {name: "import-folder", plant: func(home string) error { return os.Mkdir(filepath.Join(home, "dir.opml"), 0o700) }, run: imports("dir.opml")},
		{name: "import-laughs", plant: file("l.opml", "<!DOCTYPE opml [<!ENTITY a '"+strings.Repeat("PWNED", 1000)+"'><!ENTITY b '"+strings.Repeat("&a;", 1000)+"'>]><opml><body><outline text='"+strings.Repeat("&b;", 1000)+"' xmlUrl='http://127.0.0.1:1/'/></body></opml>"), run: imports("l.opml")},
		{name: "import-deep", plant: file("d.opml", "<opml><body>"+strings.Repeat("<outline text='\u009b31337m'>", 300_000)), run: imports("d.opml")},
		{name: "import-orders", plant: file("o.opml", "<opml><head><title>"+luring+"</title></head><body><outline text='"+luring+"' title='&#155;31337m' xmlUrl='http://127.0.0.1:1/"+luring+"' htmlUrl='javascript:x' filtercmd='touch PWNED'/><outline text='|touch PWNED' xmlUrl='|touch PWNED'/><outline xmlUrl='exec:touch PWNED'/></body></opml>"), run: imports("o.opml")},
		{name: "import-urls", plant: file("urls", "\"exec:touch PWNED\" \"~"+luring+"\"\nfilter:touch PWNED:http://127.0.0.1:1/\nhttp://127.0.0.1:1/"+luring+" "+luring+"\nquery:"+luring+":"+strings.Repeat("(", 100_000)+"\ninclude /etc/passwd\n"), run: imports("urls")},
		{name: "import-state", plant: file("state.jsonl", "{\"op\":\"newspane-state\",\"version\":1}\n{\"op\":\"feed\",\"url\":\"javascript:x\",\"name\":\"\\u001b]0;PWNED\\u0007\"}\n{\"op\":\"mark\",\"note\":\"\\u009b31337m\"}\n"+strings.Repeat("[", 300_000)+"\n"+strings.Repeat("y", 5_000_000)+"\n"), run: imports("state.jsonl")},
		{name: "import-cache", plant: foreignCache("cache.db", "CREATE TABLE rss_feed (rssurl, url, title)",
			"CREATE TABLE rss_item (feedurl, url, title, unread, flags, deleted)", "INSERT INTO rss_item VALUES ('http://127.0.0.1:1/"+luring+"', 'javascript:"+luring+"', '"+luring+"', 0, '"+strings.Repeat(luring, 20_000)+"', 0), (x'00ff', 7, 1e300, 'x', NULL, -1)"), run: imports("cache.db")},
		{name: "import-cache-grown", plant: foreignCache("cache.db", "CREATE TABLE rss_feed (rssurl, url, title)",
			"CREATE TABLE rss_item (feedurl, url, title AS (hex(zeroblob(490000000))), unread, flags, deleted)", "INSERT INTO rss_item (feedurl, url, unread) VALUES ('http://127.0.0.1:1/', 'http://127.0.0.1:1/x', 0)"), run: imports("cache.db")},
		{name: "import-cache-endless", plant: foreignCache("cache.db", "CREATE TABLE rss_feed (rssurl, url, title)",
			"CREATE VIEW rss_item AS WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM r) SELECT x AS feedurl, x AS url, x AS title, 0 AS unread, 'f' AS flags, 0 AS deleted FROM r"), run: imports("cache.db")},
		{name: "restore-other", plant: file("x.db", "SQLite format 3\x00"+strings.Repeat("\x00", 9000)), run: [][]string{{"restore", "HOME/x.db"}, {"restore", "/dev/zero"}, {"restore", "HOME"}}},
	}
	for _, name := range []string{"config.toml", "feeds", "sites.toml", "view.json", "secrets.json", "newspane.db", "newspane.db-journal.jsonl", "newspane.log", "fatal.txt", "themes/x.toml"} {
		all = append(all, mischief{name: "pipe-" + filepath.Base(name), plant: both(folderOf(name), never(name))}, mischief{name: "endless-" + filepath.Base(name), plant: both(folderOf(name), endless(name))})
	}
	return all
}

// folderOf makes the folder that a file is in.
func folderOf(name string) func(string) error {
	return func(home string) error { return os.MkdirAll(filepath.Dir(filepath.Join(home, name)), 0o700) }
}

// library makes a library with its first edition.
func library(home string) error {
	c := exec.Command("newspane", "list")
	c.Env = append(os.Environ(), "NEWSPANE_HOME="+home)
	return c.Run()
}

func imports(name string) [][]string { return [][]string{{"import", "HOME/" + name}} }

// baited are commands that are given orders to the terminal in every word.
func baited() [][]string {
	var all [][]string
	for _, c := range []string{
		"BAIT", "--BAIT", "-xBAIT", "add BAIT", "add http://127.0.0.1:1/BAIT", "add http://BAIT/", "read BAIT", "read http://127.0.0.1:1/BAIT", "save BAIT", "list BAIT", "list feed:BAIT", "list (((BAIT", "list is:BAIT", "list --limit BAIT", "show BAIT", "show 7BAIT",
		"mark BAIT 1", "mark read BAIT", "tag BAIT", "tag 1 +BAIT", "note 1 BAIT", "bookmark BAIT", "set BAIT", "set BAIT interval 1h", "set 127.0.0.1 BAIT x", "feeds BAIT", "remove BAIT", "fetch BAIT", "rules BAIT", "rules add BAIT BAIT BAIT", "rules preview BAIT", "rules remove BAIT",
		"send 1 --to BAIT", "send BAIT", "download 1 --to BAIT", "download BAIT", "export --format BAIT 1", "export -o HOME/no/BAIT", "import HOME/BAIT", "restore HOME/BAIT", "backup HOME/no/BAIT", "highlights BAIT", "config BAIT", "config theme BAIT", "keys BAIT", "service BAIT", "service cron --every BAIT",
		"man BAIT", "help BAIT", "completion BAIT", "debug BAIT", "debug parse HOME/BAIT", "debug page HOME/BAIT", "debug fetch http://127.0.0.1:1/BAIT", "doctor BAIT", "gc BAIT",
	} {
		all = append(all, strings.Split(strings.ReplaceAll(c, "BAIT", luring), " "))
	}
	return all
}

// TestMischiefOnThisMachineIsMet plants one thing (of six, with -hostile.all each), and uses the program at the command line and in a
// terminal.
func TestMischiefOnThisMachineIsMet(t *testing.T) {
	for i, m := range mischiefs() {
		if *hostileOnly != "" && m.name != *hostileOnly || *hostileOnly == "" && !*hostileAll && i%6 != 0 {
			continue
		}
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			r := assault{name: m.name, seconds: 10}.trial(t)
			if m.plant != nil {
				if err := m.plant(r.home); err != nil {
					t.Fatal(err)
				}
			}
			at := func(s string) string { return strings.ReplaceAll(s, "HOME", r.home) }
			for _, e := range m.env {
				r.env = append(r.env, at(e))
			}
			for _, args := range append(slices.Clone(m.run), [][]string{{"config", "check"}, {"config"}, {"doctor"}, {"fetch"}, {"feeds"}, {"list"}, {"keys"}}...) {
				for i := range args {
					args[i] = at(args[i])
				}
				r.run("", args...)
				r.inTerminal(args)
			}
			p := openTTYWith(t, r.env, r.home, 100, 30)
			p.press("ga\r gl")
			for range 8 {
				p.press("\x03")
			}
			if code := p.end(); code > exitNothing {
				t.Errorf("exit status %d:\n%s", code, p.text())
			}
			r.wantHarmless("the screen", p)
			if found, err := filepath.Glob(filepath.Join(r.home, "*PWNED")); err != nil || len(found) > 0 {
				t.Errorf("a command was run: %q, %v", found, err)
			}
		})
	}
}

// inTerminal runs a command in a terminal: what it says there is other than in a pipe.
func (r *trial) inTerminal(args []string) {
	r.t.Helper()
	if slices.Contains(args, "edit") {
		return // an editor has the terminal
	}
	c := exec.Command("newspane", args...)
	c.Dir = r.home
	p := openTTYOf(r.t, c, r.env, r.home, 80, 24)
	p.gone = true // it is no screen
	p.end()
	r.wantHarmless(strings.Join(args, " "), p)
}

// wantHarmless checks what a program wrote to its terminal until now.
func (r *trial) wantHarmless(what string, p *tty) {
	r.t.Helper()
	const last = "that was all of it"
	if _, err := p.slave.WriteString(last); err != nil { // comes after what is still on its way
		r.t.Fatal(err)
	}
	if bad := foreign([]byte(p.output(last))); len(bad) > 0 {
		r.t.Errorf("%s: the terminal was sent %d sequences that are not ours, the first %q", what, len(bad), bad[:min(len(bad), 5)])
	}
}
