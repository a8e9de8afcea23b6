package ui

import (
	"slices"
	"testing"

	"newspane/feed"
)

func TestARuleIsPreviewedBeforeItIsOnAndUndone(t *testing.T) {
	s := morning()
	d := start(t, s, 100, 30)
	d.Press("E f enter")
	d.Type("chip")
	d.Press("enter")
	wantShown(t, d, "what is done with articles like these")
	d.Type("bookm")
	d.Press("tab")
	d.Type("score +3")
	d.Press("enter")
	wantShown(t, d, "it would have matched 1 of 9 stored articles", "switch it on, and run it now", "The newest of them", "Chip export")
	if len(s.rules) != 0 {
		t.Fatal("the rule was made before it was confirmed")
	}
	d.Press("down enter")
	if len(s.rules) != 1 || !s.rules[0].On || feed.RuleActions(s.rules[0].Actions) != "bookmark, score +3" || s.rules[0].Query != "chip" {
		t.Fatalf("the rules are %+v", s.rules)
	}
	wantShown(t, d, "“chip” acted on 1 article")
	marked := func() bool {
		return slices.ContainsFunc(s.articles, func(a feed.Article) bool { return a.Bookmarked && a.Title.String()[:4] == "Chip" })
	}
	if !marked() {
		t.Error("the rule did not act")
	}
	d.Press("u")
	if len(s.rules) != 0 || marked() {
		t.Errorf("not undone: %+v", s.rules)
	}
	d.Press("ctrl+r")
	if len(s.rules) != 1 || !marked() {
		t.Errorf("not done again: %+v", s.rules)
	}
}

func TestRulesAreSwitchedMovedAndRemoved(t *testing.T) {
	s := morning()
	hide := []feed.RuleAction{{Verb: feed.RuleHide}}
	s.rules = []feed.SavedRule{{ID: 1, Name: feed.Clean("Dams"), Query: "dam", Actions: hide, On: true}, {ID: 2, Name: feed.Clean("Floods"), Query: "flood", Actions: hide, Acted: 7}}
	d := start(t, s, 80, 24)
	d.Press("E f")
	wantShown(t, d, "on   Dams", "off  Floods", "hide · 7 articles")
	d.Press("down enter")
	d.Type("move down")
	d.Press("enter")
	if s.rules[1].ID != 1 {
		t.Errorf("not moved: %+v", s.rules)
	}
	wantShown(t, d, "rules, in the order in which they act")
	d.Type("dams")
	d.Press("enter")
	d.Type("switch it off")
	d.Press("enter")
	if s.rules[1].On {
		t.Error("still on")
	}
	d.Press("E f down enter")
	d.Type("remove")
	d.Press("enter")
	if len(s.rules) != 1 {
		t.Errorf("not removed: %+v", s.rules)
	}
	d.Press("u")
	if len(s.rules) != 2 {
		t.Errorf("not undone: %+v", s.rules)
	}
}

func TestAWrongRuleIsToldInItsPrompt(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	d.Press("E f enter")
	d.Type("titel:x")
	s.wrong = &feed.QueryError{Query: "titel:x ", At: 0, End: 5, Problem: "unknown field 'titel'", Remedy: "did you mean title?"}
	d.Press("enter")
	wantShown(t, d, "^^^^^ unknown field 'titel': did you mean title?")
	s.wrong = nil
	d.Press("enter")
	d.Type("explode")
	d.Press("enter")
	wantShown(t, d, "no rule can “explode”")
}

func TestAKillWordMakesARuleForTheFeed(t *testing.T) {
	s := morning()
	d := start(t, s, 100, 24)
	d.Press("E w")
	wantShown(t, d, "word to hide in")
	d.Type("gossip")
	d.Press("enter")
	if len(s.rules) != 1 || s.rules[0].Query != ` title:"gossip"` || !s.rules[0].On {
		t.Fatalf("the rules are %+v", s.rules)
	}
	wantShown(t, d, "hidden from now on", "no stored article has it", "undoes")
	d.Press("u")
	if len(s.rules) != 0 {
		t.Error("not undone")
	}
	s.articles[1].Title = feed.Clean(`x title:"chips"`) // the shelf knows no language
	d.Press("E w")
	d.Type("chips")
	d.Press("enter")
	wantShown(t, d, "it would have hidden 1 of", "switch it on, and run it now")
	d.Press("enter")
	if len(s.rules) != 1 || !s.rules[0].On {
		t.Fatalf("the rules are %+v", s.rules)
	}
}

