package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newspane/feed/query"
	"newspane/ui"
)

// manPages are the pages of the manual: what they are asked for by, and who writes them.
var manPages = []struct {
	name, file string
	page       func(root *cobra.Command) (string, error)
}{
	{"newspane", "newspane.1", func(root *cobra.Command) (string, error) { return manNewspane(root), nil }},
	{"config", "newspane-config.5", func(*cobra.Command) (string, error) { return manConfig(), nil }},
	{"keys", "newspane-keys.7", func(*cobra.Command) (string, error) { return manKeys() }},
	{"query", "newspane-query.7", func(*cobra.Command) (string, error) { return manQuery(), nil }},
}

func newMan() *cobra.Command {
	return &cobra.Command{
		Use:    "man [config|keys|query]",
		Short:  "Print a page of the manual",
		Long:   "Print a page of the manual, made of the same tables as the program: newspane(1), or that on the settings, the\nkeys or the language of queries.",
		Hidden: true,
		Example: "newspane man | man -l -\n" +
			"newspane man keys > newspane-keys.7",
		Args:      cobra.MaximumNArgs(1),
		ValidArgs: []string{"config", "keys", "query"},
		RunE: func(cmd *cobra.Command, args []string) error {
			name := strings.Join(append(args, "newspane")[:1], "")
			for _, p := range manPages {
				if p.name != name {
					continue
				}
				text, err := p.page(cmd.Root())
				if err == nil {
					_, err = fmt.Fprint(cmd.OutOrStdout(), text)
				}
				return status(err)
			}
			return usage(fmt.Errorf("there is no page %q; there are config, keys and query, and that of newspane itself", name))
		},
	}
}

// manTutorial is how one begins; the README's ten minutes in fewer words.
var manTutorial = []struct{ about, example string }{
	{"The first start shows a built\u2010in edition of five short articles that teach reading by reading, and works without a network. Arrows or j and k move, enter opens, space reads on, ? lists all keys, q goes back.", "newspane"},
	{"Follow a site: the feed behind a page is found. Or bring the list of another program.", "newspane add example.org --folder World\nnewspane import feeds.opml"},
	{"Look for news, and see what there is, here or on the screen.", "newspane fetch\nnewspane list --unread --limit 20\nnewspane list 'flood after:7d'"},
	{"Read, and keep. An article is named by the number that list shows.", "newspane show ID\nnewspane bookmark ID\nnewspane save example.org/long-read"},
	{"Have news fetched by a timer, so that they are there when you are.", "newspane service systemd --every 30m"},
	{"Make it yours.", "newspane config edit"},
}

// manNewspane is the page of the program: a tutorial, and every command with its flags and examples.
func manNewspane(root *cobra.Command) string {
	r := newRoff("newspane", 1, "a newspaper for the terminal")
	r.section("synopsis")
	r.text("newspane [command] [flags]")
	r.section("description")
	r.text(root.Long)
	r.section("tutorial")
	for _, step := range manTutorial {
		r.text(step.about)
		r.example(step.example)
	}
	r.section("commands")
	manCommands(r, root)
	r.section("exit status")
	for _, s := range []struct {
		code  int
		about string
	}{{exitOK, "all is well"}, {exitPartly, "some of it failed"}, {exitUsage, "the command line or the settings are wrong"},
		{exitNothing, "nothing could be done"}, {exitDefect, "a defect of newspane itself; a report lies in the state folder"}} {
		r.item(fmt.Sprint(s.code), s.about)
	}
	r.section("environment")
	r.item("NEWSPANE_HOME", "one directory for all files of newspane")
	r.item("XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME, XDG_CACHE_HOME", "else where they are")
	r.item("NO_COLOR", "no colours")
	r.item("VISUAL, EDITOR, PAGER, BROWSER, MAILER", "the programs that newspane starts")
	r.section("files")
	r.item("~/.config/newspane/config.toml", "the settings, see newspane-config(5)")
	r.item("~/.config/newspane/feeds", "the feeds as a text file")
	r.item("~/.local/share/newspane/newspane.db", "the library: articles and what you made of them")
	r.item("~/.local/state/newspane/newspane.log", "the log")
	manSeeAlso(r, "newspane-config(5)", "newspane-keys(7)", "newspane-query(7)")
	return r.b.String()
}

