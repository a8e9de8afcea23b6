package feed

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestSettingsAreReadAsTheyAreWritten(t *testing.T) {
	var s Settings
	for _, kv := range [][2]string{{"full-text", "never"}, {"interval", "1h30m"}, {"paused", "on"}, {"user-agent", "Mine/1 (+https://me.example/)"},
		{"header", "x-one: 1"}, {"header", "X-Two: a: b"}, {"header", "X-One: 3"}, {"auth", "Basic  ann  command:pass show news"},
		{"proxy", "socks5://127.0.0.1:1080"}} {
		if err := s.Set(kv[0], kv[1]); err != nil {
			t.Errorf("%s %s: %v", kv[0], kv[1], err)
		}
	}
	want := Settings{FullText: FullTextNever, Interval: 90 * time.Minute, Paused: true, UserAgent: "Mine/1 (+https://me.example/)",
		Headers: "X-One: 3\nX-Two: a: b", Auth: Login{Basic, "ann", "command:pass show news"}, Proxy: "socks5://127.0.0.1:1080"}
	if s != want {
		t.Errorf("got  %+v\nwant %+v", s, want)
	}
	var again Settings
	for _, key := range SettingKeys() {
		for _, v := range s.Get(key) {
			if err := again.Set(key, v); err != nil {
				t.Errorf("%s %q: %v", key, v, err)
			}
		}
	}
	if again != s {
		t.Errorf("written and read again: %+v", again)
	}
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var stored Settings
	if err := json.Unmarshal(text, &stored); err != nil || stored != s {
		t.Errorf("stored as %s, read as %+v (%v)", text, stored, err)
	}
	for _, key := range SettingKeys() {
		if err := s.Set(key, ""); err != nil {
			t.Errorf("%s set back: %v", key, err)
		}
	}
	if s != (Settings{}) {
		t.Errorf("set back: %+v", s)
	}
	if text, err := json.Marshal(s); err != nil || string(text) != "{}" {
		t.Errorf("nothing set is stored as %s (%v)", text, err)
	}
}

func TestSettingsThatMakeNoSenseAreRefusedAndChangeNothingElse(t *testing.T) {
	for _, c := range [][2]string{
		{"interval", "1m"}, {"interval", "8d"}, {"interval", "-3d"}, {"interval", "soon"}, {"full-text", "yes"}, {"paused", "maybe"},
		{"user-agent", "a\r\nX: y"}, {"header", "X-One"}, {"header", "X One: 1"}, {"header", "Cookie: a=b"}, {"header", "Host: x"},
		{"header", "Authorization: Basic czNjcjN0"}, {"header", "X-Api-Key: s3cr3t"}, {"header", "X: é"}, {"auth", "digest a b"},
		{"auth", "basic ann hunter2"}, {"auth", "basic ann"}, {"auth", "basic a:b env:X"}, {"auth", "bearer"}, {"auth", "bearer env:"},
		{"auth", "header X y"}, {"auth", "header Cookie env:X"}, {"auth", "basic ann file:secret"}, {"auth", "none of it"},
		{"proxy", "ftp://x"}, {"proxy", "host:80"}, {"proxy", "http://ann:pw@host:80"}, {"colour", "red"},
	} {
		s := Settings{Interval: time.Hour}
		err := s.Set(c[0], c[1])
		if err == nil {
			t.Errorf("%s %q was taken: %+v", c[0], c[1], s)
			continue
		}
		if s != (Settings{Interval: time.Hour}) {
			t.Errorf("%s %q was refused, and changed %+v", c[0], c[1], s)
		}
		for _, secret := range []string{"hunter2", "s3cr3t", "czNjcjN0", "pw@"} {
			if strings.Contains(err.Error(), secret) {
				t.Errorf("%s: the error tells the secret: %v", c[0], err)
			}
		}
	}
}

func TestAHeaderWithoutAValueIsTakenAway(t *testing.T) {
	s := Settings{Headers: "X-One: 1\nX-Two: 2"}
	if err := s.Set("header", "x-one:"); err != nil || s.Headers != "X-Two: 2" {
		t.Errorf("%q, %v", s.Headers, err)
	}
}

func TestIntervalsAreWrittenShort(t *testing.T) {
	for d, want := range map[time.Duration]string{0: "", 5 * time.Minute: "5m", time.Hour: "1h", 90 * time.Minute: "1h30m",
		24 * time.Hour: "1d", 36 * time.Hour: "36h", 90 * time.Second: "1m30s"} {
		if got := FormatInterval(d); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
}
