package store

import (
	"context"
	"strings"
	"time"

	"newspane/feed"
)

// keptParcels is how many parcels that were sent are remembered; those that were not are never forgotten.
const keptParcels = 200

// parcels is the outbox.
var parcels = queue[feed.Parcel]{
	table:   "parcels",
	columns: "id, service, article, url, title, description, source, tags, state, tries, next, trouble, changed",
	look:    "look for what is to be sent",
	change:  "change what is to be sent",
	scan:    scanParcel,
	turn:    func(p *feed.Parcel) (feed.ID, *int) { return p.ID, &p.Tries },
}

// Pack puts parcels into the outbox, durably, all or none, waiting. One that is there already, by service and address,
// begins anew; and what was stopped of the same service is tried again.
func (s *Store) Pack(ctx context.Context, list ...feed.Parcel) error {
	return s.writeUser(ctx, "queue for sending", func(t *tx) error {
		now := s.now().UnixMilli()
		for _, p := range list {
			_, err := t.exec(`INSERT INTO parcels (service, article, url, title, description, source, tags, state, tries, next, trouble, changed)
				VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?, '', ?)
				ON CONFLICT (service, url) DO UPDATE SET article = excluded.article, title = excluded.title, description = excluded.description,
				source = excluded.source, tags = excluded.tags, state = 'waiting', tries = 0, next = excluded.next, trouble = '', changed = excluded.changed`,
				p.Service, p.Article, p.URL, p.Title.String(), p.Description.String(), p.Source.String(), tagLines(p.Tags), now, now)
			if err != nil {
				return err
			}
			if _, err := t.exec("UPDATE parcels SET state = 'waiting', next = ? WHERE service = ? AND state = 'stopped'", now, p.Service); err != nil {
				return err
			}
		}
		_, err := t.exec(`DELETE FROM parcels WHERE state = 'sent' AND id NOT IN
			(SELECT id FROM parcels WHERE state = 'sent' ORDER BY changed DESC LIMIT ?)`, keptParcels)
		return err
	})
}

// tagLines writes one-line texts as lines.
func tagLines(texts []feed.Text) string {
	var l []string
	for _, t := range texts {
		l = append(l, t.String())
	}
	return strings.Join(l, "\n")
}

// Parcels returns the outbox, what was queued or tried last first.
func (s *Store) Parcels(ctx context.Context) ([]feed.Parcel, error) {
	return parcels.list(ctx, s, "list what is to be sent", "changed DESC, id DESC")
}

func scanParcel(scan func(...any) error) (feed.Parcel, error) {
	var p feed.Parcel
	var title, description, source, tags, trouble string
	var next, changed int64
	err := scan(&p.ID, &p.Service, &p.Article, &p.URL, &title, &description, &source, &tags, &p.State, &p.Tries, &next, &trouble, &changed)
	p.Title, p.Description, p.Source = feed.Clean(title), feed.Clean(description), feed.Clean(source)
	p.Tags, p.Trouble = tagNames(tags), feed.Clean(trouble)
	p.Next, p.Changed = fromMilli(next), fromMilli(changed)
	return p, err
}

// TakeParcel returns the parcel that has been due longest and holds it back for a while, so that no other process sends
// it meanwhile; after a crash it is due again then. ok is false when none is due.
func (s *Store) TakeParcel(ctx context.Context, hold time.Duration) (p feed.Parcel, ok bool, err error) {
	return parcels.take(ctx, s, hold)
}

// SettleParcel stores what became of a parcel: its state, when it is tried again, and its trouble. When it is stopped, so
// is all that waits for its service. One that the reader queued anew meanwhile stays as it is.
func (s *Store) SettleParcel(ctx context.Context, p feed.Parcel) error {
	return s.writeUser(ctx, "store what was sent", func(t *tx) error {
		now := s.now().UnixMilli()
		_, err := t.exec("UPDATE parcels SET state = ?, next = ?, trouble = ?, changed = ? WHERE id = ? AND tries = ?",
			p.State, p.Next.UnixMilli(), p.Trouble.String(), now, p.ID, p.Tries)
		if err == nil && p.State == feed.ParcelStopped {
			_, err = t.exec("UPDATE parcels SET state = 'stopped', trouble = ? WHERE service = ? AND state = 'waiting'", p.Trouble.String(), p.Service)
		}
		return err
	})
}

// HoldParcels keeps what waits for a service from being tried before a time.
func (s *Store) HoldParcels(ctx context.Context, service string, until time.Time) error {
	_, err := parcels.exec(ctx, s, "UPDATE parcels SET next = ? WHERE service = ? AND state = 'waiting' AND next < ?",
		until.UnixMilli(), service, until.UnixMilli())
	return err
}

// NextParcel returns when the next parcel is due, the zero time when none waits.
func (s *Store) NextParcel(ctx context.Context) (time.Time, error) { return parcels.next(ctx, s) }

// RetryParcels makes what was not sent due now, all or these, whatever stood in its way, and returns how many they are.
func (s *Store) RetryParcels(ctx context.Context, ids ...feed.ID) (int, error) {
	return parcels.exec(ctx, s, "UPDATE parcels SET state = 'waiting', tries = 0, next = ?, trouble = '' WHERE state <> 'sent'"+among(ids), s.now().UnixMilli())
}

// DropParcels takes parcels out of the outbox, these or (none) all that were not sent, and returns how many they were.
func (s *Store) DropParcels(ctx context.Context, ids ...feed.ID) (int, error) {
	if len(ids) == 0 {
		return parcels.exec(ctx, s, "DELETE FROM parcels WHERE state <> 'sent'")
	}
	return parcels.exec(ctx, s, "DELETE FROM parcels WHERE true"+among(ids))
}
