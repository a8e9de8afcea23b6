package main

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"newspane/feed"
)

// vault is an empty file of secrets in a directory of its own, and an environment.
func vault(t *testing.T, env map[string]string) *secrets {
	t.Helper()
	keyring.MockInit()
	return newSecrets(filepath.Join(t.TempDir(), "secrets.json"), func(k string) string { return env[k] })
}

func (s *secrets) want(t *testing.T, place feed.Secret, address, want string) {
	t.Helper()
	got, err := s.get(t.Context(), place, address)
	if err != nil || got != want {
		t.Errorf("%s: %q, %v; want %q", place, got, err, want)
	}
}

func TestSecretsComeFromWhereTheyAreKept(t *testing.T) {
	home := t.TempDir()
	s := vault(t, map[string]string{"PW": "from env", "HOME": home})
	if err := os.WriteFile(filepath.Join(home, "pw"), []byte("from file\nuser: ann\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := keyring.Set(keyringService, "news", "from keyring"); err != nil {
		t.Fatal(err)
	}
	s.want(t, "env:PW", "https://a.example/", "from env")
	s.want(t, "file:~/pw", "https://a.example/", "from file")
	s.want(t, feed.Secret("file:"+filepath.Join(home, "pw")), "https://a.example/", "from file")
	s.want(t, "keyring:news", "https://a.example/", "from keyring")
	s.want(t, "command:printf '%s\\n%s' 'from command' more", "https://a.example/", "from command")
}

func TestSecretsThatAreMissingAreNamedByTheirPlace(t *testing.T) {
	s := vault(t, nil)
	open := filepath.Join(t.TempDir(), "open")
	if err := os.WriteFile(open, []byte("s3cr3t"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(open, 0o644); err != nil {
		t.Fatal(err)
	}
	for place, want := range map[feed.Secret]string{
		"env:PW":                             "the environment has no PW",
		"file:/no/such/file":                 "/no/such/file cannot be read",
		"command:sh -c 'echo s3cr3t; false'": "`sh` ended with status 1",
		"command:true":                       "there is nothing in",
		"command:/no/such/program s3cr3t":    "`/no/such/program` cannot be run",
		"keyring:news":                       `the keyring has no "news"`,
		"kept:a.example":                     `has no "a.example"`,
		feed.Secret("file:" + open):          "everybody can read",
	} {
		if runtime.GOOS == "windows" && strings.HasPrefix(want, "everybody") {
			continue
		}
		_, err := s.get(t.Context(), place, "https://a.example/")
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "s3cr3t") {
			t.Errorf("%s: %v, want %q", place, err, want)
		}
	}
}

func TestACommandIsRunOnceInAnHour(t *testing.T) {
	s := vault(t, nil)
	at := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	s.now = func() time.Time { return at }
	ran := filepath.Join(t.TempDir(), "ran")
	place := feed.Secret("command:sh -c 'echo x >> " + ran + "; echo pw'")
	for range 3 {
		s.want(t, place, "https://a.example/", "pw")
	}
	at = at.Add(secretAge)
	s.want(t, place, "https://a.example/", "pw")
	if b, err := os.ReadFile(ran); err != nil || strings.Count(string(b), "x") != 2 {
		t.Errorf("it ran %d times, %v", strings.Count(string(b), "x"), err)
	}
}

func TestKeptSecretsAreForTheirHostAndTheirOwnerAlone(t *testing.T) {
	s := vault(t, nil)
	place, err := s.keep("https://a.example/feed", "ann", "s3cr3t")
	if err != nil || place != "kept:a.example/ann" {
		t.Fatalf("%q, %v", place, err)
	}
	same, err := s.keep("https://a.example/other", "ann", "s3cr3t")
	if err != nil || same != place {
		t.Errorf("the same one again: %q, %v", same, err)
	}
	other, err := s.keep("https://a.example/third", "ann", "another")
	if err != nil || other == place {
		t.Errorf("another one: %q, %v", other, err)
	}
	s.want(t, place, "https://a.example/feed", "s3cr3t")
	s.want(t, other, "https://A.example/feed", "another")
	if _, err := s.get(t.Context(), place, "https://evil.example/"); err == nil || strings.Contains(err.Error(), "s3cr3t") {
		t.Errorf("another host: %v", err)
	}
	info, err := os.Stat(s.path)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	again := newSecrets(s.path, s.getenv)
	again.want(t, place, "https://a.example/", "s3cr3t")
}

func TestTheFileOfSecretsIsNoLinkAndNotOverwrittenWhenDamaged(t *testing.T) {
	s := vault(t, nil)
	if err := os.WriteFile(s.path, []byte(`{"a":{"host":"a","secret":"s3cr3t"`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.keep("https://a.example/", "ann", "x"); err == nil || strings.Contains(err.Error(), "s3cr3t") {
		t.Errorf("damaged: %v", err)
	}
	if b, err := os.ReadFile(s.path); err != nil || !strings.Contains(string(b), "s3cr3t") {
		t.Errorf("the damaged file was overwritten: %v", err)
	}
	linked := newSecrets(s.path+"-link", s.getenv)
	if err := os.Symlink(s.path, linked.path); err != nil {
		t.Skip(err)
	}
	if _, err := linked.keep("https://a.example/", "ann", "x"); err == nil {
		t.Error("a link was followed")
	}
}

func TestTheProxysPasswordIsAskedForOnce(t *testing.T) {
	var logins []string
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		logins = append(logins, r.Header.Get("Proxy-Authorization"))
	}))
	defer proxy.Close()
	asked := 0
	c := Config{Proxy: proxy.URL, ProxyAuth: feed.Login{Scheme: feed.Basic, Name: "ann", Secret: "env:PW"}}
	through, err := c.proxy(func(context.Context, feed.Secret, string) (string, error) { asked++; return "pw", nil })
	if err != nil {
		t.Fatal(err)
	}
	client := http.Client{Transport: &http.Transport{Proxy: func(r *http.Request) (*url.URL, error) { return through(r.URL) }}}
	for range 2 {
		res, err := client.Get("http://feeds.example/")
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
	}
	want := "Basic " + base64.StdEncoding.EncodeToString([]byte("ann:pw"))
	if asked != 1 || len(logins) != 2 || logins[0] != want || logins[1] != want {
		t.Errorf("asked %d times, the proxy had %q", asked, logins)
	}
}
