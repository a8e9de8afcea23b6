package feed

import (
	"net/url"
	"strings"
)

// WithoutTracking returns an address without the parameters that only say where a reader came from. Nothing else of it
// changes.
func WithoutTracking(address string) string {
	q := strings.IndexByte(address, '?')
	if q < 0 {
		return address
	}
	path, query, fragment := address[:q], address[q+1:], ""
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
	if strings.ContainsAny(name, "%+") {
		if u, err := url.QueryUnescape(name); err == nil {
			name = u
		}
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
