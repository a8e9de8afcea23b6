package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

// wants takes exactly one argument, and says what it is when it is not there.
func wants(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 1 {
			return nil
		}
		return fmt.Errorf("%s wants %s, not %s; see %s --help", cmd.CommandPath(), what, plural(len(args), "argument"), cmd.CommandPath())
	}
}

// wantsSome takes at least so many arguments.
func wantsSome(n int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) >= n {
			return nil
		}
		return fmt.Errorf("%s wants %s; see %s --help", cmd.CommandPath(), what, cmd.CommandPath())
	}
}
