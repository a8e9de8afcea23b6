package export

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const (
	maxName  = 80 // bytes of a file's name without its ending
	maxMarks = 4  // on one letter of it
)

// FileName makes a file's name of a title, without an ending: letters, digits and single hyphens in Unicode's composed
// form (NFC), at most 80 bytes, nothing that a shell, a file system or a person could take for something else.
// "article" when nothing is left, or a name that Windows keeps for a device.
func FileName(title string) string {
	var b strings.Builder
	gap, marks := false, 0
	for _, r := range norm.NFC.String(title) {
		if unicode.IsMark(r) {
			marks++
		} else {
			marks = 0
		}
		switch {
		case unseen(r), marks > maxMarks:
			continue
		case !fit(r), marks > 0 && (gap || b.Len() == 0): // a mark without its letter
			gap = b.Len() > 0
			continue
		}
		if b.Len()+len(string(r))+1 > maxName {
			break
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(r)
	}
	if name := norm.NFC.String(b.String()); name != "" && !isReserved(name) {
		return name
	}
	return "article"
}

// fit reports whether a rune may stand in a file's name.
func fit(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// unseen reports whether a rune is drawn as nothing: two names that differ in it alone look the same.
func unseen(r rune) bool {
	return unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector, unicode.Cf)
}

// isReserved reports whether Windows keeps a name for a device, whatever its ending, also when it is spelt in letters
// that its code pages fold into ASCII.
// See https://learn.microsoft.com/windows/win32/fileio/naming-a-file.
func isReserved(name string) bool {
	name = strings.ToLower(norm.NFKC.String(name))
	switch name {
	case "con", "prn", "aux", "nul", "conin", "conout", "clock":
		return true
	}
	port, isCom := strings.CutPrefix(name, "com")
	if !isCom {
		var isLpt bool
		if port, isLpt = strings.CutPrefix(name, "lpt"); !isLpt {
			return false
		}
	}
	return len(port) == 1 && port[0] >= '0' && port[0] <= '9'
}
