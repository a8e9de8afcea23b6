package typeset

import (
	"strings"
	"testing"
)

func TestCodeThatCannotBeMistakenIsToldByItself(t *testing.T) {
	for _, c := range []struct{ lang, code string }{
		{"go", "func (s *setter) pop(pushed bool) {\n\tif pushed {\n\t}\n}"},
		{"go", "// Doc.\npackage main\n\nimport \"fmt\"\n"},
		{"rust", "fn main() {\n    let mut x: Vec<u8> = vec![1, 2];\n    println!(\"{:?}\", x);\n}"},
		{"rust", "impl Iterator for Tide {\n    type Item = u32;\n    fn next(&mut self) -> Option<u32> {\n        None\n    }\n}"},
		{"python", "import sys\nfrom os import path\n\ndef main(argv):\n    return None\n"},
		{"python", "import pandas as pd\n\ndata = pd.read_csv('tides.csv')\nprint(data)"},
		{"c", "#include <stdio.h>\n\nint main(void) { return 0; }"},
		{"cpp", "#include <iostream>\nint main() { std::cout << 1; }"},
		{"java", "import java.util.List;\n\npublic class Tide {\n}"},
		{"java", "public static void main(String[] args) {\n    System.out.println(1);\n}"},
		{"csharp", "using System;\n\nclass Tide { public string Name { get; set; } }"},
		{"javascript", "const tide = await fetch('/tide');\nconsole.log(tide);"},
		{"javascript", "import { tide } from './sea.js'\n"},
		{"javascript", "function high(t) {\n  return t.map(x => x * 2);\n}"},
		{"typescript", "export interface Tide {\n  height: number;\n}\nexport const f = (t: Tide) => t.height"},
		{"sql", "SELECT name, COUNT(*) FROM users WHERE age > 30\nGROUP BY name;"},
		{"css", ".tide {\n  color: blue;\n  margin: 0 auto;\n}"},
		{"json", `{"name": "newspane", "list": [1, 2, 3]}`},
		{"yaml", "services:\n  web:\n    image: nginx\n    ports:\n      - \"80:80\"\n"},
		{"diff", "--- a/file.c\n+++ b/file.c\n@@ -1,3 +1,3 @@\n-a\n+b"},
		{"bash-session", "$ tar xf foo.tar.gz && cd foo\n$ make\ncc -o foo foo.c"},
		{"bash", "#!/usr/bin/env bash\nset -e\n"},
		{"php", "<?php echo $tide; ?>"},
		{"xml", "<?xml version=\"1.0\"?>\n<feed/>"},
		{"html", "<p class=\"a\">Hello, <b>world</b></p>"},
		{"docker", "FROM debian:12\nRUN apt-get update\n"},
		{"ruby", "class Tide < Sea\n  def high?\n    true\n  end\nend"},
		{"lua", "local function high(t)\n  return t\nend"},
		{"haskell", "high :: Tide -> Bool\nhigh t = t > 2"},
		{"elixir", "defmodule Tide do\nend"},
		{"ini", "[Unit]\nDescription=Tides\n\n[Service]\nExecStart=/bin/tide"},
		{"kotlin", "fun main() {\n    val x = 1\n}"},
		{"swift", "func high(tide: Int) -> Bool {\n    let x = 1\n}"},
		{"clojure", "(defn high [t] (> t 2))"},
	} {
		if got := languageOf(c.code); got != c.lang {
			t.Errorf("%q: %q, want %q", c.code, got, c.lang)
		}
		if lexers().Get(c.lang) == nil {
			t.Errorf("no lexer is called %q", c.lang)
		}
		if len(Program{Code: c.code}.Highlight(t.Context())) == 0 {
			t.Errorf("%q stays plain", c.code)
		}
	}
}

func TestCodeThatMayBeAnythingStaysPlain(t *testing.T) {
	for _, code := range []string{
		"",
		"apt-get install newspane",
		"             total        used        free\nMem:       16316412     8129040     1204108",
		"Host: example.org\nAccept: */*\nUser-Agent: newspane",
		"  Tyger Tyger, burning bright,\n      In the forests of the night;",
		"Traceback (most recent call last):\n  File \"x.py\", line 3, in <module>\nValueError: no tide",
		"+-----+\n| sea |\n+-----+",
		"for whom the bell tolls; import of goods from Java",
		"Dear all,\n\nselect a date from the list: it is free.\n\nBye",
		"[1]",
		"[12:00] <anna> hello\n[12:01] <ben> hello",
		"x = 1",
		"-- \nRegards",
		"Subject: tides\nFrom: anna\nTo: ben\n\nHello",
		"10:00 Opening\n10:30 First talk: tides\n11:00 Break",
		"README.md\nsrc/\n  main.c\n  sea.h",
		"let x = 5",
		"1. import the goods\n2. export them",
		"function",
		"a < b && c > d",
		"2026-11-25T10:00:00Z INFO started: ok\n2026-11-25T10:00:01Z WARN tide: high",
		"while true; do :; done",
		"def main():\n    pass\n\nfn main() {\n    let mut x = 1;\n}",
	} {
		if got := languageOf(code); got != "" {
			t.Errorf("%q is taken for %s", code, got)
		}
	}
}

func TestTellingALanguageTakesNoLongerForLongCode(t *testing.T) {
	code := strings.Repeat("a b c d e f g\n", 1<<12)
	if n := testing.AllocsPerRun(5, func() { languageOf(code) }); n > 200 {
		t.Errorf("%v allocations", n)
	}
}
