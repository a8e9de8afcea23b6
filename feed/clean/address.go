package clean

import (
	"net/url"
	"strings"

	"newspane/feed"
)

// link returns the address of a link as it is kept: absolute http(s), without tracking parameters; "" for a place in
// the same document and for other schemes.
func (b *builder) link(ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" || ref[0] == '#' {
		return ""
	}
	u := Link(b.base, ref)
	if i := strings.IndexByte(u, '#'); i >= 0 && u[:i] == b.base {
		return ""
	}
	if !b.links[u] {
		if len(b.links) >= maxLinks {
			return ""
		}
		b.links[u] = true
	}
	return u
}

// Link returns ref relative to base as an absolute http(s) address without tracking parameters, or "".
func Link(base, ref string) string {
	s := feed.ResolveURL(base, ref)
	q := strings.IndexByte(s, '?')
	if q < 0 {
		return s
	}
	path, query, fragment := s[:q], s[q+1:], ""
	if i := strings.IndexByte(query, '#'); i >= 0 {
		query, fragment = query[:i], query[i:]
	}
	var kept []string
	for p := range strings.SplitSeq(query, "&") {
		if !isTracking(p) {
			kept = append(kept, p)
		}
	}
	if len(kept) > 0 {
		path += "?" + strings.Join(kept, "&")
	}
	return path + fragment
}

// isTracking reports whether a query parameter only says where a reader came from.
func isTracking(p string) bool {
	name, _, _ := strings.Cut(p, "=")
	if u, err := url.QueryUnescape(name); err == nil {
		name = u
	}
	name = strings.ToLower(name)
	for _, prefix := range []string{"utm_", "mtm_", "pk_", "hsa_", "_hs", "vero_", "oly_", "trk_", "stm_", "at_"} {
		if strings.HasPrefix(name, prefix) && name != "at_" {
			return true
		}
	}
	return tracking[name]
}

var tracking = map[string]bool{
	"fbclid": true, "gclid": true, "dclid": true, "gbraid": true, "wbraid": true, "gclsrc": true, "msclkid": true,
	"yclid": true, "twclid": true, "ttclid": true, "igshid": true, "igsh": true, "mc_cid": true, "mc_eid": true,
	"mkt_tok": true, "ocid": true, "cmpid": true, "icid": true, "itid": true, "intcmp": true, "xtor": true,
	"_ga": true, "_gl": true, "wt_mc": true, "wt_zmc": true, "ns_campaign": true, "ns_mchannel": true, "ns_source": true,
	"ns_linkname": true, "smid": true, "smtyp": true, "sr_share": true, "ref_src": true, "ref_url": true,
	"guccounter": true, "guce_referrer": true, "guce_referrer_sig": true, "spm": true, "s_cid": true, "rb_clickid": true,
	"wickedid": true, "yptr": true, "cmp": true, "li_fat_id": true, "epik": true, "srsltid": true, "ito": true,
}
