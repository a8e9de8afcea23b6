package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/charmbracelet/colorprofile"

	"newspane/feed"
	"newspane/feed/fetch"
	"newspane/feed/reader"
	"newspane/ui/picture"
)

// files looks at the directories and files of newspane's own: whether they can be written, and who may read them.
func (d *doctor) files() {
	before := len(d.found)
	seen := map[string]bool{}
	for _, f := range []string{d.paths.Library, d.paths.Log, d.paths.Config, filepath.Join(d.paths.Cache, "pictures")} {
		dir := filepath.Dir(f)
		if !seen[dir] {
			seen[dir] = true
			d.directory(dir, f == d.paths.Config)
		}
	}
	for _, f := range []string{"", "-wal", "-journal.jsonl"} {
		d.file(d.paths.Library + f)
	}
	d.file(d.paths.Log)
	d.file(d.paths.Secrets)
	if len(d.found) == before {
		d.say(isOK, "files", "The files in "+filepath.Dir(d.paths.Library)+" can be written and are yours alone.", "")
	}
}

// directory looks at a directory; the one of the settings is the reader's own and need not be private or writable.
func (d *doctor) directory(dir string, readers bool) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return // made when it is needed
	case err != nil:
		d.say(isBad, "files", cause(err).Error()+": "+dir, "Give yourself the right to enter it: chmod u+rwx "+dir)
		return
	case !info.IsDir():
		d.say(isBad, "files", dir+" is no directory.", "Move it away, or set NEWSPANE_HOME to another directory.")
		return
	case readers:
		return
	}
	if err := tryToWrite(dir); err != nil {
		d.say(isBad, "files", fmt.Sprintf("%s cannot be written (%s): nothing that you do is kept.", dir, cause(err)),
			"chmod u+rwx "+dir+", or set NEWSPANE_HOME to a directory that can be written.")
	}
	if info.Mode().Perm()&0o077 != 0 {
		d.say(isWarn, "files", fmt.Sprintf("Others may look into %s (%s).", dir, info.Mode().Perm()), "chmod go= "+dir)
	}
}

// tryToWrite makes a file in a directory and takes it away again: no other test of the right to do so is sure.
func tryToWrite(dir string) error {
	f, err := os.CreateTemp(dir, ".newspane-doctor-*")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

func (d *doctor) file(path string) {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		d.say(isBad, "files", cause(err).Error()+": "+path, "Give yourself the right to read it: chmod u+rw "+path)
	case !info.Mode().IsRegular():
		d.say(isBad, "files", path+" is no regular file, and newspane follows no links.", "Put the file itself there, or set NEWSPANE_HOME to where it is.")
	case info.Mode().Perm()&0o600 != 0o600:
		d.say(isBad, "files", fmt.Sprintf("%s cannot be read and written by you (%s).", path, info.Mode().Perm()), "chmod u+rw "+path)
	case info.Mode().Perm()&0o077 != 0:
		d.say(isWarn, "files", fmt.Sprintf("Others may read %s (%s).", path, info.Mode().Perm()), "chmod go= "+path)
	}
}

// disk tells how much room is left where the library is.
func (d *doctor) disk() {
	dir := filepath.Dir(d.paths.Library)
	for {
		if _, err := os.Stat(dir); err == nil || dir == filepath.Dir(dir) {
			break
		}
		dir = filepath.Dir(dir)
	}
	free, known := freeBytes(dir)
	const remedy = "Make room on the disk; nothing that is saved is lost, but news is not fetched when it is full."
	switch {
	case !known:
	case free < 16<<20:
		d.say(isBad, "disk", bytesText(free)+" are free at "+dir+".", remedy)
	case free < 256<<20:
		d.say(isWarn, "disk", bytesText(free)+" are free at "+dir+".", remedy)
	default:
		d.say(isOK, "disk", bytesText(free)+" are free at "+dir+".", "")
	}
}

// knocks is how many servers are tried.
const knocks = 3

