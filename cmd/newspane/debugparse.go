package main

import (
	"errors"

	"github.com/spf13/cobra"
)

func newDebugParse() *cobra.Command {
	return &cobra.Command{Use: "parse", RunE: func(*cobra.Command, []string) error { return errors.New("not built yet") }}
}
