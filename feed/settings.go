package feed

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Settings are what the reader wants of one feed. The zero value leaves everything as it comes. It is comparable, and
// holds no secret: [Login] says where one is.
type Settings struct {
	FullText  FullText      `json:"full_text,omitzero"`
	Interval  time.Duration `json:"interval,omitzero"` // between checks, [MinInterval] to [MaxInterval]; 0 is left to the feed
	Paused    bool          `json:"paused,omitzero"`   // checked only when it is asked for by name
	UserAgent string        `json:"user_agent,omitzero"`
	Headers   string        `json:"headers,omitzero"` // "Name: value" lines, sent to the feed's origin alone
	Auth      Login         `json:"auth,omitzero"`
	KeepDays  int           `json:"keep_days,omitzero"`     // how old an article may become; 0 is any age
	KeepMost  int           `json:"keep_articles,omitzero"` // how many of its newest articles stay; 0 is all
	Proxy     string        `json:"proxy,omitzero"`         // http, https or socks5 address, "none" for no proxy; "" is the program's
}

// The bounds of an interval that the reader sets.
const (
	MinInterval = 5 * time.Minute
	MaxInterval = 7 * 24 * time.Hour
)

// FullText says when the page of an article is read for its text.
type FullText uint8

// The rules of full text.
const (
	FullTextAuto   FullText = iota // when the feed's text is a teaser
	FullTextAlways                 // the page is the text
	FullTextNever                  // the feed's text is the text
)

var fullTexts = []string{"auto", "always", "never"}

// String returns the rule's name in settings.
func (f FullText) String() string { return fullTexts[min(int(f), len(fullTexts)-1)] }

// MarshalText writes the rule's name.
func (f FullText) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads a rule's name.
func (f *FullText) UnmarshalText(b []byte) error {
	i := slices.Index(fullTexts, string(b))
	if i < 0 {
		return fmt.Errorf("it is auto, always or never, not %q", b)
	}
	*f = FullText(i)
	return nil
}

// SettingKeys are the names of settings in the order in which they are written.
func SettingKeys() []string {
	return []string{"full-text", "interval", "paused", "user-agent", "header", "auth", "proxy", "keep-days", "keep-articles"}
}

// Set sets one setting by name, as the command line and the feeds file do. A "header" adds to those there are or
// replaces the one of its name; "" sets any other setting back, and "header" to none. Its error says what is allowed;
// then nothing is changed.
func (s *Settings) Set(key, value string) error {
	changed := *s
	if err := changed.set(key, strings.TrimSpace(value)); err != nil {
		return err
	}
	*s = changed
	return nil
}

