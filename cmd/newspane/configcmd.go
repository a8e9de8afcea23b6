package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"newspane/feed"

	"newspane/ui"
)

func newConfig() *cobra.Command {
	config := &cobra.Command{
		Use:   "config",
		Short: "Show, check and edit the settings",
		Long: "Settings are in one file of TOML; every one has a default and may be left out. Without a word, config shows the\n" +
			"settings that are in force.",
		Example: "newspane config            # what is in force\n" +
			"newspane config edit       # in $EDITOR, checked afterwards\n" +
			"newspane config default    # a file to begin with: every setting, explained",
		Args: cobra.NoArgs,
		RunE: printConfig,
	}
	config.AddCommand(
		&cobra.Command{Use: "print", Short: "Show the settings that are in force", Args: cobra.NoArgs, RunE: printConfig},
		&cobra.Command{Use: "check", Short: "Check the settings file", Args: cobra.NoArgs, RunE: checkConfig},
		&cobra.Command{Use: "default", Short: "Print a settings file with every setting explained", Args: cobra.NoArgs,
			RunE: func(cmd *cobra.Command, _ []string) error { return writeDefaults(cmd.OutOrStdout()) }},
		newConfigTheme(),
		&cobra.Command{Use: "edit", Short: "Edit the settings file, and check it afterwards", Args: cobra.NoArgs, RunE: editConfig},
	)
	return config
}

// printConfig prints the settings file as it is, and every setting that it leaves to its default.
func printConfig(cmd *cobra.Command, _ []string) error {
	paths, err := findPaths(os.Getenv)
	if err != nil {
		return status(err)
	}
	if _, err := readConfig(paths.Config); err != nil {
		return usage(err)
	}
	src, err := readOwn(paths.Config, maxSettings)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return status(err)
	}
	out := cmd.OutOrStdout()
	fmt.Fprintf(out, "# %s\n", feed.Clean(paths.Config))
	if len(src) > 0 {
		fmt.Fprintf(out, "\n%s\n", feed.CleanBlock(strings.TrimSpace(string(src))))
	} else {
		fmt.Fprintln(out, "# There is no such file: all is as it comes. `newspane config edit` makes one.")
	}
	fmt.Fprintln(out, "\n# Not set, so as it comes:")
	for _, s := range settings() {
		if _, set := lineOf(string(src), s.key); !set {
			fmt.Fprintf(out, "# %s = %s\n", s.key, s.value)
		}
	}
	return nil
}

func checkConfig(cmd *cobra.Command, _ []string) error {
	paths, err := findPaths(os.Getenv)
	if err != nil {
		return status(err)
	}
	c, err := readConfig(paths.Config)
	faint, wrong := checkThemes(c.Themes)
	if err == nil {
		err = wrong
	}
	if err != nil {
		return usage(err)
	}
	for _, f := range faint {
		fmt.Fprintln(cmd.ErrOrStderr(), f)
	}
	if _, wrong := readSites(paths.sitesFile()); len(wrong) > 0 {
		return usage(errors.Join(wrong...))
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s is well\n", paths.Config)
	return nil
}

// writeDefaults writes a settings file that changes nothing and explains everything.
func writeDefaults(w io.Writer) error {
	_, err := fmt.Fprintln(w, "# Settings of newspane. What is left out is as it comes; a running newspane takes up changes at once.")
	for _, s := range settings() {
		if err == nil {
			_, err = fmt.Fprintf(w, "\n# %s: %s\n#%s = %s\n", s.about, s.allowed, s.key, s.value)
		}
	}
	return err
}

// editConfig opens the settings file in the reader's editor; one that does not exist begins as every setting, explained.
func editConfig(cmd *cobra.Command, _ []string) error {
	paths, err := findPaths(os.Getenv)
	if err != nil {
		return status(err)
	}
	if _, err := os.Stat(paths.Config); errors.Is(err, os.ErrNotExist) {
		if err := makeConfig(paths.Config); err != nil {
			return status(err)
		}
	}
	argv := editor(os.Getenv)
	edit := exec.CommandContext(cmd.Context(), argv[0], append(argv[1:], paths.Config)...)
	edit.Stdin, edit.Stdout, edit.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := edit.Run(); err != nil {
		return status(fmt.Errorf("%s: %w; $EDITOR names another one", argv[0], err))
	}
	return checkConfig(cmd, nil)
}

func makeConfig(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(writeDefaults(f), f.Close())
}

// editor is the reader's editor as its words.
func editor(getenv func(string) string) []string {
	for _, k := range []string{"VISUAL", "EDITOR"} {
		if words := commandWords(getenv(k)); len(words) > 0 {
			return words
		}
	}
	return []string{"vi"}
}

func newKeys() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "keys",
		Short: "List every action with its keys, as the settings have them",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			paths, err := findPaths(os.Getenv)
			if err != nil {
				return status(err)
			}
			config, err := readConfig(paths.Config)
			if err != nil {
				return usage(err)
			}
			rows, err := ui.KeyTable(config.Keys)
			if err != nil {
				return usage(err)
			}
			return printKeys(cmd.OutOrStdout(), rows, asJSON)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON lines {action, keys, help, group}")
	return c
}

// printKeys prints the table of keys.
func printKeys(w io.Writer, rows []ui.KeyRow, asJSON bool) error {
	p := newPrinter(w)
	for _, r := range rows {
		if asJSON {
			p.json(map[string]any{"action": r.Action, "keys": r.Keys, "help": r.Help, "group": r.Group})
			continue
		}
		p.row(r.Action, r.Keys, r.Help)
	}
	return status(p.flush())
}
