package feed

import (
	"errors"
	"net"
	"net/http"
	"strings"
)

// State is what the checks of a subscription have come to. Its value is its name in the JSON contract.
type State string

// The states of a subscription.
const (
	Well          State = ""             // read without trouble
	NeverChecked  State = "new"          // not asked yet
	OnHold        State = "paused"       // the reader paused it
	HasMoved      State = "moved"        // it answers under another address for good
	FollowedTwice State = "duplicate"    // it has moved to a feed that is followed, too
	WantsPassword State = "password"     // 401, 407
	NoPassword    State = "no-secret"    // its password is not where its settings say
	Barred        State = "refused"      // 403: the server lets newspane not in
	IsWebPage     State = "web-page"     // there is a web page where a feed should be
	IsNoFeed      State = "not-a-feed"   // there is something else
	GoneForGood   State = "gone"         // 410
	Missing       State = "not-found"    // 404
	NoHost        State = "no-such-host" // the name is unknown to the name servers
	Unreachable   State = "unreachable"  // nobody answers
	Unsafe        State = "unsafe"       // the certificate or the handshake
	Slow          State = "timeout"      // no answer in time
	AskedToWait   State = "limited"      // 429, 503
	Failing       State = "server-error" // other 4xx, 5xx
	Oversized     State = "too-large"    // over a limit of ours
	NotAllowed    State = "not-allowed"  // our own policy
	Garbled       State = "unreadable"   // an answer that makes no sense
	Emptied       State = "empty"        // a feed without articles
	Incomplete    State = "incomplete"   // read, but a part is missing
)

// Offer is an address that may take a feed's place.
type Offer struct {
	Title Text   `json:"title"`
	URL   string `json:"url"`
}

// StateOf returns what an error of a check says of the feed, and the cause in a few words where it tells more than the
// state does.
func StateOf(err error) (State, Text) {
	var e *Error
	if !errors.As(err, &e) {
		return Garbled, Clean(err.Error())
	}
	cause := Clean(strings.TrimSuffix(strings.TrimPrefix(e.because(), " ("), ")"))
	var dns *net.DNSError
	switch e.Kind {
	case Offline:
		if errors.As(err, &dns) && dns.IsNotFound {
			return NoHost, Text{}
		}
		return Unreachable, cause
	case Auth:
		if e.Status == http.StatusForbidden {
			return Barred, cause
		}
		return WantsPassword, cause
	case NotFeed:
		if strings.Contains(cause.s, "web page") {
			return IsWebPage, cause
		}
		return IsNoFeed, cause
	case BadURL, Refused:
		return NotAllowed, cause
	}
	if s, ok := stateOf[e.Kind]; ok {
		return s, cause
	}
	return Garbled, cause
}

// stateOf are the states of those kinds of errors that say all by themselves.
var stateOf = map[ErrorKind]State{
	Timeout: Slow, BadTLS: Unsafe, NotFound: Missing, Gone: GoneForGood, NoSecret: NoPassword, Limited: AskedToWait, Server: Failing, TooLarge: Oversized,
}
