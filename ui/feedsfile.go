package ui

import (
	"context"
	"fmt"
	"os/exec"
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// FeedsFile is the text file of the feeds that are followed, as the screen needs it.
type FeedsFile struct {
	// Edit returns the reader's editor on the file; until Edited is called the file is let alone.
	Edit func() *exec.Cmd
	// Edited takes up what was edited; all says that it may take any number of feeds away.
	Edited func(ctx context.Context, all bool) (feed.Joined, error)
	// News tells what a file did that was changed outside.
	News <-chan FeedsNews
}

// FeedsNews is what became of the library by the feeds file. Err is what is wrong with the file.
type FeedsNews struct {
	feed.Joined
	Err error
}

// waitFeedsFile waits for the feeds file to change.
func (m *Model) waitFeedsFile() tea.Cmd {
	changed := m.opts.FeedsFile.News
	if changed == nil {
		return nil
	}
	return func() tea.Msg {
		n, ok := <-changed
		if !ok {
			return nil
		}
		return feedsJoined{FeedsNews: n, outside: true}
	}
}

func needsFeedsFile(m *Model) string {
	if m.opts.FeedsFile.Edit == nil {
		return "There is no feeds file here."
	}
	return ""
}

// editFeeds opens the feeds file in the reader's editor.
func (m *Model) editFeeds(int) tea.Cmd {
	return inTerminal(m.opts.FeedsFile.Edit(), func(err error) tea.Msg { return editorEnded{err} })
}

// takeFeeds takes up what was edited in the feeds file.
func (m *Model) takeFeeds(all bool) tea.Cmd {
	take, ctx := m.opts.FeedsFile.Edited, m.ctx
	return func() tea.Msg {
		did, err := take(ctx, all)
		return feedsJoined{FeedsNews: FeedsNews{did, err}}
	}
}

// edited goes on after the editor has ended.
func (m *Model) edited(msg editorEnded) tea.Cmd {
	if msg.err != nil {
		m.say("The editor: "+feed.Clean(msg.err.Error()).String()+"; $EDITOR names another one.", failure)
	}
	return m.takeFeeds(false)
}

// feedsTaken says what the feeds file did; feeds that it took away come back by undo.
func (m *Model) feedsTaken(msg feedsJoined) tea.Cmd {
	var cmd tea.Cmd
	if msg.outside {
		cmd = m.waitFeedsFile()
	}
	m.treeStale = true
	switch s := msg.Sentence(); {
	case msg.Err != nil:
		m.say(feed.Clean(strings.ReplaceAll(msg.Err.Error(), "\n", ". ")).String(), failure)
	case msg.Refused > 0 && !msg.outside:
		m.confirmRemoval(msg.Joined)
	case msg.Refused > 0:
		m.say(s, failure)
	case len(msg.Removed) > 0:
		m.undos = append(m.undos, change{label: s, deed: resubscribing{feeds: msg.Removed}, turn: m.nextTurn()})
		m.say(strings.TrimSuffix(s, ".")+m.look.keyed(" – {undo} brings back what was removed"), news)
	case s != "":
		m.say(s, news)
	}
	return cmd
}

// confirmRemoval asks whether so many feeds are meant to go.
func (m *Model) confirmRemoval(did feed.Joined) {
	p := newPrompt(fmt.Sprintf("unsubscribe from %d of %d feeds?", did.Refused, did.Followed), "type yes", "enter · esc: change nothing")
	p.submit = func(m *Model, typed string) (tea.Cmd, bool) {
		if strings.TrimSpace(typed) != "yes" {
			m.say("Nothing was changed. The feeds file leaves them out still.", news)
			return nil, true
		}
		return m.takeFeeds(true), true
	}
	m.open(p)
}
