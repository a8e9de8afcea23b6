//go:build unix

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

var (
	hostileDir  = flag.String("hostile.dir", "../../../shared/tools/hostile", "where the corpus of hostile feeds, pages and servers is")
	hostileAll  = flag.Bool("hostile.all", false, "try every case of the hostile corpus, not one in four")
	hostileOnly = flag.String("hostile.case", "", "try this case of the hostile corpus alone")
	hostileAddr = flag.String("hostile.addr", "127.0.0.1:11910", "address of the hostile server; the seven ports after it are used too")
)

// hostileCase is an attack, and what is expected of a reader that meets it.
type hostileCase struct {
	Name, Class, Kind, URL, Page string
	Expect                       struct {
		Outcome   string
		Items     int
		MaxItems  int `json:"max_items"`
		Fetches   int
		Requests  int      `json:"max_requests"`
		MB        int      `json:"max_rss_mb"`
		Seconds   int      `json:"max_seconds"`
		NoCookie  bool     `json:"no_cookie"`
		Validator bool     `json:"conditional"`
		Show      []string `json:"must_show"`
		Hide      []string `json:"must_not_show"`
	}
}

// hostileTool builds the tool that serves the corpus.
func hostileTool(t *testing.T) string {
	t.Helper()
	if _, err := os.Stat(filepath.Join(*hostileDir, "go.mod")); err != nil {
		t.Skip("the hostile corpus is not at hand")
	}
	tool := filepath.Join(t.TempDir(), "hostile")
	build := exec.Command("go", "build", "-o", tool, ".")
	build.Dir = *hostileDir
	if out, err := build.CombinedOutput(); err != nil {
		t.Skipf("the hostile corpus does not build: %v\n%s", err, out)
	}
	return tool
}

// hostileServer serves the corpus until the test ends, and returns its cases.
func hostileServer(t *testing.T, tool string) []hostileCase {
	t.Helper()
	serve := exec.Command(tool, "serve", "-addr", *hostileAddr)
	said, err := serve.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = serve.Process.Kill()
		_ = serve.Wait()
	})
	if line, err := bufio.NewReader(said).ReadString('\n'); err != nil || !strings.Contains(line, "serving") {
		t.Fatalf("the hostile server said %q, %v", line, err)
	}
	out, err := exec.Command(tool, "list", "-json", "-addr", *hostileAddr).Output()
	if err != nil {
		t.Fatal(err)
	}
	var cases []hostileCase
	if err := json.Unmarshal(out, &cases); err != nil {
		t.Fatal(err)
	}
	return cases
}

// canaries is what the server saw.
type canaries struct {
	Violations map[string][]string
	Polls      map[string]struct {
		Count, Conditional int
		Cookies            int `json:"with_cookie"`
		Referers           int `json:"with_referer"`
	}
	Pages map[string]int
	Hits  []hit
}

func canaryReport(t *testing.T) canaries {
	t.Helper()
	resp, err := http.Get("http://" + *hostileAddr + "/canary-report")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var c canaries
	if err := json.NewDecoder(resp.Body).Decode(&c); err != nil {
		t.Fatal(err)
	}
	return c
}

// requests is how often a case was asked for anything.
func (c canaries) requests(name string) int {
	n := c.Polls[name].Count
	for _, kind := range []string{"p/", "i/", "r/", "e/"} {
		n += c.Pages[kind+name]
	}
	return n
}

// trial is one case put to the program.
type trial struct {
	t        *testing.T
	c        hostileCase
	home     string
	mb       int64   // the most memory that a command took
	seconds  float64 // the most processor time that a command took
	articles int
	outcome  string
	env      []string // of its commands, besides the test's own
	few      bool     // few articles are shown
}

// ran is what a command said.
type ran struct {
	out, err string
	status   int
}

// run runs a command of newspane, within the bounds of the case, and looks at all it says.
func (r *trial) run(stdin string, args ...string) ran {
	r.t.Helper()
	limit := time.Duration(r.c.Expect.Seconds) * time.Second
	ctx, cancel := context.WithTimeout(r.t.Context(), 4*limit) // the machine has other work
	defer cancel()
	cmd := exec.CommandContext(ctx, "newspane", args...)
	peak := filepath.Join(r.t.TempDir(), "peak")
	cmd.Env = append(os.Environ(), "NEWSPANE_HOME="+r.home, peakEnv+"="+peak)
	cmd.Env = append(cmd.Env, r.env...)
	cmd.Stdin = strings.NewReader(stdin)
	cmd.Dir = r.home
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		r.t.Fatal(err)
	}
	what := strings.Join(args, " ")
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	mb, cpu := toldPeak(peak, usage), cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime()
	r.mb, r.seconds = max(r.mb, mb), max(r.seconds, cpu.Seconds())
	if mb > int64(r.c.Expect.MB) {
		r.t.Errorf("%s took %d MB, may take %d", what, mb, r.c.Expect.MB)
	}
	if cpu > limit || ctx.Err() != nil {
		r.t.Errorf("%s took %s of processor time (%v), may take %s", what, cpu, ctx.Err(), limit)
	}
	got := ran{out.String(), errs.String(), cmd.ProcessState.ExitCode()}
	if got.status < 0 || got.status > exitNothing || strings.Contains(got.err, "goroutine ") {
		r.t.Errorf("%s ended with %d: %.2000s", what, got.status, got.err)
	}
	for _, s := range []string{got.out, got.err} {
		if bad := uncleaned(s); bad != "" {
			r.t.Errorf("%s printed %s", what, bad)
		}
		for _, hidden := range r.c.Expect.Hide {
			if i := strings.Index(s, hidden); i >= 0 {
				r.t.Errorf("%s printed %q: …%.120q", what, hidden, s[max(0, i-60):])
			}
		}
	}
	return got
}

