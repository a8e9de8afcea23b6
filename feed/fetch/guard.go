package fetch

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// insideError refuses an address inside the network.
type insideError struct{ host string }

func (e *insideError) Error() string {
	return fmt.Sprintf("%s is inside the network, and no address of it was typed", e.host)
}

// ErrInside is what an error is that refuses an address inside the network.
var ErrInside = errors.New("inside the network")

// Is makes it an [ErrInside].
func (e *insideError) Is(target error) bool { return target == ErrInside }

// special4 are the IPv4 ranges that are not public unicast (IANA special-purpose registry, RFC 6890 and after).
var special4 = prefixes("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
	"192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
	"203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4")

// special6 are the ranges within 2000::/3, the only public IPv6 unicast, that are not: protocol assignments with
// Teredo, documentation, 6to4.
var special6 = prefixes("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")

var (
	global6 = netip.MustParsePrefix("2000::/3")
	nat64   = netip.MustParsePrefix("64:ff9b::/96")
)

func prefixes(list ...string) []netip.Prefix {
	ps := make([]netip.Prefix, len(list))
	for i, s := range list {
		ps[i] = netip.MustParsePrefix(s)
	}
	return ps
}

// public reports whether a is an address of the open network. An IPv4 address that is mapped, or reached through the
// well-known NAT64 prefix (the only way to IPv4 in some networks), is judged by itself; compatible addresses, 6to4,
// Teredo and local NAT64 prefixes are not public, nor is any address with a zone.
func public(a netip.Addr) bool {
	if !a.IsValid() || a.Zone() != "" {
		return false
	}
	a = a.Unmap()
	if nat64.Contains(a) {
		b := a.As16()
		a = netip.AddrFrom4([4]byte(b[12:]))
	}
	special := special4
	if a.Is6() {
		if !global6.Contains(a) {
			return false
		}
		special = special6
	}
	for _, p := range special {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// checkAddress refuses "IP:port" as it is about to be dialled, unless the IP is public.
func checkAddress(address string) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil || !public(ap.Addr()) {
		return &insideError{address}
	}
	return nil
}

// checkHost refuses a host that stands for an address inside the network by its spelling alone, before a resolver is
// asked. It is all there is behind a proxy, which resolves and dials for us and may read any spelling that inet_aton
// does.
func checkHost(u *url.URL) error {
	host := u.Hostname()
	if a, ok := literal(host); ok {
		if !public(a) {
			return &insideError{host}
		}
		return nil
	}
	name := "." + strings.ToLower(strings.TrimSuffix(host, "."))
	for _, local := range []string{".localhost", ".local", ".internal", ".home.arpa"} {
		if strings.HasSuffix(name, local) {
			return &insideError{host}
		}
	}
	return nil
}

// literal returns the address that host spells: as IPv6, or as IPv4 with one to four parts in decimal, octal or
// hexadecimal (inet_aton), with full-width digits and a trailing dot allowed. A host whose last label is a number but
// that is no address is given as the invalid address.
func literal(host string) (netip.Addr, bool) {
	if strings.Contains(host, ":") {
		a, err := netip.ParseAddr(host)
		return a, err == nil || strings.Contains(host, "%")
	}
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	parts := strings.Split(strings.TrimSuffix(host, "."), ".")
	if _, ok := number(parts[len(parts)-1]); !ok {
		return netip.Addr{}, false
	}
	if len(parts) > 4 {
		return netip.Addr{}, true
	}
	var ip uint64
	for i, p := range parts {
		n, ok := number(p)
		last := i == len(parts)-1
		switch {
		case !ok || !last && n > 255:
			return netip.Addr{}, true
		case last && n >= 1<<(8*(4-i)):
			return netip.Addr{}, true
		case last:
			ip |= n
		default:
			ip |= n << (8 * (3 - i))
		}
	}
	return netip.AddrFrom4([4]byte{byte(ip >> 24), byte(ip >> 16), byte(ip >> 8), byte(ip)}), true
}

// number reads a part of an IPv4 address as inet_aton does.
func number(s string) (uint64, bool) {
	base := 10
	switch {
	case len(s) > 1 && (s[:2] == "0x" || s[:2] == "0X"):
		s, base = s[2:], 16
		if s == "" {
			return 0, true
		}
	case len(s) > 1 && s[0] == '0':
		base = 8
	}
	for i := 0; i < len(s); i++ {
		if c := s[i] | 0x20; (s[i] < '0' || s[i] > '9') && (base != 16 || c < 'a' || c > 'f') {
			return 0, false
		}
	}
	if s == "" {
		return 0, false
	}
	n, err := strconv.ParseUint(s, base, 64)
	if err != nil {
		return 1 << 40, true // no address, but a number all the same
	}
	return n, true
}
