package store

import (
	"crypto/sha256"
	"encoding/binary"
	"net/url"
	"path"
	"strings"
	"time"

	"newspane/feed"
)

// seqBits are the low bits of an article's ID, which part the articles of one second.
const seqBits = 20

// identityOf returns the identity of an item within its feed: a hash, since ids may be of any length.
func identityOf(id string) []byte {
	sum := sha256.Sum256([]byte(id))
	return sum[:16]
}

// sortTime returns the second that places an article: when it was published or first seen, whichever is earlier. It
// never changes afterwards.
func sortTime(published, seen time.Time) int64 {
	if p := unix(published); p > 0 && p < seen.Unix() {
		return p
	}
	return max(seen.Unix(), 1)
}

// newID returns a free ID of the second sec, higher than the ones given before; a second that is used up (see
// denseBits) lends from the one before.
func newID(t *tx, sec int64) (feed.ID, error) {
	for ; ; sec-- {
		var last int64
		err := t.row("SELECT coalesce(max(id), ?1 - 1) FROM articles WHERE id >= ?1 AND id < ?2",
			[]any{sec << seqBits, (sec + 1) << seqBits}, &last)
		if err != nil {
			return 0, err
		}
		if last+1 < sec<<seqBits+1<<denseBits {
			return feed.ID(last + 1), nil
		}
	}
}

// canonical returns an address without what varies while the page stays: scheme, "www.", default port, fragment,
// tracking parameters and their order, a closing slash. "" when it is no address.
func canonical(link string) string {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" {
		return ""
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	if p := u.Port(); p != "" && p != "80" && p != "443" {
		host += ":" + p
	}
	q := u.Query()
	for name := range q {
		if tracking(strings.ToLower(name)) {
			q.Del(name)
		}
	}
	s := host + strings.TrimSuffix(u.EscapedPath(), "/")
	if len(q) > 0 {
		s += "?" + q.Encode()
	}
	return s
}

// tracking reports whether a query parameter says where a reader came from, and not what is read.
func tracking(name string) bool {
	for _, pattern := range []string{"utm_*", "mtm_*", "pk_*", "at_*", "fbclid", "gclid", "dclid", "msclkid", "yclid",
		"mc_cid", "mc_eid", "igshid", "ns_campaign", "ns_mchannel", "ns_source", "ns_linkname", "_ga", "cmpid", "ocid",
		"xtor", "wt_mc", "wtmc", "ito", "traffic_source", "maca"} {
		if ok, err := path.Match(pattern, name); err == nil && ok {
			return true
		}
	}
	return false
}

// linkKey returns the number under which the links of articles are looked up, 0 when there is no link. Numbers of
// different links may meet: compare the canonical forms.
func linkKey(link string) int64 {
	c := canonical(link)
	if c == "" {
		return 0
	}
	sum := sha256.Sum256([]byte(c))
	return int64(binary.BigEndian.Uint64(sum[:8])>>1) | 1
}
