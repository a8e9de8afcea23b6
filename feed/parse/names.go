package parse

import "strings"

// spaces maps namespace addresses, in the form of spaceKey, to the prefixes that this package uses: "" for the feed
// vocabularies themselves, which are read as one.
var spaces = map[string]string{
	"w3.org/2005/atom":                                                    "",
	"purl.org/atom/ns":                                                    "",
	"purl.org/atom/app":                                                   "app",
	"purl.org/rss/1.0":                                                    "",
	"purl.org/net/rss1.1":                                                 "",
	"my.netscape.com/rdf/simple/0.9":                                      "",
	"channel.netscape.com/rdf/simple/0.9":                                 "",
	"backend.userland.com/rss":                                            "",
	"backend.userland.com/rss2":                                           "",
	"backend.userland.com/rss091":                                         "",
	"blogs.law.harvard.edu/tech/rss":                                      "",
	"cyber.law.harvard.edu/rss":                                           "",
	"cyber.law.harvard.edu/rss/rss.html":                                  "",
	"my.netscape.com/publish/formats/rss-0.91.dtd":                        "",
	"w3.org/1999/02/22-rdf-syntax-ns":                                     "rdf",
	"purl.org/dc/elements/1.0":                                            "dc",
	"purl.org/dc/elements/1.1":                                            "dc",
	"purl.org/dc/terms":                                                   "dcterms",
	"purl.org/rss/1.0/modules/content":                                    "content",
	"purl.org/rss/1.0/modules/syndication":                                "sy",
	"purl.org/rss/1.0/modules/slash":                                      "slash",
	"purl.org/syndication/thread/1.0":                                     "thr",
	"wellformedweb.org/commentapi":                                        "wfw",
	"search.yahoo.com/mrss":                                               "media",
	"video.search.yahoo.com/mrss":                                         "media",
	"search.yahoo.com/mrss/mrss-dtd":                                      "media",
	"itunes.com/dtds/podcast-1.0.dtd":                                     "itunes",
	"itunes.apple.com/dtds/podcast-1.0.dtd":                               "itunes",
	"example.com/dtds/podcast-1.0.dtd":                                    "itunes",
	"rssnamespace.org/feedburner/ext/1.0":                                 "feedburner",
	"w3.org/1999/xhtml":                                                   "xhtml",
	"w3.org/xml/1998/namespace":                                           "xml",
	"prismstandard.org/namespaces/basic/2.0":                              "prism",
	"prismstandard.org/namespaces/1.2/basic":                              "prism",
	"prismstandard.org/namespaces/basic/2.1":                              "prism",
	"prismstandard.org/namespaces/basic/3.0":                              "prism",
	"podcastindex.org/namespace/1.0":                                      "podcast",
	"github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "podcast",
	"googleplay.com/podcasts/1.0":                                         "googleplay",
	"google.com/schemas/play-podcasts/1.0":                                "googleplay",
}

// prefixes are read by their customary meaning where a document does not declare them, or declares an address that
// nobody knows.
var prefixes = map[string]string{
	"atom": "", "a10": "", "atom10": "", "atom03": "", "rss": "", "rss1": "", "rss10": "", "rss2": "",
	"rdf": "rdf", "dc": "dc", "dcterms": "dcterms", "dct": "dcterms", "content": "content", "sy": "sy", "slash": "slash",
	"thr": "thr", "wfw": "wfw", "media": "media", "mrss": "media", "itunes": "itunes", "feedburner": "feedburner",
	"xhtml": "xhtml", "xml": "xml", "prism": "prism", "podcast": "podcast", "googleplay": "googleplay",
}

const foreign = "?" // the prefix of a vocabulary that is not read

// spaceKey folds the spellings of a namespace address: scheme, www., letter case and trailing "/" or "#" do not count.
func spaceKey(uri string) string {
	uri = strings.ToLower(strings.TrimSpace(uri))
	if _, rest, ok := strings.Cut(uri, "://"); ok {
		uri = rest
	}
	return strings.TrimRight(strings.TrimPrefix(uri, "www."), "/#")
}

// namespaces resolves the names of a document's elements. Declarations count from where they stand to the end of the
// document: no feed gives one prefix two meanings that matter here.
type namespaces struct {
	declared map[string]string // prefix as written → prefix of ours
	keys     map[string]string // qualified name as written → key
}

// declare takes the xmlns attributes of a tag.
func (n *namespaces) declare(attrs string) {
	if !strings.Contains(attrs, "xmlns") {
		return
	}
	eachAttr(attrs, func(name, value string) bool {
		prefix, ok := strings.CutPrefix(name, "xmlns:")
		if !ok || len(n.declared) >= maxSpaces {
			return true
		}
		ours, known := spaces[spaceKey(value)]
		if !known {
			if ours, known = prefixes[prefix]; !known {
				ours = foreign
			}
		}
		if old, seen := n.declared[prefix]; seen && old == ours {
			return true
		}
		if n.declared == nil {
			n.declared = map[string]string{}
		}
		n.declared[prefix] = ours
		clear(n.keys)
		return true
	})
}

// key returns the name of an element as the tables of this package have it: lower case, behind the prefix of ours.
func (n *namespaces) key(t tag) string {
	n.declare(t.attrs)
	if k, ok := n.keys[t.name]; ok && !strings.Contains(t.attrs, "xmlns=") {
		return k
	}
	prefix, local, ok := strings.Cut(t.name, ":")
	ours := ""
	switch {
	case !ok:
		local = t.name
		if uri := attr(t.attrs, "xmlns"); uri != "" {
			if p, known := spaces[spaceKey(uri)]; known {
				ours = p
			}
			return join(ours, local)
		}
	default:
		var known bool
		if ours, known = n.declared[prefix]; !known {
			if ours, known = prefixes[strings.ToLower(prefix)]; !known {
				ours = foreign
			}
		}
	}
	k := join(ours, local)
	if len(n.keys) < 1024 {
		if n.keys == nil {
			n.keys = map[string]string{}
		}
		n.keys[t.name] = k
	}
	return k
}

func join(prefix, local string) string {
	local = strings.ToLower(local)
	if prefix == "" {
		return local
	}
	return prefix + ":" + local
}

// attr returns the raw value of the attribute of this name, whose case does not count.
func attr(attrs, name string) string {
	v := ""
	eachAttr(attrs, func(n, value string) bool {
		if strings.EqualFold(n, name) {
			v = value
			return false
		}
		return true
	})
	return v
}
