package ui

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"newspane/feed"
)

// desk is a way out that remembers what was asked of it.
type desk struct {
	said     []string
	services []string
	err      error
	unheard  error // of the machine's clipboard
}

func (o *desk) did(what string, articles ...*feed.Article) {
	for _, a := range articles {
		what += " " + a.Title.String()
	}
	o.said = append(o.said, what)
}

func (o *desk) Clipboard(text string) error { o.did("clipboard " + text); return o.unheard }
func (o *desk) Text(as []*feed.Article) string {
	return "text of " + as[0].Title.String()
}
func (o *desk) Save(_ context.Context, format string, as []*feed.Article) (string, error) {
	o.did("save "+format, as...)
	return "/downloads/x", o.err
}
func (o *desk) Print(_ context.Context, as []*feed.Article) error {
	o.did("print", as...)
	return o.err
}
func (o *desk) Pager(as []*feed.Article) (*exec.Cmd, error) { o.did("pager", as...); return nil, o.err }
func (o *desk) Mail(a *feed.Article) (*exec.Cmd, error)     { o.did("mail", a); return nil, o.err }
func (o *desk) Pipe(a *feed.Article, c string) (*exec.Cmd, error) {
	o.did("pipe "+c, a)
	return nil, o.err
}
func (o *desk) Shell(a *feed.Article, c string) (*exec.Cmd, error) {
	o.did("shell "+c, a)
	return nil, o.err
}
func (o *desk) Shares() []string { return []string{"shelf"} }
func (o *desk) Share(_ context.Context, name string, a *feed.Article) error {
	o.did("share "+name, a)
	return o.err
}

func (o *desk) Play(_ context.Context, media ...feed.Enclosure) (*exec.Cmd, error) {
	for _, e := range media {
		o.did("play " + e.URL)
	}
	return nil, o.err
}
func (o *desk) Services() []string { return o.services }
func (o *desk) Send(_ context.Context, service string, ids []feed.ID) error {
	o.did(fmt.Sprintf("send %d to %s", len(ids), service))
	return o.err
}

func TestArticlesAreQueuedForBookmarkServicesAndTheirEndIsTold(t *testing.T) {
	o := &desk{}
	d := start(t, morning(), 100, 24, func(opts *Options) { opts.Outside = o })
	d.Press("S b")
	wantShown(t, d, "There is no bookmark service")
	o.services = []string{"linkding"}
	d.Press("S b")
	wantShown(t, d, "Queued for linkding")
	o.services = []string{"linkding", "pinboard"}
	d.Press("v j S b")
	wantShown(t, d, "send to", "linkding", "pinboard")
	d.Press("down enter")
	wantShown(t, d, "2 articles queued for pinboard")
	if got := strings.Join(o.said, ", "); got != "send 1 to linkding, send 2 to pinboard" {
		t.Errorf("asked for %s", got)
	}
	settled := func(p feed.Parcel) {
		p.Service = "linkding"
		d.Send(eventsGathered{events: []feed.Event{{Kind: feed.ParcelSettled, Parcel: &p}}})
	}
	settled(feed.Parcel{State: feed.ParcelSent, Title: feed.Clean("Coastal cities")})
	wantShown(t, d, "Sent to linkding: Coastal cities")
	settled(feed.Parcel{State: feed.ParcelStopped, Trouble: feed.Clean("The token of linkding was refused")})
	wantShown(t, d, "The token of linkding was refused")
	settled(feed.Parcel{State: feed.ParcelWaiting, Tries: 1, Trouble: feed.Clean("linkding could not be reached")})
	wantShown(t, d, "linkding could not be reached")
	settled(feed.Parcel{State: feed.ParcelWaiting, Tries: 2, Trouble: feed.Clean("it is told twice")})
	if strings.Contains(d.Screen(), "told twice") {
		t.Error("every try is told")
	}
}

