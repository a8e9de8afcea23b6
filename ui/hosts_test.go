package ui

import "testing"

func TestHostsThatCouldBeTakenForOthersAreShownAsPunycode(t *testing.T) {
	for address, want := range map[string]string{
		"https://www.example.org/a?b":               "example.org",
		"http://example.org:8080/":                  "example.org:8080",
		"https://bank.example@evil.example/":        "evil.example",
		"https://bücher.example/":                   "bücher.example",
		"https://xn--bcher-kva.example/":            "bücher.example",
		"https://аpple.example/":                    "xn--pple-43d.example", // Cyrillic а among Latin letters
		"https://%D0%B0pple.example/":               "xn--pple-43d.example",
		"https://раура.example/":                    "xn--80aa0cbo.example", // wholly Cyrillic below a Latin top
		"https://правда.рф/":                        "правда.рф",
		"https://paypaı.example/":                   "xn--paypa-r4a.example",
		"https://日本のニュース.example/":                  "日本のニュース.example",
		"https://뉴스.example/":                       "뉴스.example",
		"https://under_score.example/":              "under_score.example",
		"https://xn--0.example/":                    "xn--0.example",
		"://":                                       "",
		"https://ex\u200bample.example/":            "example.example",
		"https://[2001:db8::1]:80/":                 "[2001:db8::1]:80",
		"https://login.bank.example.evil.example/x": "login.bank.example.evil.example",
	} {
		if got := host(address); got != want {
			t.Errorf("host(%q) = %q, want %q", address, got, want)
		}
	}
}
