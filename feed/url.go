package feed

import (
	"net/url"
	"strings"
)

// MaxURL is the most bytes of an address.
const MaxURL = 8 << 10

// ResolveURL returns ref, taken relative to base, as an absolute http(s) address in printable ASCII without
// userinfo, or "" when it is none (RFC 3986 section 5).
func ResolveURL(base, ref string) string {
	ref = strings.TrimSpace(ref)
	ref = strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' {
			return -1
		}
		return r
	}, ref)
	if ref == "" || len(ref) > MaxURL {
		return ""
	}
	u, err := url.Parse(ref)
	if err != nil {
		return ""
	}
	if base != "" && (!u.IsAbs() || u.Host == "") {
		b, err := url.Parse(base)
		if err != nil {
			return ""
		}
		u = b.ResolveReference(u)
	}
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	u.User = nil
	s := u.String()
	for i := 0; i < len(s); i++ {
		if s[i] <= 0x20 || s[i] >= 0x7f {
			s = escapeURL(s)
			break
		}
	}
	if len(s) > MaxURL {
		return ""
	}
	return s
}

func escapeURL(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= 0x20 || c >= 0x7f {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
