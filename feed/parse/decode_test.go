package parse

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

var scripts = []struct {
	label    string
	encoding encoding.Encoding
	text     string
}{
	{"windows-1251", charmap.Windows1251, "Сегодня в столице открылась международная выставка книг"},
	{"koi8-r", charmap.KOI8R, "Сегодня в столице открылась международная выставка книг"},
	{"iso-8859-5", charmap.ISO8859_5, "Сегодня в столице открылась международная выставка книг"},
	{"windows-1250", charmap.Windows1250, "Příliš žluťoučký kůň úpěl ďábelské ódy na nádraží"},
	{"iso-8859-2", charmap.ISO8859_2, "Dziś rano w Łodzi otwarto nową wystawę książek i płyt"},
	{"windows-1252", charmap.Windows1252, "L’été dernier, où l’élève a reçu « très bien »"},
	{"iso-8859-15", charmap.ISO8859_15, "Das Geschäft kostet 5 €, schön wär das, Grüße"},
	{"windows-1253", charmap.Windows1253, "Σήμερα άνοιξε στην πρωτεύουσα η έκθεση βιβλίων"},
	{"windows-1254", charmap.Windows1254, "Bugün başkentte uluslararası kitap fuarı açıldı, çağrı yapıldı"},
	{"windows-1255", charmap.Windows1255, "היום נפתחה בעיר הבירה תערוכת הספרים הבינלאומית"},
	{"windows-1256", charmap.Windows1256, "افتتح اليوم في العاصمة معرض الكتاب الدولي الكبير"},
	{"windows-1257", charmap.Windows1257, "Šiandien sostinėje atidaryta tarptautinė knygų mugė"},
	{"windows-874", charmap.Windows874, "วันนี้เปิดงานแสดงหนังสือนานาชาติในเมืองหลวง"},
	{"shift_jis", japanese.ShiftJIS, "今日、首都で国際的な本の展示会が開かれました"},
	{"euc-jp", japanese.EUCJP, "今日、首都で国際的な本の展示会が開かれました"},
	{"iso-2022-jp", japanese.ISO2022JP, "今日、首都で国際的な本の展示会が開かれました"},
	{"gbk", simplifiedchinese.GBK, "今天首都举行了国际图书展览会，许多读者参加了开幕式"},
	{"big5", traditionalchinese.Big5, "今天首都舉行了國際圖書展覽會，許多讀者參加了開幕式"},
	{"euc-kr", korean.EUCKR, "오늘 수도에서 국제 도서 전시회가 열렸습니다"},
}

func encoded(t *testing.T, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := encoding.ReplaceUnsupported(e.NewEncoder()).Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func titleOf(t *testing.T, body []byte, contentType string) string {
	t.Helper()
	h := http.Header{}
	if contentType != "" {
		h.Set("Content-Type", contentType)
	}
	d, err := Parse(body, Options{Header: h})
	if err != nil || len(d.Items) != 1 {
		t.Errorf("Parse: %v", err)
		return ""
	}
	return d.Items[0].Title.String()
}

func TestEncodingsAreFoundByLabelAndWithout(t *testing.T) {
	undeclared := map[string]bool{"iso-8859-15": true} // the euro sign alone tells it from windows-1252
	for _, s := range scripts {
		doc := rssWith("<title>" + s.text + "</title>")
		for name, c := range map[string]struct{ declared, served string }{
			"declared": {s.label, ""}, "served": {"", s.label}, "declared, served as UTF-8": {s.label, "utf-8"},
			"declared as UTF-8": {"utf-8", ""}, "undeclared": {"", ""},
		} {
			if undeclared[s.label] && c.declared != s.label && c.served != s.label {
				continue
			}
			body := doc
			if c.declared != "" {
				body = `<?xml version="1.0" encoding="` + c.declared + `"?>` + doc
			}
			ct := ""
			if c.served != "" {
				ct = "text/xml; charset=" + c.served
			}
			if got := titleOf(t, encoded(t, s.encoding, body), ct); got != s.text {
				t.Errorf("%s %s: %q", s.label, name, got)
			}
		}
		if got := titleOf(t, []byte(`<?xml version="1.0" encoding="`+s.label+`"?>`+doc), "text/xml; charset="+s.label); got != s.text {
			t.Errorf("%s claimed, UTF-8 meant: %q", s.label, got)
		}
	}
}

func TestUnicodeIsFoundByMarkAndPattern(t *testing.T) {
	const text = "Łódź 東京 😀"
	for name, e := range map[string]encoding.Encoding{
		"UTF-16LE with mark": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "UTF-16BE with mark": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
		"UTF-16LE": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16BE": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
		"UTF-32LE with mark": utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), "UTF-32BE with mark": utf32.UTF32(utf32.BigEndian, utf32.UseBOM),
		"UTF-32LE": utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), "UTF-32BE": utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM),
	} {
		for _, label := range []string{"utf-16", "utf-8", "iso-8859-1"} {
			if got := titleOf(t, encoded(t, e, `<?xml version="1.0" encoding="`+label+`"?>`+rssWith("<title>"+text+"</title>")), ""); got != text {
				t.Errorf("%s, declared %s: %q", name, label, got)
			}
		}
	}
	if got := titleOf(t, encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), `{"items":[{"id":"1","title":"`+text+`"}]}`), ""); got != text {
		t.Errorf("JSON in UTF-16: %q", got)
	}
}

