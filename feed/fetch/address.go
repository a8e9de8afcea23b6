package fetch

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/idna"

	"newspane/feed"
)

// badAddress says what was typed, what is wrong with it and what is allowed instead.
type badAddress struct{ typed, why string }

func (b *badAddress) Error() string {
	typed := redact(b.typed)
	if len(typed) > 100 {
		typed = strings.ToValidUTF8(typed[:100], "") + "…"
	}
	return fmt.Sprintf("%q %s; an address starts with http:// or https://, or is a host like example.com", typed, b.why)
}

// badURL makes the error of an address as it was typed.
func badURL(typed string, err error) error {
	var b *badAddress
	if errors.As(err, &b) {
		err = &badAddress{typed, b.why}
	}
	e := failure(typed, err)
	e.Op = "address"
	return e
}

// parseURL reads an absolute http(s) address strictly: no control character, no space, a host that a name server could
// know. The host of the result is lower case and in ASCII (punycode), the default port is left out.
func parseURL(s string) (*url.URL, error) {
	if len(s) > feed.MaxURL {
		return nil, &badAddress{s, "is too long"}
	}
	for _, r := range s {
		switch {
		case unicode.IsControl(r):
			return nil, &badAddress{s, "has a control character in it"}
		case unicode.IsSpace(r):
			return nil, &badAddress{s, "has a space in it"}
		}
	}
	u, err := url.Parse(s)
	if err != nil {
		return nil, &badAddress{s, "is no address"}
	}
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme != "http" && u.Scheme != "https" {
		return nil, &badAddress{s, fmt.Sprintf("has the scheme %q", u.Scheme)}
	}
	host, err := asciiHost(u.Hostname())
	if err != nil {
		return nil, &badAddress{s, err.Error()}
	}
	port := u.Port()
	if n, err := strconv.ParseUint(port, 10, 16); port != "" && (err != nil || n == 0) {
		return nil, &badAddress{s, "has no port that exists"}
	}
	if port == defaultPort(u.Scheme) {
		port = ""
	}
	switch {
	case port != "":
		u.Host = net.JoinHostPort(host, port)
	case strings.Contains(host, ":"):
		u.Host = "[" + host + "]"
	default:
		u.Host = host
	}
	return u, nil
}

var (
	errNoHost   = errors.New("has no host")
	errBadHost  = errors.New("has a host that cannot be")
	hostProfile = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.Transitional(false), idna.StrictDomainName(false))
)

// asciiHost returns a host as name servers and proxies want it: lower case, punycode (UTS 46), without trailing dot.
func asciiHost(host string) (string, error) {
	if host == "" {
		return "", errNoHost
	}
	if strings.Contains(host, ":") {
		if _, err := netip.ParseAddr(host); err != nil {
			return "", errBadHost
		}
		return strings.ToLower(host), nil
	}
	ascii, err := hostProfile.ToASCII(host)
	if err != nil {
		return "", errBadHost
	}
	ascii = strings.TrimSuffix(ascii, ".")
	if a, ok := literal(ascii); ok { // one spelling for each address, as browsers have it
		if !a.IsValid() {
			return "", errBadHost
		}
		return a.String(), nil
	}
	if ascii == "" || len(ascii) > 253 {
		return "", errBadHost
	}
	for _, label := range strings.Split(ascii, ".") {
		if label == "" || len(label) > 63 {
			return "", errBadHost
		}
	}
	for i := 0; i < len(ascii); i++ {
		c := ascii[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '.' && c != '-' && c != '_' {
			return "", errBadHost
		}
	}
	return ascii, nil
}

func defaultPort(scheme string) string {
	if scheme == "https" {
		return "443"
	}
	return "80"
}

// origin returns scheme, host and port of an address that parseURL read (RFC 6454).
func origin(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = defaultPort(u.Scheme)
	}
	return u.Scheme + "://" + net.JoinHostPort(u.Hostname(), port)
}

var (
	feedScheme = regexp.MustCompile(`(?i)^(feeds?|rss|itpc|pcast|podcast):`)
	anyScheme  = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.\-]*:`)
	hostPort   = regexp.MustCompile(`^[^/?#@:\[\]]+:[0-9]{1,5}([/?#]|$)`)
	httpScheme = regexp.MustCompile(`(?i)^https?:`)
	handle     = regexp.MustCompile(`^@([A-Za-z0-9_.\-]+)@([^@/?#]+\.[^@/?#]+)$`)
)

