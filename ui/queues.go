package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
	"newspane/ui/theme"
)

// Queues are what waits to be done outside of newspane: parcels for bookmark services, and downloads. Where articles or
// entries may be named, none are all.
type Queues interface {
	// Outbox returns what is to be sent to bookmark services and what became of the rest.
	Outbox(ctx context.Context) ([]feed.Parcel, error)
	// RetryOutbox has what was not sent tried again now; DropOutbox forgets it. Both return how many that were.
	RetryOutbox(ctx context.Context, ids ...feed.ID) (int, error)
	DropOutbox(ctx context.Context, ids ...feed.ID) (int, error)
	// QueueMedia queues what articles enclose for downloading and returns how many files are new to the queue.
	QueueMedia(ctx context.Context, articles ...feed.ID) (int, error)
	// Downloads returns the queue of downloads as it stands.
	Downloads(ctx context.Context) ([]feed.Download, error)
	// RetryDownloads goes on with what is not whole; StopDownloads calls off what is under way or waits; DropDownloads
	// forgets. All return how many that were; no whole file is touched.
	RetryDownloads(ctx context.Context, ids ...feed.ID) (int, error)
	StopDownloads(ctx context.Context, ids ...feed.ID) (int, error)
	DropDownloads(ctx context.Context, ids ...feed.ID) (int, error)
}

// queueKind is which of the queues a list shows.
type queueKind uint8

const (
	outboxQueue queueKind = iota
	downloadQueue
)

func (m *Model) goDownloads(int) tea.Cmd { return m.loadDownloads(true) }

func (m *Model) goOutbox(int) tea.Cmd { return m.loadOutbox(true) }

func (m *Model) loadDownloads(show bool) tea.Cmd {
	lib, ctx := m.lib, m.ctx
	return func() tea.Msg {
		list, err := lib.Downloads(ctx)
		return downloadsLoaded{list, show, err}
	}
}

func (m *Model) loadOutbox(show bool) tea.Cmd {
	lib, ctx := m.lib, m.ctx
	return func() tea.Msg {
		list, err := lib.Outbox(ctx)
		return outboxLoaded{list, show, err}
	}
}

// renewQueue reads an open list of what waits anew, when something happened in it.
func (m *Model) renewQueue() tea.Cmd {
	if !m.queueStale {
		return nil
	}
	m.queueStale = false
	switch {
	case m.queue(outboxQueue) != nil:
		return m.loadOutbox(false)
	case m.queue(downloadQueue) != nil:
		return m.loadDownloads(false)
	}
	return nil
}

// queue is the list of a queue when it is open.
func (m *Model) queue(k queueKind) *queueList {
	for _, o := range m.overlays {
		if q, ok := o.(*queueList); ok && q.kind == k {
			return q
		}
	}
	return nil
}

// changeQueue does something with what waits and says what was done.
func (m *Model) changeQueue(k queueKind, what func(ctx context.Context, lib Library) (string, error)) tea.Cmd {
	lib, ctx := m.lib, m.ctx
	return func() tea.Msg {
		said, err := what(ctx, lib)
		return queueChanged{k, said, err}
	}
}

// queueMoved says what was done, and reads the list anew.
func (m *Model) queueMoved(msg queueChanged) tea.Cmd {
	if msg.err != nil {
		m.say(feed.Sentence(msg.err), failure)
	} else {
		m.say(msg.said, news)
	}
	m.queueStale = true
	return m.renewQueue()
}

func (m *Model) downloadsArrived(msg downloadsLoaded) tea.Cmd {
	if msg.err != nil {
		m.say("The downloads could not be read: "+feed.Sentence(msg.err), failure)
		return nil
	}
	var items []waiting
	for _, d := range msg.list {
		items = append(items, m.downloadItem(d))
	}
	m.showQueue(downloadQueue, items, msg.show, m.look.keyed("Nothing is being downloaded; {download} downloads what an article encloses."))
	return nil
}

