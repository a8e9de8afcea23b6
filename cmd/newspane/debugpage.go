package main

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"newspane/feed"
	"newspane/feed/page"
)

// newDebugPage is the command that reads a saved page as if fetched from an address and prints what was read of it.
func newDebugPage() *cobra.Command {
	var url, sites string
	c := &cobra.Command{
		Use:   "page --url URL FILE",
		Short: "Read a saved article page and print it as JSON",
		Long:  "The page is read as if it came from the address, by your rule for its site in sites.toml when there is one.",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			body, err := os.ReadFile(args[0])
			if err != nil {
				return err
			}
			rule, err := ruleFor(c, sites, url)
			if err != nil {
				return err
			}
			p, err := page.Extract(body, page.Options{URL: url, Rule: rule})
			if err != nil {
				return err
			}
			return newJSON(c.OutOrStdout()).Encode(printedPage(p))
		},
	}
	c.Flags().StringVar(&url, "url", "", "the page's address")
	c.Flags().StringVar(&sites, "sites", "", "the file of rules, instead of sites.toml beside the settings")
	if err := c.MarkFlagRequired("url"); err != nil {
		panic(fmt.Sprint("flag url: ", err))
	}
	return c
}

// ruleFor reads the rule for the site of an address, and says what is wrong with the file of rules.
func ruleFor(c *cobra.Command, path, url string) (*page.Rule, error) {
	if path == "" {
		paths, err := findPaths(os.Getenv)
		if err != nil {
			return nil, err
		}
		path = paths.sitesFile()
	}
	sites, wrong := readSites(path)
	for _, err := range wrong {
		fmt.Fprintln(c.ErrOrStderr(), err)
	}
	return sites.Rule(url), nil
}

// pageJSON is a page as `debug page` prints it.
type pageJSON struct {
	Title      feed.Text    `json:"title"`
	Byline     feed.Text    `json:"byline"`
	Date       string       `json:"date"` // RFC 3339 with the page's own offset
	Updated    string       `json:"updated,omitempty"`
	Standfirst feed.Text    `json:"standfirst"`
	Site       feed.Text    `json:"site"`
	Section    feed.Text    `json:"section"`
	Lang       string       `json:"lang"`
	Image      string       `json:"image,omitempty"`
	Paywalled  bool         `json:"paywalled"`
	Next       string       `json:"next,omitempty"` // the article's next page
	Of         int          `json:"of,omitempty"`   // how many it has
	Single     string       `json:"single,omitempty"`
	AMP        string       `json:"amp,omitempty"`
	Print      string       `json:"print,omitempty"`
	Text       string       `json:"text"`
	Blocks     []feed.Block `json:"blocks"`
	Related    []linkJSON   `json:"related"`
	Links      []linkJSON   `json:"links"`
}

// linkJSON is a link as `debug page` prints it.
type linkJSON struct {
	Title feed.Text `json:"title"`
	URL   string    `json:"url"`
	Date  string    `json:"date,omitempty"`
	Kind  string    `json:"kind,omitempty"`
}

func printedPage(p *feed.Page) pageJSON {
	out := pageJSON{Title: p.Title, Byline: p.Byline, Standfirst: p.Standfirst, Site: p.Site, Section: p.Section, Lang: p.Language,
		Image: p.Image, Paywalled: p.Paywalled, Next: p.Next, Of: p.Of, Single: p.Single, AMP: p.AMP, Print: p.Print,
		Text: feed.Plain(p.Body), Blocks: p.Body, Related: []linkJSON{}, Links: []linkJSON{}}
	if out.Blocks == nil {
		out.Blocks = []feed.Block{}
	}
	if !p.Updated.IsZero() {
		out.Updated = p.Updated.Format(time.RFC3339)
	}
	if !p.Published.IsZero() {
		out.Date = p.Published.Format(time.RFC3339)
	}
	for _, l := range p.Related {
		date := l.Date.String()
		if date == "" && !l.Published.IsZero() {
			date = l.Published.Format(time.RFC3339)
		}
		out.Related = append(out.Related, linkJSON{Title: l.Title, URL: l.URL, Date: date, Kind: l.Kind.String()})
	}
	for _, l := range feed.Links(p.Body) {
		out.Links = append(out.Links, linkJSON{Title: l.Title, URL: l.URL})
	}
	return out
}
