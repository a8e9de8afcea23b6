package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"newspane/feed"
	"newspane/feed/store"
)

// finding is a line of the doctor's report, also in the JSON contract.
type finding struct {
	Check  string `json:"check"` // home, settings, library, disk, files, network, terminal, feeds, feed
	Level  string `json:"level"` // ok, warn, bad
	Text   string `json:"text"`
	Remedy string `json:"remedy"` // "" when there is nothing to mend
	URL    string `json:"url,omitempty"`
}

// The levels of findings.
const (
	isOK   = "ok"
	isWarn = "warn"
	isBad  = "bad"
)

// doctor looks at everything that newspane lives on, and changes none of it.
type doctor struct {
	ctx    context.Context
	getenv func(string) string
	now    time.Time
	paths  Paths
	config Config // the default one when the settings are wrong
	found  []finding
}

// patience is how long the library may take to be looked over.
const patience = time.Minute

func newDoctor() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Say what is amiss with the library, the files, the network and the feeds, and what to do about it",
		Long: "Look at everything that newspane lives on. Nothing is changed, and no feed is asked for news.\n" +
			"The exit status is 0 when all is well, 1 when there is something to mend.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			d := &doctor{ctx: cmd.Context(), getenv: os.Getenv, now: now(), config: defaultConfig()}
			d.examine()
			out := newPrinter(cmd.OutOrStdout())
			amiss := false
			for _, f := range d.found {
				amiss = amiss || f.Level != isOK
				if asJSON {
					out.json(f)
					continue
				}
				out.row(f.Level, f.Check, f.Text)
				if f.Remedy != "" {
					out.row("", "", "→ "+f.Remedy)
				}
			}
			if err := out.flush(); err != nil {
				return status(err)
			}
			if amiss {
				return partly()
			}
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON lines")
	return c
}

func (d *doctor) say(level, check, text, remedy string) {
	d.found = append(d.found, finding{
		Check: check, Level: level, Text: feed.Clean(text).String(), Remedy: feed.Clean(remedy).String(),
	})
}

// examine makes every check.
func (d *doctor) examine() {
	var err error
	if d.paths, err = findPaths(d.getenv); err != nil {
		d.say(isBad, "home", err.Error(), "Set HOME, or NEWSPANE_HOME to a directory of newspane's own.")
		d.terminal()
		return
	}
	d.settings()
	d.rules()
	d.files()
	d.disk()
	feeds := d.library()
	d.network(feeds)
	d.terminal()
	d.feeds(feeds)
}

// settings tells every line of the settings file that is wrong.
func (d *doctor) settings() {
	c, err := readConfig(d.paths.Config)
	if err == nil {
		d.config = c
	}
	var list interface{ Unwrap() []error }
	_, serr := os.Stat(d.paths.Config)
	switch {
	case err == nil && errors.Is(serr, os.ErrNotExist):
		d.say(isOK, "settings", "There is no settings file; all is as it comes.", "")
	case err == nil:
		d.say(isOK, "settings", d.paths.Config+" is as it should be.", "")
	case errors.As(err, &list):
		for _, e := range list.Unwrap() {
			d.say(isBad, "settings", e.Error(), "Mend that line: `newspane config edit`.")
		}
	default:
		d.say(isBad, "settings", err.Error(), "Mend the file (`newspane config edit`), or move it away.")
	}
}

// rules tells what is wrong in the file of rules for sites.
func (d *doctor) rules() {
	_, wrong := readSites(d.paths.sitesFile())
	for _, e := range wrong {
		d.say(isBad, "settings", e.Error(), "Mend that line; `newspane config check` checks it.")
	}
}

// library looks the database over and returns the feeds in it.
func (d *doctor) library() []feed.Subscription {
	path := d.paths.Library
	ctx, cancel := context.WithTimeout(d.ctx, patience)
	defer cancel()
	c, err := store.Examine(ctx, path)
	aside := "The next start of newspane keeps it aside and restores bookmarks and subscriptions; copy " + path + " and " +
		path + "-journal.jsonl first if you want to try yourself."
	switch {
	case err != nil:
		d.say(isBad, "library", path+" cannot be looked at: "+cause(err).Error()+".", "See the permissions of the file and of its directory.")
	case c.Missing && c.Kept > 0:
		d.say(isWarn, "library", path+" is not there, but its journal is.", fmt.Sprintf("The next start of newspane restores the %d bookmarks and subscriptions in it.", c.Kept))
	case c.Missing:
		d.say(isOK, "library", "There is no library yet; the first start makes it at "+path+".", "")
	case c.Fault != "":
		d.say(isBad, "library", path+" is damaged: "+c.Fault+".", aside)
	case c.Unchecked:
		d.say(isWarn, "library", path+" is large: it was not looked over to the end.", "Try again when the machine has less to do.")
	case c.Suspect:
		d.say(isWarn, "library", path+" has shown damage in use, though none is found now.", "The next start of newspane looks it over once more.")
	case c.Schema > c.Known:
		d.say(isWarn, "library", path+" was made by a newer newspane and can only be read.", "Update newspane.")
	default:
		d.say(isOK, "library", path+" is sound: "+figures(c)+".", "")
	}
	d.waste(c)
	return c.Feeds
}

// waste tells of room that the library takes without need.
func (d *doctor) waste(c store.Checkup) {
	const much = 64 << 20
	if c.Pages > 0 && c.Bytes/c.Pages*c.Free > max(much, c.Bytes/2) {
		d.say(isWarn, "library", bytesText(c.Bytes/c.Pages*c.Free)+" of the library hold nothing.",
			"newspane fills them again; `sqlite3 "+d.paths.Library+" VACUUM` gives them back while newspane is closed.")
	}
	if c.Log > much {
		d.say(isWarn, "library", "The write-ahead log has "+bytesText(c.Log)+".", "Close all newspanes and open one: it is brought into the library then.")
	}
	if c.Mode != "" && c.Mode != "wal" {
		d.say(isWarn, "library", "The library's journal mode is "+c.Mode+", not wal: it may be on a network drive.",
			"Set NEWSPANE_HOME or XDG_DATA_HOME to a directory on a disk of this computer.")
	}
}

func figures(c store.Checkup) string {
	free := int64(0)
	if c.Pages > 0 {
		free = c.Bytes / c.Pages * c.Free
	}
	return bytesText(c.Bytes) + ", " + bytesText(free) + " of it free, write-ahead log " + bytesText(c.Log) + ", " +
		fmt.Sprintf("%d bookmarks and subscriptions in the journal, ", c.Kept) + plural(len(c.Feeds), "feed")
}
