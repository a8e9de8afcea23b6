package ui

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// playMedia plays what an article encloses: the only file, or one that is chosen.
func playMedia(m *Model, _ int) tea.Cmd {
	lib, ctx, o, id := m.lib, m.ctx, m.opts.Outside, m.targets(1)[0].ID
	return func() tea.Msg {
		a, err := lib.Article(ctx, id)
		if err != nil {
			return outsideDone{err: err}
		}
		if len(a.Enclosures) == 1 {
			return play(o, a.Enclosures[0])
		}
		return mediaListed{article: a}
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
		o := m.opts.Outside
		return func() tea.Msg { return play(o, media[i[0]]) }
	}))
	return nil
}

func play(o Outside, e feed.Enclosure) tea.Msg {
	c, err := o.Play(e)
	said := "Playing"
	if e.Duration > 0 {
		said += " · " + clock(e.Duration)
	}
	return outsideDone{run: c, said: said, err: err}
}

// downloadMedia fetches what the articles enclose into files, beside whatever is done meanwhile.
func downloadMedia(m *Model, n int) tea.Cmd {
	lib, ctx, o, list := m.lib, m.ctx, m.opts.Outside, ids(m.targets(n))
	m.say("Downloading; what is broken off goes on when it is asked for again.", news)
	return func() tea.Msg {
		var got []string
		for _, id := range list {
			a, err := lib.Article(ctx, id)
			if err != nil {
				return outsideDone{err: err}
			}
			paths, err := o.Download(ctx, a)
			if err != nil {
				return outsideDone{err: err}
			}
			got = append(got, paths...)
		}
		switch len(got) {
		case 0:
			return outsideDone{said: "There is nothing enclosed that could be downloaded."}
		case 1:
			return outsideDone{said: "Saved " + got[0]}
		}
		return outsideDone{said: fmt.Sprintf("%s saved, the last as %s", count(len(got), "file"), got[len(got)-1])}
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
		parts = append(parts, fmt.Sprintf("%.1f MB", float64(e.Length)/1e6))
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
