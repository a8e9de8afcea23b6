package ui

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// Outside does with articles what takes other programs, files or services. Its methods are called from commands only.
type Outside interface {
	// Clipboard puts text on the machine's clipboard; the terminal's own (OSC 52) is asked besides. Its error says what to
	// do, or is [ErrElsewhere].
	Clipboard(text string) error
	// Text is articles as they are printed.
	Text(articles []*feed.Article) string
	// Save writes articles to a file of a format and returns its path.
	Save(ctx context.Context, format string, articles []*feed.Article) (path string, err error)
	// Print prints articles.
	Print(ctx context.Context, articles []*feed.Article) error
	// Pager, Mail, Pipe and Shell return a program that is to have the terminal; nil when it runs beside it already.
	Pager(articles []*feed.Article) (*exec.Cmd, error)
	Mail(a *feed.Article) (*exec.Cmd, error)
	Pipe(a *feed.Article, command string) (*exec.Cmd, error)
	Shell(a *feed.Article, command string) (*exec.Cmd, error)
	// Shares are the names of the reader's own ways of sharing; Share does one.
	Shares() []string
	Share(ctx context.Context, name string, a *feed.Article) error
	// Play returns the program that plays media files, at least one, when it is to have the terminal; nil when it runs beside
	// it already.
	Play(ctx context.Context, media ...feed.Enclosure) (*exec.Cmd, error)
	// Services are the names of the bookmark services; Send queues articles for one. Events tell what becomes of them.
	Services() []string
	Send(ctx context.Context, service string, ids []feed.ID) error
}

// ErrElsewhere says that the reader does not sit at this machine's clipboard, but at that of the terminal.
var ErrElsewhere = errors.New("only the terminal has a clipboard here")

// needsOutside tells where there is no way out, as on the screen of a test.
func needsOutside(m *Model) string {
	if m.opts.Outside == nil {
		return "There is no way out of this screen."
	}
	return needsTarget(m)
}

// outsideWork is what an action does with the articles that it is for.
type outsideWork func(o Outside, ctx context.Context, articles []*feed.Article) outsideDone

// whole reads the articles that an action is for, with their full texts, for which pages are fetched; its answer goes
// on with then.
func (m *Model) whole(n int, then outsideWork) tea.Cmd {
	return m.gather(n, m.lib.Complete, then)
}

// known reads the articles that an action is for as they are stored: it needs no more than what is known of them.
func (m *Model) known(n int, then outsideWork) tea.Cmd {
	return m.gather(n, m.lib.Article, then)
}

func (m *Model) gather(n int, read func(context.Context, feed.ID) (*feed.Article, error), then outsideWork) tea.Cmd {
	ctx, o := m.ctx, m.opts.Outside
	list := ids(m.targets(n))
	return func() tea.Msg {
		var articles []*feed.Article
		for _, id := range list {
			a, err := read(ctx, id)
			if err != nil {
				return outsideDone{err: err}
			}
			articles = append(articles, a)
		}
		return then(o, ctx, articles)
	}
}

// outsideArrived says what was done, or gives the terminal to the program that was asked for.
func (m *Model) outsideArrived(msg outsideDone) tea.Cmd {
	switch {
	case msg.err != nil:
		m.say(feed.Sentence(msg.err), failure)
	case msg.run != nil:
		return inTerminal(msg.run, func(err error) tea.Msg {
			if err != nil {
				err = fmt.Errorf("%s: %w", msg.run.Args[0], err)
			}
			return outsideDone{err: err}
		})
	case msg.said != "":
		m.say(msg.said, news)
	}
	if msg.copied == "" {
		return nil
	}
	return tea.SetClipboard(msg.copied)
}

// maxClipboard is the most that is sent to the terminal's clipboard, in bytes; many terminals drop more.
const maxClipboard = 70_000

