package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"newspane/feed"
)

func newTag() *cobra.Command {
	var colour string
	c := &cobra.Command{
		Use:   "tag [ID…] [+TAG|-TAG…]",
		Short: "Tag articles, or list the tags there are",
		Example: "newspane tag 1868012345 +asia -later\nnewspane tag 1868012345 1868012346 +'to translate'\n" +
			"newspane tag --colour blue asia\nnewspane tag",
		DisableFlagParsing: true, // -later takes a tag away
		RunE: func(cmd *cobra.Command, args []string) error {
			if slices.Contains(args, "--help") || slices.Contains(args, "-h") {
				return cmd.Help()
			}
			return withApp(func(ctx context.Context, a *App, _ *cobra.Command, args []string) error { return a.tag(ctx, args) })(cmd, args)
		},
	}
	c.Flags().StringVar(&colour, "colour", "", "give a tag a colour: "+strings.Join(feed.TagColours(), ", ")+", none")
	return c
}

// tag does what the words after `newspane tag` say.
func (a *App) tag(ctx context.Context, args []string) error {
	var numbers []string
	var words []string
	for i := 0; i < len(args); i++ {
		switch s := args[i]; {
		case strings.HasPrefix(s, "--colour"):
			return a.colourTag(ctx, args[i:])
		case strings.HasPrefix(s, "+"), strings.HasPrefix(s, "-"):
			words = append(words, s)
		default:
			numbers = append(numbers, s)
		}
	}
	if len(args) == 0 {
		return a.listTags(ctx)
	}
	if len(words) == 0 || len(numbers) == 0 {
		return usage(errors.New("newspane tag wants the numbers of articles, and tags to add (+asia) or take away (-later); see newspane tag --help"))
	}
	found, short := a.known(ctx, numbers)
	if len(found) == 0 {
		return short
	}
	var taggings []feed.Tagging
	for _, w := range words {
		for _, id := range found {
			taggings = append(taggings, feed.Tagging{Article: id, Tag: w[1:], On: w[0] == '+'})
		}
	}
	return errors.Join(a.Engine.Tag(ctx, taggings...), short)
}

// colourTag reads --colour COLOUR TAG.
func (a *App) colourTag(ctx context.Context, args []string) error {
	colour, given := strings.CutPrefix(args[0], "--colour=")
	args = args[1:]
	if !given && len(args) > 0 {
		colour, args = args[0], args[1:]
	}
	if len(args) != 1 {
		return usage(errors.New("newspane tag --colour wants a colour and a tag; see newspane tag --help"))
	}
	if colour == "none" {
		colour = ""
	} else if !slices.Contains(feed.TagColours(), colour) {
		return usage(fmt.Errorf("there is no colour %q for tags; there are %s, and none", feed.Clean(colour), strings.Join(feed.TagColours(), ", ")))
	}
	err := a.Engine.ColourTag(ctx, args[0], colour)
	if isMissing(err) {
		return fmt.Errorf("no article has the tag %q; `newspane tag` lists those there are", feed.Clean(args[0]))
	}
	return err
}

func (a *App) listTags(ctx context.Context) error {
	tags, err := a.Engine.Tags(ctx)
	if err != nil {
		return err
	}
	out := newPrinter(a.Out)
	for _, t := range tags {
		out.row(t.Name.String(), fmt.Sprint(t.Articles), t.Colour)
	}
	return out.flush()
}

func newNote() *cobra.Command {
	var off bool
	c := &cobra.Command{
		Use:     "note ID [TEXT]",
		Short:   "Print the note on an article, or write it (- reads standard input)",
		Example: "newspane note 1868012345 'for the Thursday meeting'\nnewspane note 1868012345 - < note.txt\nnewspane note --off 1868012345",
		Args:    cobra.RangeArgs(1, 2),
		RunE: withApp(func(ctx context.Context, a *App, cmd *cobra.Command, args []string) error {
			found, err := a.known(ctx, args[:1])
			if err != nil {
				return err
			}
			if len(args) == 1 && !off {
				return a.printNote(ctx, found[0])
			}
			text := ""
			if len(args) == 2 {
				text = args[1]
			}
			if text == "-" {
				b, err := io.ReadAll(io.LimitReader(cmd.InOrStdin(), feed.MaxNote+1))
				if err != nil {
					return err
				}
				text = string(b)
			}
			return a.Engine.SetNote(ctx, feed.Note{Article: found[0], Text: feed.CleanBlock(text)})
		}),
	}
	c.Flags().BoolVar(&off, "off", false, "take the note away")
	return c
}

