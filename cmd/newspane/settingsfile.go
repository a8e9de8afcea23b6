package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/BurntSushi/toml"
)

// The most that is read of files of the reader's own, in bytes.
const (
	maxSettings = 256 << 10 // settings, rules for sites, a theme, how the screen is arranged
	maxFeeds    = 32 << 20  // feeds as text; secrets
)

// readOwn reads a file of the reader's own, or the one that a link leads to: nil and [os.ErrNotExist] when there is none.
// What could be read for ever, or never begins, is refused.
func readOwn(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf("%s is a folder", path)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is no regular file", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(b)) > limit {
		err = fmt.Errorf("%s is larger than %s", path, bytesText(limit))
	}
	return b, errors.Join(err, f.Close())
}

// How deep a settings file may be: what is deeper takes the decoder time that grows with the square of the depth.
const (
	maxNesting  = 32 // arrays and tables within each other
	maxKeyParts = 16 // names in a key, joined by dots
)

// decodeTOML decodes a settings file, unless it is deeper than any that a person writes.
func decodeTOML(src string, values any) (toml.MetaData, error) {
	if line, what := tooDeep(src); what != "" {
		return toml.MetaData{}, toml.ParseError{Message: what, Position: toml.Position{Line: line}}
	}
	return toml.Decode(src, values)
}

// tooDeep returns the first line that is too deep, and what is: "" when none is.
func tooDeep(src string) (line int, what string) {
	line = 1
	depth, parts := 0, 1
	for len(src) > 0 {
		n := 1
		switch c := src[0]; c {
		case '#':
			n = untilLine(src)
		case '"', '\'':
			n = quotedLen(src)
		case '.':
			parts++
		case '\n', '=', ',':
			parts = 1
		case '[', '{':
			depth, parts = depth+1, 1
		case ']', '}':
			depth, parts = max(0, depth-1), 1
		}
		switch {
		case depth > maxNesting:
			return line, fmt.Sprintf("more than %d tables or lists stand within each other", maxNesting)
		case parts > maxKeyParts:
			return line, fmt.Sprintf("a key has more than %d parts", maxKeyParts)
		}
		line += strings.Count(src[:n], "\n")
		src = src[n:]
	}
	return 0, ""
}

// untilLine is the length of what stands before the end of the line.
func untilLine(s string) int {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return i
	}
	return len(s)
}

// quotedLen is the length of the quoted text that s begins with; one that is not closed ends with its line, or, of
// several lines, with the file.
func quotedLen(s string) int {
	quote := s[:1]
	if long := strings.Repeat(quote, 3); strings.HasPrefix(s, long) {
		for i := 3; i < len(s); i++ {
			switch {
			case s[i] == '\\' && quote == `"`:
				i++
			case strings.HasPrefix(s[i:], long):
				return i + 3
			}
		}
		return len(s)
	}
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\n':
			return i
		case s[i] == '\\' && quote == `"`:
			i++
		case s[i:i+1] == quote:
			return i + 1
		}
	}
	return len(s)
}
