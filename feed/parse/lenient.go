package parse

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// node is a JSON value. Numbers and words keep their text.
type node struct {
	kind jsonKind
	text string
	list []node   // of an array, or the values of an object
	keys []string // of an object, in lower case
}

type jsonKind uint8

const (
	jsonNull jsonKind = iota
	jsonWord          // number, true, false and whatever is no JSON
	jsonString
	jsonArray
	jsonObject
)

// get returns the member of an object, the null node when there is none.
func (n *node) get(key string) *node {
	for i, k := range n.keys {
		if k == key && n.list[i].kind != jsonNull {
			return &n.list[i]
		}
	}
	return &node{}
}

// str returns a scalar's text, and the first text of an array.
func (n *node) str() string {
	switch n.kind {
	case jsonString, jsonWord:
		return n.text
	case jsonArray:
		for i := range n.list {
			if s := n.list[i].str(); s != "" {
				return s
			}
		}
	}
	return ""
}

// elements returns an array's elements; any other value is an array of itself.
func (n *node) elements() []node {
	switch n.kind {
	case jsonArray:
		return n.list
	case jsonNull:
		return nil
	}
	return []node{*n}
}

// lenientJSON reads JSON that may be cut off, have commas too many or too few, comments, or control characters in
// strings. Values below maxDepth and beyond maxNodes of one item are skipped.
type lenientJSON struct {
	s     string
	pos   int
	nodes int
	cut   bool
}

const maxNodes = 20_000

// space skips white space, commas and comments.
func (j *lenientJSON) space() {
	for j.pos < len(j.s) {
		switch c := j.s[j.pos]; {
		case isSpace(c) || c == ',' || c == ';':
			j.pos++
		case c == '/' && strings.HasPrefix(j.s[j.pos:], "//"):
			i := strings.IndexByte(j.s[j.pos:], '\n')
			if i < 0 {
				j.pos = len(j.s)
				return
			}
			j.pos += i
		case c == '/' && strings.HasPrefix(j.s[j.pos:], "/*"):
			i := strings.Index(j.s[j.pos:], "*/")
			if i < 0 {
				j.pos = len(j.s)
				return
			}
			j.pos += i + 2
		default:
			return
		}
	}
}

// peek returns the next character that counts, 0 at the end.
func (j *lenientJSON) peek() byte {
	j.space()
	if j.pos >= len(j.s) {
		j.cut = true
		return 0
	}
	return j.s[j.pos]
}

// value reads a value.
func (j *lenientJSON) value(depth int) node {
	j.nodes++
	c := j.peek()
	if depth > maxDepth || j.nodes > maxNodes {
		j.skip()
		return node{}
	}
	switch c {
	case '{':
		j.pos++
		n := node{kind: jsonObject}
		for {
			key, ok := j.key()
			if !ok {
				return n
			}
			v := j.value(depth + 1)
			if len(n.keys) < 1024 && j.nodes <= maxNodes {
				n.keys, n.list = append(n.keys, strings.ToLower(key)), append(n.list, v)
			}
		}
	case '[':
		j.pos++
		n := node{kind: jsonArray}
		for {
			switch j.peek() {
			case 0:
				return n
			case ']':
				j.pos++
				return n
			case '}':
				return n
			}
			if v := j.value(depth + 1); j.nodes <= maxNodes {
				n.list = append(n.list, v)
			}
		}
	case '"', '\'':
		return node{kind: jsonString, text: j.quoted()}
	case 0:
		return node{}
	}
	w := j.word()
	if w == "" {
		j.pos++ // neither a value nor the end of anything
	}
	if w == "" || w == "null" {
		return node{}
	}
	return node{kind: jsonWord, text: w}
}

// key reads a member's name and its colon; false at the end of the object, behind which it moves.
func (j *lenientJSON) key() (string, bool) {
	for {
		switch c := j.peek(); c {
		case 0:
			return "", false
		case '}':
			j.pos++
			return "", false
		case '"', '\'':
			k := j.quoted()
			if j.peek() == ':' {
				j.pos++
			}
			return k, true
		default:
			k := j.word()
			if k == "" {
				if c == ']' {
					return "", false
				}
				j.pos++
				continue
			}
			if j.peek() == ':' {
				j.pos++
			}
			return k, true
		}
	}
}

// word reads what is not quoted.
func (j *lenientJSON) word() string {
	i := j.pos
	for j.pos < len(j.s) && !isSpace(j.s[j.pos]) && strings.IndexByte(`,:;[]{}"'`, j.s[j.pos]) < 0 {
		j.pos++
	}
	return j.s[i:j.pos]
}

// quoted reads a string.
func (j *lenientJSON) quoted() string {
	quote := j.s[j.pos]
	j.pos++
	start := j.pos
	for j.pos < len(j.s) && j.s[j.pos] != quote && j.s[j.pos] != '\\' {
		j.pos++
	}
	if j.pos < len(j.s) && j.s[j.pos] == quote {
		j.pos++
		return j.s[start : j.pos-1]
	}
	var b strings.Builder
	b.WriteString(j.s[start:j.pos])
	for j.pos < len(j.s) {
		c := j.s[j.pos]
		j.pos++
		switch {
		case c == quote:
			return b.String()
		case c != '\\':
			k := j.pos
			for k < len(j.s) && j.s[k] != quote && j.s[k] != '\\' {
				k++
			}
			b.WriteString(j.s[j.pos-1 : k])
			j.pos = k
		case j.pos < len(j.s):
			j.escape(&b)
		}
	}
	j.cut = true
	return strings.TrimRight(b.String(), "\ufffd")
}

// escape reads what follows a backslash.
func (j *lenientJSON) escape(b *strings.Builder) {
	c := j.s[j.pos]
	j.pos++
	switch c {
	case 'n':
		b.WriteByte('\n')
	case 't':
		b.WriteByte('\t')
	case 'r':
		b.WriteByte('\r')
	case 'b', 'f':
		b.WriteByte(' ')
	case 'u':
		r, ok := j.hex4()
		if !ok {
			return
		}
		if utf16.IsSurrogate(r) {
			low := rune(0)
			if strings.HasPrefix(j.s[j.pos:], `\u`) {
				j.pos += 2
				low, _ = j.hex4()
			}
			r = utf16.DecodeRune(r, low)
		}
		if r == 0x1b || r == 0x07 || isText(r) {
			b.WriteRune(r)
		} else {
			b.WriteRune(utf8.RuneError)
		}
	default:
		b.WriteByte(c)
	}
}

func (j *lenientJSON) hex4() (rune, bool) {
	if len(j.s)-j.pos < 4 {
		j.pos = len(j.s)
		return 0, false
	}
	r := rune(0)
	for range 4 {
		d := digit(j.s[j.pos])
		if d < 0 {
			return 0, false
		}
		r = r*16 + d
		j.pos++
	}
	return r, true
}

// skip moves behind a value without keeping it, however deep it is.
func (j *lenientJSON) skip() {
	for depth := 0; ; {
		switch j.peek() {
		case 0:
			return
		case '{', '[':
			depth++
			j.pos++
		case '}', ']':
			if depth == 0 {
				return
			}
			depth--
			j.pos++
		case '"', '\'':
			j.quoted()
		case ':':
			j.pos++
			continue
		default:
			if j.word() == "" {
				j.pos++
			}
		}
		if depth == 0 {
			j.space()
			if j.pos < len(j.s) && j.s[j.pos] == ':' {
				continue
			}
			return
		}
	}
}
