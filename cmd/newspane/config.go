package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"newspane/feed"
	"newspane/feed/send"
	"newspane/ui"
	"newspane/ui/picture"
	"newspane/ui/theme"
)

// Config is what can be set. There is little, on purpose: each setting must earn its place.
type Config struct {
	Theme   string
	Measure int
	Refresh time.Duration // 0 is left to the feeds
	Mouse   bool
	Hints   bool
	ASCII   bool
	Images  string // see picture.Settings
	Bidi    string // see ui.BidiSettings
	Notify  string // see ui.NotifySettings
	Stories bool   // what else tells a story is read with what was read of it
	Browser string // "" is $BROWSER, else the system's
	Keys    ui.Keys
	Themes  map[string]ownTheme // the reader's own, by name

	SaveTo  string // directory for files; "" is the reader's for downloads
	Mailer  string // "" is $MAILER, else what the system opens mailto: with
	Printer string // "" is lp
	Share   map[string]string
	Hooks   map[string]string // commands by the names of rules

	Services map[string]send.Target // bookmark services, by name
	Player   map[string]string      // commands by media type or its first part

	Proxy     string        // an address, "none", or "auto" for the environment's
	ProxyAuth feed.Login    // what the proxy is asked with
	KeepDays  int           // how old articles may become; 0 is any age
	KeepMost  int           // how many stay in all; 0 is all
	PerHost   int           // requests at a time to one host
	Requests  int           // requests at a time in all
	Feeds     feed.Settings // full text and user agent of feeds that have none of their own
}

// setting is one line of the settings file.
type setting struct {
	key     string
	about   string // what it does
	allowed string // what it may be
	value   string // the default as it is written
	set     func(c *Config, v any) bool
}

