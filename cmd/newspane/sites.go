package main

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/BurntSushi/toml"

	"newspane/feed/page"
)

// Sites are the reader's own rules on how pages are read, by host.
type Sites map[string]*page.Rule

// sitesFile is where the rules are: beside the settings.
func (p Paths) sitesFile() string { return filepath.Join(filepath.Dir(p.Config), "sites.toml") }

// Rule returns the rule for the page at an address: that of its host, else of the nearest host above it; nil when there
// is none.
func (s Sites) Rule(address string) *page.Rule {
	if len(s) == 0 {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	for host := strings.ToLower(u.Hostname()); host != ""; {
		if r := s[host]; r != nil {
			return r
		}
		_, host, _ = strings.Cut(host, ".")
	}
	return nil
}

// siteRules are the rules as they stand in the file, which may change while the program runs. Its zero value has none; it
// may be used by several goroutines.
type siteRules struct{ now atomic.Pointer[Sites] }

// Rule is [Sites.Rule] of the rules as they are now.
func (s *siteRules) Rule(address string) *page.Rule {
	if now := s.now.Load(); now != nil {
		return now.Rule(address)
	}
	return nil
}

// read takes up what the file says now. It reports whether that is other than before, and what is wrong in the file.
func (s *siteRules) read(path string) (changed bool, wrong []error) {
	sites, wrong := readSites(path)
	before := s.now.Swap(&sites)
	if before == nil {
		return len(sites) > 0, wrong
	}
	return !maps.EqualFunc(*before, sites, func(a, b *page.Rule) bool { return a.Hash() == b.Hash() }), wrong
}

// readSites reads the file of rules; one that does not exist is empty. What is wrong in it is left out and said by file
// and line: a rule that cannot be read keeps nobody from reading.
func readSites(path string) (Sites, []error) {
	src, err := readOwn(path, maxSettings)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, []error{fmt.Errorf("the rules for sites cannot be read: %w", err)}
	}
	return parseSites(path, string(src))
}

// saidOfSites is what is wrong in the file of rules, in a line: the first of it, and how much more there is.
func saidOfSites(wrong []error) string {
	switch len(wrong) {
	case 0:
		return ""
	case 1:
		return wrong[0].Error() + "."
	}
	return fmt.Sprintf("%s (and %d more: `newspane config check` lists them).", wrong[0], len(wrong)-1)
}

func parseSites(path, src string) (Sites, []error) {
	var tables map[string]any
	_, err := decodeTOML(src, &tables)
	var perr toml.ParseError
	if errors.As(err, &perr) {
		return nil, []error{fmt.Errorf("%s:%d: %s; no rule for any site is used until this is mended", path, perr.Position.Line, perr.Message)}
	}
	if err != nil {
		return nil, []error{fmt.Errorf("%s: %w", path, err)}
	}
	p := siteParser{lines: strings.Split(src, "\n"), sites: Sites{}}
	p.tables("", tables)
	slices.SortStableFunc(p.wrong, func(a, b wrongLine) int { return a.line - b.line })
	var errs []error
	for _, w := range p.wrong {
		errs = append(errs, fmt.Errorf("%s:%d: %s", path, w.line, w.says))
	}
	return p.sites, errs
}

// siteParser makes rules of the tables of a file.
type siteParser struct {
	lines []string
	sites Sites
	wrong []wrongLine
}

type wrongLine struct {
	line int
	says string
}

func (p *siteParser) say(line int, format string, args ...any) {
	p.wrong = append(p.wrong, wrongLine{line, fmt.Sprintf(format, args...)})
}

const siteExample = `["example.org"] and below it body = "article .story"`

// tables reads the tables in a table; [example.org] without quotes is a table org in a table example.
func (p *siteParser) tables(prefix string, tables map[string]any) {
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		host := strings.TrimPrefix(prefix+"."+name, ".")
		table, ok := tables[name].(map[string]any)
		if !ok {
			if prefix == "" {
				p.say(p.line("", name, ""), "%s stands outside of a site; write %s", name, siteExample)
			}
			continue
		}
		p.tables(host, table)
		for _, v := range table {
			if _, nested := v.(map[string]any); !nested {
				p.site(host, table)
				break
			}
		}
	}
}

// site reads the rule for a host.
func (p *siteParser) site(host string, table map[string]any) {
	name := strings.TrimPrefix(strings.ToLower(host), "www.")
	if u, err := url.Parse("https://" + name); err != nil || u.Host != name || strings.HasPrefix(name, ".") {
		p.say(p.line(host, "", ""), "%q is not the name of a host; write %s", host, siteExample)
		return
	}
	rule := &page.Rule{}
	into := map[string]*[]page.Selector{"body": &rule.Body, "strip": &rule.Strip, "related": &rule.Related}
	for _, key := range slices.Sorted(maps.Keys(table)) {
		list, v := into[key], table[key]
		if _, nested := v.(map[string]any); nested {
			continue
		}
		if list == nil {
			p.say(p.line(host, key, ""), "a site has no %q%s", key, meant(key, []string{"body", "strip", "related"}, `; there are "body", "strip" and "related"`))
			continue
		}
		*list = p.selectors(host, key, v)
	}
	p.sites[name] = rule
}

// selectors reads a text or a list of texts.
func (p *siteParser) selectors(host, key string, v any) []page.Selector {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	var out []page.Selector
	for _, e := range list {
		s, ok := e.(string)
		if !ok {
			p.say(p.line(host, key, ""), `%s cannot be %s; it is a selector such as "article .story", or a list of them`, key, written(e))
			continue
		}
		sel, err := page.ParseSelector(s)
		if err != nil {
			p.say(p.line(host, key, s), `%q is no CSS selector (%s); it is left out. Write it as in a browser's inspector, such as "article .story"`, s, err)
			continue
		}
		out = append(out, sel)
	}
	return out
}

var (
	tableLine = regexp.MustCompile(`^\s*\[\s*(?:"([^"]+)"|'([^']+)'|([\w.-]+))\s*\]\s*(?:#.*)?$`)
	keyLine   = regexp.MustCompile(`^\s*["']?([^"'=\s]+)["']?\s*=`)
)

// line is the line on which words stand in the value of a key of a host's table; of the key for no words, of the table
// for no key. No host is what stands outside of tables.
func (p *siteParser) line(host, key, words string) int {
	in, at := host == "", 0
	for i, l := range p.lines {
		if m := tableLine.FindStringSubmatch(l); m != nil {
			if in = m[1]+m[2]+m[3] == host; in && key == "" {
				return i + 1
			}
			continue
		}
		if m := keyLine.FindStringSubmatch(l); in && m != nil && m[1] == key {
			at = i + 1
		}
		if at > 0 && (words == "" || in && strings.Contains(l, words)) {
			return i + 1
		}
	}
	return max(1, at)
}
