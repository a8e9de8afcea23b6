package feed

import "testing"

func TestRuleActionsAreReadAndWritten(t *testing.T) {
	for typed, want := range map[string]string{
		"hide": "hide", "Tag:asia,score:+3, notify,": "tag asia, score +3, notify", "tag #To Read , score -12": "tag To Read, score -12",
		"READ,bookmark,later,score 5": "read, bookmark, later, score +5",
	} {
		a, err := ParseRuleActions(typed)
		if err != nil || RuleActions(a) != want {
			t.Errorf("%q is %q (%v), want %q", typed, RuleActions(a), err, want)
		}
		again, err := ParseRuleActions(RuleActions(a))
		if err != nil || RuleActions(again) != want {
			t.Errorf("%q is not read as it is written", want)
		}
	}
	for _, typed := range []string{"", " , ", "explode", "hide now", "tag", "score", "score x", "score 0", "score 1001", "tag\x1b[31m"} {
		if a, err := ParseRuleActions(typed); err == nil && typed != "tag\x1b[31m" {
			t.Errorf("%q is read as %q", typed, RuleActions(a))
		} else if typed == "tag\x1b[31m" && err == nil {
			t.Errorf("an escape sequence is a name: %q", RuleActions(a))
		}
	}
}

func TestAPreviewIsSaidInWords(t *testing.T) {
	p := RulePreview{Matches: 41, Of: 1203}
	for line, want := range map[string]string{
		"hide":                  "would have hidden 41 of 1,203 stored articles",
		"read, score -2":        "would have marked read and given -2 to the score of 41 of 1,203 stored articles",
		"tag asia, later, hide": "would have put the tag “asia” on, kept for later and hidden 41 of 1,203 stored articles",
	} {
		actions, err := ParseRuleActions(line)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Would(actions); got != want {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
	if got := (RulePreview{Matches: 1, Of: 1, Behind: 1234567}).Would(nil); got != "would have matched 1 of 1 stored article (1,234,567 are still being indexed)" {
		t.Error(got)
	}
}

func TestNoticesAreOneLine(t *testing.T) {
	list := []RuleNotice{{Clean("Xinjiang"), 3}, {Clean("Dams"), 1}}
	for n, want := range []string{"", "3 new articles match “Xinjiang”", "3 new articles match “Xinjiang”, 1 “Dams”"} {
		if got := NoticeOf(list[:n]); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := NoticeOf(list[1:]); got != "1 new article matches “Dams”" {
		t.Error(got)
	}
}