// settings is everything that the settings file may say.
func settings() []setting {
	return []setting{
		{"theme", "colours; themes/NAME.toml beside this file is a theme of your own (`newspane config theme` prints one to begin with)", quoted(theme.Names()) + ", or the name of your own", `"terminal"`, setTheme},
		{"measure", "cells of a line of text", "a whole number from 40 to 100", "68", setMeasure},
		{"refresh", "shortest time between two checks of a feed", `"auto", or a time of at least 15 minutes such as "30m" or "2h"`, `"auto"`, setRefresh},
		{"mouse", "wheel and click", "true or false", "true", func(c *Config, v any) bool { return boolean(&c.Mouse, v) }},
		{"hints", "bar of keys at the bottom", "true or false", "true", func(c *Config, v any) bool { return boolean(&c.Hints, v) }},
		{"ascii", "no line drawing, no typographic signs", "true or false", "false", func(c *Config, v any) bool { return boolean(&c.ASCII, v) }},
		{"images", "pictures in articles: as the terminal can, by kitty's protocol, in half blocks, or not at all", quoted(picture.Settings()), `"auto"`, func(c *Config, v any) bool { return oneOf(&c.Images, v, picture.Settings()) }},
		{"bidi", "who puts right-to-left text in order: newspane (app), the terminal, nobody, or as this terminal needs it", quoted(ui.BidiSettings()), `"auto"`, func(c *Config, v any) bool { return oneOf(&c.Bidi, v, ui.BidiSettings()) }},
		{"keys", "key map; a table [keys] changes single keys (`newspane keys` lists the actions): bookmark = \"B\", next-unread = [\"n\", \"ctrl+n\"], preset = \"vim\"", quoted(ui.Presets()) + ", or a table of actions and their keys", `"default"`, setKeys},
		{"macros", "actions in a row, done by , and a key: [macros] r = [\"bookmark\", \"next-unread\"]", "a table of keys and lists of actions", `{}`, setMacros},
		{"notify", "where you are told, besides the screen, of new articles that rules are to tell of: by the terminal in the way it is known to understand, or in one of three ways, by the desktop (notify-send), or not at all", quoted(ui.NotifySettings()), `"terminal"`, func(c *Config, v any) bool { return oneOf(&c.Notify, v, ui.NotifySettings()) }},
		{"read-stories", "whether what other feeds tell of the same story (+2) counts as read with the article that you read", "true or false", "true", func(c *Config, v any) bool { return boolean(&c.Stories, v) }},
		{"browser", "command that opens a page; %s is its address", `a text such as "firefox %s", "" for the system's`, `""`, func(c *Config, v any) bool { return words(&c.Browser, v) }},
		{"save-to", "directory in which articles are saved", `a text such as "~/articles", "" for the one for downloads`, `""`, func(c *Config, v any) bool { return words(&c.SaveTo, v) }},
		{"mailer", "mail program that articles are sent with; %s is the mailto: address", `a text such as "mutt %s", "" for $MAILER or the system's`, `""`, func(c *Config, v any) bool { return words(&c.Mailer, v) }},
		{"printer", "command that prints what it reads", `a text such as "lp -d office", "" for lp`, `""`, func(c *Config, v any) bool { return words(&c.Printer, v) }},
		{"share", "commands of your own to share with: [share] shelf = \"add-to-shelf %u %t\" (%u address, %t title, %d standfirst, %f feed; the text is on its input)", "a table of names and commands", `{}`, setShare},
		{"hooks", "commands that get the new articles which a rule with notify matches, once a refresh, as JSON lines on their input: [hooks] \"Name of the rule\" = \"sh -c 'cat >> ~/news.jsonl'\"", "a table of rules and commands", `{}`, setHooks},
		{"player", "commands that play what articles enclose (e), by media type or its first part; %s is the address: [player] audio = \"mpv --no-video %s\"", "a table of media types and commands", `{}`, setPlayer},
		{"services", "bookmark services (S b, newspane send): [services.shelf] kind = \"linkding\", url = \"https://links.example.org\", token = \"env:LINKDING_TOKEN\"; more in README", "a table of services, each a table with its kind", `{}`, setServices},
		{"full-text", "whether the pages of articles are read for their text (a feed may have its own rule: newspane set)", `"auto" (when the feed has but a teaser), "always" or "never"`, `"auto"`, forFeeds("full-text")},
		{"keep-days", "how old articles may become, in days; what you bookmarked, tagged, noted, highlighted or keep to read later always stays (a feed may have its own: newspane set)", "a whole number, 0 for any age", "0", func(c *Config, v any) bool { return whole(&c.KeepDays, v, 0, 100_000) }},
		{"keep-articles", "how many articles stay in all, the oldest go first", "a whole number, 0 for all", "0", func(c *Config, v any) bool { return whole(&c.KeepMost, v, 0, 1_000_000_000) }},
		{"user-agent", "what newspane calls itself to servers", `a text such as "newspane (me@example.org)", "" for its own name`, `""`, forFeeds("user-agent")},
		{"proxy", "through what feeds and pages are fetched", `"auto" (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY), "none", or an address such as "http://host:8080" or "socks5://host:1080" without a password (proxy-auth is for that)`, `"auto"`, setProxy},
		{"proxy-auth", "what the proxy is asked with", `"none", or "basic USER SECRET", where SECRET says where the password is: command:pass show proxy, env:PROXY_PASSWORD, file:/path or keyring:proxy`, `"none"`, setProxyAuth},
		{"per-host", "requests at a time to one host", "a whole number from 1 to 8", "2", func(c *Config, v any) bool { return whole(&c.PerHost, v, 1, 8) }},
		{"requests", "requests at a time in all", "a whole number from 1 to 256", "64", func(c *Config, v any) bool { return whole(&c.Requests, v, 1, 256) }},
	}
}

// defaultConfig is the configuration without a settings file.
func defaultConfig() Config {
	return Config{Theme: "terminal", Images: "auto", Bidi: "auto", Notify: "terminal", Stories: true, Measure: 68, Mouse: true, Hints: true, Keys: ui.Keys{Preset: "default"},
		Proxy: "auto", PerHost: 2, Requests: 64}
}

// readConfig reads the settings file; one that does not exist is empty. Its error names every line that is wrong, and
// says what is allowed there.
func readConfig(path string) (Config, error) {
	src, err := readOwn(path, maxSettings)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return Config{}, fmt.Errorf("the settings cannot be read: %w", err)
	}
	return parseConfig(path, string(src))
}

