package firewall

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/kitty"
)

// filtered returns what passes of s, and what was dropped.
func filtered(t testing.TB, s string) (string, int, string) {
	t.Helper()
	var out bytes.Buffer
	w := New(&out)
	if n, err := w.Write([]byte(s)); n != len(s) || err != nil {
		t.Fatalf("wrote %d of %d, %v", n, len(s), err)
	}
	n, first := w.Dropped()
	return out.String(), n, first
}

func picture() string {
	return ansi.KittyGraphics(bytes.Repeat([]byte("QUJD"), kitty.MaxChunkSize/4), "a=T", "U=1", "q=2", "f=100", "i=7", "c=10", "r=5", "m=1")
}

// ours are sequences that newspane sends.
var ours = []string{
	"plain text\r\n\tand tabs\b", "Zażółć 日本語 👩‍👩‍👧‍👦 é\u200d", "\u200e\u200f left and right marks", "\ufffd",
	"\x1b[m", "\x1b[1;38;2;255;0;10;4:3;58:2::1:2:3m", "\x1b[12;40H", "\x1b[3`", "\x1b[5d", "\x1b[J", "\x1b[1K", "\x1b[20X", "\x1b[7b", "\x1b[2;23r", "\x1b[4h\x1b[4l",
	"\x1b[?1049h", "\x1b[?25l", "\x1b[?2026h", "\x1b[?1002;1006l", "\x1b[?2027$p", "\x1b[?5W", "\x1b[c", "\x1b[>q", "\x1b[16t\x1b[14t", "\x1b[?u", "\x1b[>1u", "\x1b[<u", "\x1b[=4;1u", "\x1b[>4;2m",
	"\x1b[2 q", "\x1b7\x1b8\x1bM\x1b=\x1b>",
	ansi.SetWindowTitle("newspane — 日本"), ansi.SetHyperlink("https://example.org/a?b=c#d", "id=x1"), ansi.ResetHyperlink(),
	ansi.SetProgressBar(40), "\x1b]9;newspane: 3 new articles match “Xinjiang”\x07", "\x1b]777;notify;newspane;3 new; “Xinjiang”\x07", "\x1b]99;i=newspane:d=0;newspane\x1b\\\x1b]99;i=newspane:d=1:p=body;3 new; “Xinjiang”\x1b\\", ansi.TmuxPassthrough("\x1b]9;newspane: 3 new\x07"), ansi.ResetProgressBar, ansi.SetSystemClipboard("https://example.org/"), ansi.RequestForegroundColor, ansi.RequestBackgroundColor, ansi.SetBackgroundColor("#102030"),
	ansi.ResetBackgroundColor, ansi.ResetCursorColor, ansi.RequestTermcap("RGB", "Tc"), ansi.KittyGraphics([]byte("AAAA"), "i=31", "s=1", "v=1", "a=q", "t=d", "f=24"),
	picture(), ansi.TmuxPassthrough(picture()), ansi.KittyGraphics(nil, "a=d", "d=I", "q=2", "i=3"),
}

