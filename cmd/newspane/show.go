package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"newspane/feed"
)

// articleRow is an article in the JSON contract.
type articleRow struct {
	headlineRow
	Source     string       `json:"source"`
	Site       string       `json:"site"`
	Section    string       `json:"section"`
	Standfirst string       `json:"standfirst"`
	Language   string       `json:"language"`
	Updated    *time.Time   `json:"updated"`
	Text       string       `json:"text"`
	Blocks     []feed.Block `json:"blocks"`
	From       string       `json:"from"`  // "feed" or "page"
	Shown      string       `json:"shown"` // which text it is, in words
	Pages      int          `json:"pages"` // of the article, joined in the text
	Paywalled  bool         `json:"paywalled"`
	Teaser     bool         `json:"teaser"`
	Note       string       `json:"note"`
	Words      int          `json:"words"`
	Minutes    int          `json:"minutes"`
	Related    []linkRow    `json:"related"`
	Links      []linkRow    `json:"links"`
	Enclosures []mediaRow   `json:"enclosures"`
	Comments   string       `json:"comments"`
}

// linkRow is a link in the JSON contract.
type linkRow struct {
	Title     string     `json:"title"`
	URL       string     `json:"url"`
	Date      string     `json:"date"`
	Published *time.Time `json:"published"`
	Kind      string     `json:"kind"`
}

// mediaRow is an enclosure in the JSON contract.
type mediaRow struct {
	URL    string `json:"url"`
	Type   string `json:"type"`
	Length int64  `json:"length"`
}

func newShow() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "show ID",
		Short: "Print an article, its page fetched when the feed has but a teaser",
		Args:  wants("the number of an article"),
		RunE: withApp(func(ctx context.Context, a *App, _ *cobra.Command, args []string) error {
			list, err := ids(args)
			if err != nil {
				return err
			}
			art, err := a.Engine.Complete(ctx, list[0])
			if isMissing(err) {
				return fmt.Errorf("there is no article %d; `newspane list` shows those there are", list[0])
			}
			if err != nil {
				return err
			}
			return a.print(ctx, art, asJSON)
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

// print prints an article.
func (a *App) print(ctx context.Context, art *feed.Article, asJSON bool) error {
	out := newPrinter(a.Out)
	if !asJSON {
		out.text(plainArticle(art))
		return out.flush()
	}
	address := ""
	subs, err := a.Engine.Subscriptions(ctx)
	if err != nil {
		return err
	}
	for _, s := range subs {
		if s.ID == art.Feed {
			address = feed.ShownURL(s.URL)
		}
	}
	out.json(rowOf(art, address))
	return out.flush()
}

func rowOf(art *feed.Article, address string) articleRow {
	row := articleRow{
		headlineRow: rowOfHeadline(&art.Headline, address, local(art.Published)),
		Source:      art.Source.String(), Site: art.Site.String(), Section: art.Section.String(), Standfirst: art.Standfirst.String(),
		Language: art.Language, Updated: local(art.Updated), Text: feed.Plain(art.Body), Blocks: art.Body, From: "feed",
		Shown: art.Shown(), Pages: max(1, art.Pages), Paywalled: art.Paywalled,
		Teaser: art.Teaser, Note: art.Note.String(), Words: art.Words, Minutes: art.Minutes, Comments: art.Comments,
		Related: linkRows(art.Related), Links: linkRows(feed.Links(art.Body)), Enclosures: []mediaRow{},
	}
	if art.Text == feed.FromPage {
		row.From = "page"
	}
	for _, e := range art.Enclosures {
		row.Enclosures = append(row.Enclosures, mediaRow{URL: e.URL, Type: e.Type, Length: e.Length})
	}
	return row
}

func linkRows(links []feed.Link) []linkRow {
	rows := make([]linkRow, 0, len(links))
	for _, l := range links {
		rows = append(rows, linkRow{
			Title: l.Title.String(), URL: l.URL, Date: l.Date.String(), Published: local(l.Published), Kind: l.Kind.String(),
		})
	}
	return rows
}

// plainWidth is the measure of an article as plain text.
const plainWidth = 72

// plainArticle sets an article as plain text: its header, its text, and its links by number.
func plainArticle(art *feed.Article) string {
	var b strings.Builder
	paragraph := func(s string) {
		if s != "" {
			b.WriteString(wrap(s, plainWidth) + "\n\n")
		}
	}
	paragraph(art.Title.String())
	paragraph(art.Standfirst.String())
	paragraph(dateline(art))
	paragraph(art.Note.String())
	b.WriteString(plainBody(art, plainWidth) + "\n")
	heading := ""
	for i, l := range art.Leads() {
		under := "Related"
		if l.Kind == feed.InText {
			under = "Links"
		}
		if under != heading {
			heading = under
			b.WriteString("\n" + heading + "\n")
		}
		b.WriteString(plainLead(i+1, l))
	}
	return b.String()
}

// plainLead is a link by its number: its address, and before it, where it is none of the text's, title and date.
func plainLead(n int, l feed.Link) string {
	mark := fmt.Sprintf("[%d] ", n)
	if l.Kind == feed.InText {
		return mark + l.URL + "\n"
	}
	what := l.Title.String()
	if !l.Date.IsEmpty() {
		what += " (" + l.Date.String() + ")"
	}
	indent := strings.Repeat(" ", len(mark))
	lines := strings.ReplaceAll(wrap(what, plainWidth-len(mark)), "\n", "\n"+indent)
	return mark + lines + "\n" + indent + l.URL + "\n"
}

// dateline is the line of who, where and when.
func dateline(art *feed.Article) string {
	var parts []string
	for _, t := range []feed.Text{art.Source, art.Author} {
		if !t.IsEmpty() {
			parts = append(parts, t.String())
		}
	}
	if !art.Published.IsZero() {
		parts = append(parts, art.Published.Format("2 January 2006 15:04"))
	}
	if art.Minutes > 0 {
		parts = append(parts, fmt.Sprintf("%d min", art.Minutes))
	}
	parts = append(parts, art.Shown())
	line := strings.Join(parts, " · ")
	if art.Link != "" {
		line = strings.TrimPrefix(line+"\n"+art.Link, "\n")
	}
	return line
}
