package send

import (
	"context"
	"crypto/hmac"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

// noon is the time of the tests.
var noon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// seen is a request as a service has it.
type seen struct {
	line   string // method and path
	auth   string
	agent  string
	query  url.Values
	form   url.Values
	fields map[string]any // of the JSON
}

// reply is what a service answers.
type reply struct {
	status int
	body   string
	header map[string]string
}

// service is a scripted server: it gives its replies in their order, and remembers what it was asked.
type service struct {
	*httptest.Server
	asked []seen
}

func scripted(t *testing.T, replies ...reply) *service {
	t.Helper()
	s := &service{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		q := seen{line: r.Method + " " + r.URL.Path, auth: r.Header.Get("Authorization"), agent: r.UserAgent(), query: r.URL.Query()}
		switch r.Header.Get("Content-Type") {
		case "application/json":
			if err := json.Unmarshal(body, &q.fields); err != nil {
				t.Errorf("%s: %v", body, err)
			}
		case "application/x-www-form-urlencoded":
			if q.form, err = url.ParseQuery(string(body)); err != nil {
				t.Error(err)
			}
		}
		s.asked = append(s.asked, q)
		if len(s.asked) > len(replies) {
			t.Errorf("one request too many: %s", q.line)
			return
		}
		a := replies[len(s.asked)-1]
		for k, v := range a.header {
			w.Header().Set(k, v)
		}
		w.WriteHeader(a.status)
		fmt.Fprint(w, a.body)
	}))
	t.Cleanup(s.Close)
	return s
}

// story is what is sent.
func story() feed.Parcel {
	return feed.Parcel{
		Service: "shelf", URL: "https://news.example/a?b=1&c=2", Title: feed.Clean("Tides & <ports>"), Description: feed.Clean("Nine cities plan."),
		Source: feed.Clean("The Paper"), Tags: []feed.Text{feed.Clean("sea level"), feed.Clean("ports")},
	}
}

// keys are the secrets of the tests, by their places.
var keys = map[feed.Secret]string{"env:TOKEN": "s3cr3t/t+ken", "env:PASSWORD": "passw0rd", "env:CLIENT": "cl13nt"}

func sender() *Sender {
	return &Sender{HTTP: http.DefaultClient, Agent: "newspane/test", Now: func() time.Time { return noon },
		Secret: func(_ context.Context, place feed.Secret, _ string) (string, error) {
			if v, ok := keys[place]; ok {
				return v, nil
			}
			return "", errors.New("the environment has no such thing")
		}}
}

func target(kind, address string) Target {
	return Target{Name: "shelf", Kind: kind, URL: address, Token: "env:TOKEN", User: "jo", Password: "env:PASSWORD",
		ClientID: "7_abc", ClientSecret: "env:CLIENT", Tags: []string{"news", "ports"}}
}

func send(t *testing.T, kind string, replies ...reply) ([]seen, error) {
	t.Helper()
	s := scripted(t, replies...)
	err := sender().Send(t.Context(), target(kind, s.URL+"/"), story())
	return s.asked, err
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: %#v, want %#v", what, got, want)
	}
}

func sent(t *testing.T, kind string, replies ...reply) []seen {
	t.Helper()
	asked, err := send(t, kind, replies...)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "requests", len(asked), len(replies))
	for _, q := range asked {
		same(t, "agent", q.agent, "newspane/test")
	}
	return asked
}

func TestLinkdingGetsABookmark(t *testing.T) {
	q := sent(t, "linkding", reply{status: 201, body: `{"id":1}`})[0]
	same(t, "line", q.line, "POST /api/bookmarks/")
	same(t, "auth", q.auth, "Token s3cr3t/t+ken")
	same(t, "fields", q.fields, map[string]any{"url": "https://news.example/a?b=1&c=2", "title": "Tides & <ports>",
		"description": "Nine cities plan.", "tag_names": []any{"sea-level", "ports", "news"}})
}

func TestReadeckGetsABookmark(t *testing.T) {
	q := sent(t, "readeck", reply{status: 202, body: `{"status":202,"message":"Link submited"}`})[0]
	same(t, "line", q.line, "POST /api/bookmarks")
	same(t, "auth", q.auth, "Bearer s3cr3t/t+ken")
	same(t, "fields", q.fields, map[string]any{"url": "https://news.example/a?b=1&c=2", "title": "Tides & <ports>",
		"labels": []any{"sea level", "ports", "news"}})
}

