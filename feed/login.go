package feed

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"unicode"
)

// Login says how a feed is asked with a secret, and where the secret is. It never holds the secret itself, so that it may
// be stored, shown and shared. The zero value asks without one.
type Login struct {
	Scheme LoginScheme `json:"scheme,omitzero"`
	Name   string      `json:"name,omitzero"`   // the user (Basic), or the header's name (SecretHeader)
	Secret Secret      `json:"secret,omitzero"` // where the password or token is
}

// LoginScheme is a way to ask with a secret.
type LoginScheme string

// The schemes.
const (
	NoLogin      LoginScheme = ""
	Basic        LoginScheme = "basic"  // RFC 7617
	Bearer       LoginScheme = "bearer" // RFC 6750
	SecretHeader LoginScheme = "header" // the secret is the value of a header
)

// Secret names a place that a secret is kept in: "command:pass show news", "env:NAME", "file:/path", "keyring:NAME", or
// "kept:NAME" for newspane's own file of secrets.
type Secret string

// The kinds of places.
const (
	FromCommand = "command" // the first line that a command prints
	FromEnv     = "env"
	FromFile    = "file" // its first line
	FromKeyring = "keyring"
	Kept        = "kept" // moved there by newspane
)

// Cut returns the place's kind and its name there.
func (s Secret) Cut() (kind, name string) {
	kind, name, _ = strings.Cut(string(s), ":")
	return kind, name
}

const loginForm = "it is none, basic USER SECRET, bearer SECRET, or header NAME SECRET, and SECRET says where the secret is: " +
	"command:pass show news, env:NEWS_PASSWORD, file:/path/to/it, or keyring:news"

// ParseLogin reads a Login as [Login.String] writes it; "" and "none" are the zero value. A secret that is typed in place
// of the place where it is kept is refused.
func ParseLogin(s string) (Login, error) {
	scheme, rest, _ := strings.Cut(strings.TrimSpace(s), " ")
	a := Login{Scheme: LoginScheme(strings.ToLower(scheme))}
	rest = strings.TrimSpace(rest)
	switch a.Scheme {
	case NoLogin, "none":
		if rest != "" {
			return Login{}, errors.New(loginForm)
		}
		return Login{}, nil
	case Basic, SecretHeader:
		a.Name, rest, _ = strings.Cut(rest, " ")
	case Bearer:
	default:
		return Login{}, errors.New(loginForm)
	}
	a.Secret = Secret(strings.TrimSpace(rest))
	return a, a.check()
}

func (a *Login) check() error {
	for _, r := range a.Name + string(a.Secret) {
		if unicode.IsControl(r) {
			return errors.New("there is a control character in it")
		}
	}
	if a.Scheme == SecretHeader {
		a.Name = canonicalHeader(a.Name)
		if !isToken(a.Name) {
			return errors.New(loginForm)
		}
		for _, r := range reserved {
			if a.Name == r {
				return fmt.Errorf("%s is not for you to set", r)
			}
		}
	}
	if a.Scheme == Basic && (a.Name == "" || strings.Contains(a.Name, ":")) {
		return errors.New(loginForm)
	}
	kind, name := a.Secret.Cut()
	switch kind {
	case FromCommand, FromEnv, FromKeyring, Kept:
		if strings.TrimSpace(name) != "" {
			return nil
		}
	case FromFile:
		if filepath.IsAbs(name) || strings.HasPrefix(name, "~/") {
			return nil
		}
		return errors.New("a file of a secret is named by its whole path, /… or ~/…")
	}
	return errors.New(loginForm)
}

// String writes the Login as [ParseLogin] reads it, "" for the zero value. There is no secret in it.
func (a Login) String() string {
	switch a.Scheme {
	case NoLogin:
		return ""
	case Bearer:
		return string(a.Scheme) + " " + string(a.Secret)
	}
	return string(a.Scheme) + " " + a.Name + " " + string(a.Secret)
}
