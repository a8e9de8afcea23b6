package reader

import (
	"fmt"
	"testing"

	"newspane/feed"
	"newspane/feed/store"
)

func (l *lab) rule(t *testing.T, name, query, actions string) feed.SavedRule {
	t.Helper()
	list, err := feed.ParseRuleActions(actions)
	if err != nil {
		t.Fatal(err)
	}
	r, err := l.SaveRule(t.Context(), feed.SavedRule{Name: feed.Clean(name), Query: query, Actions: list, On: true})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRulesActBeforeAnybodyIsTold(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/feed.xml", l.rss("Old"))
	sub := l.subscribe(t, "/feed.xml")
	l.check(t, sub.ID)
	l.rule(t, "Dams", "dam", "hide")
	l.rule(t, "Floods", "title:flood text:river", "read, notify, later")
	l.serve("/feed.xml", l.rss("Dam|a river", "Flood|the river rose", "Floodlight|no river", "Snow", "Old"))
	if r := l.check(t, sub.ID); r.New != 2 {
		t.Errorf("%d articles are news, want 2: one is hidden, one is read", r.New)
	}
	if got := l.titles(t); got != "Old Flood Floodlight Snow" {
		t.Errorf("listed are %s", got)
	}
	told, err := l.FinishRules(t.Context())
	if err != nil || len(told) != 1 || told[0] != (feed.RuleNotice{Rule: feed.Clean("Floods"), New: 1}) {
		t.Errorf("told is %v (%v)", told, err)
	}
	if n, _, err := l.Count(t.Context(), feed.Query{Later: true}); err != nil || n != 1 {
		t.Errorf("%d articles are to be read later (%v)", n, err)
	}
}

func TestManyNewArticlesAreRuledInTheBackgroundAndToldOnce(t *testing.T) {
	l := newLab(t, nil)
	const many = store.RuleBatch + 20
	var items []string
	for i := range many {
		items = append(items, fmt.Sprintf("Flood%d|x", i))
	}
	l.rule(t, "All", "x", "score +1, notify")
	l.serve("/a.xml", l.rss(items...))
	sub := l.subscribe(t, "/a.xml")
	l.Run(t.Context())
	if _, err := l.Refresh(t.Context(), sub.ID); err != nil {
		t.Fatal(err)
	}
	sum := 0
	for sum < many {
		var n int
		ev := l.await(t, feed.RulesTold)
		if _, err := fmt.Sscanf(ev.Notice, "%d new articles match “All”", &n); err != nil {
			t.Fatalf("%q: %v", ev.Notice, err)
		}
		sum += n
	}
	if n, _, err := l.Count(t.Context(), feed.Query{Search: "score:1"}); err != nil || n != many || sum != many {
		t.Errorf("%d have a score, %d were told of (%v); want %d", n, sum, err, many)
	}
}
