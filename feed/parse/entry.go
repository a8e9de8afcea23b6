package parse

import (
	"strconv"
	"strings"
	"time"
)

// ranked is a value for which several elements stand; the lowest rank wins, the first among equals.
type ranked struct {
	s    string
	rank uint8
}

func (r *ranked) offer(s string, rank uint8) {
	if s != "" && (r.s == "" || rank < r.rank) {
		r.s, r.rank = s, rank
	}
}

// dated is ranked for dates.
type dated struct {
	t    time.Time
	rank uint8
}

func (d *dated) offer(t time.Time, rank uint8) {
	if !t.IsZero() && (d.t.IsZero() || rank < d.rank) {
		d.t, d.rank = t, rank
	}
}

// people are the authors named by the best of the elements that name any.
type people struct {
	all  []person
	rank uint8
}

func (p *people) offer(who person, rank uint8) {
	if who == (person{}) || len(p.all) > 0 && rank > p.rank || len(p.all) >= maxPeople && rank == p.rank {
		return
	}
	if len(p.all) > 0 && rank < p.rank {
		p.all = nil
	}
	for _, have := range p.all {
		if have == who {
			return
		}
	}
	p.all, p.rank = append(p.all, who), rank
}

// medium is an enclosure, or a part of one: a picture has no more than an address.
type medium struct {
	url, kind, length, duration, title string
}

// entry is an item as the repair stage has understood it, whatever format it came in. Addresses are as written, or
// absolute where xml:base said so.
type entry struct {
	hash     string
	guid     ranked // identity: guid, atom:id, rdf:about
	link     ranked
	title    ranked
	body     ranked // HTML
	summary  ranked // HTML
	image    ranked
	comments ranked
	replies  int
	language ranked
	duration string
	bodyBase string // base of addresses in body and summary when xml:base gave one

	published, updated dated
	rawDate            string // a date that could not be read
	people             people
	categories         []string
	media              []medium
	discussed          bool // there is a feed of comments
	cut                bool
}

// count takes the number of comments.
func (e *entry) count(s string) {
	if n, err := strconv.Atoi(s); err == nil && n > 0 && n < maxReplies {
		e.replies = max(e.replies, n)
	}
}

const maxReplies = 10_000_000

func (e *entry) category(s string) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > maxLine || len(e.categories) >= maxCats {
		return
	}
	for _, have := range e.categories {
		if have == s {
			return
		}
	}
	e.categories = append(e.categories, s)
}

func (e *entry) medium(m medium) {
	if m.url == "" || len(m.url) > maxURL || len(e.media) >= maxMedia {
		return
	}
	for i := range e.media {
		if have := &e.media[i]; have.url == m.url {
			have.fill(m)
			return
		}
	}
	e.media = append(e.media, m)
}

// fill completes m by what another element says of the same file.
func (m *medium) fill(o medium) {
	for _, p := range [...][2]*string{{&m.kind, &o.kind}, {&m.length, &o.length}, {&m.duration, &o.duration},
		{&m.title, &o.title}} {
		if *p[0] == "" {
			*p[0] = *p[1]
		}
	}
}

// envelope is a feed without its items.
type envelope struct {
	title, link, self, hub, description, language, rights, generator, image ranked

	base    string // of the document, when xml:base gave one
	people  people
	updated dated
	ttl     time.Duration
	period  time.Duration // sy:updatePeriod
	times   int           // sy:updateFrequency
	hours   []string
	days    []string
	atom    bool // addresses are relative to the document, not to the home page
}