// toldPeak is the most memory that a process had, in MB: as it told itself, else as the system tells, which counts that of
// the process that started it.
func toldPeak(name string, u *syscall.Rusage) int64 {
	if told, err := os.ReadFile(name); err == nil {
		if kb, err := strconv.ParseInt(string(told), 10, 64); err == nil {
			return kb >> 10
		}
	}
	return peakMB(u)
}

// peakMB is the most memory that a process had.
func peakMB(u *syscall.Rusage) int64 {
	if runtime.GOOS == "darwin" {
		return u.Maxrss >> 20
	}
	return u.Maxrss >> 10
}

// attempt puts a case to the program as a reader would meet it.
func (r *trial) attempt() {
	if r.c.Kind == "opml" {
		r.importOPML()
		return
	}
	if strings.Contains(r.c.URL, "@") { // a list gives no passwords away, nor takes any: typed
		r.credentials()
		return
	}
	list := `<opml version="2.0"><body><outline type="rss" text="` + r.c.Name + `" xmlUrl="` + xmlEscaped(r.c.URL) + `"/></body></opml>`
	if got := r.run(list, "import", "-"); got.status != exitOK {
		r.t.Fatalf("import: %d %s", got.status, got.err)
	}
	before := canaryReport(r.t).requests(r.c.Name)
	for range r.c.Expect.Fetches {
		r.fetch()
	}
	if r.c.Kind != "page" {
		r.wantFew((canaryReport(r.t).requests(r.c.Name) - before) / r.c.Expect.Fetches)
	}
	r.run("", "feeds", "--json")
	r.run("", "feeds")
	r.list()
	if r.c.Kind == "page" {
		r.read()
	}
}

func xmlEscaped(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;").Replace(s)
}

func (r *trial) wantFew(requests int) {
	if most := r.c.Expect.Requests; most > 0 && requests > most {
		r.t.Errorf("%d requests, may make %d", requests, most)
	}
}

// importOPML imports a hostile list.
func (r *trial) importOPML() {
	resp, err := http.Get(r.c.URL)
	if err != nil {
		r.t.Fatal(err)
	}
	defer resp.Body.Close()
	list, err := io.ReadAll(resp.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	got := r.run(string(list), "import", "-")
	r.outcome = fmt.Sprint("exit ", got.status)
	feeds := r.run("", "feeds", "--json").out
	for line := range strings.Lines(feeds) {
		var row feedRow
		if err := json.Unmarshal([]byte(line), &row); err != nil || !strings.HasPrefix(row.URL, "http") {
			r.t.Errorf("follows %q, %v", row.URL, err)
		}
		r.articles++
	}
	if strings.Contains(feeds+got.err, "s3cr3t") {
		r.t.Error("a password was printed")
	}
	r.run("", "feeds")
	r.run("", "export")
}

// fetch checks the feed and looks at the outcome.
func (r *trial) fetch() {
	got := r.run("", "fetch", "--json")
	lines := strings.Split(strings.TrimSpace(got.out), "\n")
	var row checkRow
	if err := json.Unmarshal([]byte(lines[0]), &row); err != nil || len(lines) != 2 {
		r.t.Fatalf("fetch printed %.500q, %v; %.500s", got.out, err, got.err)
	}
	r.outcome = "ok"
	if row.Error != "" {
		r.outcome = "error"
	}
	if want := r.c.Expect.Outcome; want != "either" && r.outcome != want {
		r.t.Errorf("the outcome is %s (%d %s), want %s", r.outcome, row.Status, row.Error, want)
	}
	if (row.Error == "") != (got.status == exitOK) {
		r.t.Errorf("exit status %d with error %q", got.status, row.Error)
	}
}

// shownOf is how many articles of a case are shown.
func (r *trial) shownOf() int {
	if r.few {
		return 3
	}
	return 12
}

// list lists the articles and shows some.
func (r *trial) list() {
	got := r.run("", "list", "--json")
	var rows []headlineRow
	for line := range strings.Lines(got.out) {
		var row headlineRow
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			r.t.Fatalf("list printed %.200q: %v", line, err)
		}
		if strings.TrimSpace(row.Title) == "" {
			r.t.Errorf("article %d has a blank headline", row.ID)
		}
		rows = append(rows, row)
	}
	r.articles = len(rows)
	if want := r.c.Expect.Items; want >= 0 && len(rows) != want {
		r.t.Errorf("%d articles, want %d", len(rows), want)
	}
	if most := r.c.Expect.MaxItems; most > 0 && len(rows) > most {
		r.t.Errorf("%d articles, may be %d", len(rows), most)
	}
	if plain := r.run("", "list"); strings.Count(plain.out, "\n") != len(rows) {
		r.t.Errorf("%d lines list %d articles", strings.Count(plain.out, "\n"), len(rows))
	}
	var shown strings.Builder
	for i := 0; i < len(rows); i += max(1, len(rows)/r.shownOf()) {
		got := r.run("", "show", fmt.Sprint(rows[i].ID))
		if got.status != exitOK || got.out == "" {
			r.t.Errorf("show %d ended with %d: %s", rows[i].ID, got.status, got.err)
		}
		r.run("", "show", "--json", fmt.Sprint(rows[i].ID))
		shown.WriteString(got.out)
	}
	if r.c.Kind != "page" && len(rows) > 0 {
		r.wantShown("show", shown.String())
	}
}

