package page

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newspane/feed"
)

const (
	cardLevels = 6   // above a picture that its card may be
	cardText   = 250 // letters of a card
	minCards   = 3   // fewer may be the article's own
)

// dropCards drops the pictures of other stories that stand below the text: those in a small block with a link to one.
func (x *extraction) dropCards() {
	if x.lastGood == 0 {
		return
	}
	var cards []*html.Node
	for i := x.lastGood; i < int32(len(x.tree.nodes)); i++ {
		n := x.tree.nodes[i].n
		if n.DataAtom != atom.Img || n.Parent == nil {
			continue
		}
		if card := x.cardOf(n); card != nil {
			cards = append(cards, card)
		}
	}
	if len(cards) < minCards {
		return
	}
	for _, c := range cards {
		remove(c)
	}
}

// cardOf returns the small block around a picture that leads to another story, nil when there is none: a picture with a
// caption, or one that leads to itself at its full size, is the article's.
func (x *extraction) cardOf(img *html.Node) *html.Node {
	card := img.Parent
	for range cardLevels {
		if card == nil || card.DataAtom == atom.Figure || card.DataAtom == atom.Article || card.DataAtom == atom.Body {
			return nil
		}
		e := x.tree.of(card)
		if e.text > cardText || e.paras > 0 {
			return nil
		}
		if e.links > 0 {
			if stories := x.stories([]*html.Node{card}, false); len(stories) > 0 && !x.namesThis(stories[0].url) {
				return card
			}
		}
		card = card.Parent
	}
	return nil
}

// mergeCaptions makes captions of paragraphs that only say again what the picture before them is said to show, and drops
// those in which nothing can be seen.
func mergeCaptions(blocks []feed.Block) []feed.Block {
	kept := blocks[:0]
	for _, b := range blocks {
		if b.Kind == feed.Paragraph && feed.Clean(feed.Plain([]feed.Block{b})).IsEmpty() {
			continue // nothing in it can be seen
		}
		if n := len(kept); n > 0 && b.Kind == feed.Paragraph && kept[n-1].Kind == feed.Figure && len(kept[n-1].Text) == 0 {
			alt := fold(strings.TrimRight(kept[n-1].Image.Alt.String(), ".… "))
			if said := fold(feed.Plain([]feed.Block{b})); len(alt) >= minAlt && strings.HasPrefix(said, alt) && len(said) < maxCaption {
				kept[n-1].Text = b.Text
				continue
			}
		}
		kept = append(kept, b)
	}
	return kept
}

const (
	minAlt     = 6   // bytes of an alternative text that says something
	maxCaption = 600 // bytes of a caption
)

// badges are the alternative texts of pictures that lead to a shop for programs, folded.
var badges = labelSet("google play|app store|app gallery|appgallery|apple store|get it on google play|download on the app store|google play store|play store|galaxy store|huawei appgallery|microsoft store|jetzt bei google play|laden im app store|disponible en google play|disponible sur google play|disponível no google play")

// withoutTail drops from the end of the body what the header shows and what serves the site: the byline and the date once
// more, badges of shops, lines of boilerplate.
func (x *extraction) withoutTail(blocks []feed.Block, p *feed.Page) []feed.Block {
	blocks = withoutBio(blocks)
	byline := fold(p.Byline.String())
	shop := false // a badge stood here
	for n := len(blocks); n > 1; n = len(blocks) {
		b := blocks[n-1]
		drop := false
		switch b.Kind {
		case feed.Figure:
			drop = badges[fold(b.Image.Alt.String())]
			shop = shop || drop
		case feed.Paragraph, feed.Heading:
			s := feed.Plain(blocks[n-1:])
			f := fold(s)
			drop = f == "" || byline != "" && signs(s, byline) || isAddress(s) || len(s) < maxStamp && (isStamp(s, x.lang) || isBoilerplate(s) || shop && !strings.HasSuffix(s, ".")) || isFarewell(s)
		case feed.Rule:
			drop = true
		}
		if !drop {
			return blocks
		}
		blocks = blocks[:n-1]
	}
	return blocks
}

