package reader

import (
	"context"
	"errors"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"

	"newspane/feed"
	"newspane/feed/fetch"
)

// A request that reaches nobody may be no fault of the feed: a computer that is offline is often told "no such host" of
// every host there is. Nor may a web page that stands where a feed was: a network that wants a login first answers for
// all hosts. Such a failure is a doubt. It is put off until somebody outside has answered as ever, which makes it the
// feed's own, or until nothing else is under way and the doubts are judged together (court.go).

// doubt is a check that failed, put off.
type doubt struct {
	job  *job
	r    Result
	sign string // what it has in common with those that failed for the same reason
	seen [2]int // proofs there were when it began
	kind int    // of proof that counts: see [doubts]
}

// disproved reports whether the failure is the feed's own.
func (h *doubt) disproved(proofs [2]int) bool { return proofs[h.kind] > h.seen[h.kind] }

// The signs of doubts. Those of web pages have the page's host or title after them.
const (
	signAway   = "away"   // nobody was reached
	signUnsafe = "unsafe" // the certificate was another's
	signInside = "inside" // it leads to a place inside the network
	signLogin  = "login"  // HTTP 511
	signHost   = "at "
	signPage   = "page "
)

// doubts are the checks that are put off, and the proofs against them.
type doubts struct {
	mu        sync.Mutex
	held      []*doubt
	hosts     map[string]int // how many are held of each host
	proofs    [2]int         // answers as ever: of hosts outside, of any
	news      bool           // some of those held may be disproved
	trouble   error          // found to befall all while checks go on; the rest of them need no request
	witnessed bool           // another feed was asked already to find out
	outside   bool           // the last trouble befell hosts outside the network
}

// began returns the proofs there are before a check.
func (d *doubts) began() [2]int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.proofs
}

// prove notes that a feed's host answered as ever, and reports whether that ends the trouble. A host inside the network
// proves nothing of those outside.
func (d *doubts) prove(address string) (over bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.proofs[1]++
	d.news = true
	if !inside(address) {
		d.proofs[0]++
		d.outside = false
	}
	return !d.outside
}

// hold puts a check off.
func (d *doubts) hold(held ...*doubt) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.held = append(d.held, held...)
	if d.hosts == nil {
		d.hosts = map[string]int{}
	}
	for _, h := range held {
		if inside(h.job.sub.URL) {
			h.kind = 1
		}
		d.news = d.news || h.disproved(d.proofs)
		d.hosts[h.job.host]++
	}
}

// disproved takes out those that a proof has made their feed's own fault.
func (d *doubts) disproved() []*doubt {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.held) == 0 || !d.news {
		return nil
	}
	d.news = false
	var own []*doubt
	d.held = slices.DeleteFunc(d.held, func(h *doubt) bool {
		is := h.disproved(d.proofs)
		if is {
			own = append(own, h)
			if d.hosts[h.job.host]--; d.hosts[h.job.host] == 0 {
				delete(d.hosts, h.job.host)
			}
		}
		return is
	})
	return own
}

// enoughDoubts is of how many hosts it takes to look into the matter while other checks are under way.
const enoughDoubts = 8

// take takes all out when it is time to judge them: nothing else is under way, or they are many.
func (d *doubts) take(idle bool) []*doubt {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !idle && len(d.hosts) < enoughDoubts {
		return nil
	}
	held := d.held
	d.held, d.hosts = nil, nil
	return held
}

// shared returns the trouble that was found to befall all feeds outside, as long as checks are under way.
func (d *doubts) shared(address string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if inside(address) {
		return nil
	}
	return d.trouble
}

// judged notes what the doubts came to, which befalls what is still to be checked.
func (d *doubts) judged(trouble error, outside bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.witnessed = false
	if trouble != nil {
		d.trouble, d.outside = trouble, outside
	}
}

// anew forgets the trouble: nothing is under way, and what is asked now is asked.
func (d *doubts) anew() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.trouble = nil
}

// witness reports whether another feed may be asked, which is once.
func (d *doubts) witness() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	first := !d.witnessed
	d.witnessed = true
	return first
}

// hostsOf counts doubts by host.
func hostsOf(held []*doubt) map[string]int {
	hosts := map[string]int{}
	for _, h := range held {
		hosts[h.job.host]++
	}
	return hosts
}

// signOf returns what makes a failure doubtful, "" for one that is the feed's own. A feed with a proxy of its own goes
// another way than the others.
func signOf(sub feed.Subscription, err error, resp *fetch.Response) string {
	if p := sub.Settings.Proxy; p != "" && p != "none" {
		return ""
	}
	if statusOf(err) == http.StatusNetworkAuthenticationRequired {
		return signLogin
	}
	var op *net.OpError
	switch kindOf(err) {
	case feed.Offline:
		return signAway
	case feed.Timeout:
		if errors.As(err, &op) && op.Op == "dial" {
			return signAway
		}
	case feed.BadTLS:
		return signUnsafe
	case feed.Refused:
		if errors.Is(err, fetch.ErrInside) {
			return signInside
		}
	case feed.NotFeed:
		if resp == nil || !looksHTML(resp.Body) {
			return ""
		}
		if !sameSite(sub.URL, resp.URL) {
			return signHost + hostOf(resp.URL)
		}
		return signPage + titleOf(resp)
	}
	return ""
}

var pageTitle = regexp.MustCompile(`(?is)<title[^>]*>([^<]{1,200})</title`)

// titleOf returns the title of a page as it is written, or what stands for it: pages of logins hold the address that was
// asked for, and differ in that.
func titleOf(resp *fetch.Response) string {
	if m := pageTitle.FindSubmatch(resp.Body[:min(len(resp.Body), 16<<10)]); m != nil {
		return strings.TrimSpace(string(m[1]))
	}
	return resp.Hash
}

// linked reports whether the computer has an address in any network but its own.
func linked() bool {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return true
	}
	return slices.ContainsFunc(addresses, func(a net.Addr) bool {
		n, ok := a.(*net.IPNet)
		return ok && n.IP.IsGlobalUnicast()
	})
}

// reach reports whether one of some servers takes a connection.
func (e *Engine) reach(ctx context.Context, addresses []string) bool {
	ctx, done := context.WithCancel(ctx)
	defer done()
	answers := make(chan error, len(addresses))
	for _, a := range addresses {
		if !e.spawn("reach", func() { answers <- e.client.Reach(ctx, a) }) {
			answers <- errClosed
		}
	}
	for range addresses {
		if err := <-answers; err == nil {
			return true
		}
	}
	return false
}
