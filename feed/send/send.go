// Package send gives articles to bookmark services, one small file for each kind of service, over one exchange (see
// exchange.go). It is for a single delivery; what waits, and when it is tried again, is the outbox's business
// (feed/store, feed/reader). It reads no settings and keeps no secret: both are handed in.
package send

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"newspane/feed"
)

// Target is a bookmark service as the settings name it. Secrets in it are places, never the secrets themselves.
type Target struct {
	Name    string
	Kind    string // see [Kinds]
	URL     string // where the service is; "" is the kind's own, where it has one
	Command string // of the kind command

	Token        feed.Secret
	User         string
	Password     feed.Secret
	ClientID     string // wallabag's
	ClientSecret feed.Secret

	Tags       []string // given to all that is sent, besides the article's own
	Collection int      // Raindrop's, 0 is the one for what is unsorted
	Private    bool     // not for other people to see, where the service can tell
	Unread     bool     // marked to be read, where the service can tell
}

// Sender gives parcels to targets. Its methods are safe for many goroutines.
type Sender struct {
	HTTP   *http.Client // follows no redirects: see exchange.go
	Agent  string       // User-Agent
	Secret func(ctx context.Context, place feed.Secret, address string) (string, error)
	// Forget is told of places whose secrets were not taken, so that they are looked up anew; may be nil.
	Forget func(place feed.Secret)
	// Run runs a program with arguments; its error has the program's own words.
	Run func(ctx context.Context, argv []string) error
	Now func() time.Time
}

// kind is a kind of service.
type kind struct {
	name  string
	home  string   // where it is unless the settings say otherwise, "" when they must
	needs []string // settings without which it cannot work
	send  func(*delivery) error
}

func kinds() []kind {
	return []kind{
		{"command", "", []string{"command"}, (*delivery).command},
		{"instapaper", "https://www.instapaper.com", []string{"user", "password"}, (*delivery).instapaper},
		{"karakeep", "", []string{"url", "token"}, (*delivery).karakeep},
		{"linkding", "", []string{"url", "token"}, (*delivery).linkding},
		{"pinboard", "https://api.pinboard.in", []string{"token"}, (*delivery).pinboard},
		{"raindrop", "https://api.raindrop.io", []string{"token"}, (*delivery).raindrop},
		{"readeck", "", []string{"url", "token"}, (*delivery).readeck},
		{"shaarli", "", []string{"url", "token"}, (*delivery).shaarli},
		{"wallabag", "", []string{"url", "client-id", "client-secret", "user", "password"}, (*delivery).wallabag},
	}
}

// Kinds are the kinds of services, by name.
func Kinds() []string {
	var names []string
	for _, k := range kinds() {
		names = append(names, k.name)
	}
	return names
}

func kindOf(name string) (kind, bool) {
	all := kinds()
	i := slices.IndexFunc(all, func(k kind) bool { return k.name == name })
	if i < 0 {
		return kind{}, false
	}
	return all[i], true
}

// Check returns what is wrong with a target, for whoever wrote it. It never repeats what stands in place of a secret.
func (t Target) Check() error {
	k, ok := kindOf(t.Kind)
	if !ok {
		return fmt.Errorf("kind cannot be %q; it is one of %s", t.Kind, strings.Join(Kinds(), ", "))
	}
	given := map[string]bool{"url": t.URL != "", "command": t.Command != "", "token": t.Token != "", "user": t.User != "",
		"password": t.Password != "", "client-id": t.ClientID != "", "client-secret": t.ClientSecret != ""}
	for _, need := range k.needs {
		if !given[need] {
			return fmt.Errorf("a service of kind %s needs %s", t.Kind, need)
		}
	}
	for name, place := range map[string]feed.Secret{"token": t.Token, "password": t.Password, "client-secret": t.ClientSecret} {
		if place == "" {
			continue
		}
		if _, err := feed.ParseLogin(string(feed.Bearer) + " " + string(place)); err != nil {
			return fmt.Errorf("%s says where the secret is, not what it is: env:NAME, command:pass show NAME, file:/path or keyring:NAME", name)
		}
	}
	if t.Command != "" {
		if argv, _, err := feed.Words(t.Command); err != nil || len(argv) == 0 {
			return fmt.Errorf("%q is no command", t.Command)
		}
	}
	if t.URL == "" {
		return nil
	}
	u, err := url.Parse(t.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return errors.New("url is an address such as https://links.example.org, without a name or password in it")
	}
	return nil
}

// Send gives a parcel to a target. Its error is a [*feed.Error]: of kind Auth when the target did not take a secret,
// NoSecret when one could not be had; Offline, Timeout, Limited (with the seconds to wait, where it named them), BadTLS or
// Server of status 500 and above when it may be tried again; else it will never do, and the cause has the service's words.
func (s *Sender) Send(ctx context.Context, t Target, p feed.Parcel) error {
	if err := t.Check(); err != nil {
		return &feed.Error{Op: "send", Kind: feed.Refused, Err: err}
	}
	k, _ := kindOf(t.Kind)
	if t.URL == "" {
		t.URL = k.home
	}
	d := &delivery{s: s, ctx: ctx, t: t, p: p}
	err := k.send(d)
	var known *feed.Error
	if errors.As(err, &known) && known.Kind == feed.Auth && s.Forget != nil {
		for _, place := range []feed.Secret{t.Token, t.Password, t.ClientSecret} {
			s.Forget(place)
		}
	}
	if err == nil || errors.As(err, &known) {
		return err
	}
	return &feed.Error{Op: "send", URL: t.URL, Kind: feed.Broken, Err: err}
}

// delivery is one parcel on its way to one target.
type delivery struct {
	s       *Sender
	ctx     context.Context
	t       Target
	p       feed.Parcel
	secrets []string // that were used, and that nothing may repeat
}

// secret gets a secret of the target's.
func (d *delivery) secret(place feed.Secret) (string, error) {
	v, err := d.s.Secret(d.ctx, place, d.t.URL)
	if err != nil {
		return "", &feed.Error{Op: "send", URL: d.t.URL, Kind: feed.NoSecret, Err: err}
	}
	d.secrets = append(d.secrets, v)
	return v, nil
}

// tags are the parcel's and the target's, each once. Services that part tags by blanks or commas get them joined by
// hyphens instead.
func (d *delivery) tags(joined bool) []string {
	list := []string{}
	add := func(name string) {
		name = strings.ReplaceAll(name, ",", " ")
		if joined {
			name = strings.Join(strings.Fields(name), "-")
		}
		if name = strings.TrimSpace(name); name != "" && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	for _, t := range d.p.Tags {
		add(t.String())
	}
	for _, t := range d.t.Tags {
		add(t)
	}
	return list
}
