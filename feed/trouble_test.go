package feed

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"
)

var evening = time.Date(2026, 11, 23, 19, 0, 0, 0, time.UTC)

// afterError is a feed whose last check ended with err.
func afterError(err error, status int) Subscription {
	s := Subscription{URL: "https://reader:s3cr3t@news.example/feed?token=s3cr3t", Total: 3}
	s.Poll = Poll{Status: status, Failures: 2, FailingSince: evening.Add(-30 * time.Hour), Next: evening.Add(3 * time.Hour)}
	s.Poll.State, s.Poll.Cause = StateOf(err)
	return s
}

func TestEveryFailureHasItsStateItsReasonAndARemedy(t *testing.T) {
	unknown := &net.DNSError{Err: "no such host", Name: "news.example", IsNotFound: true}
	for _, c := range []struct {
		err    *Error
		state  State
		level  Level
		reason string
		remedy string
	}{
		{&Error{Kind: Gone, Status: 410}, GoneForGood, Bad, "https://news.example/feed is gone for good", "unsubscribe"},
		{&Error{Kind: NotFound, Status: 404}, Missing, Bad, "nothing at https://news.example/feed", "new address"},
		{&Error{Kind: Auth, Status: 401}, WantsPassword, Bad, "news.example wants a name and a password", "newspane set https://news.example/feed auth"},
		{&Error{Kind: NoSecret, Err: errors.New("no such file")}, NoPassword, Bad, "password for news.example could not be had (no such file)", "newspane set"},
		{&Error{Kind: Auth, Status: 403}, Barred, Bad, "does not let newspane in (HTTP 403)", "browser"},
		{&Error{Kind: Offline, Err: unknown}, NoHost, Bad, "no server called news.example", "Check the address"},
		{&Error{Kind: Offline, Err: errors.New("connection refused")}, Unreachable, Weak, "could not be reached (connection refused)", "in 3 hours"},
		{&Error{Kind: BadTLS, Err: errors.New("certificate has expired")}, Unsafe, Bad, "not safe (certificate has expired)", "clock"},
		{&Error{Kind: Timeout, Err: context.DeadlineExceeded}, Slow, Weak, "did not answer in time", "in 3 hours"},
		{&Error{Kind: Limited, Status: 429}, AskedToWait, Weak, "too many requests", "in 3 hours"},
		{&Error{Kind: Server, Status: 500}, Failing, Weak, "an error (HTTP 500)", "in 3 hours"},
		{&Error{Kind: NotFeed, Status: 200, Err: errors.New("this is a web page, not a feed")}, IsWebPage, Bad, "a web page at https://news.example/feed", "look for the feed’s address"},
		{&Error{Kind: NotFeed, Status: 200, Err: errors.New("the document is empty")}, IsNoFeed, Bad, "no feed (the document is empty)", "unsubscribe"},
		{&Error{Kind: TooLarge, Status: 200}, Oversized, Bad, "larger than newspane reads", "smaller feed"},
		{&Error{Kind: Broken, Status: 200, Err: errors.New("a redirect without a Location")}, Garbled, Weak, "could not be understood (a redirect", "in 3 hours"},
		{&Error{Kind: Refused, Err: errors.New("redirect from https to http")}, NotAllowed, Bad, "was not read (redirect from https to http)", "Change the address"},
		{&Error{Kind: Broken, Status: 200, Err: errors.New("unexpected EOF")}, Garbled, Weak, "news.example broke off in the middle of its answer (unexpected EOF)", "in 3 hours"},
	} {
		got := TroubleOf(afterError(c.err, c.err.Status), evening)
		if got.State != c.state || got.Level != c.level || !got.Since.Equal(evening.Add(-30*time.Hour)) {
			t.Errorf("%v: state %q, level %d, since %s", c.err, got.State, got.Level, got.Since)
		}
		if !strings.Contains(got.Reason.String(), c.reason) || !strings.Contains(got.Remedy.String(), c.remedy) {
			t.Errorf("%v: %q; %q", c.err, got.Reason, got.Remedy)
		}
		if strings.Contains(got.Reason.String()+got.Remedy.String(), "s3cr3t") {
			t.Errorf("%v tells a secret: %q; %q", c.err, got.Reason, got.Remedy)
		}
	}
}

