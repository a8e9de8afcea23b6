package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestJSONHoldsNothingThatATerminalObeysAndMeansTheSame(t *testing.T) {
	in := map[string]string{"a\u009b31337m\u007f": "\x1b]0;PWNED\a\u0085\u202e\u2066\u2028\ufff9\U000e0041 é 石 👍🏽 <&> \ufffd", "plain": strings.Repeat("plain ", 1000)}
	var b strings.Builder
	if err := newJSON(&b).Encode(in); err != nil {
		t.Fatal(err)
	}
	if bad := uncleaned(b.String()); bad != "" {
		t.Errorf("it has %s", bad)
	}
	if !strings.Contains(b.String(), "é 石 👍🏽 <&>") {
		t.Errorf("what is harmless was changed: %.200s", b.String())
	}
	var out map[string]string
	if err := json.Unmarshal([]byte(b.String()), &out); err != nil || len(out) != 2 {
		t.Fatal(err)
	}
	for k, v := range in {
		if out[k] != v {
			t.Errorf("%q became %q", v, out[k])
		}
	}
}

func TestSettingsThatAreTooDeepAreRefusedWithTheirLine(t *testing.T) {
	for name, src := range map[string]string{
		"lists": "a = 1\nb = " + strings.Repeat("[", 1000), "tables": "a = 1\nb = " + strings.Repeat("{a=", 1000), "parts": "a = 1\n" + strings.Repeat("b.", 1000) + "b = 1",
		"header": "a = 1\n[" + strings.Repeat("b.", 1000) + "b]", "after strings": "a = '''[\n" + strings.Repeat("[", 100) + "'''" + strings.Repeat("b.", 1000),
	} {
		var values map[string]any
		if _, err := decodeTOML(src, &values); err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, src := range []string{
		"a = \"" + strings.Repeat("[.", 1000) + "\"", "a = '" + strings.Repeat("{.", 1000) + "'", "a = \"\"\"\n" + strings.Repeat("[.", 1000) + "\\\"\"\"\"", "# " + strings.Repeat("[.", 1000) + "\na = 1", strings.Repeat("a.b.c = [1.5, 2.5]\n[x]\n", 1),
		"a = [" + strings.Repeat("1.5,", 1000) + "]", "[services.a]\nb = \"[\"\n[services.b]\nc = ']'",
	} {
		var values map[string]any
		if _, err := decodeTOML(src, &values); err != nil {
			t.Errorf("%.40q: %v", src, err)
		}
	}
}
