package main

import (
	"strings"
	"testing"
)

func TestServersAreToldWhatAsksThemAndWhatTheyCanDo(t *testing.T) {
	for _, c := range []struct{ version, contact, want string }{
		{"v1.2.3", "https://example.org/newspane", "newspane/1.2.3 (personal feed reader; +https://example.org/newspane)"},
		{"v1.2.3", "", "newspane/1.2.3 (personal feed reader; heeds 429, Retry-After, Cache-Control, 410)"},
		{"(devel)", "ann@example.org", "newspane/devel (personal feed reader; +ann@example.org)"},
		{"", "", "newspane/dev (personal feed reader; heeds 429, Retry-After, Cache-Control, 410)"},
		{"v0.0.0-20261125120000-0123456789ab+dirty", "x) evil (", "newspane/0.0.0-20261125120000-0123456789ab+dirty (personal feed reader; heeds 429, Retry-After, Cache-Control, 410)"},
		{"1.0", "https://a.example\r\nX-Evil: 1", "newspane/1.0 (personal feed reader; +https://a.example X-Evil: 1)"},
	} {
		if got := agent(c.version, c.contact); got != c.want {
			t.Errorf("%q, %q: %q, want %q", c.version, c.contact, got, c.want)
		}
	}
	if a := userAgent(); !strings.HasPrefix(a, "newspane/") || strings.Contains(a, "invalid") {
		t.Errorf("it calls itself %q", a)
	}
}