func TestWhyNamesTheRules(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	d.Press("E y")
	wantShown(t, d, "No rule has acted on this article")
	s.reasons = []feed.RuleReason{{Rule: feed.Clean("Dams"), Did: "score +5"}}
	d.Press("E y")
	wantShown(t, d, "Score +5: the rule “Dams” did: score +5.")
	s.reasons = append(s.reasons, feed.RuleReason{Rule: feed.Clean("Floods"), Did: "tag water, score +5"})
	d.Press("E y")
	wantShown(t, d, "why: score +10", "Dams", "tag water, score +5")
}

func TestRulesTellOfNewArticlesWhereTheReaderWantsIt(t *testing.T) {
	event := eventsGathered{events: []feed.Event{{Kind: feed.RulesTold, Notice: "3 new articles match “Xin\x1b[31mjiang”"}}}
	d := start(t, morning(), 80, 24, func(o *Options) { o.Notify = "terminal" })
	d.Send(event)
	wantShown(t, d, "3 new articles match “Xinjiang”.")
	if !slices.Contains(d.Raw, "\x1b]9;newspane: 3 new articles match “Xinjiang”\x07") {
		t.Errorf("the terminal was sent %q", d.Raw)
	}
	d = start(t, morning(), 80, 24, func(o *Options) { o.Notify = "off" })
	d.Send(event)
	if len(d.Raw) != 0 {
		t.Errorf("the terminal was sent %q", d.Raw)
	}
	var told []string
	d = start(t, morning(), 80, 24, func(o *Options) {
		o.Notify, o.Announce = "desktop", func(s string) error { told = append(told, s); return &feed.Error{Kind: feed.Broken} }
	})
	d.Send(event)
	if len(told) != 1 || len(d.Raw) != 0 {
		t.Errorf("the desktop was told %q, the terminal %q", told, d.Raw)
	}
	wantShown(t, d, "The desktop was not told")
}

func TestAShortPreviewSaysWhatWouldHaveBeenDone(t *testing.T) {
	s := morning()
	s.rules = []feed.SavedRule{{ID: 1, Name: feed.Clean("Chips"), Query: "chip", Actions: []feed.RuleAction{{Verb: feed.RuleHide}}}}
	d := start(t, s, 80, 24)
	d.Press("E f down enter down enter")
	wantShown(t, d, "it would have hidden 1 of 9 stored articles")
	d.Press("enter")
	if !s.rules[0].On {
		t.Error("the rule is not on")
	}
}

func TestARuleThatActsOnManyArticlesSaysHowFarItIsAndIsStopped(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	m := model(d)
	stopped := false
	m.stopRule = func() { stopped = true }
	d.Send(eventsGathered{events: []feed.Event{{Kind: feed.RuleRunning, Done: 3000, Total: 41000}}})
	wantShown(t, d, "The rule has come to 3000 of 41000 articles. esc stops it")
	d.Press("esc")
	if !stopped {
		t.Error("esc did not stop it")
	}
	run := &feed.RuleRun{Rule: 1, Acted: []feed.ID{1000}, Matches: 41000, Looked: 3000, Stopped: true,
		Marks: []feed.Mark{{Article: 1000, Key: feed.MarkHidden, On: true}}}
	m.saving++
	d.Send(changeSaved{change: change{label: "stopped", deed: changingRule{run: run}}})
	if m.stopRule != nil {
		t.Error("it can still be stopped")
	}
	d.Press("u")
	wantShown(t, d, "Undone: stopped")
	d.Send(eventsGathered{events: []feed.Event{{Kind: feed.RuleRunning, Done: 4000, Total: 41000}}})
	wantGone(t, d, "4000")
}

func TestAFeedGivesItsArticlesTags(t *testing.T) {
	s := morning()
	d := start(t, s, 100, 30)
	d.Press("E t")
	wantShown(t, d, "tags of what comes from The Guardian")
	d.Type("asia, #Long reads, ASIA")
	d.Press("enter")
	wantShown(t, d, "switch it on, and run it now")
	d.Press("enter")
	if len(s.rules) != 1 || feed.RuleActions(s.rules[0].Actions) != "tag asia, tag Long reads" || !s.rules[0].On {
		t.Fatalf("rules %+v", s.rules)
	}
	d.Press("E t")
	wantShown(t, d, "asia, Long reads,")
	d.Press("ctrl+u enter")
	if len(s.rules) != 0 {
		t.Errorf("rules %+v", s.rules)
	}
	d.Press("u")
	if len(s.rules) != 1 {
		t.Errorf("the undo left rules %+v", s.rules)
	}
}