// manCommands writes what can be run below a command, in the order of the alphabet.
func manCommands(r *roff, parent *cobra.Command) {
	for _, c := range parent.Commands() {
		if c.Hidden || c.Name() == "help" || c.Name() == "completion" {
			continue
		}
		if c.Runnable() {
			r.subsection(strings.TrimPrefix(strings.TrimSuffix(c.UseLine(), " [flags]"), "newspane "))
			r.text(c.Short + ".")
			manLong(r, c.Long)
			c.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) { manFlag(r, f) })
			if c.Example != "" {
				r.example(c.Example)
			}
		}
		manCommands(r, c)
	}
}

// manLong writes the long description of a command; one with a table in it is kept as it is.
func manLong(r *roff, long string) {
	if strings.Contains(long, "\n  ") {
		r.example(long)
	} else if long != "" {
		r.text(long)
	}
}

func manFlag(r *roff, f *pflag.Flag) {
	if f.Name == "help" {
		return
	}
	term := "--" + f.Name
	if f.Shorthand != "" {
		term = "-" + f.Shorthand + ", " + term
	}
	if f.Value.Type() != "bool" {
		term += " " + strings.ToUpper(f.Value.Type())
	}
	r.item(term, f.Usage)
}

// manConfig is the page of the settings file.
func manConfig() string {
	r := newRoff("newspane-config", 5, "the settings of newspane")
	r.section("description")
	r.text("The settings are lines of TOML in ~/.config/newspane/config.toml (below XDG_CONFIG_HOME, or in NEWSPANE_HOME). Each " +
		"has a default and may be left out; a running newspane takes up changes at once. newspane config edit opens the file and " +
		"checks it afterwards, newspane config default prints one with every setting explained.")
	r.section("settings")
	for _, s := range settings() {
		r.item(s.key+" = "+s.value, s.about)
		r.more("Allowed: " + s.allowed + ".")
	}
	manSeeAlso(r, "newspane(1)", "newspane-keys(7)")
	return r.b.String()
}

// manKeys is the page of the keys as they come.
func manKeys() (string, error) {
	rows, err := ui.KeyTable(ui.Keys{})
	if err != nil {
		return "", err
	}
	r := newRoff("newspane-keys", 7, "the keys of newspane")
	r.section("description")
	r.text("These are the keys as they come; newspane keys lists them as your settings have them, and ? on the screen those of the " +
		"place. The word in brackets is the name of the action, by which the settings change its keys and : runs it.")
	group := ""
	for _, k := range rows {
		if k.Group != group {
			group = k.Group
			r.section(group)
		}
		r.item(k.Keys, k.Help+" ["+k.Action+"]")
	}
	manSeeAlso(r, "newspane(1)", "newspane-config(5)")
	return r.b.String(), nil
}

// manQuery is the page of the language of queries.
func manQuery() string {
	r := newRoff("newspane-query", 7, "the language of queries of newspane")
	r.section("description")
	r.text("The search box (/), saved searches, rules, newspane list and newspane export speak one language. All that is written " +
		"must be true of an article. Quote a query for the shell:")
	r.example(`newspane list 'title:"sea level" after:7d -is:read'`)
	group := ""
	for _, g := range query.Guide() {
		if g.Group != group {
			group = g.Group
			r.section(group)
		}
		r.item(g.Write, g.Finds)
	}
	manSeeAlso(r, "newspane(1)", "newspane-keys(7)")
	return r.b.String()
}

func manSeeAlso(r *roff, pages ...string) {
	r.section("see also")
	slices.Sort(pages)
	r.text(strings.Join(pages, ", "))
}