func (a *App) printNote(ctx context.Context, id feed.ID) error {
	n, err := a.Engine.Note(ctx, id)
	if err != nil || n.Text.IsEmpty() {
		return err
	}
	out := newPrinter(a.Out)
	out.text(n.Text.String() + "\n")
	return out.flush()
}

// highlightRow is a highlight in the JSON contract.
type highlightRow struct {
	Article feed.ID    `json:"article"`
	Title   string     `json:"title"`
	Source  string     `json:"source"`
	Link    string     `json:"link"`
	Quote   string     `json:"quote"`
	Note    string     `json:"note"`
	At      *time.Time `json:"at"`
}

func newHighlights() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "highlights [ID]",
		Short: "Print the passages that you highlighted, of all articles or one",
		Args:  cobra.MaximumNArgs(1),
		RunE: withApp(func(ctx context.Context, a *App, _ *cobra.Command, args []string) error {
			of := feed.ID(0)
			if len(args) == 1 {
				found, err := a.known(ctx, args)
				if err != nil {
					return err
				}
				of = found[0]
			}
			list, err := a.Engine.Highlights(ctx, of)
			if err != nil {
				return err
			}
			return a.printHighlights(list, asJSON)
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON lines")
	return c
}

func (a *App) printHighlights(list []feed.Highlight, asJSON bool) error {
	out := newPrinter(a.Out)
	last := feed.ID(0)
	for _, h := range list {
		if asJSON {
			out.json(highlightRow{Article: h.Article, Title: h.Title.String(), Source: h.Source.String(), Link: h.Link,
				Quote: h.Quote.String(), Note: h.Note.String(), At: moment(h.At)})
			continue
		}
		if h.Article != last {
			last = h.Article
			out.text(fmt.Sprintf("\n%s\n%s · %d · %s\n\n", h.Title, h.Source, h.Article, h.Link))
		}
		out.text("> " + strings.ReplaceAll(wrap(h.Quote.String(), plainWidth-2), "\n", "\n> ") + "\n\n")
	}
	return out.flush()
}

func newSave() *cobra.Command {
	var tags []string
	c := &cobra.Command{
		Use:     "save URL",
		Short:   "Keep any page to be read later, with its text",
		Example: "newspane save example.org/long-read\nnewspane list --later",
		Args:    wants("the address of a page"),
		RunE: withApp(func(ctx context.Context, a *App, _ *cobra.Command, args []string) error {
			address, err := typedAddress(args[0])
			if err != nil {
				return err
			}
			a.Client.Trust(address)
			return a.save(ctx, address, tags)
		}),
	}
	c.Flags().StringSliceVar(&tags, "tag", nil, "tags of the page, parted by commas")
	return c
}

// save keeps a page to be read later. That its text cannot be had now is told and no failure: it is fetched later.
func (a *App) save(ctx context.Context, address string, tags []string) error {
	id, err := a.Engine.Save(ctx, address, "")
	if err != nil {
		return err
	}
	var taggings []feed.Tagging
	for _, t := range tags {
		taggings = append(taggings, feed.Tagging{Article: id, Tag: t, On: true})
	}
	if err := a.Engine.Tag(ctx, taggings...); err != nil {
		return err
	}
	art, err := a.Engine.Complete(ctx, id)
	if err != nil {
		return err
	}
	if !art.Note.IsEmpty() {
		a.say("newspane: %s It is in the list and is fetched when it can be.", art.Note)
	}
	if err := a.Engine.KeepNow(ctx, id); err != nil {
		return err
	}
	out := newPrinter(a.Out)
	out.row(fmt.Sprint(id), art.Title.String())
	return out.flush()
}
