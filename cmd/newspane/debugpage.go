package main

import (
	"errors"

	"github.com/spf13/cobra"
)

func newDebugPage() *cobra.Command {
	return &cobra.Command{Use: "page", RunE: func(*cobra.Command, []string) error { return errors.New("not built yet") }}
}
