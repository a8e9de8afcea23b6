package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"
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

// userAgent is how newspane names itself to servers.
func userAgent() string { return "newspane/1.0 (+https://newspane.invalid/)" }
