package main

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"newspane/feed"
	"newspane/feed/clean"
	"newspane/ui/text"
	"newspane/ui/typeset"
)

// FuzzOpener checks that whatever an address is, a browser is given one argument that is an http(s) address, or none.
func FuzzOpener(f *testing.F) {
	for _, s := range []string{"https://example.org/a?b=c#d", "javascript:alert(1)", "-oProxyCommand=x", "http://a b/", "https://example.org/$(touch${IFS}x);a&b|c", "https://\u202eexample.org/", "file:///etc/passwd", "//example.org", "https://é.example/ü", "https://[::1]/\x1b[m", "https://example.org/%s"} {
		f.Add(s, "firefox --new-tab %s")
		f.Add(s, "lynx")
	}
	f.Fuzz(func(t *testing.T, address, command string) {
		safe, err := outsideAddress(address)
		if err != nil {
			return
		}
		u, err := url.Parse(safe)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			t.Fatalf("%q became %q: %v", address, safe, err)
		}
		for _, c := range []byte(safe) {
			if c <= ' ' || c >= 0x7f || c == '\\' || c == '"' || c == '\'' || c == '`' {
				t.Fatalf("%q became %q", address, safe)
			}
		}
		words := commandWords(command)
		argv := arguments(command, safe)
		if n := len(argv); n != len(words) && n != len(words)+1 {
			t.Fatalf("%q of %d words became %q", command, len(words), argv)
		}
		if !slices.ContainsFunc(argv, func(a string) bool { return strings.Contains(a, safe) }) {
			t.Fatalf("%q does not give %q", argv, safe)
		}
	})
}

// FuzzConfig checks that any settings file is read or refused, with a message that fits a terminal.
func FuzzConfig(f *testing.F) {
	for _, s := range []string{"theme = \"dark\"\nmeasure = 70", "[keys]\nbookmark = \"B\"\npreset = \"vim\"", "[macros]\nr = [\"bookmark\", 3]", "keys = 3", "thme = 1", "= x", "measure = 1e999", "refresh = \"1h\"\nrefresh = \"2h\"", "\"\x1b[31m\" = 1", "a.b.c = 1\n[a]\nb = 2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := parseConfig("config.toml", s)
		if err == nil {
			if c.Measure < 40 || c.Measure > 100 || c.Theme == "" {
				t.Fatalf("%q became %+v", s, c)
			}
			return
		}
		if said := message(usage(err)); said == "" || uncleaned(said) != "" {
			t.Fatalf("%q is refused with %q", s, said)
		}
	})
}

// FuzzArticle checks that any HTML is set in lines of at most the width, with nothing in them that a terminal obeys.
func FuzzArticle(f *testing.F) {
	for _, s := range []string{"<p>one<p>two", "<table><tr><td colspan=1000>a<td>b</table>", "<ul><li><ol><li>x", "<pre>a\tb\x1b[31m</pre>", "<a href='javascript:x'>y</a>&#27;[0m", "<blockquote><h1>日本語</h1><img src=x alt='\u202ey'>", "<p>\u0301\u200b\u200d\u200d", strings.Repeat("<div>", 600) + "deep"} {
		f.Add(s, uint16(40))
		f.Add(s, uint16(1))
		f.Add(s, uint16(500))
	}
	f.Fuzz(func(t *testing.T, s string, w uint16) {
		width := int(w)%500 + 1
		doc := typeset.Set(clean.HTML(feed.HTML(s), "https://example.org/"), typeset.Options{Width: width, Numbers: true, First: 1})
		for line := range strings.SplitSeq(typeset.Plain(doc, false), "\n") {
			if n := text.Width(line); n > max(width, 2) {
				t.Fatalf("%q has %d cells, may have %d", line, n, width)
			}
			if bad := uncleaned(line); bad != "" {
				t.Fatalf("%q holds %s", line, bad)
			}
		}
	})
}

// uncleaned names the first thing in what a command printed that a terminal would obey or that reorders its line.
func uncleaned(s string) string {
	for i, c := range s {
		switch {
		case c == '\n', c == '\t':
		case c < 0x20, c >= 0x7f && c <= 0x9f, c == 0x2028, c == 0x2029, c >= 0x202a && c <= 0x202e,
			c >= 0x2066 && c <= 0x2069, c >= 0xe0000 && c <= 0xe007f, c == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			return fmt.Sprintf("%U in %.80q", c, s[max(0, i-20):])
		}
	}
	return ""
}

// FuzzTemplate checks that whatever an article is, a command of the reader's gets its words as arguments of its own: as
// many as the command has, none an option, and none in the script of a shell.
func FuzzTemplate(f *testing.F) {
	for _, s := range []string{"$(touch x)", "; touch x #", "-oProxyCommand=x", "a b\tc\nd", "%u%t", "\x00", "", "--", "`x`", "'\"\\"} {
		f.Add("post %u %t", s, s)
		f.Add("sh -c 'echo $1'", s, s)
		f.Add("buku-add", s, s)
	}
	f.Fuzz(func(t *testing.T, command, title, address string) {
		words := commandWords(command)
		if len(words) == 0 {
			return
		}
		argv := shareArguments(command, &feed.Article{Headline: feed.Headline{Link: address, Title: feed.Clean(title), Source: feed.Clean(title)}, Standfirst: feed.Clean(address)})
		script := slices.Index(words, "-c")
		switch n := len(argv); {
		case script >= 0 && script+1 < len(words):
			if !slices.Equal(argv[script:script+2], words[script:script+2]) || n != script+2+5 {
				t.Fatalf("%q became %q", command, argv)
			}
		case n != len(words) && n != len(words)+4:
			t.Fatalf("%q became %q", command, argv)
		}
		for i, arg := range argv {
			if strings.Contains(arg, "\x00") && !strings.Contains(command, "\x00") {
				t.Fatalf("%q holds a zero byte", argv)
			}
			if strings.HasPrefix(arg, "-") && (i >= len(words) || !strings.HasPrefix(words[i], "-")) {
				t.Fatalf("%q became %q, an option", command, argv)
			}
		}
	})
}
