package reader

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"newspane/feed"
	"newspane/feed/parse"
)

// builtinSite is the address of what is part of the program. The top-level domain never exists (RFC 6761).
const builtinSite = "https://newspane.invalid/"

// IsBuiltin reports whether an address is of a feed that is part of the program.
func IsBuiltin(address string) bool { return strings.HasPrefix(address, "newspane:") }

// isOurs reports whether an address is of an article that is part of the program and of no site.
func isOurs(address string) bool { return strings.HasPrefix(address, builtinSite) }

// saveBuiltin stores a feed that is part of the program, unless it is stored as it is, and returns how many of its
// articles are new. Articles without a date come out now, the first one newest.
func (e *Engine) saveBuiltin(ctx context.Context, sub feed.Subscription) (int, error) {
	src, ok := e.builtin[sub.URL]
	if !ok {
		return 0, &feed.Error{Op: "read", URL: sub.URL, Kind: feed.NotFound}
	}
	sum := sha256.Sum256(src)
	hash := hex.EncodeToString(sum[:])
	if sub.Poll.Hash == hash {
		return 0, nil
	}
	doc, err := parse.Parse(bytes.Clone(src), parse.Options{URL: builtinSite})
	if err != nil {
		return 0, err
	}
	now := e.now()
	for i := range doc.Items {
		if doc.Items[i].Published.IsZero() {
			doc.Items[i].Published = now.Add(time.Duration(-i) * time.Minute)
		}
	}
	ids, err := e.store.SaveDocument(ctx, sub.ID, doc, feed.Poll{Hash: hash, Checked: now, Changed: now, Next: now.Add(week)})
	return len(ids), err
}

// renewBuiltin stores what a newer program says in the feeds that are part of it.
func (e *Engine) renewBuiltin(ctx context.Context) {
	if e.store.ReadOnly() {
		return
	}
	subs, err := e.store.Subscriptions(ctx)
	if err != nil {
		e.log.Warn("built-in feeds", "err", err)
		return
	}
	for _, s := range subs {
		if !IsBuiltin(s.URL) {
			continue
		}
		if _, err := e.saveBuiltin(ctx, s); err != nil {
			e.log.Warn("built-in feed", "feed", s.URL, "err", err)
		}
	}
}