func TestWallabagGetsATokenThenAnEntry(t *testing.T) {
	q := sent(t, "wallabag", reply{status: 200, body: `{"access_token":"short-lived","expires_in":3600,"token_type":"bearer"}`}, reply{status: 200, body: `{"id":3}`})
	same(t, "line", q[0].line, "POST /oauth/v2/token")
	same(t, "form", q[0].form, url.Values{"grant_type": {"password"}, "client_id": {"7_abc"}, "client_secret": {"cl13nt"}, "username": {"jo"}, "password": {"passw0rd"}})
	same(t, "line", q[1].line, "POST /api/entries.json")
	same(t, "auth", q[1].auth, "Bearer short-lived")
	same(t, "fields", q[1].fields, map[string]any{"url": "https://news.example/a?b=1&c=2", "title": "Tides & <ports>", "tags": "sea level,ports,news"})
}

func TestKarakeepGetsABookmarkThenItsTags(t *testing.T) {
	q := sent(t, "karakeep", reply{status: 201, body: `{"id":"ieidlxygmwj87oxz5hxttoc8"}`}, reply{status: 200, body: `{"attached":[]}`})
	same(t, "line", q[0].line, "POST /api/v1/bookmarks")
	same(t, "auth", q[0].auth, "Bearer s3cr3t/t+ken")
	same(t, "fields", q[0].fields, map[string]any{"type": "link", "url": "https://news.example/a?b=1&c=2", "title": "Tides & <ports>"})
	same(t, "line", q[1].line, "POST /api/v1/bookmarks/ieidlxygmwj87oxz5hxttoc8/tags")
	same(t, "auth", q[1].auth, "Bearer s3cr3t/t+ken")
	same(t, "fields", q[1].fields, map[string]any{"tags": []any{map[string]any{"tagName": "sea level"}, map[string]any{"tagName": "ports"}, map[string]any{"tagName": "news"}}})
}

func TestPinboardGetsABookmarkAndKeepsTheOneItHas(t *testing.T) {
	for _, code := range []string{"done", "item already exists"} {
		q := sent(t, "pinboard", reply{status: 200, body: `{"result_code":"` + code + `"}`})[0]
		same(t, "line", q.line, "GET /v1/posts/add")
		same(t, "query", q.query, url.Values{"auth_token": {"s3cr3t/t+ken"}, "format": {"json"}, "replace": {"no"}, "url": {"https://news.example/a?b=1&c=2"},
			"description": {"Tides & <ports>"}, "extended": {"Nine cities plan."}, "tags": {"sea-level ports news"}})
	}
	_, err := send(t, "pinboard", reply{status: 200, body: `{"result_code":"must provide title"}`})
	if e := fault(t, err); e.Kind != feed.Broken || !strings.Contains(feed.Sentence(err), "must provide title") {
		t.Errorf("%v", err)
	}
}

func TestInstapaperGetsAPage(t *testing.T) {
	q := sent(t, "instapaper", reply{status: 201, body: "201"})[0]
	same(t, "line", q.line, "POST /api/add")
	same(t, "auth", q.auth, "Basic "+base64.StdEncoding.EncodeToString([]byte("jo:passw0rd")))
	same(t, "form", q.form, url.Values{"url": {"https://news.example/a?b=1&c=2"}, "title": {"Tides & <ports>"}, "selection": {"Nine cities plan."}})
}

func TestRaindropGetsARaindrop(t *testing.T) {
	q := sent(t, "raindrop", reply{status: 200, body: `{"result":true,"item":{"_id":1}}`})[0]
	same(t, "line", q.line, "POST /rest/v1/raindrop")
	same(t, "auth", q.auth, "Bearer s3cr3t/t+ken")
	same(t, "fields", q.fields, map[string]any{"link": "https://news.example/a?b=1&c=2", "title": "Tides & <ports>", "excerpt": "Nine cities plan.",
		"tags": []any{"sea level", "ports", "news"}, "pleaseParse": map[string]any{}})
	_, err := send(t, "raindrop", reply{status: 200, body: `{"result":false,"errorMessage":"link incorrect"}`})
	if e := fault(t, err); e.Kind != feed.Broken || !strings.Contains(err.Error(), "link incorrect") {
		t.Errorf("%v", err)
	}
}