func (r *trial) wantShown(what, s string) {
	for _, want := range r.c.Expect.Show {
		if !strings.Contains(s, want) {
			r.t.Errorf("%s does not show %q: %.500s", what, want, s)
		}
	}
}

// read reads the page as an article.
func (r *trial) read() {
	before := canaryReport(r.t).requests(r.c.Name)
	got := r.run("", "read", r.c.Page)
	r.wantFew(canaryReport(r.t).requests(r.c.Name) - before)
	r.outcome += fmt.Sprint(", page ", got.status)
	if got.status == exitOK {
		r.wantShown("read", got.out)
	} else if r.c.Expect.Outcome == "ok" {
		r.t.Errorf("read ended with %d: %s", got.status, got.err)
	}
	r.run("", "read", "--json", r.c.Page)
}

// aftermath looks at what the server saw and at what lies in the library's directory.
func (r *trial) aftermath() {
	c := canaryReport(r.t)
	if v := c.Violations[r.c.Name]; len(v) > 0 {
		r.t.Errorf("asked for what must not be asked for: %q", v)
	}
	polls := c.Polls[r.c.Name]
	if r.c.Expect.NoCookie && polls.Cookies+polls.Referers > 0 {
		r.t.Errorf("%d cookies and %d referers were sent", polls.Cookies, polls.Referers)
	}
	if r.c.Expect.Validator && polls.Conditional == 0 {
		r.t.Error("no validator was sent")
	}
	err := filepath.WalkDir(r.home, func(path string, _ os.DirEntry, err error) error {
		if strings.Contains(filepath.Base(path), "PWNED") {
			r.t.Errorf("%s was made", path)
		}
		return err
	})
	if err != nil {
		r.t.Error(err)
	}
	log, err := os.ReadFile(filepath.Join(r.home, "newspane.log"))
	if err != nil {
		r.t.Error(err)
	}
	for _, secret := range append([]string{"s3cr3t", "\x1b", "level=ERROR msg=panic"}, r.c.Expect.Hide...) {
		if i := bytes.Index(log, []byte(secret)); i >= 0 {
			r.t.Errorf("the log has %q: %.3000q", secret, log[max(0, i-100):])
		}
	}
}

func TestTheHostileCorpusIsMet(t *testing.T) {
	cases := hostileServer(t, hostileTool(t))
	var mu sync.Mutex
	var table []string
	tried, held := 0, 0
	t.Cleanup(func() {
		slices.Sort(table)
		t.Logf("%d cases tried, %d held\n%s", tried, held, strings.Join(table, "\n"))
	})
	t.Run("case", func(t *testing.T) {
		for i, c := range cases {
			if *hostileOnly != "" && c.Name != *hostileOnly || *hostileOnly == "" && !*hostileAll && i%4 != 0 {
				continue
			}
			t.Run(c.Name, func(t *testing.T) {
				t.Parallel()
				r := &trial{t: t, c: c, home: t.TempDir()}
				t.Cleanup(func() {
					mu.Lock()
					defer mu.Unlock()
					verdict := "HELD"
					tried++
					if t.Failed() {
						verdict = "NOT HELD"
					} else {
						held++
					}
					table = append(table, fmt.Sprintf("%-26s %-8s %-14s %6d articles %4d MB %5.1f s", c.Name, verdict, r.outcome, r.articles, r.mb, r.seconds))
				})
				r.attempt()
				r.aftermath()
			})
		}
	})
}
