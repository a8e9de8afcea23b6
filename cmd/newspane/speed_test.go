//go:build linux

package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"
)

// How fast the whole program is, as a person has it: built, started, ended. Nothing is asserted of time; the figures of
// one run stand in the README. What is compared is measured in turn, in one run, and the best of several counts for
// either side.
var (
	speedFlag = flag.Bool("speed", false, "measure the whole program (minutes)")
	speedRuns = flag.Int("speed.runs", 3, "how often each figure is measured")
	speedLab  = flag.String("speed.feedlab", "../../../shared/tools/feedlab", "where the tool that serves many feeds is")
)

// TestSpeed prints the table of figures.
func TestSpeed(t *testing.T) {
	if !*speedFlag {
		t.Skip("measures only with -speed")
	}
	f := &speedTable{t: t}
	bin := t.TempDir()
	build(t, ".", filepath.Join(bin, "newspane"))
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	t.Setenv("GOMEMLIMIT", "") // as most people have it
	began := load(t)
	t.Run("Feeds", func(t *testing.T) { speedOfFeeds(t, f) })
	t.Run("Hanging", func(t *testing.T) { speedBesideHangingFeeds(t, f) })
	t.Run("Screen", func(t *testing.T) { speedOfScreen(t, f) })
	t.Run("Keys", func(t *testing.T) { speedOfKeys(t, f) })
	f.print(fmt.Sprintf("%d processors, best of %d runs; load %s before, %s after", runtime.NumCPU(), *speedRuns, began, load(t)))
}

// speedTable is the table of figures in the making.
type speedTable struct {
	t    *testing.T
	rows [][3]string
}

func (f *speedTable) add(what, value, bound string) {
	f.rows = append(f.rows, [3]string{what, value, bound})
}

func (f *speedTable) print(note string) {
	w := tabwriter.NewWriter(f.t.Output(), 0, 0, 1, ' ', 0)
	fmt.Fprintln(w, "| what\t| measured\t| bound\t|\n|---\t|---\t|---\t|")
	for _, r := range f.rows {
		fmt.Fprintf(w, "| %s\t| %s\t| %s\t|\n", r[0], r[1], r[2])
	}
	fmt.Fprintln(w, "\n"+note)
	if err := w.Flush(); err != nil {
		f.t.Error(err)
	}
}

// load is how much the machine has to do.
func load(t *testing.T) string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		t.Fatal(err)
	}
	one, _, _ := strings.Cut(string(b), " ")
	return one
}

// build makes a program of the package in dir.
func build(t *testing.T, dir, name string) {
	t.Helper()
	c := exec.Command("go", "build", "-o", name, ".")
	c.Dir = dir
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("go build in %s: %v\n%s", dir, err, out)
	}
}

// run is what one process took.
type processRun struct {
	wall, cpu time.Duration
	rss       float64 // MB, at most
	out       string
}

// process runs a command to its end, which may be exit status 1 (some of it failed).
func process(t *testing.T, c *exec.Cmd) processRun {
	t.Helper()
	var out bytes.Buffer
	if c.Stdout == nil {
		c.Stdout = &out
	}
	c.Stderr = &out
	began := time.Now()
	err := c.Run()
	r := processRun{wall: time.Since(began), out: out.String()}
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != exitPartly) {
		t.Fatalf("%v: %v\n%s", c.Args, err, r.out)
	}
	r.cpu = c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	r.rss = float64(c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss) / 1024
	return r
}

// program is a command of newspane with its library in home.
func program(home string, args ...string) *exec.Cmd {
	c := exec.Command("newspane", args...)
	c.Env = append(os.Environ(), "NEWSPANE_HOME="+home, "NO_COLOR=1")
	return c
}

// quickest is the run of least wall time, with the least processor time and the most memory of any.
func quickest(runs []processRun) processRun {
	best := slices.MinFunc(runs, func(a, b processRun) int { return int(a.wall - b.wall) })
	for _, r := range runs {
		best.cpu, best.rss = min(best.cpu, r.cpu), max(best.rss, r.rss)
	}
	return best
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }

func times(a, b time.Duration) string { return fmt.Sprintf("%.2f×", a.Seconds()/b.Seconds()) }
