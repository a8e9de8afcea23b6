package ui

import (
	"context"
	"errors"
	"os/exec"
	"strings"
	"testing"

	"newspane/feed"
)

// desk is a way out that remembers what was asked of it.
type desk struct {
	said []string
	err  error
}

func (o *desk) did(what string, articles ...*feed.Article) {
	for _, a := range articles {
		what += " " + a.Title.String()
	}
	o.said = append(o.said, what)
}

func (o *desk) Clipboard(text string) error { o.did("clipboard " + text); return nil }
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