func parseConfig(path, src string) (Config, error) {
	c := defaultConfig()
	c.Themes = readThemes(themesDir(path))
	var values map[string]any
	meta, err := decodeTOML(src, &values)
	var perr toml.ParseError
	if errors.As(err, &perr) {
		return c, fmt.Errorf("%s:%d: %s", path, perr.Position.Line, perr.Message)
	}
	if err != nil {
		return c, fmt.Errorf("%s: %w", path, err)
	}
	all := settings()
	var wrong []error
	seen := map[string]bool{}
	for _, key := range meta.Keys() { // in the order of the file; a table's keys are all its own
		if len(wrong) == maxFaults {
			wrong = append(wrong, fmt.Errorf("%s: that is not all; mend these first", path))
			break
		}
		if seen[key[0]] {
			continue
		}
		seen[key[0]] = true
		i := slices.IndexFunc(all, func(s setting) bool { return s.key == key[0] })
		line, _ := lineOf(src, key[0])
		switch {
		case i < 0:
			wrong = append(wrong, fmt.Errorf("%s:%d: there is no setting %q%s", path, line, key[0], suggest(key[0], all)))
		case !all[i].set(&c, values[key[0]]):
			wrong = append(wrong, fmt.Errorf("%s:%d: %s cannot be %s; it is %s", path, line, key[0], all[i].shown(values[key[0]]), all[i].allowed))
		}
	}
	if err := themeFault(c.Theme, c.Themes); err != nil && err != errNoTheme {
		wrong = append(wrong, err)
	}
	wrong = append(wrong, serviceFaults(path, src, values["services"])...)
	return c, errors.Join(append(wrong, keyFaults(path, src, ui.CheckKeys(c.Keys))...)...)
}

// maxFaults is how much of what is wrong in a settings file is told at a time.
const maxFaults = 50

// keyFaults gives each thing that is wrong with keys its line.
func keyFaults(path, src string, err error) []error {
	var f *ui.KeyFault
	var list interface{ Unwrap() []error }
	switch {
	case err == nil:
		return nil
	case errors.As(err, &list):
		var all []error
		for _, e := range list.Unwrap() {
			if len(all) >= maxFaults {
				break
			}
			all = append(all, keyFaults(path, src, e)...)
		}
		return all
	case errors.As(err, &f) && f.Name != "":
		line, _ := lineOf(src, f.Name)
		return []error{fmt.Errorf("%s:%d: %w", path, line, err)}
	}
	line, _ := lineOf(src, "keys")
	return []error{fmt.Errorf("%s:%d: keys: %w", path, line, err)}
}

// lineOf returns the line on which a key is set, and whether it is; 1 where that cannot be told.
func lineOf(src, key string) (line int, set bool) {
	n := 0
	for line := range strings.Lines(src) {
		n++
		name := strings.TrimLeft(strings.TrimSpace(line), `["'`)
		if rest, ok := strings.CutPrefix(name, key); ok && (rest == "" || strings.ContainsAny(rest[:1], ` =."']`+"\t")) {
			return n, true
		}
	}
	return 1, false
}

// suggest names the setting that was likely meant, else all.
func suggest(key string, all []setting) string {
	names := make([]string, 0, len(all))
	for _, s := range all {
		names = append(names, s.key)
	}
	return meant(key, names, "; there are "+strings.Join(names, ", "))
}

// meant names the word that was likely meant, else says what there is.
func meant(key string, names []string, all string) string {
	best, at := "", 3
	for _, n := range names {
		if d := distance(strings.ToLower(key), n); d < at {
			best, at = n, d
		}
	}
	if best != "" {
		return fmt.Sprintf("; did you mean %q?", best)
	}
	return all
}

// distance is the number of edits between two words (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}

// shown is a value that is wrong, for a message: without a password that may stand there.
func (s setting) shown(v any) string {
	text, ok := v.(string)
	switch {
	case ok && s.key == "proxy-auth":
		return "what is written there"
	case ok && s.key == "proxy":
		if i := strings.LastIndexByte(text, '@'); i >= 0 {
			v = "…" + text[i:]
		}
	}
	return written(v)
}

func written(v any) string {
	switch v := v.(type) {
	case string:
		return fmt.Sprintf("%q", v)
	case map[string]any:
		return "a table"
	case []any, []map[string]any:
		return "a list"
	}
	return fmt.Sprint(v)
}