// aboutWriters are the headings, folded, of what a site says of those who wrote.
var aboutWriters = labelSet("about the author|about the authors|about the writer|about the contributor|about the reporter|about the journalist|about our author|die autorin|der autor|die autoren|über den autor|über die autorin|über die autoren|zum autor|zur autorin|zu den autoren|" +
	"à propos de l auteur|à propos de l auteure|l auteur|sobre el autor|sobre la autora|sobre o autor|sobre a autora|l autore|sull autore|informazioni sull autore|over de auteur|over de schrijver|om författaren|om forfatteren|om skribenten|tietoa kirjoittajasta|o autorze|o autorce|o autorovi|" +
	"об авторе|об авторах|про автора|за автора|yazar hakkında|عن الكاتب|نبذة عن الكاتب|על הכותב|על הכותבת|著者紹介|著者プロフィール|筆者紹介|作者简介|作者簡介|关于作者|關於作者")

const (
	bioBlocks  = 4   // below such a heading, at most, at the end of a text
	bioLetters = 700 // of all of them
)

// withoutBio cuts off what is said of the author under a heading of its own at the end of a text.
func withoutBio(blocks []feed.Block) []feed.Block {
	for i := len(blocks) - 1; i > 0 && i >= len(blocks)-1-bioBlocks; i-- {
		if k := blocks[i].Kind; (k == feed.Heading || k == feed.Paragraph) && aboutWriters[fold(feed.Plain(blocks[i:i+1]))] {
			if letters(feed.Plain(blocks[i:])) > bioLetters {
				return blocks
			}
			return blocks[:i]
		}
	}
	return blocks
}

// signs reports whether a line is the byline once more, with what one is or an address for letters beside it.
func signs(s, byline string) bool {
	bare := strings.TrimSpace(asideText.ReplaceAllString(s, " "))
	return fold(bare) == byline || fold(withoutBy(bare)) == byline || strings.Contains(s, "@") && letters(bare) <= maxSigned && (isName(bare) || strings.HasPrefix(fold(bare), byline))
}

const maxSigned = 40 // letters of such a line without the address

// isAddress reports whether a line is nothing but the address of a page, with a word before it perhaps.
func isAddress(s string) bool {
	f := strings.Fields(s)
	return len(f) > 0 && len(f) <= 3 && (strings.HasPrefix(f[len(f)-1], "http://") || strings.HasPrefix(f[len(f)-1], "https://"))
}

// isStamp reports whether a line is dates and hardly a word more.
func isStamp(s, lang string) bool {
	d, ok := findDate(s, lang)
	if !ok {
		return false
	}
	rest := strings.Replace(s, d.text, " ", 1)
	if d, ok = findDate(rest, lang); ok {
		rest = strings.Replace(rest, d.text, " ", 1)
	}
	return wordLetters(rest) <= stampLetters && !endsSentence(s)
}

const stampLetters = 18 // of the words beside the dates

func wordLetters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// clock is the time of a player, at which it stands or to which it runs.
var clock = regexp.MustCompile(`^\d{1,2}:\d\d(?::\d\d)?(?:\s*[/|–-]\s*\d{1,2}:\d\d(?::\d\d)?)?$`)

// repeatsLead reports whether a paragraph holds all of a standfirst but its first words: descriptions made by machines are the
// beginning of the text behind the name of the paper or the place, cut wherever it was long enough.
func repeatsLead(paragraph, lead string) bool {
	r := []rune(lead)
	if len(r) < shortLead {
		return false
	}
	tail := string(r[len(r)/4:])
	if i := strings.IndexByte(tail, ' '); i >= 0 && i < len(tail)/3 {
		tail = tail[i+1:]
	}
	return strings.Contains(paragraph, tail)
}

// endsSentence reports whether a text ends as sentences do.
func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, " \"'”’»«“)]"))
	return strings.ContainsRune(".!?…。！？।؟۔:", r)
}

// withoutName drops the name of the site from the end of what a page says of itself: "… - The Quay".
func withoutName(s, site string) string {
	for _, sep := range []string{" - ", " – ", " — ", " | "} {
		if i := strings.LastIndex(s, sep); i > len(s)/2 && site != "" && fold(s[i+len(sep):]) == fold(site) {
			return strings.TrimSpace(s[:i])
		}
	}
	return s
}
