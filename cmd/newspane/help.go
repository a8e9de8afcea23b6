package main

import (
	"io"
	"os"
	"runtime"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newspane/ui/text"
)

const (
	helpWidth  = 80  // columns of help that goes into a pipe
	helpWidest = 100 // columns of help on the widest terminal
	helpNames  = 32  // columns of a name beside its description; a longer one stands above it
	helpBroken = 72  // columns from which on a line was broken for its length and goes on in the next
)

// help writes what there is to know of a command. It asks the terminal nothing: one that does not answer must not keep
// people waiting.
type help struct {
	b     strings.Builder
	width int
	bold  bool
}

// printHelp is the help of every command.
func printHelp(c *cobra.Command, _ []string) {
	out := c.OutOrStdout()
	h := &help{width: helpWidth}
	if f, ok := out.(*os.File); ok && isTerminal(f) {
		if w, _, err := term.GetSize(f.Fd()); err == nil && w > 0 {
			h.width = min(w, helpWidest)
		}
		h.bold = !isDumb(os.Getenv) && runtime.GOOS != "windows"
	}
	h.command(c)
	if _, err := io.WriteString(out, h.b.String()); err != nil {
		c.PrintErrln("newspane:", err)
	}
}

// command writes the sections of a command's help.
func (h *help) command(c *cobra.Command) {
	about := c.Long
	if about == "" {
		about = c.Short
	}
	h.lines(about, "")
	h.section("Usage")
	if c.Runnable() {
		h.lines(c.UseLine(), "  ")
	}
	if c.HasAvailableSubCommands() {
		h.lines(c.CommandPath()+" COMMAND", "  ")
	}
	if c.HasExample() {
		h.section("Examples")
		for line := range strings.SplitSeq(c.Example, "\n") { // to be copied as they are
			h.b.WriteString("  " + line + "\n")
		}
	}
	h.commands(c)
	h.flags("Flags", c.LocalFlags())
	h.flags("Flags of every command", c.InheritedFlags())
	if c.HasAvailableSubCommands() {
		h.b.WriteString("\n")
		h.lines(c.CommandPath()+" COMMAND --help says more of a command.", "")
	}
}

// commands lists the commands below c by their groups, those without one first.
func (h *help) commands(c *cobra.Command) {
	groups := append([]*cobra.Group{{Title: "Commands"}}, c.Groups()...)
	for _, g := range groups {
		first := true
		for _, sub := range c.Commands() {
			if sub.GroupID != g.ID || !sub.IsAvailableCommand() && sub.Name() != "help" {
				continue
			}
			if first {
				h.section(g.Title)
				first = false
			}
			_, args, _ := strings.Cut(sub.Use, " ")
			h.entry(strings.TrimSpace(sub.Name()+" "+args), sub.Short)
		}
	}
}

// flags lists flags with their defaults, where those are not plain to see.
func (h *help) flags(title string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	h.section(title)
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		kind, about := pflag.UnquoteUsage(f)
		name := "    --" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", --" + f.Name
		}
		if kind != "" {
			name += " " + kind
		}
		switch f.DefValue {
		case "", "false", "0", "[]", "0s":
		default:
			about += " (" + f.DefValue + " if not given)"
		}
		h.entry(name, about)
	})
}

// section begins a section.
func (h *help) section(title string) {
	if h.b.Len() > 0 {
		h.b.WriteByte('\n')
	}
	if h.bold {
		title = "\x1b[1m" + title + "\x1b[m"
	}
	h.b.WriteString(title + "\n")
}

// lines writes text behind an indent; what is too long goes on below its beginning.
func (h *help) lines(s, indent string) {
	for _, line := range unbroken(s) {
		in := indent + line[:len(line)-len(strings.TrimLeft(line, " "))]
		if text.Width(in)+text.Width(strings.TrimSpace(line)) <= h.width {
			h.b.WriteString(strings.TrimRight(indent+line, " ") + "\n")
			continue
		}
		for _, l := range text.Wrap(line, max(h.width-text.Width(in), 20)) {
			h.b.WriteString(in + l + "\n")
		}
	}
}

// entry writes a name and what it is, beside it where there is room.
func (h *help) entry(name, about string) {
	const gap = 4 // before a name and behind it
	column := gap + helpNames
	if h.width < 2*helpNames {
		column = gap + 2
	}
	line := "  " + name
	if room := column - text.Width(line); room >= gap/2 {
		line += text.Blank(room)
	} else {
		h.b.WriteString(line + "\n")
		line = text.Blank(column)
	}
	for _, l := range text.Wrap(about, max(h.width-column, 20)) {
		h.b.WriteString(strings.TrimRight(line+l, " ") + "\n")
		line = text.Blank(column)
	}
}

// unbroken returns the lines of a text, those together that were broken for their length.
func unbroken(s string) []string {
	var lines []string
	joins := false
	for line := range strings.SplitSeq(s, "\n") {
		if joins && line != "" && line[0] != ' ' {
			lines[len(lines)-1] += " " + line
		} else {
			lines = append(lines, line)
		}
		joins = text.Width(line) >= helpBroken
	}
	return lines
}