func TestStrayBytesDoNotSpoilUTF8(t *testing.T) {
	for in, want := range map[string]string{
		"Café caf\xe9 – news":          "Café café – news",
		"Łódź \x93quoted\x94 it\x92s":  "Łódź “quoted” it’s",
		"\xed\xa0\xbd\xed\xb8\x80 é é": "😀 é é",
		"C1 \u0093q\u0094 é":           "C1 “q” é",
	} {
		if got := titleOf(t, []byte(rssWith("<title>"+in+"</title>")), ""); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestEscapeSequencesAreDroppedWhole(t *testing.T) {
	for in, want := range map[string]string{
		"a\x1b[31mb": "ab", "a&#27;[31mb": "ab", "a&amp;#27;[31mb": "ab", "a\x1b]0;title\x07b": "ab", "a\x1b]52;c;x": "a",
	} {
		if got := titleOf(t, []byte(rssWith("<title>"+in+"</title>")), ""); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	d := mustParse(t, rssWith("<description>a\x1b[31mb &#27;[2J&lt;b&gt;c</description>"))
	if got := d.Items[0].Summary; got != "ab <b>c" {
		t.Errorf("body: %q", got)
	}
}

func TestDoublyCompressedBodiesAreRead(t *testing.T) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(rssWith("<title>zipped</title>"))); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if got := titleOf(t, b.Bytes(), ""); got != "zipped" {
		t.Errorf("%q", got)
	}
}

func TestHarmlessSeesEveryByteThatMatters(t *testing.T) {
	for at := range 20 {
		for _, bad := range []string{"\x00", "\x1b", "\x0b", "\u0085", "\ufeff", "\uffff"} {
			s := strings.Repeat("é", at/2) + strings.Repeat("x", at%2) + bad + strings.Repeat("y\n", 9)
			if harmless([]byte(s)) {
				t.Errorf("%q passes", s)
			}
		}
	}
	for _, good := range []string{"", "a", "Łódź 東京 😀 £ ¬ \u00a0", strings.Repeat("line\r\n\t", 9)} {
		if !harmless([]byte(good)) {
			t.Errorf("%q does not pass", good)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("<rss>é</rss>"), "utf-8")
	f.Add([]byte("\xff\xfe<\x00"), "iso-8859-1")
	f.Add([]byte("\xed\xa0\xbd\xed\xb8\x80\x1b$B"), "iso-2022-jp")
	f.Fuzz(func(t *testing.T, b []byte, label string) {
		h := http.Header{"Content-Type": {"text/xml; charset=" + label}}
		s, _ := decodeDocument(b, h)
		for _, r := range s {
			if !isText(r) && r != 0x1b && r != 0x07 && r < 0x10000 {
				t.Fatalf("%q lets %U through", b, r)
			}
		}
		if again := sanitize(s); again != s {
			t.Fatalf("not idempotent: %q, %q", s, again)
		}
		if strings.ToValidUTF8(s, "?") != s {
			t.Fatalf("no UTF-8: %q", s)
		}
	})
}