// clip puts text on the clipboards. Whether the terminal took it cannot be known, so it is told when it is alone.
func clip(o Outside, what, s string) outsideDone {
	s = strings.TrimRight(s, "\n")
	done := outsideDone{said: "Copied " + what, copied: s}
	local := ErrElsewhere
	if o != nil {
		local = o.Clipboard(s)
	}
	switch {
	case len(s) > maxClipboard && local != nil:
		return outsideDone{err: fmt.Errorf("the text is too long for the terminal's clipboard (%d kB): %w", len(s)>>10, local)}
	case len(s) > maxClipboard:
		done.copied = ""
	case local != nil && !errors.Is(local, ErrElsewhere):
		done.said += ", by the terminal alone: " + local.Error()
	}
	return done
}

// copyText puts on the clipboard what is on the screen already.
func (m *Model) copyText(what, s string) tea.Cmd {
	o := m.opts.Outside
	return func() tea.Msg { return clip(o, what, s) }
}

// copyLink copies the address of the link under the cursor of the related pane, else those of the articles.
func (m *Model) copyLink(n int) tea.Cmd {
	var links []string
	if m.focus == paneRelated && m.related.selected() > 0 {
		links = []string{m.article.links[m.related.selected()-1].URL}
	} else {
		for _, t := range m.targets(n) {
			if t.Link != "" {
				links = append(links, t.Link)
			}
		}
	}
	switch len(links) {
	case 0:
		m.say("This article has no address of its own.", news)
		return nil
	case 1:
		return m.copyText(links[0], links[0])
	}
	return m.copyText(count(len(links), "link"), strings.Join(links, "\n"))
}

// copyRows puts on the clipboard what one makes of each article's row; nothing is read or fetched for it.
func (m *Model) copyRows(n int, what string, one func(h *feed.Headline) string) tea.Cmd {
	var parts []string
	for _, h := range m.targets(n) {
		parts = append(parts, one(h))
	}
	return m.copyText(what, strings.Join(parts, "\n"))
}

func copyTitle(m *Model, n int) tea.Cmd {
	return m.copyRows(n, "title and link", func(h *feed.Headline) string { return h.Title.String() + "\n" + h.Link })
}

func copyMarkdown(m *Model, n int) tea.Cmd {
	return m.copyRows(n, "a Markdown link", func(h *feed.Headline) string {
		return "[" + strings.NewReplacer("[", `\[`, "]", `\]`).Replace(h.Title.String()) + "](" + h.Link + ")"
	})
}

func copyAll(m *Model, n int) tea.Cmd {
	return m.whole(n, func(o Outside, _ context.Context, articles []*feed.Article) outsideDone {
		return clip(o, "the whole text", o.Text(articles))
	})
}

// copyQuote copies the passage that is marked last, else the first paragraph in sight, with its source.
func copyQuote(m *Model, _ int) tea.Cmd {
	a := m.article.article
	if a == nil {
		m.say("Open an article first.", news)
		return nil
	}
	quote := m.article.paragraphInSight()
	if n := len(a.Highlights); n > 0 {
		quote = a.Highlights[n-1].Quote.String()
	}
	s := "“" + quote + "”\n– " + a.Title.String() + ", " + a.Source.String() + "\n" + a.Link
	return m.copyText("a quotation", s)
}

// paragraphInSight is the text of the first block that begins on the screen.
func (p *articlePane) paragraphInSight() string {
	best := ""
	at := 0
	if p.doc != nil {
		if off, ok := p.offset(); ok {
			at = off
		}
	}
	seen := 0
	feed.Walk(p.article.Body, func(b *feed.Block, spans []feed.Span) {
		var s strings.Builder
		for _, sp := range spans {
			s.WriteString(sp.Text.String())
		}
		if best == "" && b.Kind != feed.Heading && seen+s.Len() > at {
			best = strings.TrimSpace(s.String())
		}
		seen += s.Len()
	})
	return best
}

// save writes the articles to a file of a format.
func save(format string) func(*Model, int) tea.Cmd {
	return func(m *Model, n int) tea.Cmd {
		return m.whole(n, func(o Outside, ctx context.Context, articles []*feed.Article) outsideDone {
			path, err := o.Save(ctx, format, articles)
			return outsideDone{said: "Saved " + path, err: err}
		})
	}
}

func printArticle(m *Model, n int) tea.Cmd {
	return m.whole(n, func(o Outside, ctx context.Context, articles []*feed.Article) outsideDone {
		return outsideDone{said: "Sent to the printer", err: o.Print(ctx, articles)}
	})
}

