package parse

import "strings"

// person is an author as a feed names one.
type person struct{ name, email string }

// readPerson reads "Name <a@b>", "a@b (Name)", "Name (a@b)", "a@b" or a name. No author is lost: what is none of the
// forms is a name.
func readPerson(s string) person {
	if len(s) > maxPerson {
		s = s[:maxPerson]
	}
	s = strings.Join(strings.Fields(s), " ")
	if s == "" {
		return person{}
	}
	for _, pair := range []string{"<>", "()", "[]"} {
		if s[len(s)-1] != pair[1] {
			continue
		}
		if i := strings.LastIndexByte(s, pair[0]); i >= 0 {
			in, out := mailbox(s[i+1:len(s)-1]), strings.TrimSpace(s[:i])
			if in != "" {
				return person{name: unquote(out), email: in}
			}
		}
		if i := strings.IndexByte(s, pair[0]); i > 0 {
			if m := mailbox(s[:i]); m != "" {
				return person{name: unquote(strings.TrimSpace(s[i+1 : len(s)-1])), email: m}
			}
		}
	}
	if m := mailbox(s); m != "" {
		return person{email: m}
	}
	if i := strings.IndexByte(s, ' '); i > 0 { // a@b Name
		if m := mailbox(s[:i]); m != "" {
			return person{name: unquote(strings.TrimLeft(s[i:], " -,")), email: m}
		}
	}
	return person{name: unquote(s)}
}

// mailbox returns the address that s is, without "mailto:", or "".
func mailbox(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > 7 && strings.EqualFold(s[:7], "mailto:") {
		s = s[7:]
	}
	at := strings.IndexByte(s, '@')
	if at <= 0 || at == len(s)-1 || strings.Count(s, "@") != 1 || strings.ContainsAny(s, " \t\r\n<>()[]\",;") {
		return ""
	}
	return s
}

// unquote returns a name without the quotation marks or brackets that are around all of it.
func unquote(s string) string {
	if len(s) > 2 && s[0] == '(' && strings.IndexByte(s, ')') == len(s)-1 {
		s = strings.TrimSpace(s[1 : len(s)-1])
	}
	if len(s) > 1 && s[0] == '"' && s[len(s)-1] == '"' {
		return strings.TrimSpace(s[1 : len(s)-1])
	}
	return s
}
