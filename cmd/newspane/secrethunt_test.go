//go:build unix

package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// lodge is a server that lets those in who know its passwords, and sends back what it was told where it can: in reasons,
// headers and bodies.
type lodge struct {
	*httptest.Server
	mu   sync.Mutex
	told map[string]int // how often each secret came to it
}

// hunted are the secrets, by where they are kept.
var hunted = map[string]string{
	"address": "s3cr3t/addr+ess~1", "variable": "s3cr3t-variable-2", "file": "s3cr3t-file-3", "command": "s3cr3t-command-4", "typed": "s3cr3t-typed-5", "header": "s3cr3t-header-6",
}

// disguises are the spellings in which a secret may lie somewhere.
func disguises(secret string) []string {
	all := []string{secret, url.QueryEscape(secret), url.PathEscape(secret), hex.EncodeToString([]byte(secret))}
	for lead := range 3 { // whatever stands before it
		code := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat("x", lead) + secret))
		code = code[(lead*8+5)/6 : len(code)-2]
		all = append(all, code, strings.NewReplacer("+", "-", "/", "_").Replace(code))
	}
	return all
}

func newLodge(t *testing.T) *lodge {
	l := &lodge{told: map[string]int{}}
	l.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body) // the reader may have broken off
		said := fmt.Sprint(r.Header, r.URL, string(body))
		l.mu.Lock()
		known := false
		for name, secret := range hunted {
			for _, d := range disguises(secret) {
				if strings.Contains(said, d) {
					l.told[name]++
					known = true
					break
				}
			}
		}
		n := l.told["address"]
		l.mu.Unlock()
		w.Header().Set("WWW-Authenticate", "Basic realm=\""+strings.ReplaceAll(said, "\"", "")+"\"")
		switch {
		case !known:
			http.Error(w, said, http.StatusUnauthorized)
		case strings.HasPrefix(r.URL.Path, "/refuses"), n%4 == 3:
			http.Error(w, said, http.StatusForbidden)
		case strings.HasPrefix(r.URL.Path, "/feed"):
			sendsXML(rss(fmt.Sprintf("<title>Kept apart %d</title><link>http://%s/page</link>", n, r.Host)+plainly("")))(w, r, "")
		default:
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprint(w, `{"access_token":"t0ken","id":1}`)
		}
	}))
	t.Cleanup(l.Close)
	return l
}

// TestNoSecretLiesInTheState uses passwords in every way, ends the program in every way, and searches all that lies in its
// folder and all that it said.
func TestNoSecretLiesInTheState(t *testing.T) {
	l, home, aside := newLodge(t), t.TempDir(), t.TempDir()
	t.Setenv("HUNTED", hunted["variable"])
	for name, content := range map[string]string{
		filepath.Join(aside, "pw"): hunted["file"],
		filepath.Join(home, "config.toml"): `[services.links]
kind = "linkding"
url = "` + l.URL + `"
token = "env:HUNTED"
[services.refuses]
kind = "linkding"
url = "` + l.URL + `/refuses"
token = "env:HUNTED"
[services.bag]
kind = "wallabag"
url = "` + l.URL + `/refuses"
user = "ann"
password = "file:` + filepath.Join(aside, "pw") + `"
client-id = "c"
client-secret = "command:echo ` + hunted["command"] + `"
`,
	} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var said bytes.Buffer
	run := func(args ...string) string {
		out, _ := newspaneIn(t, home, args...) // some fail, which is wanted
		said.WriteString(out)
		return out
	}
	address := strings.Replace(l.URL, "http://", "http://ann:"+url.QueryEscape(hunted["address"])+"@", 1)
	run("add", address+"/feed")
	run("add", address+"/feed?second")
	run("add", address+"/refuses")
	var id int64
	rows := run("list", "--json")
	if _, err := fmt.Sscanf(rows[strings.Index(rows, `"id":`)+1:], `id":%d`, &id); err != nil {
		t.Fatalf("%v in %s", err, rows)
	}
	for _, args := range [][]string{
		{"fetch"}, {"fetch"}, {"fetch", "--json"}, {"send", fmt.Sprint(id), "--to", "links"}, {"send", fmt.Sprint(id), "--to", "refuses"}, {"send", fmt.Sprint(id), "--to", "bag"}, {"send", "--list"}, {"send", "--list", "--json"},
		{"show", fmt.Sprint(id)}, {"bookmark", fmt.Sprint(id)}, {"feeds"}, {"feeds", "--json"}, {"set", l.URL + "/feed"}, {"doctor"}, {"doctor", "--json"}, {"export"}, {"export", "--state"}, {"backup", filepath.Join(home, "copy.db")}, {"config"},
	} {
		run(args...)
	}
	typesPassword(t, home)
	t.Setenv(panicEnv, "update")
	p := openTTY(t, home, 120, 40)
	p.shows("Kept apart")
	p.press("R")
	p.press("o")
	p.press("k")
	p.end()
	said.WriteString(p.output("What happened is in"))
	t.Setenv(panicEnv, "")
	p = openTTY(t, home, 120, 40)
	p.gone = true
	p.shows("Kept apart")
	p.press("R")
	p.answered()
	if err := p.cmd.Process.Kill(); err != nil { // what it had not finished lies there
		t.Fatal(err)
	}
	<-p.ended
	said.WriteString(p.output("Kept apart"))
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, name := range []string{"address", "variable", "file", "command", "typed"} {
		if l.told[name] == 0 {
			t.Errorf("the secret of the %s was never used: nothing is proved", name)
		}
	}
	t.Logf("%d files and %d bytes of output searched", wantNoneOf(t, home, said.Bytes()), said.Len())
}

