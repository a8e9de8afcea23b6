package main

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

func TestSettingsAreReadOverTheDefaults(t *testing.T) {
	c, err := parseConfig("config.toml", "measure = 72\nrefresh = \"2h\"\nmouse = false\n")
	if err != nil {
		t.Fatal(err)
	}
	want := defaultConfig()
	want.Measure, want.Refresh, want.Mouse = 72, 2*time.Hour, false
	if !reflect.DeepEqual(c, want) {
		t.Errorf("got %+v, want %+v", c, want)
	}
}

func TestWrongSettingsNameTheLineAndWhatIsAllowed(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      []string
	}{
		{"misspelt key", "mouse = true\nmeasrue = 70\n", []string{`c.toml:2: there is no setting "measrue"; did you mean "measure"?`}},
		{"unknown key", "frobnicate = 1\n", []string{`c.toml:1: there is no setting "frobnicate"; there are theme, measure`}},
		{"wrong type", "# a comment\n\nmeasure = \"wide\"\n", []string{`c.toml:3: measure cannot be "wide"; it is a whole number from 40 to 100`}},
		{"out of range", "measure = 7\n", []string{"c.toml:1: measure cannot be 7; it is a whole number from 40 to 100"}},
		{"not among the words", "theme = \"pink\"\n", []string{`c.toml:1: theme cannot be "pink"; it is "terminal", "dark", "light", "contrast" or "mono"`}},
		{"too often", "refresh = \"1m\"\n", []string{`c.toml:1: refresh cannot be "1m"`, "at least 15 minutes"}},
		{"proxy without scheme", "proxy = \"host:8080\"\n", []string{`c.toml:1: proxy cannot be "host:8080"`, "socks5://host:1080"}},
		{"proxy with a password", "proxy = \"http://ann:s3cr3t@host:8080\"\n", []string{`c.toml:1: proxy cannot be "…@host:8080"`, "proxy-auth"}},
		{"password itself", "proxy-auth = \"basic ann s3cr3t\"\n", []string{"c.toml:1: proxy-auth cannot be what is written there"}},
		{"too many at once", "per-host = 9\n", []string{"c.toml:1: per-host cannot be 9; it is a whole number from 1 to 8"}},
		{"none at once", "requests = 0\n", []string{"c.toml:1: requests cannot be 0"}},
		{"full text by chance", "full-text = \"maybe\"\n", []string{`c.toml:1: full-text cannot be "maybe"`}},
		{"misspelt proxy", "proxi = \"none\"\n", []string{`did you mean "proxy"?`}},
		{"table", "[mouse]\nwheel = 3\n", []string{"c.toml:1: mouse cannot be a table; it is true or false"}},
		{"dotted", "theme.dark = true\n", []string{"c.toml:1: theme cannot be a table"}},
		{"no TOML", "measure = \n", []string{"c.toml:1: "}},
		{"no TOML further down", "mouse = true\nhints = = 3\n", []string{"c.toml:2: "}},
		{"several", "a1 = 1\nmeasure = 1\n", []string{"c.toml:1: there is no", "c.toml:2: measure cannot"}},
		{"twice", "mouse = true\nmouse = false\n", []string{"c.toml:2: "}},
	} {
		_, err := parseConfig("c.toml", c.src)
		if err == nil {
			t.Errorf("%s: no error", c.name)
			continue
		}
		if strings.Contains(err.Error(), "s3cr3t") {
			t.Errorf("%s: the password is told: %v", c.name, err)
		}
		for _, w := range c.want {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%s: %q is not in %q", c.name, w, err)
			}
		}
	}
}

func TestDefaultsInTheTableAreTheDefaults(t *testing.T) {
	var src strings.Builder
	for _, s := range settings() {
		src.WriteString(s.key + " = " + s.value + "\n")
	}
	c, err := parseConfig("c.toml", src.String())
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(c, defaultConfig()) {
		t.Errorf("the table says %+v, the program %+v", c, defaultConfig())
	}
}

func TestDistanceCountsEdits(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"abc", "", 3}, {"kitten", "sitting", 3}, {"measrue", "measure", 2}, {"mouse", "mouse", 0}} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestTheNetworksSettingsAreRead(t *testing.T) {
	c, err := parseConfig("config.toml", "full-text = \"always\"\nuser-agent = \"Mine/1\"\nproxy = \"socks5://127.0.0.1:1080/\"\n"+
		"proxy-auth = \"basic ann env:PW\"\nper-host = 1\nrequests = 8\n")
	if err != nil {
		t.Fatal(err)
	}
	want := defaultConfig()
	want.Feeds = feed.Settings{FullText: feed.FullTextAlways, UserAgent: "Mine/1"}
	want.Proxy, want.ProxyAuth = "socks5://127.0.0.1:1080", feed.Login{Scheme: feed.Basic, Name: "ann", Secret: "env:PW"}
	want.PerHost, want.Requests = 1, 8
	if !reflect.DeepEqual(c, want) {
		t.Errorf("got %+v, want %+v", c, want)
	}
}
