// Command newspane is a newspaper for the terminal.
package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
)

func main() {
	root := &cobra.Command{Use: "newspane", Short: "A newspaper for the terminal", SilenceUsage: true, SilenceErrors: true}
	debug := &cobra.Command{Use: "debug", Short: "Run one room by hand", Hidden: true}
	debug.AddCommand(newDebugParse(), newDebugPage())
	root.AddCommand(debug)
	if err := root.Execute(); err != nil {
		fmt.Fprintln(os.Stderr, "newspane:", err)
		os.Exit(2)
	}
}
