package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/cobra"

	"newspane/feed"
)

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			v, revision := version()
			if revision != "" {
				v += " (" + revision + ")"
			}
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "newspane %s %s %s/%s\n", v, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return status(err)
		},
	}
}

// version returns the module's version and the revision it was built from, as the build tells.
func version() (v, revision string) {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(unknown)", ""
	}
	changed := ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 12:
			revision = s.Value[:12]
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = ", changed"
		}
	}
	if revision != "" {
		revision += changed
	}
	return info.Main.Version, revision
}

// revised returns the day of the revision that newspane was built from, "" when the build does not tell.
func revised() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.time" && len(s.Value) >= len(time.DateOnly) {
			return s.Value[:len(time.DateOnly)]
		}
	}
	return ""
}

// contact is an address at which servers' owners find who makes newspane, or whoever packages it:
// go build -ldflags '-X main.contact=https://…'. "" where there is none.
var contact string

// userAgent is how newspane names itself to servers: what it is, in which version, and what their owner can do about it
// (RFC 9110, section 10.1.5). Without anybody to write to, it says which answers it obeys.
func userAgent() string {
	v, _ := version()
	return agent(v, contact)
}

// agent names a version of newspane. What is no token of HTTP has no place in a version, and no control in a contact.
func agent(version, contact string) string {
	version = strings.Map(func(r rune) rune {
		if r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("!#$%&'*+-.^_`|~", r)) {
			return r
		}
		return -1
	}, strings.TrimPrefix(version, "v"))
	if version == "" {
		version = "dev"
	}
	about := "heeds 429, Retry-After, Cache-Control, 410"
	if c := feed.Clean(contact).String(); c != "" && !strings.ContainsAny(c, "()\\") {
		about = "+" + c
	}
	return "newspane/" + version + " (personal feed reader; " + about + ")"
}
