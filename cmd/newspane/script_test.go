package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"newspane/ui"
)

// panicEnv names where the program that the tests start is to panic; only the tests' own main knows it.
const panicEnv = "NEWSPANE_TEST_PANIC"

// secret is what no report may hold.
const secret = "s3cr3t \x1b]0;PWNED\x07"

// panicking is the context of a program that panics where the environment says.
func panicking(where string) context.Context {
	return context.WithValue(context.Background(), screenChange{}, func(o *ui.Options) {
		switch where {
		case "update":
			clock, armed := o.Now, false
			o.Browser = func(string) error { armed = true; return nil }
			o.Now = func() time.Time {
				if armed {
					panic(secret)
				}
				return clock()
			}
		case "command":
			o.Browser = func(string) error { panic(fmt.Errorf("opening %s: %w", secret, errors.ErrUnsupported)) }
		case "goroutine": // of a library, which nobody can catch
			o.Browser = func(string) error { go panic(secret); select {} }
		case "runtime":
			o.Browser = func(address string) error { return fmt.Errorf("%c", address[len(address)+3]) }
		}
	})
}

// goroutinesEnv names a file into which the program that the tests start writes how many goroutines it has.
const goroutinesEnv = "NEWSPANE_TEST_GOROUTINES"

// peakEnv names a file into which that program writes, at its end, the most memory that it had, in kilobytes.
const peakEnv = "NEWSPANE_TEST_PEAK"

// tellPeak writes it. What the system tells the parent counts the parent's own memory, too: a child begins as its copy.
func tellPeak(name string) {
	status, err := os.ReadFile("/proc/self/status")
	if _, rest, ok := strings.Cut(string(status), "VmHWM:"); name != "" && err == nil && ok {
		kb, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
		_ = os.WriteFile(name, []byte(kb), 0o600) // the test does with what the system tells
	}
}

func countGoroutines(name string) {
	for name != "" {
		_ = os.WriteFile(name, []byte(strconv.Itoa(runtime.NumGoroutine())), 0o600) // the test misses what is not there
		time.Sleep(200 * time.Millisecond)
	}
}

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"newspane": func() {
			go countGoroutines(os.Getenv(goroutinesEnv))
			code := run(panicking(os.Getenv(panicEnv)), os.Args[1:])
			tellPeak(os.Getenv(peakEnv))
			os.Exit(code)
		},
		"marker": marker,
	})
}

// TestScripts runs the command line as a person would: every script has a library and a web server of its own. Files
// below www/ are served at $SERVER; SERVER in them stands for its address.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			s := httptest.NewServer(site(filepath.Join(env.WorkDir, "www")))
			env.Defer(s.Close)
			env.Setenv("SERVER", s.URL)
			env.Setenv("PRIVATE", strings.Replace(s.URL, "://", "://ann:s3cr3t@", 1))
			env.Setenv("FOURTH", strings.Replace(s.URL, "://", "://bob:hush@", 1)+"/private/fourth.xml")
			env.Setenv("NEWSPANE_HOME", filepath.Join(env.WorkDir, "home"))
			env.Setenv("NO_COLOR", "1")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "setid": setID, "expand": expand, "nosecret": noSecret, "shell": shell, "sqlite": sqlite,
		},
	})
}

// exits STATUS COMMAND… runs a command that must end with an exit status.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	var failed *exec.ExitError
	got := 0
	switch {
	case errors.As(err, &failed):
		got = failed.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// sqlite DATABASE FILE makes a database of the statements in a file.
func sqlite(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	_, err = db.Exec(os.Expand(ts.ReadFile(args[1]), ts.Getenv))
	ts.Check(errors.Join(err, db.Close()))
}

// setid NAME TITLE sets a variable to the number of the article of a title in the list that was just printed.
func setID(ts *testscript.TestScript, _ bool, args []string) {
	for line := range strings.Lines(ts.ReadFile("stdout")) {
		if strings.Contains(line, args[1]) {
			ts.Setenv(args[0], strings.Fields(line)[0])
			return
		}
	}
	ts.Fatalf("no article %q in the list", args[1])
}

// expand FILE puts the values of variables into a file.
func expand(ts *testscript.TestScript, _ bool, args []string) {
	name := ts.MkAbs(args[0])
	text := os.Expand(ts.ReadFile(args[0]), ts.Getenv)
	ts.Check(os.WriteFile(name, []byte(text), 0o600))
}

// nosecret FILE TEXT fails when a file, which need not exist, has a text in it.
func noSecret(ts *testscript.TestScript, _ bool, args []string) {
	b, err := os.ReadFile(ts.MkAbs(args[0]))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		ts.Fatalf("%v", err)
	}
	if bytes.Contains(b, []byte(args[1])) {
		ts.Fatalf("%s holds %q", args[0], args[1])
	}
}

// site serves a directory. A file with an ETag answers "not modified"; an address that names a status in its path
// (/status/404) answers with it. What is below /private/ is for ann, whose password is s3cr3t.
func site(dir string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if code, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/status/")); err == nil {
			if code == http.StatusTooManyRequests {
				w.Header().Set("Retry-After", "7200")
			}
			w.WriteHeader(code)
			return
		}
		if user, password, _ := r.BasicAuth(); strings.HasPrefix(r.URL.Path, "/private/") && (user != "ann" || password != "s3cr3t") {
			w.Header().Set("WWW-Authenticate", `Basic realm="private"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		name := filepath.Join(dir, filepath.FromSlash(filepath.Clean("/"+r.URL.Path)))
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			name = filepath.Join(name, "index.html")
		}
		body, err := os.ReadFile(name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		body = bytes.ReplaceAll(body, []byte("SERVER"), []byte("http://"+r.Host))
		tag := `"` + strconv.Itoa(len(body)) + `"`
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", contentType(name))
		if _, err := w.Write(body); err != nil {
			return // the client went away, which is its right
		}
	})
}

func contentType(name string) string {
	switch filepath.Ext(name) {
	case ".xml":
		return "application/rss+xml"
	case ".html":
		return "text/html; charset=utf-8"
	case ".pdf":
		return "application/pdf"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}
