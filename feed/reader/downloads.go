package reader

import (
	"context"
	"errors"
	"io"
	"os"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"newspane/feed"
)

// Tuning of downloads.
const (
	downloadsAtOnce = 2
	downloadFirst   = 15 * time.Second // before the second try, doubled by each further one that brought nothing
	downloadMost    = time.Hour
	downloadTries   = 10              // in a row that brought nothing
	downloadHold    = 2 * time.Minute // no other process begins it meanwhile
	downloadKeep    = 15 * time.Second
	downloadTell    = 500 * time.Millisecond
)

// Downloader brings a file to the disk, from where it broke off before; progress is told how many bytes of how many are
// there (0 when that is not known). An error that wraps [io.ErrUnexpectedEOF] says that it broke off.
type Downloader func(ctx context.Context, d feed.Download, progress func(done, whole int64)) (path string, err error)

// downloads are what articles enclose, on its way to the disk. What waits is in the store.
type downloads struct {
	fetch  Downloader
	posted chan struct{} // something may be due

	mu      sync.Mutex // guards running
	running map[feed.ID]*fetching
}

// fetching is a download that is under way.
type fetching struct {
	feed.Download // as it stands
	cancel        context.CancelFunc
	off           bool // the reader called it off
}

// errNothingEnclosed is returned where there is no file to download.
var errNothingEnclosed = errors.New("there is nothing enclosed that could be downloaded")

// QueueMedia queues the files that articles enclose for downloading, durably, and returns how many they are. They are
// fetched in the background while the engine runs, or by [Engine.DownloadDue]; [feed.DownloadMoved] tells how far they are.
// What is there whole already is left alone.
func (e *Engine) QueueMedia(ctx context.Context, ids ...feed.ID) (int, error) {
	if e.isClosed() {
		return 0, errClosed
	}
	var list []feed.Download
	enclosed := 0
	for _, id := range ids {
		a, err := e.Article(ctx, id)
		if err != nil {
			return 0, err
		}
		enclosed += len(a.Enclosures)
		for _, m := range a.Enclosures {
			path, err := e.store.Downloaded(ctx, m.URL)
			if err != nil {
				return 0, err
			}
			if path != "" && isFile(path) {
				continue
			}
			list = append(list, feed.Download{Article: id, Title: a.Title, URL: m.URL, Type: m.Type, Whole: max(0, m.Length)})
		}
	}
	if enclosed == 0 {
		return 0, errNothingEnclosed
	}
	err := e.store.QueueDownloads(ctx, list...)
	e.postDownloads()
	return len(list), err
}

// Downloaded returns where the whole file of an address is, "" when it is not there.
func (e *Engine) Downloaded(ctx context.Context, url string) (string, error) {
	path, err := e.store.Downloaded(ctx, url)
	if err != nil || !isFile(path) {
		return "", err
	}
	return path, nil
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// KeepDownload remembers a file that was downloaded without the queue.
func (e *Engine) KeepDownload(ctx context.Context, d feed.Download) error {
	return e.store.KeepDownload(ctx, d)
}

// Downloads returns the queue as it stands: what is under way and waits, then the rest, what was touched last first.
func (e *Engine) Downloads(ctx context.Context) ([]feed.Download, error) {
	list, err := e.store.Downloads(ctx)
	e.downloads.mu.Lock()
	defer e.downloads.mu.Unlock()
	for i, d := range list {
		if f := e.downloads.running[d.ID]; f != nil && !f.off {
			list[i] = f.Download
		}
	}
	return list, err
}

// RetryDownloads has downloads that are not whole tried now, all or these, and returns how many they are.
func (e *Engine) RetryDownloads(ctx context.Context, ids ...feed.ID) (int, error) {
	n, err := e.store.RetryDownloads(ctx, ids...)
	e.postDownloads()
	return n, err
}

// StopDownloads calls off what waits or is under way, all or these, and returns how many they are. What has come is kept.
func (e *Engine) StopDownloads(ctx context.Context, ids ...feed.ID) (int, error) {
	n, err := e.store.StopDownloads(ctx, ids...)
	if err == nil {
		e.downloads.callOff(ids)
	}
	return n, err
}

// DropDownloads forgets downloads, these or (none) all that are not whole, and returns how many they are. Whole files stay.
func (e *Engine) DropDownloads(ctx context.Context, ids ...feed.ID) (int, error) {
	n, err := e.store.DropDownloads(ctx, ids...)
	if err == nil {
		e.downloads.callOff(ids)
	}
	return n, err
}

// callOff ends what is under way, all or these.
func (d *downloads) callOff(ids []feed.ID) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(ids) == 0 {
		for _, f := range d.running {
			f.off = true
			f.cancel()
		}
	}
	for _, id := range ids {
		if f := d.running[id]; f != nil {
			f.off = true
			f.cancel()
		}
	}
}

