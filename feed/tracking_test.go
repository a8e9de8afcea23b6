package feed

import "testing"

func TestOnlyParametersThatTrackAreTakenOutOfAnAddress(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.example/x":                                      "https://a.example/x",
		"https://a.example/x?utm_source=rss":                       "https://a.example/x",
		"https://a.example/x?id=1&utm_source=rss&page=2#part":      "https://a.example/x?id=1&page=2#part",
		"https://a.example/x?UTM_Medium=y#frag?utm_source=z":       "https://a.example/x#frag?utm_source=z",
		"https://a.example/x?%75tm_source=rss&fbclid=IwAR0&q=a+b":  "https://a.example/x?q=a+b",
		"https://a.example/x?at=12&tm=3&ref=home":                  "https://a.example/x?at=12&tm=3&ref=home",
		"https://a.example/x?next=https%3A%2F%2Fb%2F%3Futm_source": "https://a.example/x?next=https%3A%2F%2Fb%2F%3Futm_source",
		"": "",
	} {
		if got := WithoutTracking(address); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}
