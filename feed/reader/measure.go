package reader

import (
	"math"
	"regexp"
	"strings"
	"unicode"

	"newspane/feed"
)

const (
	wordsPerMinute = 230 // silent reading of English prose (Brysbaert 2019: 238)
	cjkPerMinute   = 500 // characters of Chinese and Japanese
	fullWords      = 250 // a text of so many words is no teaser unless it says so
	leadWords      = 80  // one of fewer is a teaser, even where the feed calls it the content
	openEnded      = 400 // a text that ends in "…" and is longer is thought whole
)

// count returns how many words a text has, a character of Chinese or Japanese being a word, and the minutes that
// reading it takes (0 below half a minute).
func count(text string) (words, minutes int) {
	spaced, cjk := 0, 0
	inWord := false
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			cjk++
			inWord = false
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if !inWord {
				spaced++
			}
			inWord = true
		case unicode.IsSpace(r):
			inWord = false
		}
	}
	m := float64(spaced)/wordsPerMinute + float64(cjk)/cjkPerMinute
	return spaced + cjk, int(math.Round(m))
}

// goOn matches an invitation to read the rest elsewhere, in the last words of a text.
var goOn = regexp.MustCompile(`(?i)(read (more|on|the (full|whole|rest)|full)|continue reading|keep reading|` +
	`full (story|article|text)|weiterlesen|mehr lesen|weiter lesen|den ganzen artikel|lire (la suite|plus|l.article)|` +
	`(leer|ver|seguir leyendo) ?m[aá]s|seguir leyendo|sigue leyendo|continua a leggere|leggi (tutto|di pi[uù]|ancora)|` +
	`(leia|ler|saiba) mais|continue lendo|lees (meer|verder)|verder lezen|l[äa]s (mer|vidare)|l[æe]s mere|les mer|` +
	`czytaj (dalej|wi[eę]cej)|читать (далее|дальше|полностью)|далее|devam[ıi]n[ıi] oku|続きを読む|全文を読む|阅读(全文|更多)|` +
	`閱讀(全文|更多)|더 ?보기|기사 ?전문)[\s.…»›→>\])]*$`)

// ellipsis matches the end of a text that was cut.
var ellipsis = regexp.MustCompile(`(…|\.\.\.|\[(…|\.\.\.|\+\d+ [\pL ]+)\]|\((…|\.\.\.)\))[\s»›→>]*$`)

// teaser reports whether a feed's text is but the beginning of an article, or a word about it. isContent says that the
// feed called it the content, not the summary.
func teaser(body []feed.Block, isContent bool) bool {
	text := strings.TrimSpace(feed.Plain(body))
	words, _ := count(text)
	tail := text[len(text)-tailOf(text):]
	switch {
	case goOn.MatchString(tail) && words < 2*openEnded:
		return true
	case endsInProse(body) && ellipsis.MatchString(tail) && words < openEnded:
		return true
	case words >= fullWords:
		return false
	case words < leadWords:
		return !isWhole(body, words)
	}
	return !isContent && len(body) < 3
}

// endsInProse reports whether an ellipsis at the end would mean that more is to come: in code it means nothing.
func endsInProse(body []feed.Block) bool {
	return len(body) > 0 && body[len(body)-1].Kind != feed.Code
}

// tailOf returns how many bytes of the end of text to look at, on a character's edge.
func tailOf(text string) int {
	n := min(len(text), 120)
	for n > 0 && n < len(text) && text[len(text)-n]&0xc0 == 0x80 {
		n--
	}
	return n
}

// isWhole reports whether a short text is all there is: a picture, a film, or something other than prose.
func isWhole(body []feed.Block, words int) bool {
	for i := range body {
		switch body[i].Kind {
		case feed.Figure:
			if words < 10 {
				return true
			}
		case feed.Media, feed.Code, feed.Table, feed.Verse:
			return true
		}
	}
	return false
}
