package feed

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Level says how much a state of a feed matters.
type Level uint8

// The levels, the least first.
const (
	Fine  Level = iota
	Noted       // nothing to mend; good to know
	Weak        // news may be missing; it may mend itself
	Bad         // it stays so until somebody mends it
)

// Trouble is what is amiss with a feed, in words for the person who follows it.
type Trouble struct {
	Level   Level
	State   State
	Since   time.Time // zero when unknown
	Reason  Text      // what happened, to what; "" when all is well
	Remedy  Text      // what to do, or what newspane does
	Choices []Offer   // addresses that may take the feed's place
}

// TroubleOf says what is amiss with a feed at the time now. It is the one place where the state of a feed becomes
// words: the screen, the command line and the health check all say these.
func TroubleOf(s Subscription, now time.Time) Trouble {
	p := &s.Poll
	t := Trouble{State: p.state(), Since: p.FailingSince, Choices: p.Found}
	if t.State == Well && p.Moved != "" && p.Moved != s.URL {
		t.State, t.Since, t.Choices = HasMoved, p.MovedSince, []Offer{{Title: s.Title, URL: p.Moved}}
	}
	if s.Settings.Paused && t.State == Well {
		t.State = OnHold
	}
	t.Level = t.State.level()
	if s.Settings.Paused {
		t.Level = min(t.Level, Noted) // its reader knows
	}
	if t.State == Emptied && s.Total > 0 {
		t.Level = Noted
	}
	if t.State == Emptied || t.State == Incomplete {
		t.Since = p.Changed
	}
	v := voice{s: &s, p: p, now: now, what: plainURL(s.URL), host: hostName(s.URL)}
	t.Reason, t.Remedy = Clean(v.reason(t.State)), Clean(v.remedy(t.State))
	return t
}

// state is the poll's state; polls of before it was kept are judged by what they have.
func (p *Poll) state() State {
	switch {
	case p.State != Well:
		return p.State
	case p.Failures > 0:
		return stateOfStatus(p.Status)
	case !p.Error.IsEmpty():
		return Incomplete
	}
	return Well
}

func stateOfStatus(status int) State {
	switch {
	case status == 0:
		return Unreachable
	case status == http.StatusUnauthorized, status == http.StatusProxyAuthRequired:
		return WantsPassword
	case status == http.StatusForbidden:
		return Barred
	case status == http.StatusNotFound:
		return Missing
	case status == http.StatusGone:
		return GoneForGood
	case status == http.StatusTooManyRequests, status == http.StatusServiceUnavailable:
		return AskedToWait
	case status >= 400:
		return Failing
	}
	return Garbled
}

func (s State) level() Level {
	switch s {
	case Well:
		return Fine
	case HasMoved, OnHold, NeverChecked:
		return Noted
	case Slow, AskedToWait, Failing, Unreachable, Incomplete, Emptied, Garbled, FollowedTwice:
		return Weak
	}
	return Bad
}

// Name is the state's name in the JSON contract: "ok" when all is well.
func (s State) Name() string {
	if s == Well {
		return "ok"
	}
	return string(s)
}

// voice says the state of one feed.
type voice struct {
	s          *Subscription
	p          *Poll
	now        time.Time
	what, host string
}

// because is the cause in brackets.
func (v voice) because() string {
	if v.p.Cause.IsEmpty() {
		return ""
	}
	return " (" + v.p.Cause.String() + ")"
}

// reason is a sentence that says what happened, to what.
func (v voice) reason(s State) string {
	switch s {
	case Well:
		return ""
	case HasMoved:
		return fmt.Sprintf("%s has moved to %s.", v.what, ShownURL(v.p.Moved))
	case FollowedTwice:
		return fmt.Sprintf("%s has moved to %s, which you follow, too.", v.what, ShownURL(v.p.Moved))
	case WantsPassword:
		if v.s.Settings.Auth.Scheme != NoLogin {
			return fmt.Sprintf("%s did not take the password it was given (HTTP %d).", v.host, v.p.Status)
		}
		return fmt.Sprintf("%s wants a name and a password (HTTP %d).", v.host, v.p.Status)
	case NoPassword:
		return fmt.Sprintf("The password for %s could not be had%s; nothing was asked of it.", v.host, v.because())
	case Barred:
		if !v.p.Cause.IsEmpty() {
			return fmt.Sprintf("%s does not let newspane in%s.", v.host, v.because())
		}
		return fmt.Sprintf("%s does not let newspane in (HTTP %d).", v.host, v.p.Status)
	case IsWebPage:
		if v.never() {
			return fmt.Sprintf("There is a web page at %s, not a feed%s.", v.what, v.found())
		}
		return fmt.Sprintf("There is a web page at %s where the feed was%s.", v.what, v.found())
	case IsNoFeed:
		return fmt.Sprintf("What %s sends is no feed%s.", v.what, v.because())
	case GoneForGood:
		return fmt.Sprintf("%s is gone for good (HTTP 410).", v.what)
	case Missing:
		if v.never() {
			return fmt.Sprintf("There is nothing at %s (HTTP 404).", v.what)
		}
		return fmt.Sprintf("There is nothing at %s any more (HTTP 404).", v.what)
	case NoHost:
		return fmt.Sprintf("There is no server called %s.", v.host)
	case Unreachable:
		return fmt.Sprintf("%s could not be reached%s.", v.host, v.because())
	case Unsafe:
		return fmt.Sprintf("The connection to %s is not safe%s; nothing was read.", v.host, v.because())
	case Slow:
		return fmt.Sprintf("%s did not answer in time.", v.host)
	}
	return v.further(s)
}

