package feed

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"
)

// Sentence says an error as a person needs to hear it: what happened, to what, and what to do next. It is plain text
// of one line, fit for a terminal, and holds no passwords. nil is "".
func Sentence(err error) string {
	if err == nil {
		return ""
	}
	var e *Error
	var q *QueryError
	switch {
	case errors.As(err, &e):
		return Clean(e.sentence()).String()
	case errors.As(err, &q):
		return Clean(q.Error()).String()
	case errors.Is(err, context.Canceled):
		return "Stopped."
	case errors.Is(err, context.DeadlineExceeded):
		return "That took too long. Try again."
	}
	return Clean(strings.TrimSuffix(err.Error(), ".") + ".").String()
}

func (e *Error) sentence() string {
	what, host := plainURL(e.URL), hostName(e.URL)
	if s := e.everywhere(); s != "" {
		return s
	}
	switch e.Kind {
	case BadURL:
		return fmt.Sprintf("%s is not a web address. Give one like example.org or https://example.org/feed.xml.", what)
	case Offline:
		return fmt.Sprintf("%s could not be reached%s. Check the network and the address, then try again.", host, e.because())
	case Timeout:
		return fmt.Sprintf("%s did not answer in time. Try again later.", host)
	case BadTLS:
		return fmt.Sprintf("The connection to %s is not safe%s. Nothing was read; check the clock and the address.", host, e.because())
	case NotFound:
		if e.URL == "" {
			return "That is not in the library. It may have been removed."
		}
		return fmt.Sprintf("There is nothing at %s (HTTP 404). Check the address; the site's home page may name the new one.", what)
	case Gone:
		return fmt.Sprintf("%s is gone for good (HTTP 410). It will not be asked again; its articles stay. Remove it, or add its new address.", what)
	case Auth:
		return e.locked(host)
	case Limited:
		return fmt.Sprintf("%s asks to be left alone%s. It will be asked again then.", host, e.until())
	case Server:
		return fmt.Sprintf("%s answered with an error (HTTP %d). Try again later.", host, e.Status)
	}
	return e.own(what, host)
}

// everywhere is the sentence for what is no fault of the one server, "" when it may be.
func (e *Error) everywhere() string {
	switch {
	case e.Kind == Portal:
		return fmt.Sprintf("The network wants a login first%s. Open a browser and log in; no feed was touched, and newspane tries again by itself.", e.because())
	case e.URL != "":
	case e.Kind == Offline:
		return fmt.Sprintf("You are offline: nobody could be reached%s. No feed was touched; newspane tries again by itself.", e.because())
	case e.Kind == BadTLS:
		return fmt.Sprintf("No connection is safe%s. Check this computer’s clock, and whether the network wants a login first; no feed was touched.", e.because())
	}
	return ""
}

// locked is the sentence for a server that lets nobody in without a password, or not us.
func (e *Error) locked(host string) string {
	switch {
	case e.Status == 407:
		return "The proxy wants a password (HTTP 407). Say where it is: proxy-auth in the settings file."
	case errors.Is(e.Err, ErrLogin):
		return fmt.Sprintf("%s did not take the password it was given (HTTP %d). Check it: E a on the feed, or `newspane set FEED auth`.", host, e.Status)
	case e.Status == 401:
		return fmt.Sprintf("%s wants a password (HTTP 401). Give it one: `newspane add --user NAME` asks for it; for a feed that you follow, "+
			"E a or `newspane set FEED auth`.", host)
	}
	return fmt.Sprintf("%s refuses newspane (HTTP %d)%s. Open it in a browser: it may want a password (E a on the feed), or let "+
		"browsers in only.", host, e.Status, e.because())
}

// ErrLogin is the cause of an [Auth] error of a feed that was asked with a password.
var ErrLogin = errors.New("the password was not taken")

// own is the sentence for what we, not the server, found wrong.
func (e *Error) own(what, host string) string {
	switch e.Kind {
	case TooLarge:
		return fmt.Sprintf("%s is larger than newspane reads%s. Open it in a browser.", what, e.because())
	case NotFeed:
		return fmt.Sprintf("No feed was found at %s%s. Give the address of the feed itself, or of a page that names one.", what, e.because())
	case NoArticle:
		if e.Err != nil {
			return fmt.Sprintf("%s %s. Open it in a browser.", what, e.Err)
		}
		return fmt.Sprintf("No article was found on %s. Open it in a browser.", what)
	case Refused:
		if e.URL == "" {
			return fmt.Sprintf("That cannot be done%s.", e.because())
		}
		return fmt.Sprintf("%s was not opened%s.", what, e.because())
	case Locked:
		return "Another program is using the library. Close it, or wait a moment and try again."
	case Full:
		var nearly *NoRoom
		if errors.As(e.Err, &nearly) {
			return nearly.Sentence()
		}
		return "The disk is full. Make room and try again; nothing that was saved is lost."
	case TooSoon:
		return fmt.Sprintf("Nothing to ask: every feed was checked a moment ago. They may be asked again in %s; one feed by itself at any time.",
			howLong(time.Duration(e.Wait)*time.Second))
	case NoSecret:
		return fmt.Sprintf("The password for %s could not be had%s. Nothing was asked of it; `newspane set` changes where the password is.",
			host, e.because())
	case Exists:
		if e.URL == "" && e.Err != nil {
			return fmt.Sprintf("That cannot be done%s.", e.because())
		}
		return fmt.Sprintf("You already follow %s.", what)
	}
	if e.URL == "" {
		return fmt.Sprintf("Something went wrong%s. The log says more.", e.because())
	}
	return fmt.Sprintf("%s could not be understood%s. Try again later.", what, e.because())
}

// because is the cause in brackets, "" when there is none that says more.
func (e *Error) because() string {
	var dns *net.DNSError
	switch {
	case e.Err == nil:
		return ""
	case errors.As(e.Err, &dns) && dns.IsNotFound:
		return " (no such host)"
	case errors.As(e.Err, &dns):
		return " (the name server does not answer)"
	}
	cause := e.Err
	for {
		inner := errors.Unwrap(cause)
		if inner == nil {
			break
		}
		cause = inner
	}
	s := strings.TrimSuffix(cause.Error(), ".")
	if s == "" || len(s) > 200 {
		return ""
	}
	return " (" + s + ")"
}

func (e *Error) until() string {
	if e.Wait <= 0 {
		return " for a while"
	}
	return " for " + howLong(time.Duration(e.Wait)*time.Second)
}

// ShownURL is an address as it may be shown, printed and logged: without user and password.
func ShownURL(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.User == nil {
		return address
	}
	u.User = nil
	return u.String()
}

// plainURL is an address without password and query, which may hold a token.
func plainURL(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		if address == "" {
			return "The address"
		}
		return "“" + address + "”"
	}
	u.User, u.RawQuery, u.Fragment = nil, "", ""
	return u.String()
}

func hostName(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "The server"
	}
	return u.Host
}
