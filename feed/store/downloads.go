package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"newspane/feed"
)

// keptDownloads is how many whole downloads are remembered; what is not whole is never forgotten.
const keptDownloads = 500

// downloads is the queue of downloads.
var downloads = queue[feed.Download]{
	table:   "downloads",
	columns: "id, url, article, title, kind, path, state, done, whole, tries, next, trouble, changed",
	look:    "look for what is to be downloaded",
	change:  "change what is to be downloaded",
	taken:   ", trouble = ''",
	scan:    scanDownload,
	turn:    func(d *feed.Download) (feed.ID, *int) { return d.ID, &d.Tries },
}

// QueueDownloads puts files into the queue, durably, all or none, waiting. One that is there already, by its address, is
// tried anew, from where it broke off, unless it is under way.
func (s *Store) QueueDownloads(ctx context.Context, list ...feed.Download) error {
	return s.writeUser(ctx, "queue for downloading", func(t *tx) error {
		now := s.now().UnixMilli()
		for _, d := range list {
			_, err := t.exec(`INSERT INTO downloads (url, article, title, kind, path, state, done, whole, tries, next, trouble, changed)
				VALUES (?, ?, ?, ?, '', 'waiting', 0, ?, 0, ?, '', ?)
				ON CONFLICT (url) DO UPDATE SET article = excluded.article, title = excluded.title, kind = excluded.kind, path = '',
				state = 'waiting', tries = 0, next = excluded.next, trouble = '', changed = excluded.changed
				WHERE state <> 'waiting' OR trouble <> ''`, // else it is under way
				d.URL, d.Article, d.Title.String(), d.Type, d.Whole, now, now)
			if err != nil {
				return err
			}
		}
		_, err := t.exec(`DELETE FROM downloads WHERE state = 'done' AND id NOT IN
			(SELECT id FROM downloads WHERE state = 'done' ORDER BY changed DESC LIMIT ?)`, keptDownloads)
		return err
	})
}

// Downloads returns the queue: what waits in its order, then the rest, what was touched last first.
func (s *Store) Downloads(ctx context.Context) ([]feed.Download, error) {
	return downloads.list(ctx, s, "list downloads", "state <> 'waiting', CASE state WHEN 'waiting' THEN id ELSE -changed END, id")
}

// Downloaded returns where the whole file of an address is, "" when it was not downloaded.
func (s *Store) Downloaded(ctx context.Context, url string) (path string, err error) {
	err = s.reads.QueryRowContext(ctx, "SELECT path FROM downloads WHERE url = ? AND state = 'done'", url).Scan(&path)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return path, s.fail("look for a download", err)
}

func scanDownload(scan func(...any) error) (feed.Download, error) {
	var d feed.Download
	var title, trouble string
	var next, changed int64
	err := scan(&d.ID, &d.URL, &d.Article, &title, &d.Type, &d.Path, &d.State, &d.Done, &d.Whole, &d.Tries, &next, &trouble, &changed)
	d.Title, d.Trouble = feed.Clean(title), feed.Clean(trouble)
	d.Next, d.Changed = fromMilli(next), fromMilli(changed)
	return d, err
}

// TakeDownload returns the download that has waited longest and holds it back for a while, so that no other process
// begins it meanwhile; after a crash it is due again then. ok is false when none is due.
func (s *Store) TakeDownload(ctx context.Context, hold time.Duration) (d feed.Download, ok bool, err error) {
	return downloads.take(ctx, s, hold)
}

// HoldDownload stores how far a download that was taken has come, and holds it for a while longer. mine is false when it was
// called off, or queued anew, meanwhile.
func (s *Store) HoldDownload(ctx context.Context, d feed.Download, hold time.Duration) (mine bool, err error) {
	n, err := downloads.exec(ctx, s, "UPDATE downloads SET done = ?, whole = ?, next = ? WHERE id = ? AND tries = ? AND state = 'waiting'",
		d.Done, d.Whole, s.now().Add(hold).UnixMilli(), d.ID, d.Tries)
	return n > 0, err
}

// SettleDownload stores what became of a download: its state, where it is, how far it has come, when it is tried again, and
// its trouble. One that was called off or queued anew meanwhile stays so, unless it is whole now.
func (s *Store) SettleDownload(ctx context.Context, d feed.Download) error {
	_, err := downloads.exec(ctx, s, `UPDATE downloads SET state = ?1, path = ?2, done = ?3, whole = ?4, next = ?5, trouble = ?6, changed = ?7
		WHERE id = ?8 AND (tries = ?9 AND state IN ('waiting', ?1) OR ?1 = 'done')`,
		d.State, d.Path, d.Done, d.Whole, d.Next.UnixMilli(), d.Trouble.String(), s.now().UnixMilli(), d.ID, d.Tries)
	return err
}

// KeepDownload stores a file that was downloaded without the queue.
func (s *Store) KeepDownload(ctx context.Context, d feed.Download) error {
	now := s.now().UnixMilli()
	_, err := downloads.exec(ctx, s, `INSERT INTO downloads (url, article, title, kind, path, state, done, whole, tries, next, trouble, changed)
		VALUES (?1, ?2, ?3, ?4, ?5, 'done', ?6, ?6, 0, ?7, '', ?7)
		ON CONFLICT (url) DO UPDATE SET path = excluded.path, state = 'done', done = excluded.done, whole = excluded.whole, tries = 0,
		trouble = '', changed = excluded.changed`, d.URL, d.Article, d.Title.String(), d.Type, d.Path, d.Whole, now)
	return err
}

// NextDownload returns when the next download is due, the zero time when none waits.
func (s *Store) NextDownload(ctx context.Context) (time.Time, error) { return downloads.next(ctx, s) }

// RetryDownloads has downloads that are neither whole nor under way tried now, all or these, and returns how many they are.
func (s *Store) RetryDownloads(ctx context.Context, ids ...feed.ID) (int, error) {
	return downloads.exec(ctx, s, "UPDATE downloads SET state = 'waiting', tries = 0, next = ?, trouble = '' WHERE state <> 'done' AND (state <> 'waiting' OR trouble <> '')"+among(ids), s.now().UnixMilli())
}

// StopDownloads calls off downloads that wait or are under way, all or these, and returns how many they are.
func (s *Store) StopDownloads(ctx context.Context, ids ...feed.ID) (int, error) {
	return downloads.exec(ctx, s, "UPDATE downloads SET state = 'stopped', trouble = '', changed = ? WHERE state = 'waiting'"+among(ids), s.now().UnixMilli())
}

// DropDownloads forgets downloads, these or (none) all that are not whole, and returns how many they are. No file is touched.
func (s *Store) DropDownloads(ctx context.Context, ids ...feed.ID) (int, error) {
	if len(ids) == 0 {
		return downloads.exec(ctx, s, "DELETE FROM downloads WHERE state <> 'done'")
	}
	return downloads.exec(ctx, s, "DELETE FROM downloads WHERE true"+among(ids))
}
