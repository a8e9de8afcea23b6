package parse

import (
	"strconv"
	"strings"
	"time"
)

// envelope reads one element of the feed itself.
func (r *repair) envelope(t tag, key string, f field) {
	v := &r.feed
	if f.role == flat {
		r.container(t, key)
		return
	}
	inner, whole := r.inside(t, f)
	if !whole && r.pos == len(r.s) && f.oneLine() && f.role != titleText && !t.empty {
		return
	}
	switch f.role {
	case titleText:
		v.title.offer(r.title(t, inner, key), f.rank)
	case linkTo:
		r.feedLink(t, inner, f.rank)
	case identity:
		if id := r.line(inner); strings.HasPrefix(id, "http") {
			v.link.offer(usable(id), f.rank)
		}
	case author:
		v.people.offer(r.readPeople(inner), f.rank)
	case personText:
		v.people.offer(readPerson(r.text(inner)), f.rank)
	case owner:
		v.people.offer(r.readPeople(inner), f.rank)
	case summaryHTML:
		v.description.offer(r.title(t, inner, key), f.rank)
	case languageTag:
		v.language.offer(r.line(inner), f.rank)
	case rights:
		v.rights.offer(r.title(t, inner, key), f.rank)
	case generatorOf:
		v.generator.offer(r.text(inner), f.rank)
	case publishedAt, updatedAt:
		v.updated.offer(r.date(r.dateText(inner)), f.rank)
	case picture, thumbnail:
		if key == "itunes:link" && r.relation(t) != "image" {
			return
		}
		v.image.offer(r.pictureOf(t, inner, v.base), f.rank)
	default:
		r.schedule(inner, f)
	}
}

// container reads the attributes of the root and the channel.
func (r *repair) container(t tag, key string) {
	v := &r.feed
	if key == "feed" {
		v.atom = true
	}
	if !strings.Contains(t.attrs, "=") {
		return
	}
	v.base = r.base(t, v.base)
	if lang := r.attribute(t, "xml:lang"); lang != "" {
		v.language.offer(lang, 3)
		r.lang = lang
	}
	if key == "channel" {
		if b := usable(r.attribute(t, "base")); b != "" && v.base == "" { // CDF
			v.base = b
		}
		v.link.offer(usable(r.attribute(t, "href")), 2)
		v.updated.offer(r.date(r.attribute(t, "lastmod")), 5)
	}
}

// feedLink reads a link of the feed: its home page or its own address.
func (r *repair) feedLink(t tag, inner string, rank uint8) {
	v := &r.feed
	href := r.attribute(t, "href")
	base := r.base(t, v.base)
	if href == "" {
		v.link.offer(absolute(base, usable(r.line(inner))), rank)
		return
	}
	ref := absolute(base, usable(href))
	switch r.relation(t) {
	case "", "alternate":
		if kind := lower(r.attribute(t, "type")); kind != "" && !strings.Contains(kind, "html") {
			rank += 2
		}
		v.link.offer(ref, rank+b2i8(!v.atom && strings.Contains(t.name, ":")))
	case "self":
		v.self.offer(ref, 0)
	case "hub":
		v.hub.offer(ref, 0)
	}
}

func b2i8(b bool) uint8 { return uint8(b2i(b)) }

// listFields are the parts of skipHours and skipDays.
var listFields = map[string]field{"hour": {personText, 0}, "day": {personText, 0}}

// schedule reads what a feed says of when to come again.
func (r *repair) schedule(inner string, f field) {
	v := &r.feed
	switch f.role {
	case ttlMinutes:
		if n, err := strconv.Atoi(r.line(inner)); err == nil && n > 0 && v.ttl == 0 {
			v.ttl = time.Duration(min(n, 60*24*365)) * time.Minute
		}
	case period:
		v.period = periods[lower(r.line(inner))]
	case frequency:
		if n, err := strconv.Atoi(r.line(inner)); err == nil && n > 0 {
			v.times = n
		}
	case hours, days:
		w := walker{scanner: scanner{s: inner}, names: r.names, table: listFields}
		w.each(func(t tag, _ string, d field) {
			in, _ := w.inside(t, d)
			switch s := r.line(in); {
			case f.role == hours && len(v.hours) < 24:
				v.hours = append(v.hours, s)
			case f.role == days && len(v.days) < 7:
				v.days = append(v.days, s)
			}
		})
	}
}

// periods are the values of sy:updatePeriod (RSS 1.0 module Syndication).
var periods = map[string]time.Duration{
	"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour, "monthly": 30 * 24 * time.Hour,
	"yearly": 365 * 24 * time.Hour,
}

// interval returns how long the feed asks to be left alone between two visits, 0 when it does not say.
func (v *envelope) interval() time.Duration {
	if v.ttl == 0 && v.period > 0 {
		return v.period / time.Duration(max(v.times, 1))
	}
	return v.ttl
}
