package firewall

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// set is a set of bytes.
type set [256]bool

// among returns the set of the bytes from first to last and those of others.
func among(first, last byte, others string) (s set) {
	for c := int(first); c <= int(last); c++ {
		s[c] = true
	}
	for _, c := range []byte(others) {
		s[c] = true
	}
	return s
}

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

var (
	plain      = among(' ', '~', "\b\t\n\r") // what passes by itself: printable ASCII, and the controls by which the renderer moves
	printed    = among('!', '~', "")         // of an address
	digits     = among('0', '9', "")
	parameters = among('0', '9', ";:")
	base64     = among('0', '9', letters+"+/=")
	values     = among('0', '9', letters+"-")
	options    = among('0', '9', letters+"=:-_.")
	colours    = among('0', '9', "#:/abcdefABCDEFrgb?")
	hex        = among('0', '9', ";abcdefABCDEF")
	sixels     = among('?', '~', "0123456789;!\"#$-")
	clipboards = among('c', 'c', "p")
	finals     = among('A', 'H', "mJKXdb") // of the commonest control sequences
)

// holds reports whether b is of the bytes of the set alone.
func (s *set) holds(b []byte) bool {
	for _, c := range b {
		if !s[c] {
			return false
		}
	}
	return true
}

// printable reports whether a character beyond ASCII passes: none that a terminal takes for a control (C1, U+2028,
// U+2029), none that reorders its line (Unicode UAX #9, explicit embeddings, overrides and isolates), no bad UTF-8.
func printable(r rune, size int) bool {
	switch {
	case r == utf8.RuneError:
		return size == 3 // U+FFFD itself
	case r < 0xa0, r >= 0x2028 && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return false
	}
	return true
}

// The sequences that pass. CSI is named by its prefix, intermediates and final byte; where numbers are listed, they are
// all that its parameters may be.
var controls = map[string][]string{
	"A": nil, "B": nil, "C": nil, "D": nil, "E": nil, "F": nil, "G": nil, "H": nil, "d": nil, "f": nil, "`": nil, "a": nil, "e": nil, // the cursor
	"I": nil, "Z": nil, "?W": {"5"}, // tabulators
	"J": nil, "K": nil, "X": nil, "@": nil, "P": nil, "L": nil, "M": nil, "b": nil, "S": nil, "T": nil, "r": nil, // lines and cells
	"m": nil, " q": nil, // looks, the cursor's shape
	"h": {"4", "8"}, "l": {"4", "8"}, // insertion, who reorders right-to-left text
	"?h": modes, "?l": modes,
	"?$p": {"1004", "2026", "2027", "2031", "2048"},                                       // whether it has a mode
	"c":   {"", "0"}, ">q": {"", "0"}, "?u": {""}, "t": {"14", "16", "18"}, "?n": {"996"}, // what it is, its keyboard, sizes, light or dark
	">u": nil, "<u": nil, "=u": nil, ">m": nil, // the keyboard
}

// modes are the DEC modes that are set and reset: autowrap, the cursor, mouse, focus, alternate screen, bracketed paste,
// synchronised output, graphemes, reports of light or dark and of sizes.
var modes = []string{"7", "25", "1000", "1002", "1003", "1004", "1006", "1049", "2004", "2026", "2027", "2031", "2048"}

// The bounds of texts.
const (
	maxParameters = 256
	maxTitle      = 1 << 10
	maxLink       = 2100
	maxOptions    = 256 // of a picture
)

// allowed judges a whole sequence, and names its kind.
func allowed(seq []byte) (ok bool, kind string) {
	switch seq[1] {
	case '[':
		ok = allowedCSI(seq[2:])
	case ']':
		ok = allowedOSC(body(seq))
	case 'P':
		ok = allowedDCS(body(seq))
	case '_':
		ok = allowedAPC(body(seq))
	default: // save and restore the cursor, the keypad's modes, up a line
		ok = len(seq) == 2 && strings.IndexByte("78=>M", seq[1]) >= 0
	}
	if !ok {
		kind = kindOf(seq)
	}
	return ok, kind
}

// body is the text of a sequence without its introducer and terminator.
func body(seq []byte) []byte {
	seq = seq[2:]
	if b, bell := bytes.CutSuffix(seq, []byte{0x07}); bell {
		return b
	}
	return bytes.TrimSuffix(seq, []byte("\x1b\\"))
}

// common returns the length of the sequence that b begins with when it is of the commonest kinds, which pass whatever
// their numbers: looks, moves and erasures. It is 0 for every other, which has to be judged.
func common(b []byte) int {
	if len(b) < 3 || b[1] != '[' {
		return 0
	}
	n := 2
	for n < len(b) && n < maxParameters && parameters[b[n]] {
		n++
	}
	if n < len(b) && finals[b[n]] {
		return n + 1
	}
	return 0
}

func allowedCSI(seq []byte) bool {
	name, given := nameOfCSI(seq)
	wanted, known := controls[name]
	if !known || len(given) > maxParameters {
		return false
	}
	if wanted == nil {
		return parameters.holds(given)
	}
	for {
		one, rest, another := bytes.Cut(given, []byte(";"))
		if !contains(wanted, one) {
			return false
		}
		if !another {
			return true
		}
		given = rest
	}
}

