package ui

import (
	"context"
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"newspane/feed"
	"newspane/ui/uitest"
)

// onLWN opens the screen with the sidebar's cursor on a feed, and returns that feed.
func onLWN(t *testing.T, s *shelf, change ...func(*Options)) (*uitest.Driver, *feed.Subscription) {
	t.Helper()
	d := start(t, s, 120, 40, change...)
	model(d).feeds.goTo(func(n feed.Node) bool { return n.Title.String() == "LWN" })
	d.Press("h")
	i := slices.IndexFunc(s.feeds, func(f feed.Subscription) bool { return f.Title.String() == "LWN" })
	return d, &s.feeds[i]
}

func TestAPausedFeedIsMarkedInWords(t *testing.T) {
	d, lwn := onLWN(t, morning())
	d.Press("E p")
	if !lwn.Settings.Paused {
		t.Fatal("it is not paused")
	}
	wantShown(t, d, "LWN is paused: it is checked only when you ask for it alone", " paused")
	d.Press("u")
	if lwn.Settings.Paused {
		t.Error("undo left it paused")
	}
	d.Press("ctrl+r")
	if !lwn.Settings.Paused {
		t.Error("redo left it running")
	}
	d.Press("E p")
	wantShown(t, d, "LWN is checked again")
	wantGone(t, d, " paused ")
}

func TestFullTextOfAFeedIsSwitched(t *testing.T) {
	d, lwn := onLWN(t, morning())
	d.Press("E x")
	wantShown(t, d, "LWN: the page of every article is read")
	if lwn.Settings.FullText != feed.FullTextAlways {
		t.Error("it is not always")
	}
	d.Press("E x")
	wantShown(t, d, "LWN: pages are read when the feed has but a teaser")
	d.Press("u u")
	if lwn.Settings != (feed.Settings{}) {
		t.Errorf("undone: %+v", lwn.Settings)
	}
}

func TestTheIntervalIsAskedForAndChecked(t *testing.T) {
	d, lwn := onLWN(t, morning())
	d.Press("E i")
	d.Type("1m")
	d.Press("enter")
	wantShown(t, d, "“1m” is no interval. Give a time from 5m to 7d")
	d.Press("ctrl+u")
	d.Type("90m")
	d.Press("enter")
	wantShown(t, d, "LWN is checked every 1h30m")
	if lwn.Settings.Interval != 90*time.Minute {
		t.Errorf("%v", lwn.Settings.Interval)
	}
	d.Press("E i")
	wantShown(t, d, "check every 1h30m")
	d.Press("ctrl+u enter")
	wantShown(t, d, "LWN is checked as often as something comes")
}

func TestAPasswordIsAskedForAndNeverShown(t *testing.T) {
	s := morning()
	d, lwn := onLWN(t, s)
	d.Press("E a")
	d.Type("ann")
	d.Press("enter")
	d.Type("s3cr3t")
	wantShown(t, d, "password ******")
	wantGone(t, d, "s3cr3t")
	d.Press("enter")
	wantShown(t, d, "The password for LWN is kept apart from the library")
	wantGone(t, d, "s3cr3t")
	if !slices.Contains(s.asked, "login ann, 6 characters") || lwn.Settings.Auth.Name != "ann" {
		t.Errorf("asked %v, %+v", s.asked, lwn.Settings)
	}
	d.Press("u")
	if lwn.Settings.Auth != (feed.Login{}) {
		t.Errorf("undone: %+v", lwn.Settings)
	}
	d.Press("E a")
	d.Type("bearer env:TOKEN")
	d.Press("enter")
	wantShown(t, d, "LWN is asked with a password")
	if lwn.Settings.Auth != (feed.Login{Scheme: feed.Bearer, Secret: "env:TOKEN"}) {
		t.Errorf("%+v", lwn.Settings.Auth)
	}
	d.Press("E a ctrl+u")
	d.Type("basic ann s3cr3t")
	d.Press("enter")
	wantShown(t, d, "SECRET says where the secret is")
}

