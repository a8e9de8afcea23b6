package feed

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// SavedRule says what is done with the articles that a query selects: with new ones when they come, with stored ones on
// demand. It acts once on an article; what the reader does with the article afterwards stays.
type SavedRule struct {
	ID      ID // 0 before it is saved
	Name    Text
	Query   string // canonical text of the query language
	Actions []RuleAction
	On      bool
	Acted   int // articles that it has acted on and that are stored; not saved with it
	Place   int // among the others, from the top; smaller acts earlier
}

// RuleVerb is a kind of thing that a rule does. Its value is the word for it.
type RuleVerb string

// What a rule may do.
const (
	RuleRead     RuleVerb = "read"
	RuleHide     RuleVerb = "hide" // the rules below do not see the article
	RuleBookmark RuleVerb = "bookmark"
	RuleLater    RuleVerb = "later"
	RuleTag      RuleVerb = "tag"
	RuleScore    RuleVerb = "score"
	RuleNotify   RuleVerb = "notify"
)

// RuleAction is one thing that a rule does.
type RuleAction struct {
	Verb  RuleVerb
	Tag   string // of RuleTag
	Score int    // of RuleScore: added to the scores that other rules give
}

// MaxScore is the most that one rule adds to the score of an article, or takes from it.
const MaxScore = 1000

// String is the action as it is written: "hide", "tag asia", "score +3".
func (a RuleAction) String() string {
	switch a.Verb {
	case RuleTag:
		return "tag " + a.Tag
	case RuleScore:
		return fmt.Sprintf("score %+d", a.Score)
	}
	return string(a.Verb)
}

// RuleActions writes actions in a line, parted by commas.
func RuleActions(actions []RuleAction) string {
	words := make([]string, len(actions))
	for i, a := range actions {
		words[i] = a.String()
	}
	return strings.Join(words, ", ")
}

// ParseRuleActions reads what [RuleActions] writes; "tag:asia" is "tag asia", and case does not count in the verbs. What
// cannot be read is told in a sentence for the reader.
func ParseRuleActions(line string) ([]RuleAction, error) {
	var actions []RuleAction
	for part := range strings.SplitSeq(line, ",") {
		part = Clean(strings.TrimSpace(part)).String()
		if part == "" {
			continue
		}
		a, err := parseRuleAction(part)
		if err != nil {
			return nil, err
		}
		actions = append(actions, a)
	}
	if len(actions) == 0 {
		return nil, errors.New("a rule does something: " + RuleLanguage)
	}
	return actions, nil
}

// RuleLanguage shows the actions that there are.
const RuleLanguage = "read, hide, bookmark, later, tag NAME, score +3, notify"

func parseRuleAction(s string) (RuleAction, error) {
	verb, rest := s, ""
	if i := strings.IndexAny(s, " :"); i >= 0 {
		verb, rest = s[:i], strings.TrimSpace(s[i+1:])
	}
	a := RuleAction{Verb: RuleVerb(strings.ToLower(verb))}
	switch a.Verb {
	case RuleRead, RuleHide, RuleBookmark, RuleLater, RuleNotify:
		if rest != "" {
			return a, fmt.Errorf("“%s” stands alone, without “%s”", verb, rest)
		}
	case RuleTag:
		a.Tag = strings.TrimLeft(rest, "#")
		if a.Tag == "" || len(a.Tag) > MaxTag {
			return a, errors.New("tag wants a name of at most 100 bytes: tag asia")
		}
	case RuleScore:
		n, err := strconv.Atoi(rest)
		if err != nil || n == 0 || n < -MaxScore || n > MaxScore {
			return a, fmt.Errorf("score wants a number from -%d to +%d: score +3", MaxScore, MaxScore)
		}
		a.Score = n
	default:
		return a, fmt.Errorf("no rule can “%s”; there are %s", s, RuleLanguage)
	}
	return a, nil
}

// RulePreview says what a rule would have done to the stored articles.
type RulePreview struct {
	Matches  int // articles that its query selects
	Of       int // articles that are stored and not hidden
	Behind   int // of them those whose words cannot be searched yet
	Examples []Headline
}

// Would says in words what a rule of these actions would have done: "would have hidden 41 of 1,203 stored articles".
func (p RulePreview) Would(actions []RuleAction) string {
	var done []string
	for _, a := range actions {
		switch a.Verb {
		case RuleTag:
			done = append(done, "put the tag “"+a.Tag+"” on")
		case RuleScore:
			done = append(done, fmt.Sprintf("given %+d to the score of", a.Score))
		default:
			done = append(done, participles[a.Verb])
		}
	}
	what := "matched"
	if n := len(done); n > 1 {
		what = strings.Join(done[:n-1], ", ") + " and " + done[n-1]
	} else if n == 1 {
		what = done[0]
	}
	noun := "articles"
	if p.Of == 1 {
		noun = "article"
	}
	s := fmt.Sprintf("would have %s %s of %s stored %s", what, thousands(p.Matches), thousands(p.Of), noun)
	if p.Behind > 0 {
		s += fmt.Sprintf(" (%s are still being indexed)", thousands(p.Behind))
	}
	return s
}

// participles are what was done by those verbs that stand alone.
var participles = map[RuleVerb]string{RuleRead: "marked read", RuleHide: "hidden", RuleBookmark: "bookmarked", RuleLater: "kept for later", RuleNotify: "told of"}

// thousands writes a number in groups of three: 1,203.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// RuleRun says what a rule did to stored articles, for undo.
type RuleRun struct {
	Rule    ID
	Matches int  // articles that its query selects
	Looked  int  // of them, those that it has come to: fewer when it was stopped
	Stopped bool // before it was through
	Behind  int  // articles whose words could not be searched yet
	Acted   []ID
	Marks   []Mark
	Tags    []Tagging
}

// RuleNotice says how many new articles a rule is to tell of.
type RuleNotice struct {
	Rule Text
	New  int
}

// NoticeOf tells of all of a refresh in one line; "" when there is nothing to tell.
func NoticeOf(notices []RuleNotice) string {
	var b strings.Builder
	for i, n := range notices {
		switch {
		case i > 0:
			fmt.Fprintf(&b, ", %d “%s”", n.New, n.Rule)
		case n.New == 1:
			fmt.Fprintf(&b, "1 new article matches “%s”", n.Rule)
		default:
			fmt.Fprintf(&b, "%d new articles match “%s”", n.New, n.Rule)
		}
	}
	return b.String()
}

// RuleReason says that a rule acted on an article.
type RuleReason struct {
	Rule Text
	Did  string // its actions then, as [RuleActions] writes them
}
