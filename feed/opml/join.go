package opml

import (
	"newspane/feed"
)

// Plan is what a feeds file that was edited wants of the library.
type Plan struct {
	Add     []feed.Subscription
	Remove  []feed.Subscription // as the library has them
	Change  []Change
	Address []Change // the address, too, is another; articles are to stay
}

// Change is a subscription before and after.
type Change struct{ Before, After feed.Subscription }

// Join compares a feeds file and the library with what both of them said when they last agreed (base), and returns what
// has changed in the file since; what has changed in the library since is for the file to take up. On where both have
// changed the same thing of a feed, the file has the last word. ids are the library's numbers of base's feeds, by address:
// they tell a feed whose address the library changed from one that is new.
func Join(base, file *Text, ids map[string]feed.ID, library []feed.Subscription) Plan {
	names := make(map[feed.ID]string, len(ids)) // addresses in base
	for url, id := range ids {
		names[id] = url
	}
	var p Plan
	var lost []feed.Subscription // followed, and gone from the file
	have := make(map[string]bool, len(library))
	for _, l := range library {
		name, known := names[l.ID]
		if !known {
			name = l.URL
		}
		have[addressKey(name)], have[addressKey(l.URL)] = true, true
		b, inBase := base.Find(name)
		f, inFile := file.Find(name)
		if !inFile {
			f, inFile = file.Find(l.URL)
		}
		switch {
		case inFile:
			if after := three(written(b), f, l); after.URL != l.URL || !sameBut(written(after), written(l)) {
				p.Change = append(p.Change, Change{l, after})
			}
		case inBase:
			lost = append(lost, l)
		}
	}
	var found []feed.Subscription
	for _, f := range file.Feeds() {
		if _, inBase := base.Find(f.URL); !inBase && !have[addressKey(f.URL)] {
			found = append(found, f)
		}
	}
	p.pair(base, file, names, lost, found)
	return p
}

// three returns a feed of the library with what its line in the file has changed since base. An address in the file that
// differs in spelling alone counts only for the password that stands in it.
func three(b, f, l feed.Subscription) feed.Subscription {
	after := l
	if feed.ShownURL(f.URL) != f.URL {
		after.URL = f.URL
	}
	if f.Named != b.Named || f.Title != b.Title {
		after.Named, after.Title = f.Named, f.Title
	}
	after.Folder = newer(b.Folder, f.Folder, l.Folder)
	x, y, z := b.Settings, f.Settings, l.Settings
	after.Settings = feed.Settings{
		FullText: newer(x.FullText, y.FullText, z.FullText), Interval: newer(x.Interval, y.Interval, z.Interval),
		Paused: newer(x.Paused, y.Paused, z.Paused), UserAgent: newer(x.UserAgent, y.UserAgent, z.UserAgent),
		Headers: newer(x.Headers, y.Headers, z.Headers), Auth: newer(x.Auth, y.Auth, z.Auth), Proxy: newer(x.Proxy, y.Proxy, z.Proxy),
		KeepDays: newer(x.KeepDays, y.KeepDays, z.KeepDays), KeepMost: newer(x.KeepMost, y.KeepMost, z.KeepMost),
	}
	return after
}

// newer is what the file says when it has changed, else what the library says.
func newer[T comparable](base, file, library T) T {
	if file != base {
		return file
	}
	return library
}

// pair tells feeds whose address was edited from those that were taken out and put in: such a line has the comment or
// the title that it had.
func (p *Plan) pair(base, file *Text, names map[feed.ID]string, lost, found []feed.Subscription) {
	byMark := map[string][]int{}
	for i, f := range found {
		if m := mark(file, f.URL); m != "" {
			byMark[m] = append(byMark[m], i)
		}
	}
	taken := map[int]bool{}
	for _, l := range lost {
		name, known := names[l.ID]
		if !known {
			name = l.URL
		}
		if m := mark(base, name); m != "" && len(byMark[m]) == 1 && !taken[byMark[m][0]] {
			i := byMark[m][0]
			taken[i] = true
			b, _ := base.Find(name)
			after := three(b, found[i], l)
			after.URL = found[i].URL
			p.Address = append(p.Address, Change{l, after})
			continue
		}
		p.Remove = append(p.Remove, l)
	}
	for i, f := range found {
		if !taken[i] {
			p.Add = append(p.Add, f)
		}
	}
}

// mark is what a feed is known by when its address is another.
func mark(t *Text, address string) string {
	if sub, ok := t.Find(address); ok && sub.Named {
		return "~" + sub.Title.String()
	}
	return t.Remark(address)
}

// Update makes a feeds file say what the library has. ids are as in [Join].
func (t *Text) Update(ids map[string]feed.ID, library []feed.Subscription) {
	names := make(map[feed.ID]string, len(ids))
	for url, id := range ids {
		names[id] = url
	}
	have := make(map[string]bool, len(library))
	for _, l := range library {
		have[addressKey(l.URL)] = true
	}
	for _, l := range library {
		name := l.URL
		if old, known := names[l.ID]; known && !have[addressKey(old)] {
			if _, there := t.Find(l.URL); !there {
				name = old
			}
		}
		t.Set(name, l)
	}
	for _, f := range t.Feeds() {
		if !have[addressKey(f.URL)] {
			t.Remove(f.URL)
		}
	}
}