func page(m *Model, n int) tea.Cmd {
	return m.whole(n, func(o Outside, _ context.Context, articles []*feed.Article) outsideDone {
		c, err := o.Pager(articles)
		return outsideDone{run: c, err: err}
	})
}

func mail(m *Model, _ int) tea.Cmd {
	return m.known(1, func(o Outside, _ context.Context, articles []*feed.Article) outsideDone {
		c, err := o.Mail(articles[0])
		return outsideDone{run: c, said: "Handed to the mail program", err: err}
	})
}

// pipeTo asks for a command that gets the article's text.
func pipeTo(m *Model, _ int) tea.Cmd {
	return m.askProgram("pipe to", "a command that gets the article's text", m.whole, func(o Outside, a *feed.Article, s string) (*exec.Cmd, error) { return o.Pipe(a, s) })
}

// shell asks for a command that knows the article by its environment.
func shell(m *Model, _ int) tea.Cmd {
	return m.askProgram("run", "a command; $URL and $TITLE are the article's", m.known, func(o Outside, a *feed.Article, s string) (*exec.Cmd, error) { return o.Shell(a, s) })
}

func (m *Model) askProgram(label, about string, read func(int, outsideWork) tea.Cmd, start func(o Outside, a *feed.Article, s string) (*exec.Cmd, error)) tea.Cmd {
	p := newPrompt(label, about, "enter runs · esc closes")
	p.past = &m.ran
	p.submit = func(m *Model, s string) (tea.Cmd, bool) {
		if strings.TrimSpace(s) == "" {
			return nil, true
		}
		return read(1, func(o Outside, _ context.Context, articles []*feed.Article) outsideDone {
			c, err := start(o, articles[0], s)
			return outsideDone{run: c, err: err}
		}), true
	}
	m.open(p)
	return nil
}

// shareOwn offers the reader's own ways of sharing.
func shareOwn(m *Model, _ int) tea.Cmd {
	names := m.opts.Outside.Shares()
	if len(names) == 0 {
		m.say("There is no command to share with; a table [share] in the settings names some: pocket = \"my-script %u\".", news)
		return nil
	}
	var choices []choice
	for _, n := range names {
		choices = append(choices, choice{label: n})
	}
	m.open(newChooser("share with", choices, func(m *Model, i []int) tea.Cmd {
		name := names[i[0]]
		return m.whole(1, func(o Outside, ctx context.Context, articles []*feed.Article) outsideDone {
			return outsideDone{said: "Shared with " + name, err: o.Share(ctx, name, articles[0])}
		})
	}))
	return nil
}

// sendTo queues the articles for a bookmark service: the only one, or one that is chosen.
func sendTo(m *Model, n int) tea.Cmd {
	names := m.opts.Outside.Services()
	list := ids(m.targets(n))
	switch len(names) {
	case 0:
		m.say("There is no bookmark service; a table in the settings names one: [services.shelf] kind = \"linkding\", url = …, token = …", news)
		return nil
	case 1:
		return m.queueFor(names[0], list)
	}
	var choices []choice
	for _, name := range names {
		choices = append(choices, choice{label: name})
	}
	m.open(newChooser("send to", choices, func(m *Model, i []int) tea.Cmd { return m.queueFor(names[i[0]], list) }))
	return nil
}

// queueFor queues articles for a bookmark service.
func (m *Model) queueFor(service string, list []feed.ID) tea.Cmd {
	o, ctx := m.opts.Outside, m.ctx
	said := "Queued for " + service
	if len(list) > 1 {
		said = count(len(list), "article") + " queued for " + service
	}
	return func() tea.Msg { return outsideDone{said: said, err: o.Send(ctx, service, list)} }
}

// parcelSettled says what became of an article that was sent to a bookmark service; what is tried again by itself, once.
func (m *Model) parcelSettled(p *feed.Parcel) {
	switch {
	case p.State == feed.ParcelSent:
		m.say("Sent to "+p.Service+": "+p.Title.String(), news)
	case p.State != feed.ParcelWaiting || p.Tries == 1:
		m.say(p.Trouble.String(), failure)
	}
}