func (m *Model) outboxArrived(msg outboxLoaded) tea.Cmd {
	if msg.err != nil {
		m.say("The outbox could not be read: "+feed.Sentence(msg.err), failure)
		return nil
	}
	list := slices.Clone(msg.list)
	slices.SortStableFunc(list, func(a, b feed.Parcel) int { return sentLast(a) - sentLast(b) })
	var items []waiting
	for _, p := range list {
		items = append(items, m.parcelItem(p))
	}
	m.showQueue(outboxQueue, items, msg.show, m.look.keyed("The outbox is empty; {send} sends an article to a bookmark service."))
	return nil
}

func sentLast(p feed.Parcel) int {
	if p.State == feed.ParcelSent {
		return 1
	}
	return 0
}

// showQueue puts what was read into the open list, or opens one; one without anything closes.
func (m *Model) showQueue(k queueKind, items []waiting, show bool, empty string) {
	q := m.queue(k)
	switch {
	case len(items) == 0:
		if q != nil {
			m.closeOverlay(q)
		}
		if show || q != nil && m.toast.text == "" {
			m.say(empty, news)
		}
		return
	case q == nil && !show:
		return
	case q == nil:
		q = &queueList{kind: k}
		m.open(q)
	}
	q.set(items)
}

// downloadMoved takes how far a download is: into the open list and the note of the list's title, and says how it ended.
func (m *Model) downloadMoved(d *feed.Download) {
	if d.Running {
		if m.fetching == nil {
			m.fetching = map[feed.ID]feed.Download{}
		}
		m.fetching[d.ID] = *d
		if q := m.queue(downloadQueue); q != nil && !q.put(m.downloadItem(*d)) {
			m.queueStale = true
		}
		return
	}
	delete(m.fetching, d.ID)
	m.queueStale = m.queueStale || m.queue(downloadQueue) != nil
	switch {
	case d.State == feed.DownloadDone:
		m.say("Saved "+d.Path, news)
	case d.State == feed.DownloadFailed, d.State == feed.DownloadWaiting && d.Tries == 1:
		m.say(d.Title.String()+": "+d.Trouble.String(), failure)
	}
}

// downloadNote is how far what is being downloaded is, "" when nothing is.
func (m *Model) downloadNote() string {
	if len(m.fetching) == 0 {
		return ""
	}
	var done, whole int64
	for _, d := range m.fetching {
		done += d.Done
		whole += max(d.Whole, d.Done)
	}
	g := m.look.Glyphs.Down
	if whole == 0 || done == whole {
		return fmt.Sprintf("%s %s", g, megabytes(done))
	}
	return fmt.Sprintf("%s %d %%", g, 100*done/whole)
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }

// downloadItem is a download as a line of the list.
func (m *Model) downloadItem(d feed.Download) waiting {
	w := waiting{id: d.ID, title: m.look.line(d.Title), done: d.Done, whole: d.Whole, bar: d.Running || d.Done > 0 && d.State != feed.DownloadDone}
	at := []feed.ID{d.ID}
	stop := act{label: "stop", detail: "what has come is kept", run: func(m *Model) tea.Cmd {
		return m.changeQueue(downloadQueue, func(ctx context.Context, lib Library) (string, error) {
			_, err := lib.StopDownloads(ctx, at...)
			return "Stopped; what has come is kept", err
		})
	}}
	again := act{name: "refresh", label: "go on now", detail: "from where it broke off", run: func(m *Model) tea.Cmd {
		return m.changeQueue(downloadQueue, func(ctx context.Context, lib Library) (string, error) {
			_, err := lib.RetryDownloads(ctx, at...)
			return "Going on", err
		})
	}}
	forget := act{name: "hide", label: "forget it", detail: "what has come stays on the disk", run: func(m *Model) tea.Cmd {
		return m.changeQueue(downloadQueue, func(ctx context.Context, lib Library) (string, error) {
			_, err := lib.DropDownloads(ctx, at...)
			return "Forgotten", err
		})
	}}
	switch {
	case d.Running:
		w.state, w.acts = amount(d), []act{stop}
	case d.State == feed.DownloadWaiting && d.Trouble.IsEmpty():
		w.state, w.acts = "waits", []act{stop}
	case d.State == feed.DownloadWaiting:
		w.state, w.role, w.acts = d.Trouble.String(), theme.Warn, []act{again, stop}
		w.note = in(d.Next.Sub(m.look.now))
	case d.State == feed.DownloadDone:
		w.state, w.acts = feed.Clean(d.Path).String(), []act{{name: "play", label: "play", run: func(m *Model) tea.Cmd { return m.playFile(d) }}}
		w.note = megabytes(d.Whole)
	case d.State == feed.DownloadStopped:
		w.state, w.acts = "stopped", []act{again}
	default:
		w.state, w.role, w.acts = d.Trouble.String(), theme.Error, []act{again}
	}
	w.acts = append(w.acts, forget, goToArticle(d.Article))
	return w
}

