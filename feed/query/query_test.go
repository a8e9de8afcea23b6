package query

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

func TestCanonicalText(t *testing.T) {
	for typed, want := range map[string]string{
		"":                                  "",
		"  climate  change ":                `climate "change"`,
		"climate chan":                      "climate chan*",
		"warm* day ":                        `warm* "day"`,
		`"sea  level" rise `:                `"sea level" "rise"`,
		`"climate cha`:                      `"climate cha"*`,
		`climate"of warm`:                   `climate "of warm"*`,
		"-opinion":                          "-opinion",
		"NOT opinion x ":                    `-opinion "x"`,
		"--x ":                              `"--x"`,
		"a OR b c OR d ":                    `a OR b c OR "d"`,
		"(a OR b) c ":                       `(a OR b) "c"`,
		"((a b)) (c) ":                      `a b "c"`,
		"-(a OR b)":                         "-(a OR b)",
		"-(-a) ":                            `"a"`,
		"f(x) (g(y) h)":                     `"f(x)" "g(y)" "h"`,
		"title:xinjiang is:UNREAD":          "title:xinjiang is:unread",
		"Title:xin":                         "title:xin*",
		`feed:"AsiaNews" folder:World/Asia`: "feed:AsiaNews folder:World/Asia",
		`feed:"BBC News"`:                   `feed:"BBC News"`,
		"after:2022-06 before:7D":           "after:2022-06 before:7d",
		"minutes:>10 minutes:=3 score:<=-2": "minutes:>10 minutes:3 score:<=-2",
		"https://example.org/a ":            `link:"https://example.org/a"`,
		"Budget : le ":                      `Budget "le"`,
		"Budget: le ":                       `"Budget:" "le"`,
		"10:30 ":                            `"10:30"`,
		"AT&T - the c++ story ":             `AT&T the c++ "story"`,
		`"OR" "-x" `:                        `"OR" "-x"`,
		"smile :) ":                         `"smile"`,
		"a AND b ":                          `a "b"`,
		"中国 lang:ZH-hant":                   "中国 lang:zh-hant",
		"(is:unread OR -tag:asia) -is:read": "(is:unread OR -tag:asia) -is:read",
		"-war":                              "-war",
		"-war*":                             "-war*",
		"-tag:* tag:x*":                     `-tag:"*" tag:x`,
		"\xff ":                             "",
	} {
		e, err := Parse(typed)
		if typed == "\xff " {
			if err == nil {
				t.Errorf("%q has a word: %q", typed, e)
			}
			continue
		}
		if err != nil || e.String() != want {
			t.Errorf("%q is %q (%v), want %q", typed, e, err, want)
		}
	}
}

func TestErrorsSayThePlaceAndTheRemedy(t *testing.T) {
	for typed, want := range map[string]string{
		"europe titel:x": "unknown field 'titel' at 8: did you mean title?",
		"aquí titel:x":   "unknown field 'titel' at 6: did you mean title?",
		"zzz:x":          "unknown field 'zzz' at 1: put it in quotes to look for the word; fields are title: text: author: feed: folder: tag: is: has: after: before: minutes: lang: link: score:",
		"is:unraed":      "is: knows no 'unraed' at 4: did you mean unread?",
		"is:xyz":         "is: knows no 'xyz' at 4: is: takes unread, read, bookmarked, later, noted, new, hidden",
		"x has:pictures": "has: knows no 'pictures' at 7: has: takes image, audio, video, comments, note, highlight",
		"after:2022-13":  "'2022-13' is no date at 7: after: wants a date like 2022-06-01, 2022-06, 7d, yesterday or today",
		"minutes:>ten":   "'>ten' is no number at 9: minutes: wants a number like >10",
		"lang:x":         "'x' is no language at 6: lang: wants a code like de or pt-br",
		"a title: b":     "title: with nothing behind it at 3: title: wants words right after it",
		"feed: x":        "feed: with nothing behind it at 1: feed: wants the name of a feed right after it",
		"a (b c":         "'(' is not closed at 3: add ')'",
		"a ()":           "empty parentheses at 3: write something between them, or take them away",
		"OR b":           `OR with nothing before it at 1: write what else may be found, or "OR" in quotes for the word`,
		"(a OR ) b":      `OR with nothing behind it at 4: write what else may be found, or "OR" in quotes for the word`,
		"a OR":           `OR with nothing behind it at 3: write what else may be found, or "OR" in quotes for the word`,
		"a NOT":          `NOT with nothing behind it at 3: write what is not wanted, or "NOT" in quotes for the word`,
		"...":            "there is no word at 1: type letters or digits to look for",
	} {
		_, err := Parse(typed)
		if err == nil || err.Error() != want {
			t.Errorf("%q: %v\nwant %s", typed, err, want)
		}
	}
}

func TestWhatIsBeingTypedIsUnfinished(t *testing.T) {
	for typed, want := range map[string]bool{
		"title:": true, "is:unr": true, "is:unx": false, "a OR": true, "a OR ": true, "(a": true, "NOT ": true, "minutes:>": true,
		"after:20": true, "titel:x": false, "is:xyz a": false, "title: a": false, "after:x b": false, "OR a": false,
	} {
		_, err := Parse(typed)
		var qe *feed.QueryError
		if !errors.As(err, &qe) || qe.Unfinished != want {
			t.Errorf("%q: %v, unfinished %v, want %v", typed, err, qe != nil && qe.Unfinished, want)
		}
	}
}