func quoted(words []string) string {
	q := make([]string, 0, len(words))
	for _, w := range words {
		q = append(q, fmt.Sprintf("%q", w))
	}
	return strings.Join(q[:len(q)-1], ", ") + " or " + q[len(q)-1]
}

func oneOf(to *string, v any, words []string) bool {
	s, ok := v.(string)
	if !ok || !slices.Contains(words, s) {
		return false
	}
	*to = s
	return true
}

func boolean(to *bool, v any) (ok bool) {
	*to, ok = v.(bool)
	return ok
}

// setTheme takes the name of a theme that there is; what is wrong with the reader's own is told apart.
func setTheme(c *Config, v any) (ok bool) {
	c.Theme, ok = v.(string)
	return ok && themeFault(c.Theme, c.Themes) != errNoTheme
}

func whole(to *int, v any, least, most int64) bool {
	n, ok := v.(int64)
	*to = int(n)
	return ok && n >= least && n <= most
}

// forFeeds takes a setting of feeds for all of them.
func forFeeds(key string) func(*Config, any) bool {
	return func(c *Config, v any) bool {
		s, ok := v.(string)
		return ok && c.Feeds.Set(key, s) == nil
	}
}

func setProxy(c *Config, v any) bool {
	s, ok := v.(string)
	if ok && s != "auto" {
		var err error
		s, err = feed.ParseProxy(s)
		ok = err == nil
	}
	c.Proxy = s
	return ok
}

func setProxyAuth(c *Config, v any) bool {
	s, ok := v.(string)
	var err error
	c.ProxyAuth, err = feed.ParseLogin(s)
	return ok && err == nil && (c.ProxyAuth.Scheme == feed.Basic || c.ProxyAuth.Scheme == feed.NoLogin)
}

func setMeasure(c *Config, v any) bool {
	n, ok := v.(int64)
	c.Measure = int(n)
	return ok && n >= 40 && n <= 100
}

func setRefresh(c *Config, v any) bool {
	s, ok := v.(string)
	if !ok || s == "auto" {
		return ok
	}
	d, err := time.ParseDuration(s)
	c.Refresh = d
	return err == nil && d >= 15*time.Minute
}

// setKeys takes the name of a key map, or a table of actions and their keys.
func setKeys(c *Config, v any) bool {
	if name, ok := v.(string); ok {
		c.Keys.Preset = name
		return slices.Contains(ui.Presets(), name)
	}
	table, ok := v.(map[string]any)
	if !ok {
		return false
	}
	if name, set := table["preset"]; set {
		if c.Keys.Preset, ok = name.(string); !ok {
			return false
		}
		delete(table, "preset")
	}
	c.Keys.Bind, ok = lists(table)
	return ok
}

func setMacros(c *Config, v any) (ok bool) {
	table, ok := v.(map[string]any)
	if ok && len(table) > 0 {
		c.Keys.Macros, ok = lists(table)
	}
	return ok
}

// lists makes every value of a table a list of texts; a single text is a list of one.
func lists(table map[string]any) (map[string][]string, bool) {
	out := map[string][]string{}
	for k, v := range table {
		out[k] = []string{}
		switch v := v.(type) {
		case string:
			out[k] = append(out[k], v)
		case []any:
			for _, e := range v {
				s, ok := e.(string)
				if !ok {
					return nil, false
				}
				out[k] = append(out[k], s)
			}
		default:
			return nil, false
		}
	}
	return out, true
}

// words takes a text.
func words(to *string, v any) (ok bool) {
	*to, ok = v.(string)
	return ok
}

func setHooks(c *Config, v any) bool {
	table, ok := v.(map[string]any)
	for name, v := range table {
		command, isText := v.(string)
		if !isText || !isCommand(command) {
			return false
		}
		if c.Hooks == nil {
			c.Hooks = map[string]string{}
		}
		c.Hooks[name] = command
	}
	return ok
}

func setShare(c *Config, v any) bool {
	table, ok := v.(map[string]any)
	for name, v := range table {
		command, isText := v.(string)
		if !isText || !isCommand(command) {
			return false
		}
		if c.Share == nil {
			c.Share = map[string]string{}
		}
		c.Share[name] = command
	}
	return ok
}