// nameOfCSI parts a control sequence without its introducer.
func nameOfCSI(seq []byte) (name string, parameters []byte) {
	end := len(seq) - 1
	from := end
	for from > 0 && seq[from-1] >= 0x20 && seq[from-1] <= 0x2f {
		from--
	}
	parameters = seq[:from]
	if from == end && (from == 0 || seq[0] < '<' || seq[0] > '?') {
		return string(seq[end:]), parameters
	}
	prefix := ""
	if from > 0 && seq[0] >= '<' && seq[0] <= '?' {
		prefix, parameters = string(seq[:1]), seq[1:from]
	}
	return prefix + string(seq[from:]), parameters
}

// told is how newspane's messages to the desktop begin: elsewhere a number may be one of ConEmu's commands.
const told = "newspane: "

func allowedOSC(b []byte) bool {
	number, rest, _ := bytes.Cut(b, []byte(";"))
	switch string(number) {
	case "0", "2": // the title
		return len(rest) <= maxTitle && readable(rest)
	case "8":
		return allowedLink(rest)
	case "9": // progress, or a message of ours
		return bytes.HasPrefix(rest, []byte("4;")) && len(rest) <= 16 && parameters.holds(rest) || bytes.HasPrefix(rest, []byte(told)) && len(rest) <= maxTitle && readable(rest)
	case "99": // a message of ours, in kitty's way
		text, ours := bytes.CutPrefix(rest, []byte("i=newspane:d=1:p=body;"))
		return string(rest) == "i=newspane:d=0;newspane" || ours && len(text) <= maxTitle && readable(text)
	case "777": // and in rxvt's
		text, ours := bytes.CutPrefix(rest, []byte("notify;newspane;"))
		return ours && len(text) <= maxTitle && readable(text)
	case "10", "11", "12": // colours
		return len(rest) <= 64 && colours.holds(rest)
	case "110", "111", "112":
		return len(rest) == 0
	case "1337": // a picture on the screen, none that is a file to be kept
		how, data, ok := bytes.Cut(rest, []byte(":"))
		how, file := bytes.CutPrefix(how, []byte("File="))
		return ok && file && len(how) <= maxOptions && options.holds(bytes.ReplaceAll(how, []byte(";"), nil)) &&
			bytes.Contains(how, []byte("inline=1")) && !bytes.Contains(how, []byte("name=")) && base64.holds(data)
	case "52": // the clipboard is written, never read
		where, what, _ := bytes.Cut(rest, []byte(";"))
		return clipboards.holds(where) && base64.holds(what)
	}
	return false
}

// allowedLink judges a hyperlink's parameters and address.
func allowedLink(b []byte) bool {
	given, address, ok := bytes.Cut(b, []byte(";"))
	if !ok || len(given) > maxParameters || len(address) > maxLink || !options.holds(given) {
		return false
	}
	if len(address) == 0 {
		return true
	}
	return printed.holds(address) && (bytes.HasPrefix(address, []byte("https://")) || bytes.HasPrefix(address, []byte("http://")))
}

// allowedDCS judges requests for terminfo entries, and what tmux is to hand on: one sequence that itself passes.
func allowedDCS(b []byte) bool {
	if names, ok := bytes.CutPrefix(b, []byte("+q")); ok {
		return len(names) <= maxParameters && hex.holds(names)
	}
	if picture, ok := bytes.CutPrefix(b, []byte("0;1q")); ok {
		return sixels.holds(picture)
	}
	inner, ok := bytes.CutPrefix(b, []byte("tmux;"))
	if !ok {
		return false
	}
	inner = bytes.ReplaceAll(inner, []byte("\x1b\x1b"), []byte("\x1b"))
	if len(inner) < 2 || inner[0] != 0x1b || inner[1] == 'P' {
		return false
	}
	var s scanner
	end, v := s.run(inner, 0)
	if v != whole || end != len(inner) {
		return false
	}
	ok, _ = allowed(inner)
	return ok
}

// allowedAPC judges kitty's pictures: those whose data is in the sequence itself, none that names a file.
func allowedAPC(b []byte) bool {
	control, data, _ := bytes.Cut(b, []byte(";"))
	if len(control) == 0 || control[0] != 'G' || len(control) > maxOptions || !base64.holds(data) {
		return false
	}
	for option := range bytes.SplitSeq(control[1:], []byte(",")) {
		key, value, ok := bytes.Cut(option, []byte("="))
		if !ok || len(key) != 1 || !values.holds(key) || !values.holds(value) || key[0] == 't' && string(value) != "d" {
			return false
		}
	}
	return true
}

func contains(list []string, b []byte) bool {
	for _, s := range list {
		if s == string(b) {
			return true
		}
	}
	return false
}

// readable reports whether a text has nothing but what may stand on the screen.
func readable(b []byte) bool {
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if r < 0x20 || r == 0x7f || r >= 0x80 && !printable(r, size) {
			return false
		}
		b = b[size:]
	}
	return true
}

// kindOf names a sequence without what it holds.
func kindOf(seq []byte) string {
	if len(seq) < 2 {
		return "ESC"
	}
	switch seq[1] {
	case '[':
		if last := seq[len(seq)-1]; len(seq) > 2 && last >= 0x40 && last <= 0x7e {
			name, _ := nameOfCSI(seq[2:])
			return "CSI " + name
		}
		return "CSI"
	case ']':
		number, _, _ := bytes.Cut(body(seq), []byte(";"))
		if len(number) > 0 && len(number) <= 5 && digits.holds(number) {
			return "OSC " + string(number)
		}
		return "OSC"
	case 'P':
		return "DCS"
	case '_':
		return "APC"
	case '^':
		return "PM"
	case 'X':
		return "SOS"
	}
	return "ESC"
}