func TestShaarliGetsALinkUnderASignedToken(t *testing.T) {
	for _, status := range []int{201, 409} { // made, and there already
		q := sent(t, "shaarli", reply{status: status, body: `{"id":1}`})[0]
		same(t, "line", q.line, "POST /api/v1/links")
		same(t, "fields", q.fields, map[string]any{"url": "https://news.example/a?b=1&c=2", "title": "Tides & <ports>", "description": "Nine cities plan.",
			"tags": []any{"sea-level", "ports", "news"}, "private": false})
		parts := strings.Split(strings.TrimPrefix(q.auth, "Bearer "), ".")
		if len(parts) != 3 {
			t.Fatalf("token %q", q.auth)
		}
		for i, want := range []string{`{"typ":"JWT","alg":"HS512"}`, fmt.Sprintf(`{"iat":%d}`, noon.Unix())} {
			b, err := base64.RawURLEncoding.DecodeString(parts[i])
			if err != nil || string(b) != want {
				t.Errorf("part %d is %s, %v", i, b, err)
			}
		}
		mac := hmac.New(sha512.New, []byte("s3cr3t/t+ken"))
		mac.Write([]byte(parts[0] + "." + parts[1]))
		same(t, "signature", parts[2], base64.RawURLEncoding.EncodeToString(mac.Sum(nil)))
	}
}

func TestACommandGetsWhatNewsboatGivesIt(t *testing.T) {
	for command, want := range map[string][]string{
		"my-shelf --add":    {"my-shelf", "--add", "https://news.example/a?b=1&c=2", "$(touch x) `y`", "Nine cities plan.", "The Paper"},
		"sh -c 'echo $1'":   {"sh", "-c", "echo $1", "sh", "https://news.example/a?b=1&c=2", "$(touch x) `y`", "Nine cities plan.", "The Paper"},
		`"a b" 'c d' --x=1`: {"a b", "c d", "--x=1", "https://news.example/a?b=1&c=2", "$(touch x) `y`", "Nine cities plan.", "The Paper"},
	} {
		var got []string
		s := sender()
		s.Run = func(_ context.Context, argv []string) error { got = argv; return nil }
		p := story()
		p.Title = feed.Clean("--$(touch x) `y`")
		if err := s.Send(t.Context(), Target{Kind: "command", Command: command}, p); err != nil {
			t.Error(err)
		}
		same(t, command, got, want)
	}
}

// fault is the error of a delivery.
func fault(t *testing.T, err error) *feed.Error {
	t.Helper()
	var e *feed.Error
	if !errors.As(err, &e) {
		t.Fatalf("%v is no error of feed's", err)
	}
	return e
}

// served are the kinds that speak HTTP.
func served() []string {
	var names []string
	for _, k := range Kinds() {
		if k != "command" {
			names = append(names, k)
		}
	}
	return names
}

func TestEveryServiceSaysWhyItWillNotHaveIt(t *testing.T) {
	for _, kind := range served() {
		for _, c := range []struct {
			reply reply
			kind  feed.ErrorKind
			words string
			wait  int
		}{
			{reply{status: 401, body: `{"detail":"Invalid token."}`}, feed.Auth, "Invalid token.", 0},
			{reply{status: 403}, feed.Auth, "HTTP 403", 0},
			{reply{status: 400, body: `{"url":["Enter a valid URL."]}`}, feed.Server, "url: Enter a valid URL.", 0},
			{reply{status: 422, body: `{"status":422,"message":"bad \u001b]0;PWNED\u0007link"}`}, feed.Server, "bad link", 0},
			{reply{status: 404, body: "<html><title>Not here</title>"}, feed.Server, "HTTP 404", 0},
			{reply{status: 500, body: "oh no"}, feed.Server, "oh no", 0},
			{reply{status: 429, header: map[string]string{"Retry-After": "120"}}, feed.Limited, "HTTP 429", 120},
			{reply{status: 503, header: map[string]string{"Retry-After": noon.Add(time.Hour).Format(http.TimeFormat)}}, feed.Limited, "HTTP 503", 3600},
			{reply{status: 429, header: map[string]string{"Retry-After": "999999999"}}, feed.Limited, "HTTP 429", 7 * 24 * 3600},
			{reply{status: 400, body: `{"error":"s3cr3t/t+ken passw0rd cl13nt"}`}, feed.Server, "…", 0},
		} {
			_, err := send(t, kind, c.reply)
			e := fault(t, err)
			if e.Kind != c.kind || e.Status != c.reply.status || e.Wait != c.wait || e.Err == nil || !strings.Contains(e.Err.Error(), c.words) {
				t.Errorf("%s on %d %s: %+v", kind, c.reply.status, c.reply.body, e)
			}
			unspoken(t, kind, err)
		}
	}
}

