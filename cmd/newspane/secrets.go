package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/zalando/go-keyring"

	"newspane/feed"
)

const (
	secretPatience = 30 * time.Second // for a command or a keyring, which may ask its owner
	secretAge      = time.Hour        // how long a secret is remembered, so that a changed one is found
	maxSecret      = 64 << 10         // bytes read of a file or a command
	keyringService = "newspane"
)

// secrets gets passwords and tokens from where their owner keeps them. They are never written anywhere but to the
// keyring and to the file of kept ones, never logged, and never given to another program as an argument.
type secrets struct {
	path   string // file of those that newspane keeps, readable by its owner alone
	getenv func(string) string
	now    func() time.Time

	mu   sync.Mutex // one command at a time, so that nobody is asked twice at once
	seen map[feed.Secret]seenSecret
}

type seenSecret struct {
	value string
	at    time.Time
}

func newSecrets(path string, getenv func(string) string) *secrets {
	return &secrets{path: path, getenv: getenv, now: now, seen: map[feed.Secret]seenSecret{}}
}

// get returns the secret in a place for a request to an address. Its error names the place, never the secret.
func (s *secrets) get(ctx context.Context, place feed.Secret, address string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if kind, name := place.Cut(); kind == feed.Kept { // bound to its host, so that no other gets it
		return s.kept(name, address)
	}
	if k, ok := s.seen[place]; ok && s.now().Sub(k.at) < secretAge && !s.now().Before(k.at) {
		return k.value, nil
	}
	value, err := s.fetch(ctx, place)
	if err != nil {
		return "", err
	}
	value, _, _ = strings.Cut(value, "\n")
	if value = strings.TrimSuffix(value, "\r"); value == "" {
		return "", fmt.Errorf("there is nothing in %s", place)
	}
	s.seen[place] = seenSecret{value, s.now()}
	return value, nil
}

// forget has a secret looked up anew the next time.
func (s *secrets) forget(place feed.Secret) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.seen, place)
}

func (s *secrets) fetch(ctx context.Context, place feed.Secret) (string, error) {
	switch kind, name := place.Cut(); kind {
	case feed.FromEnv:
		value := s.getenv(name)
		if value == "" {
			return "", fmt.Errorf("the environment has no %s", name)
		}
		return value, nil
	case feed.FromFile:
		return s.file(name)
	case feed.FromCommand:
		return s.command(ctx, name)
	case feed.FromKeyring:
		return fromKeyring(ctx, name)
	}
	return "", fmt.Errorf("%q is no place for a secret", place)
}

// file reads the beginning of a file that not everybody can read.
func (s *secrets) file(name string) (string, error) {
	path := name
	if rest, ok := strings.CutPrefix(name, "~/"); ok {
		path = filepath.Join(s.getenv("HOME"), rest)
	}
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("%s cannot be read: %w", name, cause(err))
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return "", err
	case runtime.GOOS != "windows" && info.Mode().Perm()&0o007 != 0:
		return "", fmt.Errorf("everybody can read %s; chmod 600 it", name)
	}
	b, err := io.ReadAll(io.LimitReader(f, maxSecret))
	return string(b), err
}

// command runs a command, which is split into words and given to no shell, and returns what it prints.
func (s *secrets) command(ctx context.Context, line string) (string, error) {
	argv, _, err := feed.Words(line)
	if err != nil || len(argv) == 0 {
		return "", fmt.Errorf("`%s` is no command", line)
	}
	ctx, cancel := context.WithTimeout(ctx, secretPatience)
	defer cancel()
	var out bytes.Buffer
	c := exec.CommandContext(ctx, argv[0], argv[1:]...)
	c.Stdout = &limitedBuffer{&out, maxSecret}
	c.WaitDelay = time.Second
	c.SysProcAttr = ownSession()
	err = c.Run()
	var ended *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return "", fmt.Errorf("`%s` did not end in time", argv[0])
	case errors.As(err, &ended):
		return "", fmt.Errorf("`%s` ended with status %d", argv[0], ended.ExitCode())
	case err != nil:
		return "", fmt.Errorf("`%s` cannot be run: %w", argv[0], cause(err))
	}
	return out.String(), nil
}

