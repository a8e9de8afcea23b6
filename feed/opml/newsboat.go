package opml

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// newsboatQuery translates a filter expression of newsboat ("Filter Language" in its manual) to the query language. An
// error says what has no counterpart.
func newsboatQuery(expr string) (string, error) {
	p := filterParser{words: filterWords.FindAllString(expr, -1)}
	if len(p.words) > 200 {
		return "", errors.New("is too long")
	}
	q, err := p.or()
	if err == nil && p.at < len(p.words) {
		err = fmt.Errorf("cannot be read at %q", cut(p.words[p.at]))
	}
	return q, err
}

// filterWords are the words of an expression: texts, operators, parentheses, names and numbers.
var filterWords = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'[^']*'|==|!=|=~|!~|!#|<=|>=|[=#<>()]|[^\s()=!#<>"']+|\S`)

type filterParser struct {
	words []string
	at    int
	depth int
}

func (p *filterParser) peek() string {
	if p.at < len(p.words) {
		return p.words[p.at]
	}
	return ""
}

func (p *filterParser) next() string {
	w := p.peek()
	p.at++
	return w
}

func (p *filterParser) or() (string, error)  { return p.chain("or", " OR ", p.and) }
func (p *filterParser) and() (string, error) { return p.chain("and", " ", p.term) }

func (p *filterParser) chain(word, sign string, part func() (string, error)) (string, error) {
	var parts []string
	for {
		s, err := part()
		if err != nil {
			return "", err
		}
		parts = append(parts, s)
		if !strings.EqualFold(p.peek(), word) {
			break
		}
		p.at++
	}
	q := strings.Join(parts, sign)
	if sign == " OR " && len(parts) > 1 {
		q = "(" + q + ")"
	}
	return q, nil
}

// term is a comparison, or an expression in parentheses.
func (p *filterParser) term() (string, error) {
	if p.peek() == "(" {
		if p.depth++; p.depth > 20 {
			return "", errors.New("has too many parentheses")
		}
		p.at++
		q, err := p.or()
		if err == nil && p.next() != ")" {
			err = errors.New("has an open parenthesis")
		}
		return q, err
	}
	name, op, value := strings.ToLower(p.next()), p.next(), strings.Trim(p.next(), `"'`)
	if name == "" || op == "" || value == "" && name != "tags" {
		return "", errors.New("ends in the middle")
	}
	return compared(name, op, strings.ReplaceAll(value, `\"`, `"`))
}

// compared translates a comparison.
func compared(name, op, value string) (string, error) {
	not := ""
	if strings.HasPrefix(op, "!") {
		not = "-"
	}
	field := map[string]string{"title": "title", "content": "text", "author": "author", "link": "link", "feedtitle": "feed", "rssurl": "feed", "feedlink": "feed", "tags": "folder"}[name]
	switch {
	case name == "unread":
		if (value == "yes") == (not == "") {
			return "is:unread", nil
		}
		return "is:read", nil
	case name == "age":
		return aged(op, value)
	case name == "flags":
		return "", errors.New("asks for flags, which are bookmarks and tags here")
	case field == "":
		return "", fmt.Errorf("asks for %q, which has no counterpart", cut(name))
	case (op == "=~" || op == "!~") && strings.ContainsAny(value, `\^$*+?[](){}|`):
		return alternatives(field, not, value)
	case strings.ContainsAny(op, "<>"):
		return "", fmt.Errorf("compares %s by size", name)
	}
	return not + field + ":" + quoteWords(value), nil
}

// alternatives translates a regular expression that only lists words: (a|b|c).
func alternatives(field, not, value string) (string, error) {
	words := strings.Split(strings.TrimSuffix(strings.TrimPrefix(value, "("), ")"), "|")
	var parts []string
	for _, w := range words {
		if w = strings.TrimSpace(w); w == "" || strings.ContainsAny(w, `\^$*+?[](){}`) {
			return "", fmt.Errorf("has the regular expression %q", cut(value))
		}
		parts = append(parts, field+":"+quoteWords(w))
	}
	q := strings.Join(parts, " OR ")
	if len(parts) > 1 || not != "" {
		q = "(" + q + ")"
	}
	return not + q, nil
}

// aged translates an age in days.
func aged(op, value string) (string, error) {
	days := regexp.MustCompile(`^\d{1,4}$`)
	low, high, between := strings.Cut(value, ":")
	switch {
	case op == "between" && between && days.MatchString(low) && days.MatchString(high):
		if low == "0" {
			return "after:" + high + "d", nil
		}
		return "after:" + high + "d before:" + low + "d", nil
	case !days.MatchString(value):
	case op == "<" || op == "<=":
		return "after:" + value + "d", nil
	case op == ">" || op == ">=":
		return "before:" + value + "d", nil
	}
	return "", fmt.Errorf("has the age %s %q", op, cut(value))
}

// quoteWords writes a value of a field.
func quoteWords(s string) string {
	if strings.ContainsAny(s, ` "():`) || strings.HasPrefix(s, "-") {
		return `"` + strings.ReplaceAll(s, `"`, "") + `"`
	}
	return s
}
