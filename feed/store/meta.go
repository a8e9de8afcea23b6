package store

import (
	"fmt"
	"strings"

	"newspane/feed"
)

// Beside the words of an article its entry in the search index has tokens that begin with a letter of private use, which
// is in no text: they say whose it is and what it has. With them one walk through the index answers for words and
// those alike.
const (
	signFeed   = "\ue000" // and the number of its feed; alone: every article has it
	signAuthor = "\ue001" // and a word of its authors' names
	signLang   = "\ue002" // and its language: whole, and without region
	signHas    = "\ue003" // and what it has, as the query language calls it
	signLink   = "\ue004" // and a word of its address
)

// feedToken returns the word that stands in the index for the feed of an article.
func feedToken(id feed.ID) string { return fmt.Sprintf("%s%d", signFeed, id) }

func langToken(code string) string {
	return signLang + strings.ReplaceAll(strings.ToLower(code), "-", "")
}

// maxLinkWords bounds what of an address is indexed.
const maxLinkWords = 40

// about is what the index says of an article beside its words.
type about struct {
	feed     feed.ID
	authors  []string
	link     string
	language string
	has      []string
}

// write appends the tokens.
func (m about) write(b *strings.Builder) {
	b.WriteString(signFeed + " " + feedToken(m.feed))
	for _, name := range m.authors {
		b.WriteString(" " + signAuthor) // parts the names
		tokens(name, func(k token) { b.WriteString(" " + signAuthor + k.text) })
	}
	n := 0
	tokens(linkWords(m.link), func(k token) {
		if n++; n <= maxLinkWords {
			b.WriteString(" " + signLink + k.text)
		}
	})
	if m.language != "" {
		b.WriteString(" " + langToken(m.language))
		if main, _, regional := strings.Cut(m.language, "-"); regional {
			b.WriteString(" " + langToken(main))
		}
	}
	for _, thing := range m.has {
		b.WriteString(" " + signHas + thing)
	}
}

// linkWords returns an address without its scheme and what follows "?" or "#".
func linkWords(link string) string {
	if _, rest, ok := strings.Cut(link, "://"); ok {
		link = rest
	}
	if i := strings.IndexAny(link, "?#"); i >= 0 {
		link = link[:i]
	}
	return strings.TrimPrefix(link, "www.")
}

// things returns what an item has for eyes and ears, and whether it is discussed.
func things(b *body, page string) []string {
	has := map[string]bool{"image": b.Image != "" || strings.Contains(page, `"image":{"url"`), "comments": b.Comments != ""}
	for _, e := range b.Enclosures {
		kind, _, _ := strings.Cut(strings.ToLower(e.Type), "/")
		if kind != "image" && kind != "audio" && kind != "video" {
			kind = kindOfFile(e.URL)
		}
		has[kind] = true
	}
	for _, markup := range []feed.HTML{b.Content, b.Summary} {
		for _, tag := range []struct{ open, kind string }{{"<img", "image"}, {"<audio", "audio"}, {"<video", "video"}} {
			has[tag.kind] = has[tag.kind] || strings.Contains(string(markup), tag.open)
		}
	}
	var names []string
	for _, name := range []string{"image", "audio", "video", "comments"} {
		if has[name] {
			names = append(names, name)
		}
	}
	return names
}

// kindOfFile guesses what a media file is by its address.
func kindOfFile(address string) string {
	address = strings.ToLower(linkWords(address))
	for kind, endings := range map[string]string{"image": ".jpg .jpeg .png .gif .webp .avif", "audio": ".mp3 .m4a .ogg .opus .flac .wav .aac",
		"video": ".mp4 .m4v .webm .mov .mkv"} {
		for ending := range strings.FieldsSeq(endings) {
			if strings.HasSuffix(address, ending) {
				return kind
			}
		}
	}
	return ""
}
