package parse

import "strings"

// titleForm says how sure the markup of a one-line text is.
type titleForm uint8

const (
	literal titleForm = iota // text: what stands there is meant
	html5                    // HTML
	guessed                  // RSS, which does not say: known tags are markup, everything else is meant
)

// display returns a title as text, ready for [feed.Clean]: s has been read out of its element once.
func display(s string, f titleForm) string {
	if len(s) > 4*maxLine {
		s = s[:4*maxLine]
	}
	if f == literal {
		return s
	}
	if strings.IndexByte(s, '<') >= 0 {
		s = stripTags(s, f)
	}
	return noEntities.decode(s)
}

// stripTags drops the tags of s, scripts and styles with all they hold. A picture's alternative text stands for the
// picture where nothing else is there.
func stripTags(s string, f titleForm) string {
	var b strings.Builder
	alt := ""
	z, from := scanner{s: s}, 0
	for {
		t, ok := z.next()
		if !ok {
			break
		}
		name := strings.ToLower(localName(t.name))
		if !(f == html5 && htmlTags[name] != 0 || htmlTags[name]&inTitle != 0) || t.cut {
			continue
		}
		if f == guessed && !likeAttributes(t.attrs) {
			continue // "a<b && c>d"
		}
		writeBare(&b, s[from:t.start])
		from = t.end
		switch kind := htmlTags[name]; {
		case kind&silent != 0 && !t.close && !t.empty:
			from = closeOf(s, t.end, name)
			z.pos = from
		case kind&breaks != 0:
			b.WriteByte(' ')
		case name == "img" && alt == "":
			alt = attr(t.attrs, "alt")
		}
	}
	writeBare(&b, s[from:])
	if strings.TrimSpace(b.String()) == "" {
		return alt
	}
	return b.String()
}

// likeAttributes reports whether what stands in a tag behind its name begins like an attribute, or is nothing.
func likeAttributes(attrs string) bool {
	attrs = strings.TrimLeft(attrs, " \t\r\n/")
	return attrs == "" || isNameStart(attrs[0])
}

// writeBare writes text without its comments and the marks of CDATA sections.
func writeBare(b *strings.Builder, s string) {
	for {
		i := strings.Index(s, "<!")
		if i < 0 {
			b.WriteString(s)
			return
		}
		b.WriteString(s[:i])
		s = s[i:]
		switch {
		case strings.HasPrefix(s, "<!--"):
			_, after, ok := strings.Cut(s, "-->")
			if !ok {
				_, after, _ = strings.Cut(s, ">")
			}
			s = after
		case strings.HasPrefix(s, cdataOpen):
			inner, after, _ := strings.Cut(s[len(cdataOpen):], cdataClose)
			b.WriteString(inner)
			s = after
		default:
			b.WriteString("<!")
			s = s[2:]
		}
	}
}

// closeOf returns the end of the next end tag of this name, or of s.
func closeOf(s string, from int, name string) int {
	z := scanner{s: s, pos: from, noComment: true, noSection: true}
	for {
		i := strings.Index(s[z.pos:], "</")
		if i < 0 {
			return len(s)
		}
		i += z.pos
		n := nameEnd(s, i+2)
		if strings.EqualFold(s[i+2:n], name) {
			return z.read(i, i+2).end
		}
		z.pos = i + 2
	}
}

// What a tag of HTML does to text around it.
const (
	known   = 1 << iota
	inTitle // may be meant as markup in a title that does not say whether it is HTML
	breaks  // parts words
	silent  // holds no text for readers
)

// htmlTags are the elements of HTML, those of the past included.
var htmlTags = func() map[string]uint8 {
	m := map[string]uint8{}
	for flags, names := range map[uint8]string{
		known | inTitle: "a abbr acronym b basefont bdi bdo big blink cite code del dfn em font i img ins kbd mark " +
			"nobr q s samp small span strike strong sub sup tt u var wbr",
		known | inTitle | breaks: "br p div h1 h2 h3 h4 h5 h6 hr li ol ul blockquote center pre",
		known | inTitle | silent: "script style",
		known | breaks: "address article aside caption dd dl dt fieldset figcaption figure footer form header main " +
			"nav section table tbody td tfoot th thead tr details summary",
		known: "area audio base body button canvas col colgroup data datalist embed frame frameset head html iframe " +
			"input label legend link map marquee math meta meter noscript object optgroup option output param " +
			"picture progress rp rt ruby select source svg template textarea time title track video",
	} {
		for _, n := range strings.Fields(names) {
			m[n] = flags
		}
	}
	return m
}()
