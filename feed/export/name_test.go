package export

import (
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestFileNamesAreHarmless(t *testing.T) {
	for title, want := range map[string]string{
		"Coastal cities: a treaty!": "Coastal-cities-a-treaty", "../../etc/passwd": "etc-passwd", "-rf *": "rf",
		"": "article", "石破首相、会見": "石破首相-会見", "a\x00b\nc": "a-b-c", ".hidden": "hidden", strings.Repeat("ü", 90): strings.Repeat("ü", 39),
		"C:\\Windows\\System32": "C-Windows-System32", "a\u2044b\uff0fc\u2215d": "a-b-c-d", "name.txt:stream": "name-txt-stream", "trailing. ": "trailing",
		"Cafe\u0301": "Caf\u00e9", "\u0301\u0301": "article", "x \u0301y": "x-y", "Z" + strings.Repeat("\u0334", 50): "Z" + strings.Repeat("\u0334", maxMarks),
		"in\u200bvis\u202eible\u3164\U000e0041\ufe0f": "invisible", "\u3164\u115f": "article", "\xff\xfeab": "ab", "नमस्ते दुनिया": "नमस्ते-दुनिया",
	} {
		if got := FileName(title); got != want {
			t.Errorf("FileName(%q) = %q, want %q", title, got, want)
		}
	}
}

func TestNamesOfWindowsDevicesAreNoFileNames(t *testing.T) {
	for _, title := range []string{
		"CON", "con", "Prn", "AUX", "nul", "COM1", "com9", "LPT1", "lpt0", "COM0", "CONIN$", "CONOUT$", "CLOCK$", "NUL.", " nul ", "con:", "CON/",
		"ＣＯＮ", "ＣＯＭ１", "C\u200dON", "COM３", "N\ufe0fUL",
	} {
		if got := FileName(title); got != "article" {
			t.Errorf("FileName(%q) = %q", title, got)
		}
	}
	for title, want := range map[string]string{"Con man": "Con-man", "COM10": "COM10", "auxiliary": "auxiliary", "nul.txt": "nul-txt"} {
		if got := FileName(title); got != want {
			t.Errorf("FileName(%q) = %q, want %q", title, got, want)
		}
	}
}

// FuzzFileName checks that whatever a title is, a file of its name can be made in a directory, and lies there.
func FuzzFileName(f *testing.F) {
	for _, s := range []string{"Coastal cities: a treaty!", "../../etc/passwd", "-rf *", "CON", "com1.txt", "Cafe\u0301", "\u0301\u0301", "\xff\xfe", "a\x00b", "ＣＯＮ", "\u3164",
		strings.Repeat("\u0334", 99), strings.Repeat("é", 99), "\u1100\u1161\u11a8\u11a8", "x\u0327\u0301\u0316\u0334\u0335", "\ufb01\u01c4"} {
		f.Add(s)
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, title string) {
		name := FileName(title)
		switch {
		case name == "" || len(name) > maxName || !utf8.ValidString(name):
			t.Fatalf("%q became %q", title, name)
		case !norm.NFC.IsNormalString(name):
			t.Fatalf("%q became %q, which is not composed", title, name)
		case isReserved(name):
			t.Fatalf("%q became the device %q", title, name)
		case FileName(name) != name:
			t.Fatalf("%q became %q, that %q", title, name, FileName(name))
		}
		marks, last := 0, '-'
		for _, r := range name {
			if r != '-' && !fit(r) || unseen(r) || r == '-' && last == '-' {
				t.Fatalf("%q became %q", title, name)
			}
			if marks++; !unicode.IsMark(r) {
				marks = 0
			} else if last == '-' {
				t.Fatalf("%q became %q, a mark without a letter", title, name)
			}
			last = r
		}
		if last == '-' {
			t.Fatalf("%q became %q", title, name)
		}
		root, err := os.OpenRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer root.Close()
		for _, ending := range []string{".epub", "-10000.media", "-01234567.part.json"} {
			file, err := root.OpenFile(name+ending, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
			if err != nil {
				t.Fatalf("%q: %v", title, err)
			}
			if err := file.Close(); err != nil {
				t.Fatal(err)
			}
			if err := root.Remove(name + ending); err != nil {
				t.Fatal(err)
			}
		}
	})
}
