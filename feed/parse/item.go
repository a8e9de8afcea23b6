package parse

import (
	"encoding/base64"
	"strings"

	"newspane/feed"
)

// itemReader reads the elements of one item.
type itemReader struct {
	*repair
	w      walker
	e      *entry
	base   string
	lang   string
	idOnly bool // nothing but the identity is wanted

	origEnclosure string // where the first enclosure is, when its own address is a counting proxy's
}

// item reads the item of t, which holds inner. With idOnly, the entry is only good until the next call.
func (r *repair) item(t tag, inner string, idOnly bool) *entry {
	r.names.declare(t.attrs)
	e := &r.scratch
	if *e = (entry{}); !idOnly {
		e = &entry{}
	}
	x := itemReader{repair: r, e: e, base: r.base(t, r.feed.base), lang: r.lang, idOnly: idOnly}
	x.e.language.offer(r.attribute(t, "xml:lang"), 3)
	if strings.Contains(t.attrs, "=") {
		x.e.guid.offer(r.attribute(t, "rdf:about"), 2)
		x.e.guid.offer(r.attribute(t, "about"), 3)
		x.address(r.attribute(t, "href"), 4)
		x.e.updated.offer(r.date(r.attribute(t, "lastmod")), 3)
		if u := attr(t.attrs, "rdf:about"); strings.HasPrefix(u, "http") {
			x.address(r.entities.decode(u), 7)
		}
	}
	x.w = walker{scanner: scanner{s: inner}, names: r.names, table: itemFields}
	x.w.each(x.take)
	if x.origEnclosure != "" && len(x.e.media) > 0 {
		x.e.media[0].url = x.origEnclosure
	}
	return x.e
}

// take reads one element of an item.
func (x *itemReader) take(t tag, key string, f field) {
	switch {
	case f.role == flat:
		return
	case f.role == mediaFile:
		x.mediaFile(t)
		return
	}
	inner, whole := x.w.inside(t, f)
	if !whole && x.w.pos == len(x.w.s) && f.oneLine() && f.role != titleText && !t.empty {
		return // the document was cut inside it
	}
	if x.idOnly && f.role != guid && f.role != identity {
		return
	}
	switch f.role {
	case titleText:
		x.e.title.offer(x.title(t, inner, key), f.rank)
	case linkTo:
		x.linkTo(t, inner, f.rank)
	case origLink:
		x.address(x.line(inner), f.rank)
	case origEnclosure:
		x.origEnclosure = usable(x.line(inner))
	case guid:
		id := x.line(inner)
		x.e.guid.offer(id, f.rank)
		if x.idOnly && id != "" {
			x.w.pos = len(x.w.s)
		}
		if p := attr(t.attrs, "isPermaLink"); p == "" || strings.EqualFold(p, "true") {
			if strings.Contains(id, "://") {
				x.address(id, 3)
			}
		}
	case identity:
		id := x.line(inner)
		x.e.guid.offer(id, f.rank)
		if strings.HasPrefix(id, "http://") || strings.HasPrefix(id, "https://") {
			x.address(id, 6)
		}
	default:
		x.rest(t, inner, key, f)
	}
}

// rest reads the elements that identity does not need.
func (x *itemReader) rest(t tag, inner, key string, f field) {
	switch f.role {
	case author, sourceFeed:
		x.author(inner, f)
	case personText:
		x.e.people.offer(readPerson(x.text(inner)), f.rank)
	case bodyHTML, summaryHTML:
		x.body(t, inner, key, f)
	case publishedAt:
		x.dated(&x.e.published, inner, f.rank)
		if key == "dc:date" {
			x.dated(&x.e.updated, inner, 3)
		}
	case updatedAt:
		x.dated(&x.e.updated, inner, f.rank)
	case category:
		x.category(t, inner)
	case keywords:
		for _, k := range strings.Split(x.line(inner), ",") {
			x.e.category(k)
		}
	case enclosure:
		x.enclosure(t)
	case thumbnail, picture:
		x.picture(t, inner, f.rank)
	case commentsURL:
		if u := usable(x.line(inner)); !strings.ContainsAny(u, " \t\n") {
			x.e.comments.offer(u, f.rank)
		}
	case commentsFeed:
		x.e.discussed = x.e.discussed || x.line(inner) != ""
	case replyCount:
		x.e.count(x.line(inner))
	case languageTag:
		x.e.language.offer(x.line(inner), f.rank)
	case lasting:
		if x.e.duration == "" {
			x.e.duration = x.line(inner)
		}
	}
}

// line returns an element's text as it is when spaces at its ends do not count.
func (r *repair) line(inner string) string {
	if len(inner) > 4*maxURL {
		inner = inner[:4*maxURL]
	}
	return strings.TrimSpace(r.entities.content(inner, plain))
}

// text returns an element's text without any markup, even markup that was escaped.
func (r *repair) text(inner string) string {
	if len(inner) > 4*maxLine {
		inner = inner[:4*maxLine]
	}
	return clean(display(r.entities.content(inner, escaped), guessed))
}