// typesPassword gives a feed a password on the screen, and looks for news with it.
func typesPassword(t *testing.T, home string) {
	t.Helper()
	p := openTTY(t, home, 120, 40)
	p.shows("Kept apart")
	p.press("gi")
	p.answered()
	p.press("Ea")
	p.shows("user")
	p.press("\x15bob\r")
	p.shows("password")
	p.press(hunted["typed"] + "\r")
	p.shows("kept apart from the library")
	p.press("r")
	p.wait("an answer", func(s string) bool { return strings.Contains(s, "password") || strings.Contains(s, "new") })
	p.answered()
	p.press("\x03\x03\x03")
	p.end()
	if raw := p.output("\x1b[?1049l"); strings.Contains(raw, hunted["typed"]) {
		t.Error("the password was shown")
	}
}

// wantNoneOf searches files and output for secrets, and returns how many files there are. The file for secrets alone may
// hold what was typed.
func wantNoneOf(t *testing.T, home string, said []byte) (files int) {
	t.Helper()
	look := func(where string, content []byte) {
		for name, secret := range hunted {
			if filepath.Base(where) == "secrets.json" && (name == "address" || name == "typed") {
				continue
			}
			for _, d := range disguises(secret) {
				if i := bytes.Index(content, []byte(d)); i >= 0 && !(filepath.Base(where) == "config.toml" && name == "command") {
					t.Errorf("%s has the secret of the %s: %.200q", where, name, content[max(0, i-80):])
				}
			}
		}
	}
	look("the output", bytes.ReplaceAll(said, []byte("echo "+hunted["command"]), nil)) // the settings, which `config` prints
	err := filepath.WalkDir(home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path)
		files++
		look(path, content)
		return err
	})
	if err != nil || files < 8 {
		t.Errorf("%d files, %v", files, err)
	}
	return files
}

func TestDisguisesOfSecretsAreFound(t *testing.T) {
	const secret = "s3cr3t-of-ours"
	for _, text := range []string{
		"x" + secret, base64.StdEncoding.EncodeToString([]byte("ann:" + secret)), base64.StdEncoding.EncodeToString([]byte("anna:" + secret + "!")), base64.URLEncoding.EncodeToString([]byte("bo:" + secret)), hex.EncodeToString([]byte("?" + secret)),
	} {
		found := false
		for _, d := range disguises(secret) {
			found = found || strings.Contains(text, d)
		}
		if !found {
			t.Errorf("%q hides it", text)
		}
	}
}
