package main

import (
	"maps"
	"os"
	"slices"

	"github.com/spf13/cobra"
)

// completes has the shell complete the value of a flag, which must be one of the command's.
func completes(c *cobra.Command, flag string, values func() []string) {
	err := c.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return values(), cobra.ShellCompDirectiveNoFileComp
	})
	if err != nil {
		panic(err) // the command has no such flag
	}
}

// serviceNames are the bookmark services that the settings name; none when they cannot be read, which a completion does not
// tell.
func serviceNames() []string {
	paths, err := findPaths(os.Getenv)
	if err != nil {
		return nil
	}
	config, err := readConfig(paths.Config)
	if err != nil {
		return nil
	}
	return slices.Sorted(maps.Keys(config.Services))
}
