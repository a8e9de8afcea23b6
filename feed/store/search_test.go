package store

import (
	"context"
	"errors"
	"strings"
	"testing"

	"newspane/feed"
)

func TestSearchKnowsLanguages(t *testing.T) {
	s, _ := library(t)
	id := follow(t, s, "https://example.org/feed", "")
	texts := []string{
		"Die Straße nach Zürich über den Fluß", "L'été à l'hôtel, garçon; cœur brisé", "Żółć gęślą jaźń w Łodzi", "Reykjavík: Þingvellir og Ísafjörður",
		"Президент России Ёлкин приехал", "Ο πρωθυπουργός στην Αθήνα ΛΌΓΟΣ", "İstanbul'da ılık bir gün", "Tiếng Việt và Đà Nẵng",
		"中国总理访问北京大学", "東京都で新しいデータベースが公開された", "한국어 신문을 읽습니다", "ประเทศไทยมีข่าวใหม่วันนี้",
		"أعلنَ الرئيسُ في القاهرة", "ראש הממשלה בירושלים שָׁלוֹם", "भारत के प्रधानमंत्री ने कहा", "ＦＵＬＬＷＩＤＴＨ ｶﾀｶﾅ text",
		"state-of-the-art C++ and node.js in 2026", "e\u0301cole de\u0301compose\u0301e soft\u00adhyphen",
	}
	var items []feed.Item
	for i, text := range texts {
		items = append(items, item(string(rune('a'+i)), i, string(rune('A'+i)), text))
	}
	save(t, s, id, items...)
	for search, want := range map[string]string{
		"strasse": "A", "Zurich": "A", "ZÜRICH": "A", "uber fluss": "A",
		"ete": "B", "hotel garcon": "B", "coeur": "B", "cœur": "B", `"été à"`: "B",
		"zolc gesla": "C", "lodzi": "C", "Łodz": "C", "thingvellir": "D", "isafjordur": "D",
		"елкин": "E", "ПРЕЗИДЕНТ РОССИИ": "E", "прези": "E", "αθηνα": "F", "λογος": "F", "πρωθυπουργος": "F",
		"istanbul": "G", "ilik": "G", "tieng viet": "H", "da nang": "H",
		"中国": "I", "北京": "I", "北京大学": "I", "学": "I", "访问 中国": "I", "京大学": "I",
		"東京": "J", "データ": "J", "新しい": "J", "ﾃﾞｰﾀ": "J", "신문": "K", "한국": "K",
		"ข่าว": "L", "الرئيس": "M", "القاهره": "M", "اعلن": "M", "בירושלים": "N", "שלום": "N",
		"प्रधानमंत्री": "O", "भारत": "O", "fullwidth": "P", "カタカナ": "P",
		"state-of-the-art": "Q", "node.js": "Q", "c++ 2026": "Q", "ecole": "R", "décomposée": "R", "softhyphen": "R",
	} {
		if got := strings.Join(titles(t, s, feed.Query{Search: search}, feed.Window{}), " "); got != want {
			t.Errorf("%q finds %q, want %q", search, got, want)
		}
	}
	for _, search := range []string{"国中", "大北", "京北", "стра", "zz", `"fluss nach"`, "प्रधान zz", "NEAR"} {
		if got := titles(t, s, feed.Query{Search: search}, feed.Window{}); len(got) != 0 {
			t.Errorf("%q finds %q", search, got)
		}
	}
}

func TestUnfinishedWords(t *testing.T) {
	s, _ := library(t)
	id := follow(t, s, "https://example.org/feed", "")
	save(t, s, id, item("a", 1, "Climate change", "of warming in Europe by EU"), item("b", 2, "Europa", "champion of climate"))
	for search, want := range map[string]string{
		"c": "[Climate change]", "eu": "[Climate change Europa]", "eu ": "[Climate change]", "warm": "[Climate change]",
		"climate ch": "[Climate change]", "climate champ": "[Europa]", "climate cha": "[Climate change]", `"change"`: "[Climate change]",
		`"climate cha`: "[Climate change]", `"chan"`: "[]", "champ ": "[]", `climate"of warm`: "[Climate change]", `climate"of warm"`: "[]",
	} {
		if got := titles(t, s, feed.Query{Search: search}, feed.Window{}); strings.Join(got, " ") != strings.Trim(want, "[]") {
			t.Errorf("%q finds %v, want %s", search, got, want)
		}
	}
}

func TestReindexFindsTheSame(t *testing.T) {
	path, c := keptLibrary(t)
	s := reopen(t, path, c)
	q := feed.Query{Search: `"title 7" many`}
	before := titles(t, s, q, feed.Window{})
	same(t, len(before), 3)
	ok(t, s.Reindex(t.Context()))
	same(t, titles(t, s, q, feed.Window{}), before)
}

func TestUpdatedTextReplacesTheOldInTheIndex(t *testing.T) {
	s, _ := library(t)
	id := follow(t, s, "https://example.org/feed", "")
	fresh := save(t, s, id, item("a", 1, "A", "former words"))
	same(t, titles(t, s, feed.Query{Search: "former"}, feed.Window{}), []string{"A"})
	save(t, s, id, item("a", 1, "A", "later words"))
	same(t, titles(t, s, feed.Query{Search: "former"}, feed.Window{}), []string{})
	same(t, titles(t, s, feed.Query{Search: "later"}, feed.Window{}), []string{"A"})
	ok(t, s.SavePage(t.Context(), fresh[0], PageCopy{URL: "https://example.org/a", Body: []byte("<p>"), Plain: "whole page of later words", Words: 5}))
	same(t, titles(t, s, feed.Query{Search: "whole page"}, feed.Window{}), []string{"A"})
	ok(t, s.Unsubscribe(t.Context(), id))
	same(t, titles(t, s, feed.Query{Search: "later"}, feed.Window{}), []string{})
}

// No search may be an error of SQL, whatever is typed.
func FuzzSearch(f *testing.F) {
	for _, s := range []string{"word", `"phrase of`, `a" OR "b`, "AND NOT NEAR(a b, 3)", "title:x", "a*", "^a", "{title}:b", "国", "\x00\xff", "'; DROP TABLE articles", "a\ue000b", "“x”", "-x", "+", "(((", "ﷺ ﬁ", "x\u0301\u0302",
		"-(a OR is:read) title:n* author:国 link:a.b/c lang:pt-br has:image feed:ex folder:fold minutes:>=1 after:2020 -before:1d score:0 is:hidden"} {
		f.Add(s)
	}
	s, _ := library(f)
	id := follow(f, s, "https://example.org/feed", "folder")
	save(f, s, id, item("a", 1, "some words", "國家 phrase of near or and not title ﷺ"))
	f.Fuzz(func(t *testing.T, text string) {
		for _, q := range []feed.Query{{Search: text}, {Search: text, Folder: "folder", Unread: true}, {Search: text, Bookmarked: true, Feed: id}} {
			_, err := s.Headlines(context.Background(), q, feed.Window{Limit: 10})
			var wrong *feed.QueryError
			if err != nil && !errors.As(err, &wrong) {
				t.Fatalf("%q: %v", text, err)
			}
		}
	})
}