// title returns a title as display text.
func (r *repair) title(t tag, inner, key string) string {
	inner = capped(inner, maxText)
	switch r.textForm(t, key) {
	case formText:
		return clean(r.entities.content(inner, plain))
	case formHTML:
		return clean(display(r.entities.content(inner, escaped), html5))
	case formXHTML:
		return clean(display(r.entities.content(inner, markup), html5))
	case formBase64, formOther:
		return clean(display(decodeBase64(r.line(inner)), html5))
	}
	return r.text(inner)
}

// clean returns s as one line that is fit to be shown, without byte order marks from where texts were joined.
func clean(s string) string { return feed.Clean(strings.ReplaceAll(s, "\ufeff", "")).String() }

// textForm is what an element says of its text.
type textForm uint8

const (
	formUnsaid textForm = iota
	formText
	formHTML
	formXHTML
	formBase64
	formOther // a media type that is no text
)

// textForm reads the type and mode of an Atom text construct (RFC 4287 section 3.1; Atom 0.3 section 3.1).
func (r *repair) textForm(t tag, key string) textForm {
	kind := lower(strings.TrimSpace(attr(t.attrs, "type")))
	mode := ""
	if kind != "" || strings.Contains(t.attrs, "mode") {
		mode = lower(attr(t.attrs, "mode"))
	}
	kind, _, _ = strings.Cut(kind, ";")
	switch {
	case mode == "base64":
		return formBase64
	case kind == "text", kind == "text/plain", kind == "plain":
		return formText
	case mode == "escaped" && kind == "":
		return formHTML
	case kind == "xhtml", kind == "application/xhtml+xml" && mode != "escaped", mode == "xml" && kind != "":
		return formXHTML
	case strings.Contains(kind, "html"), mode == "escaped":
		return formHTML
	case kind == "":
		if r.feed.atom && !strings.Contains(key, ":") {
			return formText
		}
		return formUnsaid
	case strings.HasSuffix(kind, "xml"):
		return formXHTML
	case strings.HasPrefix(kind, "text/"):
		return formText
	}
	return formOther
}

func decodeBase64(s string) string {
	s = strings.Map(func(r rune) rune {
		if isSpace(byte(r)) {
			return -1
		}
		return r
	}, s)
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return s
	}
	return decodeText(b)
}

// body reads an element that holds HTML, or text that becomes HTML.
func (x *itemReader) body(t tag, inner, key string, f field) {
	target := &x.e.summary
	if f.role == bodyHTML {
		target = &x.e.body
		if key == "content" {
			x.contentSource(t)
		}
	}
	if target.s != "" && f.rank >= target.rank {
		return
	}
	if len(inner) > maxText+maxText/2 {
		inner = inner[:maxText+maxText/2]
	}
	s := x.html(t, inner, key)
	if strings.TrimSpace(s) == "" {
		return
	}
	if base := x.repair.base(t, x.base); base != "" {
		x.e.bodyBase = base
	}
	target.offer(s, f.rank)
}

// contentSource takes an Atom content element that only points to the article.
func (x *itemReader) contentSource(t tag) {
	src := x.attribute(t, "src")
	if src == "" {
		return
	}
	kind := lower(x.attribute(t, "type"))
	x.addressFrom(t, src, 5)
	if strings.HasPrefix(kind, "audio/") || strings.HasPrefix(kind, "video/") || strings.HasPrefix(kind, "image/") {
		x.e.medium(medium{url: x.resolved(t, src), kind: kind})
	}
}

// html returns what a body element holds as HTML.
func (x *itemReader) html(t tag, inner, key string) string {
	form := x.textForm(t, key)
	switch {
	case form == formText:
		return textHTML(x.entities.content(inner, plain))
	case form == formXHTML, form == formUnsaid && strings.HasPrefix(key, "xhtml:"):
		return unwrapDiv(x.entities.content(inner, markup))
	case form == formBase64:
		return decodeBase64(x.line(inner))
	case form == formOther:
		return x.other(inner)
	}
	return x.entities.content(inner, escaped)
}

// other returns what an element of another media type holds: markup, or base64 of text (RFC 4287 section 4.1.3.3).
func (x *itemReader) other(inner string) string {
	if strings.IndexByte(inner, '<') >= 0 {
		return x.entities.content(inner, escaped)
	}
	b, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(capped(inner, maxText)), ""))
	if err != nil || strings.IndexByte(string(b), 0) >= 0 {
		return ""
	}
	return decodeText(b)
}

// textHTML returns text as HTML that shows the same lines.
func textHTML(s string) string {
	s = strings.TrimSpace(s)
	if strings.ContainsAny(s, "<>&") {
		s = escapeText(s)
	}
	return strings.ReplaceAll(s, "\n", "<br>\n")
}

// unwrapDiv takes off the div that wraps an XHTML text construct (RFC 4287 section 3.1.1.3).
func unwrapDiv(s string) string {
	s = strings.TrimSpace(s)
	z := scanner{s: s}
	t, ok := z.next()
	if !ok || t.start != 0 || t.close || t.empty || !strings.EqualFold(t.name, "div") || strings.Contains(t.attrs, "base") {
		return s
	}
	if inner, ok := strings.CutSuffix(s[t.end:], "</div>"); ok && !strings.Contains(inner, "<div") {
		return strings.TrimSpace(inner)
	}
	return s
}
