package main

import (
	"reflect"
	"strings"
	"testing"

	"newspane/feed"
)

func TestEachKindOfMediaHasItsPlayer(t *testing.T) {
	c, err := parseConfig("config.toml", "[player]\naudio = \"true --sound\"\n\"video/mp4\" = \"true --film %s --loud\"\n")
	if err != nil {
		t.Fatal(err)
	}
	for kind, want := range map[string]string{
		"audio/mpeg": "true --sound", "Audio/OGG; codecs=opus": "true --sound", "video/mp4": "true --film %s --loud", "video/webm": "mpv --save-position-on-quit", "application/pdf": "", "": "",
	} {
		if got := c.player(kind); got != want {
			t.Errorf("%q is played by %q, want %q", kind, got, want)
		}
	}
	var beside []string
	o := &outside{app: &App{Config: c}, env: []string{"DISPLAY=:0", "API_TOKEN=s3cr3t"}}
	o.browser = &browser{start: func(argv, env []string) error {
		if strings.Contains(strings.Join(env, " "), "s3cr3t") {
			t.Error("a player gets a secret")
		}
		beside = argv
		return nil
	}}
	play, err := o.Play(t.Context(), feed.Enclosure{URL: "https://pod.example/1.mp3?a=b", Type: "audio/mpeg"})
	if err != nil || play == nil || !reflect.DeepEqual(play.Args, []string{"true", "--sound", "https://pod.example/1.mp3?a=b"}) || beside != nil {
		t.Errorf("sound: %v, %v, beside %q", play, err, beside)
	}
	play, err = o.Play(t.Context(), feed.Enclosure{URL: "https://pod.example/1.mp4", Type: "video/mp4"})
	if err != nil || play != nil || !reflect.DeepEqual(beside, []string{"true", "--film", "https://pod.example/1.mp4", "--loud"}) {
		t.Errorf("film: %v, %v, beside %q", play, err, beside)
	}
	o.env = nil
	if play, err = o.Play(t.Context(), feed.Enclosure{URL: "https://pod.example/1.mp4", Type: "video/mp4"}); err != nil || play == nil {
		t.Errorf("film without a display: %v, %v", play, err)
	}
	play, err = o.Play(t.Context(), feed.Enclosure{URL: "https://pod.example/1.mp3", Type: "audio/mpeg"},
		feed.Enclosure{URL: "https://pod.example/1.mp4", Type: "video/mp4"}, feed.Enclosure{URL: "https://pod.example/2.ogg", Type: "audio/ogg"})
	if err != nil || !reflect.DeepEqual(play.Args, []string{"true", "--sound", "https://pod.example/1.mp3", "https://pod.example/2.ogg"}) {
		t.Errorf("several: %v, %v", play, err)
	}
	for _, bad := range []string{"file:///etc/passwd", "javascript:alert(1)", "--script=x"} {
		if _, err := o.Play(t.Context(), feed.Enclosure{URL: bad, Type: "audio/mpeg"}); err == nil {
			t.Errorf("%s is played", bad)
		}
	}
	o.app.Config.Player = map[string]string{"audio": "no-such-player"}
	if _, err := o.Play(t.Context(), feed.Enclosure{URL: "https://pod.example/1.mp3", Type: "audio/mpeg"}); err == nil || !strings.Contains(err.Error(), `no program "no-such-player"; a table [player]`) {
		t.Errorf("a missing player: %v", err)
	}
}