// Addresses returns what to try, in order, for an address as a person types it ("feed://", a bare host, a site whose
// feed address is known by rule). A bare host is tried by https first, then by http; whoever tries them must stop at an
// error of kind BadTLS, lest a bad certificate be answered by going without. Its error is a [*feed.Error] of kind BadURL.
func Addresses(typed string) ([]string, error) {
	s := strings.TrimSpace(typed)
	if strings.HasPrefix(s, "<") && strings.HasSuffix(s, ">") {
		s = strings.TrimSpace(s[1 : len(s)-1])
	}
	for range 3 { // feed:https://…, feed://host, feed:host
		loc := feedScheme.FindStringIndex(s)
		if loc == nil || hostPort.MatchString(s) {
			break
		}
		s = strings.TrimPrefix(s[loc[1]:], "//")
	}
	if s == "" {
		return nil, badURL(typed, &badAddress{typed, "is empty"})
	}
	if m := handle.FindStringSubmatch(s); m != nil { // @user@instance, as the fediverse writes it
		s = "https://" + m[2] + "/@" + m[1]
	}
	schemes, rest, err := split(s)
	if err != nil {
		return nil, badURL(s, err)
	}
	var found []string
	for _, scheme := range schemes {
		u, err := parseURL(scheme + "://" + rest)
		if err != nil {
			return nil, badURL(s, err)
		}
		u.Fragment, u.RawFragment = "", ""
		known := siteFeeds(u)
		found = append(found, known...)
		if len(known) == 0 || hostKey(u) != redditHost { // whose limit leaves no second try
			found = append(found, ascii(u))
		}
		if len(known) > 0 {
			break
		}
	}
	return unique(found), nil
}

// split returns the schemes to try and what follows "scheme://" in s.
func split(s string) (schemes []string, rest string, err error) {
	switch {
	case httpScheme.MatchString(s):
		scheme, rest, _ := strings.Cut(s, ":")
		rest = strings.TrimPrefix(strings.TrimPrefix(rest, "/"), "/") // "http:host" and "http:/host" happen
		return []string{strings.ToLower(scheme)}, rest, nil
	case anyScheme.MatchString(s) && !hostPort.MatchString(s):
		scheme, _, _ := strings.Cut(s, ":")
		return nil, "", &badAddress{s, fmt.Sprintf("has the scheme %q", strings.ToLower(scheme))}
	}
	s = strings.TrimPrefix(s, "//")
	if strings.HasPrefix(s, "/") || strings.HasPrefix(s, ".") || strings.HasPrefix(s, "~") || strings.Contains(s, `\`) {
		return nil, "", &badAddress{s, "is a file's name"}
	}
	host := s
	if i := strings.IndexAny(s, "/?#"); i >= 0 {
		host = s[:i]
	}
	if strings.Contains(host, "@") {
		return nil, "", &badAddress{s, "has a user's name but no scheme"}
	}
	u, perr := url.Parse("http://" + host)
	if perr != nil {
		return nil, "", &badAddress{s, "is no address"}
	}
	name := u.Hostname()
	_, isAddr := literal(name)
	near := isAddr || strings.EqualFold(name, "localhost") || strings.HasSuffix(strings.ToLower(name), ".localhost")
	switch {
	case near:
		return []string{"http", "https"}, s, nil
	case !strings.ContainsAny(name, ".。．｡") && name == s:
		return nil, "", &badAddress{s, "is one word"}
	}
	return []string{"https", "http"}, s, nil
}

// ascii returns the address in printable ASCII.
func ascii(u *url.URL) string {
	if u.Path == "" && u.RawQuery == "" {
		u.Path = "/"
	}
	u.RawQuery = escapeNonASCII(u.RawQuery)
	return u.String()
}

func escapeNonASCII(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			fmt.Fprintf(&b, "%%%02X", s[i])
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

func unique(list []string) []string {
	seen := map[string]bool{}
	kept := list[:0]
	for _, s := range list {
		if !seen[s] {
			seen[s] = true
			kept = append(kept, s)
		}
	}
	return kept
}