func (e *Engine) postDownloads() {
	signal(e.downloads.posted)
}

// keepDownloading fetches what is due, a few files at a time, until ctx ends. When nothing waits it sleeps
// until something is queued.
func (e *Engine) keepDownloading(ctx context.Context) {
	if e.store.ReadOnly() || e.downloads.fetch == nil {
		return
	}
	free := make(chan struct{}, downloadsAtOnce)
	for range downloadsAtOnce {
		free <- struct{}{}
	}
	for {
		select {
		case <-free:
		case <-ctx.Done():
			return
		}
		d, ok, err := e.store.TakeDownload(ctx, downloadHold)
		if ok && e.spawn("download", func() {
			defer func() { free <- struct{}{} }()
			if _, err := e.download(ctx, d, func(feed.Download) {}); err != nil && ctx.Err() == nil {
				e.events.emit(feed.Event{Kind: feed.Failed, Err: err})
			}
		}) {
			continue
		}
		free <- struct{}{}
		if !e.awaitDue(ctx, "download", err, e.store.NextDownload, downloadFirst, e.downloads.posted) {
			return
		}
	}
}

// DownloadDue fetches all that is due, one after the other, tells how far each is, and returns how it went.
func (e *Engine) DownloadDue(ctx context.Context, tell func(feed.Download)) ([]feed.Download, error) {
	var all []feed.Download
	for ctx.Err() == nil {
		d, ok, err := e.store.TakeDownload(ctx, downloadHold)
		if err != nil || !ok {
			return all, err
		}
		d, err = e.download(ctx, d, tell)
		if err != nil {
			return all, err
		}
		all = append(all, d)
	}
	return all, ctx.Err()
}

// download fetches a file that was taken, and settles it. The error is the store's, or says that we were called off.
func (e *Engine) download(ctx context.Context, d feed.Download, tell func(feed.Download)) (feed.Download, error) {
	within, cancel := context.WithCancel(ctx)
	defer cancel()
	f := &fetching{Download: d, cancel: cancel}
	f.Running = true
	e.downloads.put(f)
	defer e.downloads.take(d.ID)
	meter := newMeter(d.Done, e.now())
	kept := e.now()
	var path string
	err := e.guard("download", d.URL, func() (err error) {
		path, err = e.downloads.fetch(within, d, func(done, whole int64) {
			now := e.now()
			if !meter.due(done, now) {
				return
			}
			at := e.downloads.moved(f, done, whole, meter.rate)
			tell(at)
			e.events.emit(feed.Event{Kind: feed.DownloadMoved, Download: &at})
			if now.Sub(kept) < downloadKeep {
				return
			}
			kept = now
			if mine, err := e.store.HoldDownload(within, at, downloadHold); err == nil && !mine {
				e.downloads.callOff([]feed.ID{d.ID}) // by another process
			}
		})
		return err
	})
	before := d.Done
	d.Done, d.Whole = meter.done, f.Whole
	if err != nil && e.downloads.isOff(f) {
		d.State, d.Next, d.Trouble = feed.DownloadStopped, e.now(), feed.Text{}
		err := e.store.SettleDownload(context.WithoutCancel(ctx), d)
		e.events.emit(feed.Event{Kind: feed.DownloadMoved, Download: &d})
		return d, err
	}
	if ctx.Err() != nil && err != nil { // the program ends; it is as if it had not been tried
		d.State, d.Next = feed.DownloadWaiting, e.now()
		return d, errors.Join(ctx.Err(), e.store.SettleDownload(context.WithoutCancel(ctx), d))
	}
	d.Path = path
	d = fetched(d, err, d.Done > before, e.now(), chance())
	if err := e.store.SettleDownload(context.WithoutCancel(ctx), d); err != nil {
		return d, err
	}
	e.log.Info("download", "host", hostOf(d.URL), "state", string(d.State), "tries", d.Tries, "bytes", d.Done, "trouble", d.Trouble.String())
	e.events.emit(feed.Event{Kind: feed.DownloadMoved, Download: &d})
	return d, nil
}