func TestMomentsAreBeginnings(t *testing.T) {
	now := time.Date(2026, 3, 4, 15, 30, 0, 0, time.FixedZone("", 3600))
	for value, want := range map[string]string{
		"today": "2026-03-04T00:00:00+01:00", "yesterday": "2026-03-03T00:00:00+01:00", "2022": "2022-01-01T00:00:00+01:00",
		"2022-06": "2022-06-01T00:00:00+01:00", "2022-06-15": "2022-06-15T00:00:00+01:00", "12h": "2026-03-04T03:30:00+01:00",
		"7d": "2026-02-25T15:30:00+01:00", "2w": "2026-02-18T15:30:00+01:00", "3m": "2025-12-04T15:30:00+01:00", "1y": "2025-03-04T15:30:00+01:00",
	} {
		if got := (Term{Field: After, Value: value}).Moment(now).Format(time.RFC3339); got != want {
			t.Errorf("%s is %s, want %s", value, got, want)
		}
	}
	for _, bad := range []string{"", "7", "d", "-7d", "+7d", "99999d", "2022-6", "2022-02-30", "tomorrow"} {
		if m, ok := moment(bad, now); ok {
			t.Errorf("%q is %v", bad, m)
		}
	}
}

func TestAlternativesKeepWordsTogether(t *testing.T) {
	for typed, want := range map[string]string{
		"":                             "",
		"a b ":                         `a "b"`,
		"(a OR b) is:unread":           `a OR "b"; is:unread`,
		"a OR is:unread":               `"a" | is:unread`,
		"(a OR is:read) (b OR is:new)": `"a"; "b" | "a"; is:new | is:read; "b" | is:read; is:new`,
		"-(a is:read)":                 `not "a" | not is:read`,
		"-(is:new OR is:read)":         "not is:new; not is:read",
		"-(a OR -b) ":                  `not a OR -b`,
		"feed:x -folder:y":             "feed:x; not folder:y",
	} {
		e, err := Parse(typed)
		if err != nil {
			t.Fatal(err)
		}
		var lists []string
		for _, list := range e.Alternatives() {
			var parts []string
			for _, l := range list {
				parts = append(parts, map[bool]string{true: "not "}[l.Not]+l.Expr.String())
			}
			lists = append(lists, strings.Join(parts, "; "))
		}
		if got := strings.Join(lists, " | "); got != want {
			t.Errorf("%q spreads to %s, want %s", typed, got, want)
		}
	}
}

func TestTooMuchIsRefused(t *testing.T) {
	for name, typed := range map[string]string{
		"long": strings.Repeat("word ", 500), "words": strings.Repeat("a ", 41), "deep": strings.Repeat("(", 3000),
		"wide": strings.Repeat("(is:read OR a) ", 7), "nots": strings.Repeat("NOT ", 490), "dashes": strings.Repeat("-(", 100),
	} {
		if _, err := Parse(typed); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestTypedIsWhatStandsBeforeTheCursor(t *testing.T) {
	for text, want := range map[string]Typed{
		"":                  {Words, "", 0, 0},
		"cli|mate":          {Words, "cli", 0, 3},
		"a tit":             {Words, "tit", 2, 5},
		"a -(tit":           {Words, "tit", 4, 7},
		"title:xin":         {Title, "xin", 6, 9},
		`feed:"BBC Ne`:      {Feed, "BBC Ne", 5, 12},
		`feed:"BBC News" f`: {Words, "f", 16, 17},
		`-folder:`:          {Folder, "", 8, 8},
		`"a feed:x`:         {Words, "a feed:x", 0, 9},
		"zzz:x":             {Words, "zzz:x", 0, 5},
	} {
		at := strings.IndexByte(text, '|')
		if at < 0 {
			at = len(text)
		}
		if got := At(strings.Replace(text, "|", "", 1), at); got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}

func TestTheGuideIsInTheLanguage(t *testing.T) {
	said := map[Field]bool{}
	for _, g := range Guide() {
		e, err := Parse(g.Write)
		if err != nil {
			t.Errorf("%s: %v", g.Write, err)
		}
		e.Map(func(t Term) Term {
			said[t.Field] = true
			return t
		})
	}
	for _, f := range Fields() {
		if f != Before && f != Text && !said[f] {
			t.Errorf("the guide does not say %s:", f)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`a "b c" -d (e OR title:f*) is:unread`, "((-NOT", `title:"`, "minutes:>=-5 score:", "中国 -“x”", "a* *b* **",
		"https://x.org/(a)", "\xff\x00 \u2028OR", `f(x) g)y (h)i)`, "-(-(-a))", `"*"* a:"b`, "OR:x AND(b)", "lang:de-at Re: x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := Parse(text)
		var qe *feed.QueryError
		if err != nil {
			if !errors.As(err, &qe) || qe.At < 0 || qe.At > qe.End || qe.End > len(text) || qe.Problem == "" || qe.Remedy == "" {
				t.Fatalf("%q: %#v", text, err)
			}
			return
		}
		canonical := e.String()
		again, err := Parse(canonical)
		if err != nil || !reflect.DeepEqual(again, e) || again.String() != canonical {
			t.Fatalf("%q is %q, which is %q (%v)\n%+v\n%+v", text, canonical, again.String(), err, e, again)
		}
		if n := len(e.Alternatives()); n < 1 || n > maxAlternatives || n != e.alternatives(false) {
			t.Fatalf("%q has %d alternatives, counted %d", text, n, e.alternatives(false))
		}
		At(text, len(text)/2)
	})
}