func (v voice) further(s State) string {
	switch s {
	case AskedToWait:
		if v.p.Until.After(v.now) {
			return fmt.Sprintf("%s has had too many requests and wants none for %s.", v.host, howLong(v.p.Until.Sub(v.now)))
		}
		return fmt.Sprintf("%s has had too many requests.", v.host)
	case Failing:
		return fmt.Sprintf("%s answers with an error (HTTP %d).", v.host, v.p.Status)
	case Oversized:
		return fmt.Sprintf("%s is larger than newspane reads%s.", v.what, v.because())
	case NotAllowed:
		return fmt.Sprintf("%s was not read%s.", v.what, v.because())
	case Emptied:
		return fmt.Sprintf("%s sends a feed without articles.", v.host)
	case Incomplete:
		if v.p.Error.IsEmpty() {
			return fmt.Sprintf("A part of what %s sends is missing.", v.host)
		}
		return v.p.Error.String()
	case OnHold:
		return fmt.Sprintf("%s is paused.", v.what)
	case NeverChecked:
		return fmt.Sprintf("%s was not asked yet.", v.what)
	}
	if cause := v.p.Cause.String(); strings.Contains(cause, "EOF") || strings.Contains(cause, "reset") {
		return fmt.Sprintf("%s broke off in the middle of its answer%s; nothing of it was taken.", v.host, v.because())
	}
	return fmt.Sprintf("What %s sends could not be understood%s.", v.what, v.because())
}

// never reports whether the feed has not been read even once.
func (v voice) never() bool { return v.p.Changed.IsZero() && v.s.Total == 0 }

// found says how many feeds the page names.
func (v voice) found() string {
	switch n := len(v.p.Found); n {
	case 0:
		return ""
	case 1:
		return "; it names a feed"
	default:
		return fmt.Sprintf("; it names %d feeds", n)
	}
}

// remedy is what to do, or what newspane does.
func (v voice) remedy(s State) string {
	switch s {
	case HasMoved:
		return fmt.Sprintf("Accept the new address, or wait: it is taken once three checks in a row over a day lead there (%d so far).", v.p.MovedCount)
	case FollowedTwice:
		return "Unsubscribe this one; its bookmarks stay."
	case WantsPassword:
		return "Give it a password: E a on the feed, or `newspane set " + v.what + " auth basic NAME`. " + v.again()
	case NoPassword:
		return "Say where the password is: E a on the feed, or `newspane set " + v.what + " auth …`. " + v.again()
	case Barred:
		return "Open the site in a browser to see what it wants, or unsubscribe. " + v.again()
	case IsWebPage:
		if len(v.p.Found) > 0 {
			return "Choose the feed to follow instead. " + v.again()
		}
		return "Log in to the network if that is what the page asks; else open it in a browser and look for the feed’s address. " + v.again()
	case IsNoFeed:
		return "Look in a browser whether the feed has a new address, or unsubscribe. " + v.again()
	case GoneForGood:
		return "It is not asked again; its articles stay. Look in a browser whether it has a new address, or unsubscribe."
	case Missing:
		return "Look in a browser whether it has a new address, or unsubscribe. " + v.again()
	case NoHost:
		return "Check the address; if the site is no more, unsubscribe. " + v.again()
	case Unsafe:
		return "Check this computer’s clock and the address; the site has to mend its certificate. " + v.again()
	case Oversized:
		return "Look for a smaller feed of the site, or unsubscribe. " + v.again()
	case NotAllowed:
		return "Change the address if you trust where it leads, or unsubscribe. " + v.again()
	case Emptied:
		return "Wait for its first article, or unsubscribe. " + v.again()
	case Incomplete:
		return "Nothing to do here: the site has to mend its feed. What was whole is kept."
	case OnHold:
		return "It is checked when you ask for it by itself."
	case Well, NeverChecked:
		return ""
	}
	return v.again()
}

// again says when the feed is asked next.
func (v voice) again() string {
	switch next := v.p.Next; {
	case v.s.Settings.Paused:
		return "It is paused, and asked only by hand."
	case next.IsZero() && v.p.Status == http.StatusGone:
		return ""
	case !next.After(v.now):
		return "It is asked again at the next check."
	default:
		return fmt.Sprintf("It is asked again in %s.", howLong(next.Sub(v.now)))
	}
}

// howLong is a length of time in round words: "40 seconds", "3 hours".
func howLong(d time.Duration) string {
	unit := func(n int, name string) string {
		if n == 1 {
			return "1 " + name
		}
		return fmt.Sprintf("%d %ss", n, name)
	}
	switch {
	case d < 2*time.Minute:
		return unit(max(1, int(d.Seconds()+0.5)), "second")
	case d < 100*time.Minute:
		return unit(int(d.Minutes()+0.5), "minute")
	case d < 48*time.Hour:
		return unit(int(d.Hours()+0.5), "hour")
	}
	return unit(int(d.Hours()/24+0.5), "day")
}