// limitedBuffer takes so many bytes and drops the rest.
type limitedBuffer struct {
	b    *bytes.Buffer
	left int
}

func (l *limitedBuffer) Write(p []byte) (int, error) {
	n := min(len(p), l.left)
	l.left -= n
	l.b.Write(p[:n])
	return len(p), nil
}

// fromKeyring asks the system's keyring, which may ask its owner to open it.
func fromKeyring(ctx context.Context, name string) (string, error) {
	type answer struct {
		value string
		err   error
	}
	answered := make(chan answer, 1)
	go func() { // ends when the keyring answers; nothing waits for it longer
		v, err := keyring.Get(keyringService, name)
		answered <- answer{v, err}
	}()
	late := time.NewTimer(secretPatience)
	defer late.Stop()
	select {
	case a := <-answered:
		if a.err != nil {
			return "", fmt.Errorf("the keyring has no %q of newspane's: %w", name, a.err)
		}
		return a.value, nil
	case <-ctx.Done():
		return "", ctx.Err()
	case <-late.C:
		return "", errors.New("the keyring did not answer in time")
	}
}

// store stores a secret that was typed: in the keyring where there is one, else in the file of kept ones. where says it
// to a person.
func (s *secrets) store(address, user, secret string) (place feed.Secret, where string, err error) {
	name := strings.TrimSuffix(hostname(address)+"/"+user, "/")
	if keyring.Set(keyringService, name, secret) == nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.seen, feed.Secret(feed.FromKeyring+":"+name))
		return feed.Secret(feed.FromKeyring + ":" + name), "the keyring, as " + keyringService + " " + name, nil
	}
	place, err = s.keep(address, user, secret)
	return place, s.path, err
}

// keptSecret is an entry of the file of kept secrets.
type keptSecret struct {
	Host   string `json:"host"` // the only one that is told it
	Secret string `json:"secret"`
}

func (s *secrets) kept(name, address string) (string, error) {
	all, err := s.readKept()
	if err != nil {
		return "", err
	}
	k, ok := all[name]
	switch {
	case !ok:
		return "", fmt.Errorf("%s has no %q", s.path, name)
	case !strings.EqualFold(k.Host, hostname(address)):
		return "", fmt.Errorf("the password %q belongs to %s", name, k.Host)
	}
	return k.Secret, nil
}

// keep stores a secret for the host of an address and returns its place: in the file of kept secrets, where the same
// one is found again.
func (s *secrets) keep(address, user, secret string) (feed.Secret, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	all, err := s.readKept()
	if err != nil {
		return "", err
	}
	host := hostname(address)
	name := host
	if user != "" {
		name = host + "/" + user
	}
	for n := 2; ; n++ {
		k, taken := all[name]
		if taken && k == (keptSecret{host, secret}) {
			return feed.Secret(feed.Kept + ":" + name), nil
		}
		if !taken {
			break
		}
		name = fmt.Sprintf("%s/%s#%d", host, user, n)
	}
	all[name] = keptSecret{host, secret}
	return feed.Secret(feed.Kept + ":" + name), s.writeKept(all)
}

func (s *secrets) readKept() (map[string]keptSecret, error) {
	all := map[string]keptSecret{}
	info, err := os.Lstat(s.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return all, nil
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is no regular file", s.path)
	case runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0:
		if err := os.Chmod(s.path, 0o600); err != nil {
			return nil, fmt.Errorf("others can read %s: %w", s.path, cause(err))
		}
	}
	b, err := readOwn(s.path, maxFeeds)
	if err != nil {
		return nil, err
	}
	if json.Unmarshal(b, &all) != nil { // whose error may have a part of what stands there
		return nil, fmt.Errorf("%s is damaged", s.path)
	}
	return all, nil
}

func (s *secrets) writeKept(all map[string]keptSecret) error {
	b, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		return err
	}
	return writeWhole(s.path, 0o600, writing(append(b, '\n')))
}

// hostname returns the host of an address, without port.
func hostname(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}