// foreign are sequences that newspane has no reason to send, with what of them is text and passes.
var foreign = []struct{ seq, rest, kind string }{
	{"\x1bc", "", "ESC"}, {"\x1b(0", "", "ESC"}, {"\x1b#8", "", "ESC"}, {"\x1b\x1b[m", "\x1b[m", "ESC"}, {"\x1b\\", "", "ESC"},
	{"\x1b[6n", "", "CSI n"}, {"\x1b[?1047h", "", "CSI ?h"}, {"\x1b[?25;9h", "", "CSI ?h"}, {"\x1b[20h", "", "CSI h"}, {"\x1b[21t", "", "CSI t"}, {"\x1b[5i", "", "CSI i"}, {"\x1b[?15n", "", "CSI ?n"},
	{"\x1b[!p", "", "CSI !p"}, {"\x1b[3\n1m", "\n1m", "CSI"}, {"\x1b[<1m", "", "CSI <m"}, {"\x1b[" + strings.Repeat("1;", 200) + "m", "", "CSI m"}, {"\x1b[>0c", "", "CSI >c"}, {"\x1b[s", "", "CSI s"},
	{"\x1b]0;a\x01b\x07", "", "OSC 0"}, {"\x1b]2;\u009b31m\x07", "", "OSC 2"}, {"\x1b]2;" + strings.Repeat("x", 2000) + "\x07", "", "OSC 2"}, {"\x1b]52;c;?\x07", "", "OSC 52"}, {"\x1b]52;s;QQ==\x07", "", "OSC 52"},
	{"\x1b]8;;javascript:alert(1)\x07", "", "OSC 8"}, {"\x1b]8;;file:///etc/passwd\x1b\\", "", "OSC 8"}, {"\x1b]8;;http://a b\x07", "", "OSC 8"}, {"\x1b]8;;https://é/\x07", "", "OSC 8"}, {"\x1b]8\x07", "", "OSC 8"},
	{"\x1b]9;hello\x07", "", "OSC 9"}, {"\x1b]9;2;a box\x07", "", "OSC 9"}, {"\x1b]9;newspane: \x01\x07", "", "OSC 9"}, {"\x1b]1337;File=x\x07", "", "OSC 1337"}, {"\x1b]777;notify;a;b\x07", "", "OSC 777"}, {"\x1b]777;notify;newspane;\x01\x07", "", "OSC 777"}, {"\x1b]777;precmd\x07", "", "OSC 777"}, {"\x1b]99;;a\x07", "", "OSC 99"}, {"\x1b]99;i=newspane:d=1:p=?;a\x07", "", "OSC 99"}, {"\x1b]99;i=newspane:d=0;a\x07", "", "OSC 99"}, {"\x1b]50;x\x07", "", "OSC 50"}, {"\x1b]4;1;red\x07", "", "OSC 4"}, {"\x1b]7;file://x\x07", "", "OSC 7"},
	{"\x1bPq#0;2;0\x1b\\", "", "DCS"}, {"\x1bP$qm\x1b\\", "", "DCS"}, {ansi.TmuxPassthrough("\x1b]52;c;?\x07"), "", "DCS"}, {ansi.TmuxPassthrough(ansi.TmuxPassthrough("\x1b[m")), "", "DCS"},
	{"\x1bPtmux;\x1b\x1b[m\x1b\x1bc\x1b\\", "", "DCS"}, {"\x1bPtmux;text\x1b\\", "", "DCS"},
	{"\x1b_Ga=T,t=f;L2V0Yy9wYXNzd2Q=\x1b\\", "", "APC"}, {"\x1b_Ga=T;not base 64\x1b\\", "", "APC"}, {"\x1b_PWNED\x1b\\", "", "APC"}, {"\x1b_G\x1b\\", "", "APC"}, {"\x1b^x\x1b\\", "", "PM"}, {"\x1bXx\x1b\\", "", "SOS"},
	{"\x1b]0;cut off\x1b[31m", "\x1b[31m", "OSC 0"}, {"\x1bPcut off\x1b[31m", "\x1b[31m", "DCS"},
	{"\a", "", "control"}, {"\x00", "", "control"}, {"\x0e", "", "control"}, {"\x7f", "", "control"}, {"\x1b", "", ""}, {"\u009b31m", "31m", "text"}, {"\x9b31m", "31m", "text"}, {"\xc3(", "(", "text"}, {"\u202eabc", "abc", "text"}, {"\u2066", "", "text"},
	{"\u2028", "", "text"}, {"\xe2\x80", "", ""}, {"\xed\xa0\x80", "", "text"},
}

func TestWhatNewspaneSendsPasses(t *testing.T) {
	for _, s := range append(ours, strings.Join(ours, "")) {
		if out, n, kind := filtered(t, s); out != s || n != 0 {
			t.Errorf("%.80q became %.80q, dropped %d (%s)", s, out, n, kind)
		}
	}
}

func TestForeignSequencesAreDroppedAndCounted(t *testing.T) {
	for _, c := range foreign {
		out, n, kind := filtered(t, "before "+c.seq+"\x1b[32mafter")
		want := "before " + c.rest + "\x1b[32mafter"
		switch {
		case c.kind == "": // it begins what follows it, or is no character yet
			if n == 0 {
				t.Errorf("%q: dropped %d (%s)", c.seq, n, kind)
			}
		case out != want || n == 0 || kind != c.kind:
			t.Errorf("%.60q: passed %.80q, dropped %d %q; want %.80q and %q", c.seq, out, n, kind, want, c.kind)
		}
	}
}

func TestSplitWritesPassAsOne(t *testing.T) {
	all := strings.Join(ours, "")
	for _, c := range foreign {
		all += c.seq + "text"
	}
	want, dropped, _ := filtered(t, all)
	for _, size := range []int{1, 2, 3, 7, 100, 5000} {
		var out bytes.Buffer
		w := New(&out)
		for rest := []byte(all); len(rest) > 0; {
			n := min(size, len(rest))
			if m, err := w.Write(rest[:n]); m != n || err != nil {
				t.Fatalf("wrote %d of %d, %v", m, n, err)
			}
			rest = rest[n:]
		}
		if n, _ := w.Dropped(); out.String() != want || n != dropped {
			t.Errorf("by %d: passed %d bytes and dropped %d, want %d and %d", size, out.Len(), n, len(want), dropped)
		}
	}
}

