package ui

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// playMedia plays what an article encloses: the only file, or one that is chosen. Of several articles, all is played that
// is of one kind, in the order of the rows.
func playMedia(m *Model, n int) tea.Cmd {
	lib, ctx, o, list := m.lib, m.ctx, m.opts.Outside, ids(m.targets(n))
	return func() tea.Msg {
		var media []feed.Enclosure
		for _, id := range list {
			a, err := lib.Article(ctx, id)
			if err != nil {
				return outsideDone{err: err}
			}
			if len(list) == 1 && len(a.Enclosures) != 1 {
				return mediaListed{article: a}
			}
			media = append(media, a.Enclosures...)
		}
		if len(media) == 0 {
			return outsideDone{said: "These articles enclose nothing that could be played."}
		}
		return play(ctx, o, media...)
	}
}

// mediaArrived offers what an article encloses.
func (m *Model) mediaArrived(msg mediaListed) tea.Cmd {
	media := msg.article.Enclosures
	if len(media) == 0 {
		m.say("This article encloses nothing that could be played.", news)
		return nil
	}
	var choices []choice
	for _, e := range media {
		label := e.Title.String()
		if label == "" {
			label = feed.Clean(enclosureName(e)).String()
		}
		choices = append(choices, choice{label: label, detail: mediaDetail(e)})
	}
	m.open(newChooser("play", choices, func(m *Model, i []int) tea.Cmd {
		o, ctx := m.opts.Outside, m.ctx
		return func() tea.Msg { return play(ctx, o, media[i[0]]) }
	}))
	return nil
}

// playFile plays what was downloaded.
func (m *Model) playFile(d feed.Download) tea.Cmd {
	o := m.opts.Outside
	if o == nil {
		m.say("There is no way out of this screen.", news)
		return nil
	}
	ctx := m.ctx
	return func() tea.Msg { return play(ctx, o, feed.Enclosure{URL: d.URL, Type: d.Type}) }
}

func play(ctx context.Context, o Outside, media ...feed.Enclosure) tea.Msg {
	c, err := o.Play(ctx, media...)
	said := "Playing"
	var whole time.Duration
	for _, e := range media {
		whole += e.Duration
	}
	if len(media) > 1 {
		said += " " + count(len(media), "file")
	}
	if whole > 0 {
		said += " · " + clock(whole)
	}
	return outsideDone{run: c, said: said, err: err}
}

// downloadMedia queues what the articles enclose for downloading.
func downloadMedia(m *Model, n int) tea.Cmd {
	lib, ctx, list, key := m.lib, m.ctx, ids(m.targets(n)), m.look.keyOf("go-downloads")
	return func() tea.Msg {
		n, err := lib.QueueMedia(ctx, list...)
		if n == 0 {
			return outsideDone{said: "It is there already; " + key + " shows where.", err: err}
		}
		return outsideDone{said: count(n, "file") + " queued for downloading; " + key + " shows how far.", err: err}
	}
}

// mediaDetail is what is known of a media file: length in time, type, and size.
func mediaDetail(e feed.Enclosure) string {
	var parts []string
	if e.Duration > 0 {
		parts = append(parts, clock(e.Duration))
	}
	if t := feed.Clean(e.Type).String(); t != "" {
		parts = append(parts, t)
	}
	if e.Length > 0 {
		parts = append(parts, megabytes(e.Length))
	}
	return strings.Join(parts, " · ")
}

// clock is a duration as players show it: 4:05, 1:02:03.
func clock(d time.Duration) string {
	s := int(d.Round(time.Second) / time.Second)
	if s < 3600 {
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}