// goToArticle goes to the article of an entry.
func goToArticle(id feed.ID) act {
	return act{label: "go to the article", run: func(m *Model) tea.Cmd {
		m.overlays = nil
		return m.openArticle(id)
	}}
}

// amount is how far a download is, how fast, and how long it will take yet.
func amount(d feed.Download) string {
	parts := []string{megabytes(d.Done)}
	if d.Whole > 0 {
		parts[0] = fmt.Sprintf("%d %%  %.1f of %s", 100*d.Done/d.Whole, float64(d.Done)/1e6, megabytes(d.Whole))
	}
	if d.Rate > 0 {
		parts = append(parts, megabytes(d.Rate)+"/s")
		if left := d.Whole - d.Done; left > 0 {
			parts = append(parts, clock(time.Duration(float64(left)/float64(d.Rate)*float64(time.Second)))+" left")
		}
	}
	return strings.Join(parts, " · ")
}

// in says when something is tried again.
func in(d time.Duration) string {
	switch {
	case d <= 0:
		return "due now"
	case d < time.Minute:
		return fmt.Sprintf("again in %d s", int(d.Seconds())+1)
	case d < time.Hour:
		return fmt.Sprintf("again in %d min", int(d.Minutes())+1)
	}
	return fmt.Sprintf("again in %d h", int(d.Hours())+1)
}

// parcelItem is a parcel as a line of the list.
func (m *Model) parcelItem(p feed.Parcel) waiting {
	w := waiting{id: p.ID, title: m.look.line(p.Title), state: feed.Clean(p.Service).String() + ": "}
	at := []feed.ID{p.ID}
	again := act{name: "refresh", label: "send it now", run: func(m *Model) tea.Cmd {
		return m.changeQueue(outboxQueue, func(ctx context.Context, lib Library) (string, error) {
			_, err := lib.RetryOutbox(ctx, at...)
			return "Being sent to " + p.Service, err
		})
	}}
	drop := act{name: "hide", label: "drop it", detail: "it is not sent", run: func(m *Model) tea.Cmd {
		return m.changeQueue(outboxQueue, func(ctx context.Context, lib Library) (string, error) {
			_, err := lib.DropOutbox(ctx, at...)
			return "Dropped", err
		})
	}}
	switch p.State {
	case feed.ParcelSent:
		w.state += "sent"
		w.note = p.Changed.In(m.look.now.Location()).Format("Mon 2 Jan 15:04")
		drop.label, drop.detail = "forget it", "the service keeps it"
		w.acts = []act{drop}
	case feed.ParcelWaiting:
		w.state, w.acts = w.state+"waits", []act{again, drop}
		if !p.Trouble.IsEmpty() {
			w.state, w.role = p.Trouble.String(), theme.Warn
		}
		w.note = in(p.Next.Sub(m.look.now))
	default:
		w.state, w.role, w.acts = p.Trouble.String(), theme.Error, []act{again, drop}
	}
	open := act{name: "browser", label: "open in the browser", detail: host(p.URL), run: func(m *Model) tea.Cmd { return m.browse(p.URL) }}
	w.acts = append(w.acts, open, goToArticle(p.Article))
	return w
}
