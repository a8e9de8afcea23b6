package send

import (
	"encoding/json"
	"slices"
	"strings"
)

// maxWords is the most bytes of a service's words that are told.
const maxWords = 160

// wordFields are the fields of an answer in which services say what is wrong, the most telling first.
var wordFields = []string{"error_description", "errorMessage", "message", "detail", "error", "result_code", "title"}

// words finds what an answer says is wrong: in a field of its JSON, else as its text. A page of HTML says nothing.
func words(body []byte) string {
	var v any
	if json.Unmarshal(body, &v) != nil {
		s := strings.TrimSpace(string(body))
		if strings.HasPrefix(s, "<") {
			return ""
		}
		return cut(s)
	}
	fields, ok := v.(map[string]any)
	if !ok {
		return cut(firstText(v))
	}
	for _, name := range wordFields {
		if s := firstText(fields[name]); s != "" {
			return cut(s)
		}
	}
	var names []string
	for name := range fields { // {"url": ["Enter a valid URL."]}
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if s := firstText(fields[name]); s != "" {
			return cut(name + ": " + s)
		}
	}
	return ""
}

// firstText is v when it is a text, or the first text of a list or of a list's objects.
func firstText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		if len(v) > 0 {
			if o, ok := v[0].(map[string]any); ok {
				s, _ := o["message"].(string)
				return s
			}
			s, _ := v[0].(string)
			return s
		}
	}
	return ""
}

func cut(s string) string {
	if len(s) > maxWords {
		return strings.ToValidUTF8(s[:maxWords], "") + "…"
	}
	return s
}