func TestAFeedThatIsWellHasNoTrouble(t *testing.T) {
	s := Subscription{URL: "https://news.example/feed", Poll: Poll{Status: 200, Checked: evening}}
	if got := TroubleOf(s, evening); got.Level != Fine || got.State.Name() != "ok" || !got.Reason.IsEmpty() || !got.Remedy.IsEmpty() {
		t.Errorf("%+v", got)
	}
}

func TestAMoveIsOfferedBeforeItIsBelieved(t *testing.T) {
	s := Subscription{URL: "https://old.example/feed", Poll: Poll{Status: 200, Moved: "https://new.example/feed", MovedCount: 2, MovedSince: evening}}
	got := TroubleOf(s, evening)
	if got.State != HasMoved || got.Level != Noted || len(got.Choices) != 1 || got.Choices[0].URL != "https://new.example/feed" {
		t.Errorf("%+v", got)
	}
	if !strings.Contains(got.Reason.String(), "moved to https://new.example/feed") || !strings.Contains(got.Remedy.String(), "2 so far") {
		t.Errorf("%q; %q", got.Reason, got.Remedy)
	}
	s.Poll.State = FollowedTwice
	if got := TroubleOf(s, evening); got.Level != Weak || !strings.Contains(got.Remedy.String(), "Unsubscribe this one") {
		t.Errorf("one that is followed: %+v", got)
	}
}

func TestAnEmptyFeedMattersUntilItHasHadAnArticle(t *testing.T) {
	s := Subscription{URL: "https://news.example/feed", Poll: Poll{Status: 200, State: Emptied, Changed: evening}}
	if got := TroubleOf(s, evening); got.Level != Weak || !got.Since.Equal(evening) {
		t.Errorf("%+v", got)
	}
	s.Total = 1
	if got := TroubleOf(s, evening); got.Level != Noted {
		t.Errorf("%+v", got)
	}
}

func TestPollsOfEarlierVersionsAreJudgedByTheirStatus(t *testing.T) {
	for status, want := range map[int]State{0: Unreachable, 401: WantsPassword, 403: Barred, 404: Missing, 410: GoneForGood,
		429: AskedToWait, 503: AskedToWait, 500: Failing, 200: Garbled} {
		if got := TroubleOf(Subscription{Poll: Poll{Status: status, Failures: 1}}, evening).State; got != want {
			t.Errorf("%d: %q", status, got)
		}
	}
}

func TestFoundFeedsAreOffered(t *testing.T) {
	s := afterError(&Error{Kind: NotFeed, Err: errors.New("this is a web page, not a feed")}, 200)
	s.Poll.Found = []Offer{{URL: "https://news.example/a.xml"}, {URL: "https://news.example/b.xml"}}
	got := TroubleOf(s, evening)
	if len(got.Choices) != 2 || !strings.Contains(got.Reason.String(), "it names 2 feeds") || !strings.Contains(got.Remedy.String(), "Choose the feed") {
		t.Errorf("%+v", got)
	}
}

func TestAPausedFeedIsNoTrouble(t *testing.T) {
	s := afterError(&Error{Kind: NotFound, Status: 404}, 404)
	s.Settings.Paused = true
	if got := TroubleOf(s, evening); got.Level != Noted || got.State != Missing || !strings.Contains(got.Remedy.String(), "paused") {
		t.Errorf("%+v", got)
	}
	s.Poll = Poll{Status: 200}
	if got := TroubleOf(s, evening); got.Level != Noted || got.State != OnHold {
		t.Errorf("%+v", got)
	}
}

func TestWhatWasNeverReadIsNotMissed(t *testing.T) {
	s := afterError(&Error{Kind: NotFound, Status: 404}, 404)
	if got := TroubleOf(s, evening).Reason.String(); !strings.Contains(got, "any more") {
		t.Error(got)
	}
	s.Total = 0
	if got := TroubleOf(s, evening).Reason.String(); got != "There is nothing at https://news.example/feed (HTTP 404)." {
		t.Error(got)
	}
}
