package store

import (
	"html"
	"strings"
	"unicode"

	"newspane/feed"
	"newspane/feed/fold"
)

// plain returns the words of foreign markup, for previews, counts and the index; what is shown goes through
// package clean. Tags end words unless they are set within words (<b>, <em> …).
func plain(markup feed.HTML) string {
	s := string(markup)
	if !strings.ContainsAny(s, "<&") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for s != "" {
		open := strings.IndexByte(s, '<')
		if open < 0 {
			b.WriteString(s)
			break
		}
		b.WriteString(s[:open])
		name, rest := cutTag(s[open:])
		if name == "<" { // no tag
			b.WriteByte('<')
		} else if !inline(name) {
			b.WriteByte(' ')
		}
		s = rest
	}
	return html.UnescapeString(b.String())
}

// cutTag returns the name of the tag that s begins with, in lower case and with its slash, and what follows it; the
// contents of script and style go with their tag. The name "<" says that it is no tag.
func cutTag(s string) (name, rest string) {
	if strings.HasPrefix(s, "<!--") {
		if _, after, ok := strings.Cut(s[4:], "-->"); ok {
			return "!", after
		}
		return "!", ""
	}
	if len(s) < 2 || s[1] != '/' && s[1] != '!' && s[1] != '?' && !letter(s[1]) {
		return "<", s[1:]
	}
	end := tagEnd(s)
	n := 1
	for n < end && (letter(s[n]) || s[n] >= '0' && s[n] <= '9' || n == 1) {
		n++
	}
	name, rest = strings.ToLower(s[1:n]), s[end:]
	if name == "script" || name == "style" {
		return name, skipRaw(rest, "</"+name)
	}
	return name, rest
}

// tagEnd returns the length of the tag that s begins with; a quoted value may hold ">".
func tagEnd(s string) int {
	quote := byte(0)
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '>':
			return i + 1
		case (c == '"' || c == '\'') && s[i-1] == '=':
			quote = c
		}
	}
	if i := strings.IndexByte(s, '>'); i >= 0 { // a quote that never ends
		return i + 1
	}
	return len(s)
}

// skipRaw returns what follows the end tag in s; without one the rest is lost.
func skipRaw(s, end string) string {
	for i := 0; i+len(end) <= len(s); i++ {
		if s[i] == '<' && strings.EqualFold(s[i:i+len(end)], end) {
			return s[i+tagEnd(s[i:]):]
		}
	}
	return ""
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func inline(name string) bool {
	switch strings.TrimPrefix(name, "/") {
	case "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
		"small", "span", "strong", "sub", "sup", "tt", "u", "var", "wbr":
		return true
	}
	return false
}

// The preview of a row is cut after so many bytes, at the end of a word where there is one.
const summaryBytes = 280

// preview returns the first words of a text.
func preview(text string) string {
	s := ""
	for n := 2 * summaryBytes; ; n *= 2 { // blanks and controls in it do not count
		n = min(n, len(text))
		s = feed.Clean(text[:n]).String()
		if len(s) > summaryBytes || n == len(text) || n >= 8*summaryBytes {
			break
		}
	}
	if len(s) <= summaryBytes {
		return s
	}
	cut := summaryBytes
	if i := strings.LastIndexByte(s[:cut], ' '); i > cut/2 {
		cut = i
	}
	for cut > 0 && s[cut]&0xc0 == 0x80 {
		cut--
	}
	return s[:cut] + "…"
}

// countWords counts words; in scripts without spaces two letters are one.
func countWords(text string) int {
	words, dense := 0, 0
	inside := false
	for _, r := range text {
		switch {
		case r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9': // what most texts are made of
			if !inside {
				words++
			}
			inside = true
		case r == ' ':
			inside = false
		case fold.Unspaced(r):
			dense++
			inside = false
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			if !inside {
				words++
			}
			inside = true
		case unicode.IsMark(r) || r == '\'' || r == '’' || r == '-':
		default:
			inside = false
		}
	}
	return words + (dense+1)/2
}

// wordsPerMinute is a quiet reader's speed.
const wordsPerMinute = 230
