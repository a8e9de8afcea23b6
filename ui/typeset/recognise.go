package typeset

import (
	"encoding/json"
	"regexp"
	"strings"
	"sync"
)

// looked are the bytes of a block of code that are looked at to tell its language.
const looked = 4 << 10

// feature is what a language alone looks like: every pattern is found in the code.
type feature struct {
	lang     string
	patterns []string
}

// first are the features of what a block begins with; the first that fits tells the language.
var first = []feature{
	{"bash", []string{`\A#!.*\b(?:ba|z|k|da)?sh\b`}},
	{"python", []string{`\A#!.*\bpython`}},
	{"perl", []string{`\A#!.*\bperl\b`}},
	{"ruby", []string{`\A#!.*\bruby\b`}},
	{"javascript", []string{`\A#!.*\bnode\b`}},
	{"php", []string{`\A<\?php\b`}},
	{"xml", []string{`\A<\?xml\b`}},
	{"html", []string{`\A(?i:<!doctype html|<html)\b`}},
	{"diff", []string{`(?m)^--- \S.*\n\+\+\+ \S`}},
	{"diff", []string{`\Adiff --git `}},
	{"diff", []string{`(?m)^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@`}},
	{"bash-session", []string{`\A\$ [a-z./~]`}},
	{"html", []string{`(?s)\A<([a-z][a-z0-9-]*)(?:\s[^<>]*)?>.*</[a-z][a-z0-9-]*>\s*\z`}},
}

// alone are features of which those of one language only may fit: what two languages claim is plain.
var alone = []feature{
	{"go", []string{`(?m)^package [a-z]\w*$`}},
	{"go", []string{`(?m)^func (?:\(\w+ \*?[\w.\[\]]+\) )?\w+\([^:)]*\)[^:>]*\{$`}},
	{"rust", []string{`(?m)^\s*(?:pub )?fn \w+.*[{,(]$`, `let mut |-> |&str|\w::\w|println!|Vec<|impl `}},
	{"swift", []string{`(?m)^\s*func \w+\(.*\w: .*\).*\{$`, `(?m)^\s*(?:let|var|return) |-> `}},
	{"kotlin", []string{`(?m)^\s*(?:override |suspend |private |public )*fun \w+\(.*[{=]$`}},
	{"python", []string{`(?m)^\s*(?:async )?def \w+\(.*\)(?: -> .+)?:$`}},
	{"python", []string{`(?m)^from [\w.]+ import [\w(*]`}},
	{"python", []string{`(?m)^import \w[\w.]*(?: as \w+)?$`, `(?m)^\s*(?:print\(|for \w+ in .*:$|with .*:$|if .*:$|class \w+.*:$|\w+ = \w+\.\w+\()`}},
	{"c", []string{`(?m)^\s*#\s*include\s*[<"][\w./+-]+[>"]`}},
	{"java", []string{`(?m)^import (?:static )?[a-z]\w*(?:\.\w+)+(?:\.\*)?;$`}},
	{"java", []string{`(?m)^\s*(?:public |private |protected )(?:static |final |abstract )*(?:class|interface|enum|void|int|boolean|String|List<\w+>) \w+.*[{;]$`}},
	{"csharp", []string{`(?m)^using [A-Z][\w.]*;$`}},
	{"javascript", []string{`\bconsole\.(?:log|error)\(`}},
	{"javascript", []string{`(?m)^\s*(?:export )?(?:default )?(?:const|let|var|async|function|class)\b`, `=> |function\b.*\(.*\) \{|document\.|window\.|module\.exports|await |require\(['"]`}},
	{"javascript", []string{`(?m)^export (?:default )?(?:interface|type|const|function|class|async|enum)\b`}},
	{"javascript", []string{`(?m)^import .* from ['"][^'"]+['"];?$`}},
	{"sql", []string{`(?s)\A(?:--[^\n]*\n)*(?:WITH \w+ AS|SELECT\s.+\sFROM\s|INSERT INTO\s|CREATE (?:OR REPLACE |UNIQUE )*(?:TABLE|INDEX|VIEW|FUNCTION)\s|UPDATE \w+\s+SET\s|DELETE FROM\s|ALTER TABLE\s)`}},
	{"css", []string{`(?m)^(?:[.#:@*\[][\w-]|(?:html|body|a|p|h[1-6]|div|span|ul|ol|li|table|t[dhr]|img|pre|code|nav|header|footer|main|section|article|button|input)\b)[\w .#:>,()*="\[\]-]*\{$`, `(?m)^\s+[a-z-]+: ?[^;{}\n]+;$`, `(?m)^\}`}},
	{"docker", []string{`(?m)^FROM \S+`, `(?m)^(?:RUN|COPY|CMD|ENTRYPOINT|WORKDIR) `}},
	{"ruby", []string{`(?m)^\s*(?:def (?:self\.)?\w+[?!]?(?:\(.*\))?|class [A-Z]\w*(?: < [\w:]+)?|module [A-Z]\w*)$`, `(?m)^\s*end$`}},
	{"lua", []string{`(?m)^\s*local (?:function )?\w+`, `(?m)^\s*end\)?$`}},
	{"haskell", []string{`(?m)^\w+ :: .*(?:->|IO)`}},
	{"elixir", []string{`(?m)^\s*defmodule [\w.]+ do$`}},
	{"clojure", []string{`(?m)^\((?:defn|ns|def) `}},
	{"scheme", []string{`(?m)^\(define `}},
	{"ini", []string{`(?m)\A(?:[#;].*\n)*\[[\w.: "-]+\]\n`, `(?m)^[\w.-]+ ?= ?\S`}},
}

