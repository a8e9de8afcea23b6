package main

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"

	"newspane/feed"
)

// browser opens pages outside newspane. Commands are started with a list of arguments, never through a shell, and
// only ever given http(s) addresses.
type browser struct {
	command string // from the settings; "" is $BROWSER, else the system's opener
	env     []string
	start   func(argv, env []string) error
}

func newBrowser(command string) *browser {
	return &browser{command: command, env: os.Environ(), start: startDetached}
}

// open opens an address in the first browser that starts.
func (b *browser) open(address string) error {
	safe, err := outsideAddress(address)
	if err != nil {
		return err
	}
	var last error
	for _, argv := range b.candidates(safe) {
		if last = b.start(argv, cleanEnv(b.env)); last == nil {
			return nil
		}
	}
	return fmt.Errorf("no browser could be started (%w); set BROWSER or `browser` in the settings", last)
}

// outsideAddress returns the address as it may be given to another program.
func outsideAddress(address string) (string, error) {
	safe := feed.ResolveURL("", address)
	u, err := url.Parse(safe)
	switch {
	case err != nil || safe == "" || strings.ContainsAny(safe, "\\\"'`"+" "):
		return "", &feed.Error{Op: "open", URL: address, Kind: feed.BadURL}
	case u.Hostname() == "newspane.invalid":
		return "", errors.New("this article is part of newspane; it is on no web site")
	}
	return safe, nil
}

// candidates returns the commands to try, in order. $BROWSER is a list parted by colons whose %s stands for the
// address; a part without one gets the address as its last argument.
func (b *browser) candidates(address string) [][]string {
	if b.command != "" {
		return [][]string{arguments(b.command, address)}
	}
	var all [][]string
	for _, kv := range b.env {
		if list, ok := strings.CutPrefix(kv, "BROWSER="); ok {
			for _, c := range strings.Split(list, ":") {
				if strings.TrimSpace(c) != "" {
					all = append(all, arguments(c, address))
				}
			}
		}
	}
	return append(all, systemOpener(runtime.GOOS, address))
}

// commandWords are the words of a command as shells have them; quotation marks hold words together. One that is not closed
// ends with the command.
func commandWords(command string) []string {
	words, _, err := feed.Words(command)
	if err != nil {
		words = strings.Fields(command)
	}
	return words
}

// isCommand reports whether a text of the settings names a program.
func isCommand(command string) bool {
	words, _, err := feed.Words(command)
	return err == nil && len(words) > 0
}

// arguments splits a command before the addresses are put in, so that none can become an argument of its own: each takes
// the place of %s, or stands at the end.
func arguments(command string, addresses ...string) []string {
	var argv []string
	found := false
	for _, a := range commandWords(command) {
		if !strings.Contains(a, "%s") {
			argv = append(argv, a)
			continue
		}
		found = true
		for _, address := range addresses {
			argv = append(argv, strings.ReplaceAll(a, "%s", address))
		}
	}
	if !found {
		argv = append(argv, addresses...)
	}
	return argv
}

func systemOpener(goos, address string) []string {
	switch goos {
	case "darwin":
		return []string{"open", address}
	case "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler", address}
	}
	return []string{"xdg-open", address}
}

// cleanEnv is an environment without what is newspane's own business, and without what looks like a secret: a browser
// hands its environment on to whatever it starts.
func cleanEnv(env []string) []string {
	kept := make([]string, 0, len(env))
	for _, kv := range env {
		name, _, _ := strings.Cut(kv, "=")
		name = strings.ToUpper(name)
		if !strings.HasPrefix(name, "NEWSPANE_") && !slices.ContainsFunc(secretNames, func(s string) bool { return strings.Contains(name, s) }) {
			kept = append(kept, kv)
		}
	}
	return kept
}

// secretNames are parts of the names of variables that hold secrets.
var secretNames = []string{"TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "CREDENTIAL", "API_KEY", "APIKEY", "ACCESS_KEY", "PRIVATE_KEY"}

// startDetached starts a command in a session of its own, without our terminal, and leaves it alone.
func startDetached(argv, env []string) error {
	c := exec.Command(argv[0], argv[1:]...)
	c.Env = env
	c.SysProcAttr = ownSession()
	if err := c.Start(); err != nil {
		return err
	}
	go func() { // reaps the child; its status is nobody's business
		_ = c.Wait()
	}()
	return nil
}
