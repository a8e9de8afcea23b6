package reader

import (
	"sync"
	"time"

	"newspane/feed/fetch"
)

const (
	proofTime  = 15 * time.Minute // how long a choice may take
	proofBytes = 1 << 20          // a larger document is asked for again
	mostProofs = 12
)

// proofs are answers that were found to be feeds while a person chooses among them: whichever is chosen has had its
// first fetch.
type proofs struct {
	mu   sync.Mutex
	kept []proof
}

type proof struct {
	address string
	at      time.Time
	resp    *fetch.Response
}

func (p *proofs) keep(address string, resp *fetch.Response, now time.Time) {
	if len(resp.Body) > proofBytes {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.kept = append(p.kept, proof{address, now, resp})
	if len(p.kept) > mostProofs {
		p.kept = p.kept[1:]
	}
}

// take returns what was kept of an address, once; nil when there is nothing of late.
func (p *proofs) take(address string, now time.Time) *fetch.Response {
	p.mu.Lock()
	defer p.mu.Unlock()
	var found *fetch.Response
	fresh := p.kept[:0]
	for _, k := range p.kept {
		switch age := now.Sub(k.at); {
		case age < 0 || age > proofTime:
		case k.address == address && found == nil:
			found = k.resp
		default:
			fresh = append(fresh, k)
		}
	}
	clear(p.kept[len(fresh):])
	p.kept = fresh
	return found
}