func (d *downloads) put(f *fetching) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.running[f.ID] = f
}

func (d *downloads) take(id feed.ID) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.running, id)
}

func (d *downloads) isOff(f *fetching) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return f.off
}

// moved takes how far a download has come and returns it as it stands.
func (d *downloads) moved(f *fetching, done, whole, rate int64) feed.Download {
	d.mu.Lock()
	defer d.mu.Unlock()
	f.Done, f.Whole, f.Rate = done, max(0, whole), rate
	return f.Download
}

// meter says how fast a download is, and when that is worth telling.
type meter struct {
	done   int64 // bytes that have come
	rate   int64 // bytes a second, smoothed; 0 at first
	told   int64 // bytes when it was told last
	toldAt time.Time
}

func newMeter(done int64, now time.Time) *meter { return &meter{done: done, toldAt: now} }

// due takes how many bytes have come, and reports whether it is time to tell.
func (m *meter) due(done int64, now time.Time) bool {
	first := m.told == 0
	if first {
		m.told = max(1, done) // what was there before is not speed
	}
	m.done = done
	passed := now.Sub(m.toldAt)
	if passed < downloadTell && !first {
		return false
	}
	if passed > 0 && !first {
		rate := int64(float64(done-m.told) / passed.Seconds())
		if m.rate > 0 {
			rate = (2*m.rate + rate) / 3
		}
		m.rate = rate
	}
	m.told, m.toldAt = max(1, done), now
	return true
}

// fetched is a download after a try that ended with err: whole, to be tried again, or failed. moved says that the try
// brought something, so that it does not count against it.
func fetched(d feed.Download, err error, moved bool, now time.Time, chance float64) feed.Download {
	d.Running, d.Rate = false, 0
	d.State, d.Next, d.Trouble = feed.DownloadDone, now, feed.Text{}
	if err == nil {
		d.Whole = d.Done
		return d
	}
	d.Path = ""
	tries := d.Tries
	if moved {
		tries = 1
	}
	var fe *feed.Error
	broke := errors.Is(err, io.ErrUnexpectedEOF)
	wait := spread(double(downloadFirst, tries-1, downloadMost), chance)
	if errors.As(err, &fe) && fe.Wait > 0 {
		wait = max(wait, time.Duration(fe.Wait)*time.Second)
	}
	if (broke || passing(fe)) && tries < downloadTries {
		d.State, d.Next = feed.DownloadWaiting, now.Add(wait)
		d.Trouble = feed.Clean(sentence(err) + " It goes on by itself.")
		return d
	}
	d.State, d.Trouble = feed.DownloadFailed, feed.Clean(sentence(err))
	return d
}

// sentence says an error with a capital, as it stands by itself.
func sentence(err error) string {
	s := feed.Sentence(err)
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// passing reports whether an error may be gone in a while.
func passing(e *feed.Error) bool {
	if e == nil {
		return false
	}
	switch e.Kind {
	case feed.Offline, feed.Timeout, feed.Limited:
		return true
	case feed.Server:
		return e.Status >= 500
	}
	return false
}