// refined are languages that grow out of another: what fits makes the first the second.
var refined = []struct{ from, to, pattern string }{
	{"c", "cpp", `\bstd::|\bcout\b|\btemplate ?<|\bnamespace \w|(?m)^\s*class \w`},
	{"c", "objective-c", `(?m)^@(?:interface|implementation|property)\b`},
	{"javascript", "typescript", `\w\??: (?:string|number|boolean|void|any|unknown)\b|(?m)^\s*(?:export )?(?:interface|type) [A-Z]\w*`},
	{"java", "csharp", `\{ get;|\bConsole\.Write|\bstring \w`},
}

// recogniser is the features, compiled.
type recogniser struct{ first, alone, refined [][]*regexp.Regexp }

// recognise compiles the features when code without a language is met for the first time.
var recognise = sync.OnceValue(func() *recogniser {
	compiled := func(patterns ...string) (all []*regexp.Regexp) {
		for _, p := range patterns {
			all = append(all, regexp.MustCompile(p))
		}
		return all
	}
	r := &recogniser{}
	for _, f := range first {
		r.first = append(r.first, compiled(f.patterns...))
	}
	for _, f := range alone {
		r.alone = append(r.alone, compiled(f.patterns...))
	}
	for _, f := range refined {
		r.refined = append(r.refined, compiled(f.pattern))
	}
	return r
})

// languageOf tells the language of code of which nobody says it, "" unless it is unmistakable: what is coloured wrongly
// is worse than what is plain.
func languageOf(code string) string {
	r := recognise()
	head := strings.TrimLeft(code[:min(len(code), looked)], " \n")
	for i, f := range first {
		if fits(r.first[i], head) {
			return f.lang
		}
	}
	if isJSON(code) {
		return "json"
	}
	if isYAML(head) {
		return "yaml"
	}
	lang := ""
	for i, f := range alone {
		if f.lang == lang || !fits(r.alone[i], head) {
			continue
		}
		if lang != "" {
			return ""
		}
		lang = f.lang
	}
	for i, f := range refined {
		if f.from == lang && fits(r.refined[i], head) {
			return f.to
		}
	}
	return lang
}

func fits(patterns []*regexp.Regexp, code string) bool {
	for _, p := range patterns {
		if !p.MatchString(code) {
			return false
		}
	}
	return true
}

// isJSON reports whether code is an object, or a list that holds more than numbers.
func isJSON(code string) bool {
	code = strings.TrimSpace(code)
	return code != "" && (code[0] == '{' || code[0] == '[') && strings.Contains(code, `"`) && json.Valid([]byte(code))
}

// isYAML reports whether every line is an entry, a member of a list or a remark, and one has others below it.
func isYAML(code string) bool {
	lines, nested := 0, false
	rest := strings.TrimSpace(code)
	for rest != "" {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' || line == "---" {
			continue
		}
		line, member := strings.CutPrefix(line, "- ")
		key, value, ok := strings.Cut(line+" ", ": ")
		if !ok && !member || ok && (strings.ContainsAny(key, " (){};") || key == "") {
			return false
		}
		lines++
		nested = nested || ok && strings.TrimSpace(value) == ""
	}
	return nested && lines > 2
}