func TestAddressesAreChangedAndUndoneWithTheLogin(t *testing.T) {
	s := morning()
	d, lwn := onLWN(t, s)
	lwn.Settings.Auth = feed.Login{Scheme: feed.Bearer, Secret: "env:TOKEN"}
	old := lwn.URL
	d.Press("E u ctrl+u")
	d.Type("https://new.example/feed")
	d.Press("enter")
	if lwn.URL != "https://new.example/feed" {
		t.Fatalf("it is at %s", lwn.URL)
	}
	lwn.Settings.Auth = feed.Login{} // as the library does
	d.Press("u")
	if lwn.URL != old || lwn.Settings.Auth.Scheme != feed.Bearer {
		t.Errorf("undone: %s, %+v", lwn.URL, lwn.Settings)
	}
}

func TestAFeedThatWantsAPasswordIsAddedWithOne(t *testing.T) {
	s := morning()
	s.found["https://ann:s3cr3t@locked.example"] = feed.Subscription{ID: 99, Title: feed.Clean("Locked Times"), URL: "https://locked.example/",
		Settings: feed.Settings{Auth: feed.Login{Scheme: feed.Basic, Name: "ann", Secret: "kept:locked.example/ann"}}}
	d := start(t, s, 120, 40)
	d.Press("a")
	d.Type("locked.example")
	d.Press("enter")
	wantShown(t, d, "locked.example wants a password; user")
	d.Type("ann")
	d.Press("enter")
	d.Type("s3cr3t")
	wantGone(t, d, "s3cr3t")
	d.Press("enter")
	wantShown(t, d, "Added Locked Times; its password is kept apart from the library")
	wantGone(t, d, "s3cr3t")
}

// edited is a feeds file whose editing comes to what it is told.
func edited(did *feed.Joined, err *error, asked *[]bool) func(*Options) {
	return func(o *Options) {
		o.FeedsFile = FeedsFile{
			Edit: func() *exec.Cmd { return exec.Command("true") },
			Edited: func(_ context.Context, all bool) (feed.Joined, error) {
				*asked = append(*asked, all)
				return *did, *err
			},
		}
	}
}

func TestTheFeedsFileIsTakenUpAfterTheEditor(t *testing.T) {
	s := morning()
	var did feed.Joined
	var err error
	var asked []bool
	d, _ := onLWN(t, s, edited(&did, &err, &asked))
	gone := s.feeds[len(s.feeds)-1]
	s.feeds = s.feeds[:len(s.feeds)-1]
	did = feed.Joined{Added: 2, Removed: []feed.Subscription{gone}}
	d.Press("E e")
	d.Send(editorEnded{})
	wantShown(t, d, "By the feeds file: 2 added, 1 removed – u brings back what was removed")
	d.Press("u")
	if len(s.feeds) != 6 {
		t.Error("undo did not bring the feed back")
	}
	did, err = feed.Joined{}, errors.New("feeds:3: the line is\nwrong")
	d.Send(editorEnded{})
	wantShown(t, d, "feeds:3: the line is. wrong")
	d.Send(editorEnded{errors.New("no such program")})
	if len(asked) != 3 || slices.Contains(asked, true) {
		t.Errorf("asked %v", asked)
	}
}

func TestAFeedsFileThatLeavesMuchOutIsConfirmed(t *testing.T) {
	did := feed.Joined{Refused: 40, Followed: 50}
	var err error
	var asked []bool
	d, _ := onLWN(t, morning(), edited(&did, &err, &asked))
	d.Send(editorEnded{})
	wantShown(t, d, "unsubscribe from 40 of 50 feeds?")
	d.Type("no")
	d.Press("enter")
	wantShown(t, d, "Nothing was changed.")
	d.Send(editorEnded{})
	d.Type("yes")
	d.Press("enter")
	if !slices.Equal(asked, []bool{false, false, true}) {
		t.Errorf("asked %v", asked)
	}
	d.Press("esc")
	d.Send(feedsJoined{FeedsNews: FeedsNews{Joined: did}, outside: true})
	wantShown(t, d, "The feeds file leaves out 40 of 50 feeds", "newspane feeds apply --all")
	if strings.Contains(d.Screen(), "unsubscribe from") {
		t.Error("a change outside asks a question")
	}
}