func TestEndlessSequencesTakeNoMemory(t *testing.T) {
	var out bytes.Buffer
	w := New(&out)
	chunk := bytes.Repeat([]byte("A"), 64<<10)
	for range 256 {
		if _, err := w.Write(append([]byte("\x1b]52;c;"), chunk...)); err != nil {
			t.Fatal(err)
		}
		for range 8 {
			if _, err := w.Write(chunk); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := w.Write([]byte("\x1b[31mgoes on")); err != nil {
		t.Fatal(err)
	}
	if n, kind := w.Dropped(); out.String() != "\x1b[31mgoes on" || n != 256 || kind != "OSC 52" || cap(w.held)+cap(w.out) > 1<<20 {
		t.Errorf("passed %.60q, dropped %d %q, holds %d", out.String(), n, kind, cap(w.held)+cap(w.out))
	}
}

func TestWhatIsWholeReachesTheTerminalInOneWrite(t *testing.T) {
	var sizes []int
	w := New(writerFunc(func(b []byte) (int, error) {
		sizes = append(sizes, len(b))
		return len(b), nil
	}))
	for _, s := range []string{"a\x1b[31mb", "\x1b[3", "1mtext\x07more"} {
		if _, err := w.Write([]byte(s)); err != nil {
			t.Fatal(err)
		}
	}
	if len(sizes) != 2 || sizes[0] != 7 || sizes[1] != 13 {
		t.Errorf("writes of %v bytes", sizes)
	}
}

func TestAFailingTerminalIsTold(t *testing.T) {
	gone := errors.New("gone")
	w := New(writerFunc(func([]byte) (int, error) { return 0, gone }))
	if _, err := w.Write([]byte("text")); !errors.Is(err, gone) {
		t.Errorf("error is %v", err)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }

// FuzzFirewall checks that what passes would pass again whole, however it was split, and that text is not lost.
func FuzzFirewall(f *testing.F) {
	for _, s := range ours {
		f.Add([]byte(s), uint8(3))
	}
	for _, c := range foreign {
		f.Add([]byte(c.seq+"x"+c.rest), uint8(1))
	}
	f.Fuzz(func(t *testing.T, b []byte, size uint8) {
		whole, dropped, _ := filtered(t, string(b))
		var out bytes.Buffer
		w := New(&out)
		for rest := b; len(rest) > 0; {
			n := min(int(size)%16+1, len(rest))
			if _, err := w.Write(rest[:n]); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		if n, _ := w.Dropped(); out.String() != whole || n != dropped {
			t.Fatalf("split: %q (%d dropped); whole: %q (%d)", out.String(), n, whole, dropped)
		}
		if again, n, kind := filtered(t, whole); again != whole || n != 0 {
			t.Fatalf("%q passed, but then %d of it did not (%s): %q", whole, n, kind, again)
		}
		if dropped == 0 && !strings.HasPrefix(string(b), whole) {
			t.Fatalf("%q became %q", b, whole)
		}
	})
}

// BenchmarkFrame filters a screen of 200 by 60 cells whose every word is coloured.
func BenchmarkFrame(b *testing.B) {
	var frame bytes.Buffer
	for row := range 60 {
		frame.WriteString(ansi.CursorPosition(1, row+1))
		for range 25 {
			frame.WriteString("\x1b[38;2;120;130;140mwörd x\x1b[m ")
		}
	}
	w := New(writerFunc(func(b []byte) (int, error) { return len(b), nil }))
	b.SetBytes(int64(frame.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := w.Write(frame.Bytes()); err != nil {
			b.Fatal(err)
		}
	}
}

func TestPicturesOfPixelsPassAndFilesDoNot(t *testing.T) {
	for seq, want := range map[string]bool{
		"\x1bP0;1q\"1;1;4;6#0;2;0;0;0#0!4~$-\x1b\\":                true,
		"\x1bP0;1q\x07\x1b\\":                                      false,
		"\x1bP$qm\x1b\\":                                           false,
		"\x1b]1337;File=size=3;width=4;height=2;inline=1:AAAA\x07": true,
		"\x1b]1337;File=name=eA==;size=3;inline=1:AAAA\x07":        false,
		"\x1b]1337;File=size=3:AAAA\x07":                           false, // it would be kept in a folder
		"\x1b]1337;SetUserVar=a=b\x07":                             false,
		"\x1b[8l":                                                  true, "\x1b[8h": true, "\x1b[4;8l": true, "\x1b[12l": false,
	} {
		var out bytes.Buffer
		w := New(&out)
		if _, err := w.Write([]byte(seq)); err != nil {
			t.Fatal(err)
		}
		if passed := out.String() == seq; passed != want {
			t.Errorf("%q: %v, let through %q", seq, passed, out.String())
		}
	}
}