// network tells when feeds were checked last and whether a server of any of them takes a connection. Nothing is asked
// of the servers.
func (d *doctor) network(feeds []feed.Subscription) {
	feeds = slices.DeleteFunc(slices.Clone(feeds), func(s feed.Subscription) bool { return reader.IsBuiltin(s.URL) })
	if len(feeds) == 0 {
		d.say(isOK, "network", "There is no feed to try the network with.", "")
		return
	}
	slices.SortStableFunc(feeds, func(a, b feed.Subscription) int { // those that went well last come first
		if (a.Poll.Failures == 0) != (b.Poll.Failures == 0) {
			return a.Poll.Failures - b.Poll.Failures
		}
		return b.Poll.Checked.Compare(a.Poll.Checked)
	})
	last := "no feed was checked yet"
	if newest := slices.MaxFunc(feeds, func(a, b feed.Subscription) int { return a.Poll.Checked.Compare(b.Poll.Checked) }); !newest.Poll.Checked.IsZero() {
		last = "the last check was at " + newest.Poll.Checked.Local().Format("15:04 on 2 January 2006")
	}
	host, err := d.knock(feeds)
	if err != nil {
		d.say(isBad, "network", "No server answers: "+feed.Sentence(err)+" "+capital(last)+".", "Check the network, the proxy (HTTPS_PROXY) and the firewall.")
		return
	}
	d.say(isOK, "network", host+" takes connections; "+last+".", "")
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// knock connects to servers of feeds, and returns the first that answers, or the first error.
func (d *doctor) knock(feeds []feed.Subscription) (string, error) {
	noSecret := func(context.Context, feed.Secret, string) (string, error) { return "", nil } // none is needed to connect
	proxy, err := d.config.proxy(noSecret)
	if err != nil {
		return "", err
	}
	client := fetch.New(fetch.Options{Proxy: proxy})
	defer client.Close()
	type answer struct {
		host string
		err  error
	}
	var wg sync.WaitGroup
	seen := map[string]bool{}
	answers := make(chan answer, knocks)
	for _, s := range feeds {
		host := hostPort(s.URL)
		if seen[host] || len(seen) == knocks {
			continue
		}
		seen[host] = true
		wg.Go(func() { answers <- answer{host, client.Reach(d.ctx, s.URL)} })
	}
	wg.Wait()
	close(answers)
	var first error
	for a := range answers {
		if a.err == nil {
			return a.host, nil
		}
		if first == nil {
			first = a.err
		}
	}
	return "", first
}

// terminal tells what the terminal can show.
func (d *doctor) terminal() {
	term := d.getenv("TERM")
	if isTerminal(os.Stdout) && (term == "" || term == "dumb") {
		d.say(isWarn, "terminal", fmt.Sprintf("TERM is %q: the screen cannot be drawn here.", term), "Use another terminal, or `newspane list` and `newspane show`.")
		return
	}
	colours := map[colorprofile.Profile]string{
		colorprofile.TrueColor: "16 million colours", colorprofile.ANSI256: "256 colours", colorprofile.ANSI: "16 colours",
	}[colorprofile.Env(os.Environ())]
	if colours == "" {
		colours = "no colours"
	}
	signs := "Unicode"
	if !speaksUnicode(d.getenv) {
		signs = "ASCII alone, by its locale (LANG=C.UTF-8 would be Unicode)"
	}
	pictures := map[picture.Mode]string{picture.Off: "no pictures", picture.Blocks: "pictures in half blocks", picture.Kitty: "pictures by kitty's protocol"}
	choice := picture.Choose("auto", d.getenv, "")
	shown := pictures[choice.Mode]
	if choice.Ask {
		shown += " or better, as it answers"
	}
	d.say(isOK, "terminal", fmt.Sprintf("%s shows %s, %s, %s.", termName(term), colours, signs, shown), "")
}

func termName(term string) string {
	if term == "" {
		return "A terminal without a name"
	}
	return "The terminal (" + term + ")"
}

// feeds tells of every feed in trouble, and counts those that are well.
func (d *doctor) feeds(feeds []feed.Subscription) {
	well := 0
	for _, s := range feeds {
		t := feed.TroubleOf(s, d.now)
		switch t.Level {
		case feed.Fine:
			well++
			continue
		case feed.Noted:
			d.say(isOK, "feed", title(s)+": "+t.Reason.String(), remedyOf(s, t))
		case feed.Weak:
			d.say(isWarn, "feed", title(s)+": "+t.Reason.String(), remedyOf(s, t))
		default:
			d.say(isBad, "feed", title(s)+": "+t.Reason.String(), remedyOf(s, t))
		}
		d.found[len(d.found)-1].URL = feed.ShownURL(s.URL)
	}
	switch {
	case len(feeds) == 0:
		d.say(isOK, "feeds", "No feeds are followed yet: newspane add URL.", "")
	case well == len(feeds):
		d.say(isOK, "feeds", "All is well with "+plural(well, "feed")+".", "")
	default:
		d.say(isOK, "feeds", fmt.Sprintf("All is well with %d of %s.", well, plural(len(feeds), "feed")), "")
	}
}

// bytesText is a size in round words.
func bytesText(n int64) string {
	const unit = 1 << 10
	switch {
	case n < unit:
		return plural(int(n), "byte")
	case n < unit*unit:
		return fmt.Sprintf("%d KB", (n+unit/2)/unit)
	case n < unit*unit*unit:
		return fmt.Sprintf("%.1f MB", float64(n)/(unit*unit))
	}
	return fmt.Sprintf("%.1f GB", float64(n)/(unit*unit*unit))
}

// hostPort is the server of an address.
func hostPort(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Host
}