func (s *Settings) set(key, value string) (err error) {
	switch key {
	case "full-text":
		s.FullText = FullTextAuto
		if value != "" {
			err = s.FullText.UnmarshalText([]byte(value))
		}
	case "interval":
		s.Interval, err = parseInterval(value)
	case "paused":
		s.Paused = false
		if value != "" {
			s.Paused, err = parseYes(value)
		}
	case "user-agent":
		s.UserAgent, err = headerValue(value)
	case "header":
		s.Headers, err = withHeader(s.Headers, value)
	case "auth":
		s.Auth, err = ParseLogin(value)
	case "proxy":
		s.Proxy, err = ParseProxy(value)
	case "keep-days":
		s.KeepDays, err = parseKeep(value)
	case "keep-articles":
		s.KeepMost, err = parseKeep(value)
	default:
		return fmt.Errorf("there is no setting %q; there are %s", key, strings.Join(SettingKeys(), ", "))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	return nil
}

// Get returns the values of a setting as [Settings.Set] takes them: none when it is as it comes, one for each header.
func (s Settings) Get(key string) []string {
	value := ""
	switch key {
	case "full-text":
		if s.FullText != FullTextAuto {
			value = s.FullText.String()
		}
	case "interval":
		value = FormatInterval(s.Interval)
	case "paused":
		if s.Paused {
			value = "yes"
		}
	case "user-agent":
		value = s.UserAgent
	case "header":
		return s.HeaderLines()
	case "auth":
		value = s.Auth.String()
	case "proxy":
		value = s.Proxy
	case "keep-days":
		value = formatKeep(s.KeepDays)
	case "keep-articles":
		value = formatKeep(s.KeepMost)
	}
	if value == "" {
		return nil
	}
	return []string{value}
}

// HeaderLines returns the extra headers, "Name: value" each.
func (s Settings) HeaderLines() []string {
	if s.Headers == "" {
		return nil
	}
	return strings.Split(s.Headers, "\n")
}

func parseYes(s string) (bool, error) {
	switch strings.ToLower(s) {
	case "yes", "true", "on":
		return true, nil
	case "no", "false", "off":
		return false, nil
	}
	return false, fmt.Errorf("it is yes or no, not %q", s)
}

// parseKeep reads how much is kept; "" and "all" are 0, no bound.
func parseKeep(s string) (int, error) {
	if s == "" || s == "all" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 1_000_000_000 {
		return 0, fmt.Errorf("it is all, or a number from 1, not %q", s)
	}
	return n, nil
}

func formatKeep(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// parseInterval reads "30m", "2h", "1h30m" or "3d"; "" and "auto" are 0.
func parseInterval(s string) (time.Duration, error) {
	if s == "" || s == "auto" {
		return 0, nil
	}
	var d time.Duration
	var err error
	if days, ok := strings.CutSuffix(s, "d"); ok {
		var n int
		n, err = strconv.Atoi(days)
		d = time.Duration(min(max(n, 0), 1000)) * 24 * time.Hour
	} else {
		d, err = time.ParseDuration(s)
	}
	if err != nil || d < MinInterval || d > MaxInterval {
		return 0, fmt.Errorf("it is auto, or a time from 5m to 7d such as 30m, 2h or 1d, not %q", s)
	}
	return d.Truncate(time.Second), nil
}

// FormatInterval writes an interval as [Settings.Set] takes it; "" for 0.
func FormatInterval(d time.Duration) string {
	day := 24 * time.Hour
	switch {
	case d == 0:
		return ""
	case d%day == 0:
		return strconv.Itoa(int(d/day)) + "d"
	}
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// headerValue returns a value that may stand in an HTTP header: printable, of one line.
func headerValue(s string) (string, error) {
	for _, r := range s {
		if r < ' ' || r == 0x7f || r > 0x7e {
			return "", errors.New("it is a line of printable ASCII")
		}
	}
	if len(s) > 1000 {
		return "", errors.New("it is too long")
	}
	return s, nil
}

// reserved are the headers that newspane sets itself, or never sends.
var reserved = []string{"Host", "Connection", "Content-Length", "Transfer-Encoding", "Accept-Encoding", "Referer", "Cookie",
	"If-None-Match", "If-Modified-Since", "Range", "Te", "Upgrade", "Proxy-Authorization"}

// withHeader adds "Name: value" to header lines, in place of the one of that name; "Name:" takes it away.
func withHeader(lines, header string) (string, error) {
	if header == "" {
		return "", nil
	}
	name, value, ok := strings.Cut(header, ":")
	name = canonicalHeader(strings.TrimSpace(name))
	value, err := headerValue(strings.TrimSpace(value))
	switch {
	case err != nil:
		return lines, err
	case !ok || !isToken(name):
		return lines, errors.New(`it is written "Name: value"`)
	case slices.Contains(reserved, name):
		return lines, fmt.Errorf("%s is not for you to set", name)
	case name == "User-Agent":
		return lines, errors.New("the setting user-agent is for that")
	case secretHeader(name):
		return lines, fmt.Errorf("%s is a secret, which is never written here; give it as auth: header %s env:VARIABLE, "+
			"or command:…, file:…, keyring:…", name, name)
	}
	var kept []string
	done := value == ""
	for _, l := range (Settings{Headers: lines}).HeaderLines() {
		if n, _, _ := strings.Cut(l, ":"); n != name {
			kept = append(kept, l)
		} else if !done {
			kept, done = append(kept, name+": "+value), true
		}
	}
	if !done {
		kept = append(kept, name+": "+value)
	}
	if len(kept) > 32 {
		return lines, errors.New("there are at most 32")
	}
	return strings.Join(kept, "\n"), nil
}

// secretHeader reports whether a header's name says that its value is nobody's business.
func secretHeader(name string) bool {
	name = strings.ToLower(name)
	for _, w := range []string{"auth", "token", "secret", "passw", "key", "credential", "session"} {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}

// canonicalHeader writes a header's name as HTTP/1 does: X-Feed-Reader.
func canonicalHeader(name string) string {
	parts := strings.Split(strings.ToLower(name), "-")
	for i, p := range parts {
		if p != "" {
			parts[i] = strings.ToUpper(p[:1]) + p[1:]
		}
	}
	return strings.Join(parts, "-")
}

// isToken reports whether s is a token of RFC 9110, section 5.6.2.
func isToken(s string) bool {
	for _, r := range s {
		if r <= ' ' || r >= 0x7f || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, r) {
			return false
		}
	}
	return s != ""
}

// ParseProxy reads a proxy's address: http, https or socks5, with a host and no password; "none" is no proxy, ""
// the one that is set for all.
func ParseProxy(s string) (string, error) {
	if s == "" || s == "none" {
		return s, nil
	}
	u, err := url.Parse(s)
	switch {
	case err != nil, u.Host == "", !slices.Contains([]string{"http", "https", "socks5", "socks5h"}, u.Scheme):
		return "", errors.New("it is none, or an address such as http://host:8080 or socks5://host:1080")
	case u.User != nil:
		return "", errors.New("a name and password are not written here: proxy-auth in the settings file says where they are")
	}
	u.Path, u.RawQuery, u.Fragment = "", "", ""
	return u.String(), nil
}
