package query

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"newspane/feed"
)

func (p *parser) unknownField(at int, name string) error {
	remedy := `put it in quotes to look for the word; fields are ` + fieldList()
	if n := nearest(name, fieldNames[1:]); n != "" {
		remedy = "did you mean " + n + "?"
	}
	return p.wrong(at, at+len(name), fmt.Sprintf("unknown field '%s'", name), remedy)
}

func fieldList() string {
	var names []string
	for _, f := range Fields() {
		names = append(names, f.String()+":")
	}
	return strings.Join(names, " ")
}

// check makes sure that the value of a term that begins at start is one that its field takes, and makes it canonical.
func (p *parser) check(t *Term, start int) error {
	name := t.Field.String()
	// Where the value stands: it ends where the parser is.
	at := min(start+len(name)+1, p.pos)
	if t.Field == Words || t.Field == Link && strings.HasPrefix(strings.ToLower(p.text[start:]), "http") {
		at = start
	}
	refuse := func(problem, remedy string) error {
		err := p.wrong(at, p.pos, problem, remedy)
		err.Unfinished = p.pos == len(p.text)
		return err
	}
	if t.Value == "" || t.worded() && !hasWord(t.Value) {
		at = start
		return refuse(name+": with nothing behind it", name+": wants "+wants[t.Field]+" right after it")
	}
	switch t.Field {
	case Is:
		return p.among(t, States(), refuse)
	case Has:
		return p.among(t, Things(), refuse)
	case Lang:
		t.Value = strings.ToLower(t.Value)
		if !isCode(t.Value) {
			return refuse(fmt.Sprintf("'%s' is no language", t.Value), "lang: wants "+wants[Lang])
		}
	case After, Before:
		t.Value = strings.ToLower(t.Value)
		if _, ok := moment(t.Value, time.Unix(0, 0)); !ok {
			return refuse(fmt.Sprintf("'%s' is no date", t.Value), name+": wants "+wants[After])
		}
	case Minutes, Score:
		if !number(t) {
			return refuse(fmt.Sprintf("'%s' is no number", t.Value), name+": wants "+wants[t.Field])
		}
		t.Value = ""
	}
	return nil
}

// wants says what the fields take.
var wants = [...]string{
	Words: "words", Title: "words", Text: "words", Author: "words of a name", Link: "a part of the address",
	Lang: "a code like de or pt-br", Feed: "the name of a feed", Folder: "the name of a folder", Tag: "a tag",
	Is: "unread, read, bookmarked, later, noted, new or hidden", Has: "image, audio, video, comments, note or highlight",
	After: "a date like 2022-06-01, 2022-06, 7d, yesterday or today", Before: "a date like 2022-06-01, 2022-06, 7d, yesterday or today",
	Minutes: "a number like >10", Score: "a number like >10",
}

// among makes sure that the value is one of the names.
func (p *parser) among(t *Term, names []string, refuse func(problem, remedy string) error) error {
	typed := t.Value
	if t.Value = strings.ToLower(typed); slices.Contains(names, t.Value) {
		return nil
	}
	remedy := t.Field.String() + ": takes " + strings.Join(names, ", ")
	if n := nearest(typed, names); n != "" {
		remedy = "did you mean " + n + "?"
	}
	err := refuse(fmt.Sprintf("%s: knows no '%s'", t.Field, typed), remedy)
	if qe, ok := err.(*feed.QueryError); ok { // "is:unr" is on its way, "is:xyz" is not
		qe.Unfinished = qe.Unfinished && slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(n, t.Value) })
	}
	return err
}

// number reads ">10", "<=5", "7", "-3".
func number(t *Term) bool {
	s := t.Value
	t.Sign = Equal
	for _, sign := range []Sign{AtMost, AtLeast, Less, More, Equal} {
		if rest, ok := strings.CutPrefix(s, string(sign)); ok {
			t.Sign, s = sign, rest
			break
		}
	}
	n, err := strconv.ParseInt(s, 10, 32)
	t.Number = int(n)
	return err == nil && !strings.HasPrefix(s, "+")
}

func isCode(s string) bool {
	for part := range strings.SplitSeq(s, "-") {
		if len(part) < 2 || len(part) > 8 || strings.ContainsFunc(part, func(r rune) bool {
			return (r < 'a' || r > 'z') && (r < '0' || r > '9')
		}) {
			return false
		}
	}
	return true
}
