package ui

import (
	"errors"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

func TestWhatAnArticleEnclosesIsListedWithItsLengthAndPlayed(t *testing.T) {
	s := morning()
	o := &desk{}
	d := start(t, s, 100, 30, func(opts *Options) { opts.Outside = o })
	d.Press("e")
	wantShown(t, d, "encloses nothing")
	audio := feed.Enclosure{URL: "https://pod.example/1.mp3", Type: "audio/mpeg", Duration: 62*time.Minute + 3*time.Second, Length: 56_700_000}
	s.articles[1].Enclosures = []feed.Enclosure{audio}
	d.Press("j e")
	wantShown(t, d, "Playing · 1:02:03")
	s.articles[2].Enclosures = []feed.Enclosure{audio, {URL: "https://pod.example/1.mp4", Type: "video/mp4", Title: feed.Clean("The film"), Duration: 4*time.Minute + 5*time.Second}}
	d.Press("j e")
	wantShown(t, d, "audio: 1.mp3", "1:02:03 · audio/mpeg · 56.7 MB", "The film", "4:05 · video/mp4")
	o.err = errors.New(`there is no program "mpv"`)
	d.Press("down enter")
	wantShown(t, d, `there is no program "mpv"`)
	o.err = nil
	d.Press("P a")
	wantShown(t, d, "2 files queued for downloading; g d shows how far")
	d.Press("P a")
	wantShown(t, d, "It is there already; g d shows where")
	o.said = o.said[:2]
	if got := strings.Join(o.said, ", "); got != "play https://pod.example/1.mp3, play https://pod.example/1.mp4" {
		t.Errorf("played %s", got)
	}
	d.Press("k v j e") // both rows
	wantShown(t, d, "Playing 3 files · 2:08:11")
}
