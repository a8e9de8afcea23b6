package main

import (
	"errors"
	"io"
	"os"
	"os/exec"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// noteEditor edits a text in the reader's editor, by way of a file that only the reader can read.
type noteEditor struct {
	argv []string
	text string
}

// editNotes makes an editor of notes, see [newspane/ui.Options].
func editNotes(text string) (tea.ExecCommand, func() (string, error)) {
	e := &noteEditor{argv: editor(os.Getenv), text: text}
	return e, func() (string, error) { return e.text, nil }
}

// Run has the text edited. The editor has the terminal itself: what it writes is not the screen's.
func (e *noteEditor) Run() (err error) {
	f, err := os.CreateTemp("", "newspane-note-*.md")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(f.Name())) }()
	_, err = f.WriteString(e.text)
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	edit := exec.Command(e.argv[0], append(e.argv[1:], f.Name())...)
	edit.Stdin, edit.Stdout, edit.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := edit.Run(); err != nil {
		return err
	}
	edited, err := os.Open(f.Name()) // editors put a new file in the old one's place
	if err != nil {
		return err
	}
	b, err := io.ReadAll(io.LimitReader(edited, feed.MaxNote+1))
	e.text = string(b)
	return errors.Join(err, edited.Close())
}

// SetStdin does nothing: the editor has the terminal itself.
func (e *noteEditor) SetStdin(io.Reader) {}

// SetStdout does nothing.
func (e *noteEditor) SetStdout(io.Writer) {}

// SetStderr does nothing.
func (e *noteEditor) SetStderr(io.Writer) {}