func TestArticlesAreCopiedSavedAndShared(t *testing.T) {
	o := &desk{}
	d := start(t, morning(), 80, 24, func(opts *Options) { opts.Outside = o })
	for keys, want := range map[string]string{
		"P m": "save markdown Coastal", "P e": "save epub Coastal", "P l": "print Coastal", "S m": "mail Coastal", "P p": "pager Coastal",
		"S c enter": "share shelf Coastal", "Y a": "clipboard text of Coastal",
	} {
		o.said = nil
		d.Press(keys)
		if len(o.said) == 0 || !strings.HasPrefix(o.said[0], want) {
			t.Errorf("%s: %q, want %q", keys, o.said, want)
		}
	}
	d.Press("|")
	d.Type("wc -w")
	d.Press("enter")
	if last := o.said[len(o.said)-1]; !strings.HasPrefix(last, "pipe wc -w Coastal") {
		t.Errorf("piped: %q", last)
	}
	d.Press("v j P e")
	if last := o.said[len(o.said)-1]; !strings.HasPrefix(last, "save epub Coastal") || !strings.Contains(last, "router") {
		t.Errorf("a range in one book: %q", last)
	}
	wantShown(t, d, "Saved /downloads/x")
	o.err = errors.New("the disk is full")
	d.Press("P t")
	wantShown(t, d, "disk is full")
}

func TestWhatIsCopiedGoesToTheTerminalToo(t *testing.T) {
	d := start(t, morning(), 80, 24, func(opts *Options) { opts.Outside = &desk{} })
	d.Press("Y m")
	if n := len(d.Clipboard); n != 1 || !strings.HasPrefix(d.Clipboard[0], "[Coastal cities") || !strings.HasSuffix(d.Clipboard[0], "](https://news.example/0)") {
		t.Errorf("%q", d.Clipboard)
	}
	d.Press("enter Y q")
	if last := d.Clipboard[len(d.Clipboard)-1]; !strings.HasPrefix(last, "“Nine port cities") || !strings.Contains(last, "https://news.example/0") {
		t.Errorf("%q", last)
	}
}

func TestALinkIsShownAsAQRCode(t *testing.T) {
	d := start(t, morning(), 80, 24)
	d.Press("S q")
	wantShown(t, d, "▀", "https://news.example/0")
	d.Press("x")
	wantShown(t, d, "Coastal")
	small := start(t, morning(), 30, 10)
	small.Press("S q")
	wantShown(t, small, "too small")
}

func TestCopyingReachesTheMachinesClipboardAndSaysWhatIsMissing(t *testing.T) {
	o := &desk{}
	d := start(t, morning(), 140, 24, func(opts *Options) { opts.Outside = o })
	d.Press("2 y")
	if want := "clipboard https://news.example/0\nhttps://news.example/1"; !slices.Contains(o.said, want) || len(d.Clipboard) != 1 {
		t.Errorf("asked %q, the terminal %q", o.said, d.Clipboard)
	}
	wantShown(t, d, "Copied 2 links")
	o.unheard = errors.New("where that does nothing, install wl-clipboard")
	d.Press("y")
	wantShown(t, d, "Copied https://news.example/0, by the terminal alone: where that does nothing, install wl-clipboard")
	o.unheard = ErrElsewhere
	d.Press("y")
	wantShown(t, d, "Copied https://news.example/0")
	if strings.Contains(d.Screen(), "alone") || len(d.Clipboard) != 3 {
		t.Errorf("over ssh: the terminal got %q\n%s", d.Clipboard, d.Screen())
	}
}

func TestCopyingATitleFetchesNothing(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24, func(opts *Options) { opts.Outside = &desk{} })
	d.Press("Y t Y m")
	for _, a := range s.asked {
		if strings.HasPrefix(a, "complete") {
			t.Errorf("a page was asked for: %v", s.asked)
		}
	}
	if len(d.Clipboard) != 2 {
		t.Errorf("copied %q", d.Clipboard)
	}
}

func TestALetterAndACommandNeedNoPage(t *testing.T) {
	s, o := morning(), &desk{}
	s.articles[0].Teaser = true
	d := start(t, s, 80, 24, func(opts *Options) { opts.Outside = o })
	d.Press("S m")
	d.Press("!")
	d.Type("true")
	d.Press("enter")
	if len(o.said) != 2 || strings.Contains(strings.Join(s.asked, "\n"), "complete") {
		t.Errorf("did %q, asked for %q", o.said, s.asked)
	}
}