// unspoken checks that an error repeats no secret that was used for it.
func unspoken(t *testing.T, kind string, err error) {
	t.Helper()
	used := []string{"s3cr3t"}
	switch kind {
	case "wallabag":
		used = []string{"passw0rd", "cl13nt"}
	case "instapaper":
		used = []string{"passw0rd"}
	}
	for _, s := range used {
		if strings.Contains(fmt.Sprintf("%v %+v %s", err, err, feed.Sentence(err)), s) {
			t.Errorf("%s: a secret in %v", kind, err)
		}
	}
}

func TestARedirectIsNotFollowedAndIsNoSuccess(t *testing.T) {
	for _, kind := range served() {
		elsewhere := scripted(t)
		_, err := send(t, kind, reply{status: 301, header: map[string]string{"Location": elsewhere.URL + "/x?token=s3cr3t"}})
		e := fault(t, err)
		if e.Status != 301 || !strings.Contains(e.Err.Error(), "sends on to another address, "+elsewhere.URL+"/x;") || len(elsewhere.asked) > 0 {
			t.Errorf("%s: %v, %d requests", kind, err, len(elsewhere.asked))
		}
		unspoken(t, kind, err)
	}
}

func TestAServiceThatIsNotThereIsOffline(t *testing.T) {
	for _, kind := range served() {
		gone := scripted(t)
		gone.Close()
		err := sender().Send(t.Context(), target(kind, gone.URL), story())
		if e := fault(t, err); e.Kind != feed.Offline || e.Err.Error() != "connection refused" {
			t.Errorf("%s: %v", kind, err)
		}
		unspoken(t, kind, err)
	}
}

func TestARefusedSecretIsLookedUpAnew(t *testing.T) {
	for status, want := range map[int]bool{401: true, 403: true, 400: false, 500: false} {
		s := scripted(t, reply{status: status})
		from := sender()
		var forgotten []feed.Secret
		from.Forget = func(place feed.Secret) { forgotten = append(forgotten, place) }
		if err := from.Send(t.Context(), target("linkding", s.URL), story()); err == nil || (len(forgotten) > 0 && forgotten[0] == "env:TOKEN") != want {
			t.Errorf("on %d: forgot %v, %v", status, forgotten, err)
		}
	}
}

func TestWithoutItsSecretNothingIsAsked(t *testing.T) {
	for _, kind := range served() {
		s := scripted(t)
		to := target(kind, s.URL)
		to.Token, to.Password, to.ClientSecret = "env:NO", "env:NO", "env:NO"
		err := sender().Send(t.Context(), to, story())
		if e := fault(t, err); e.Kind != feed.NoSecret || len(s.asked) > 0 {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

func TestWallabagsRefusalOfAPasswordIsOne(t *testing.T) {
	_, err := send(t, "wallabag", reply{status: 400, body: `{"error":"invalid_grant","error_description":"Invalid username and password combination"}`})
	if e := fault(t, err); e.Kind != feed.Auth || !strings.Contains(err.Error(), "Invalid username") {
		t.Errorf("%v", err)
	}
}

func TestTargetsAreCheckedAndTheirSecretsNotRepeated(t *testing.T) {
	for _, c := range []struct {
		t    Target
		want string
	}{
		{Target{Kind: "pocket"}, "it is one of command, instapaper"},
		{Target{Kind: "linkding", Token: "env:X"}, "needs url"},
		{Target{Kind: "linkding", URL: "https://l.example"}, "needs token"},
		{Target{Kind: "linkding", URL: "https://l.example", Token: "s3cr3t"}, "token says where the secret is"},
		{Target{Kind: "linkding", URL: "https://jo:s3cr3t@l.example", Token: "env:X"}, "without a name or password"},
		{Target{Kind: "linkding", URL: "ftp://l.example", Token: "env:X"}, "url is an address"},
		{Target{Kind: "command", Command: "'open"}, "is no command"},
		{Target{Kind: "wallabag", URL: "https://w.example", User: "jo", Password: "env:X", ClientID: "1"}, "needs client-secret"},
		{Target{Kind: "pinboard", Token: "file:/run/pinboard"}, ""},
		{Target{Kind: "instapaper", User: "jo", Password: "keyring:instapaper"}, ""},
	} {
		err := c.t.Check()
		switch {
		case c.want == "" && err != nil, c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%+v: %v, want %q", c.t, err, c.want)
		case err != nil && strings.Contains(err.Error(), "s3cr3t"):
			t.Errorf("a secret in %v", err)
		}
	}
}
