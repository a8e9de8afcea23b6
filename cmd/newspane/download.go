package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"regexp"
	"strings"

	"newspane/feed"
	"newspane/feed/fetch"
)

// spareRoom is what a download leaves free on the disk.
const spareRoom = 64 << 20

// download fetches one file. While it is under way it is NAME.part, and NAME.part.json says how to go on.
type download struct {
	client   *fetch.Client
	dir      string
	base     string // of the name, without an ending
	media    feed.Enclosure
	progress func(done, whole int64)
}

// partNote says how a part of a file is gone on with.
type partNote struct {
	Of        string `json:"of"` // hash of the address, which may hold a token
	Validator string `json:"validator"`
}

// run returns the file's name in the directory. What was loaded before an error stays there for the next time.
func (d *download) run(ctx context.Context) (string, error) {
	root, err := os.OpenRoot(d.dir)
	if err != nil {
		return "", err
	}
	defer root.Close()
	part := d.base + "-" + d.hash()[:8] + ".part"
	have, validator := d.begun(root, part)
	s, err := d.client.Download(ctx, d.media.URL, have, validator)
	if err != nil {
		return "", err
	}
	defer s.Body.Close()
	if free, known := freeBytes(d.dir); known && s.Length > 0 && s.Length-s.From > free-spareRoom {
		return "", fmt.Errorf("it needs %.0f MB, and %.0f MB are free in %s; make room, or name another directory with --to",
			float64(s.Length-s.From)/1e6, float64(free)/1e6, d.dir)
	}
	f, err := d.open(root, part, s)
	if err != nil {
		return "", err
	}
	got, err := io.Copy(&counted{w: f, done: s.From, whole: s.Length, tell: d.progress}, s.Body)
	alone := isAlone(root, part, f, s.From+got)
	err = errors.Join(err, f.Sync(), f.Close())
	switch {
	case !alone:
		return "", errors.New("it is being downloaded twice at a time; wait for the other to end")
	case err != nil:
		return "", &brokenOff{s.From + got, s.Length, err}
	case s.Length >= 0 && s.From+got != s.Length:
		return "", &brokenOff{s.From + got, s.Length, nil}
	}
	name, err := d.settle(root, part)
	if err != nil {
		return "", err
	}
	return name, root.Remove(part + ".json")
}

// brokenOff says that a part of a file has come, which is kept.
type brokenOff struct {
	done, whole int64 // whole is -1 when it is not known
	err         error // may be nil
}

func (e *brokenOff) Error() string {
	s := "it broke off after " + megabytes(e.done)
	if e.whole > 0 {
		s = fmt.Sprintf("it broke off after %.1f of %s", float64(e.done)/1e6, megabytes(e.whole))
	}
	if e.err != nil && !errors.Is(e.err, io.ErrUnexpectedEOF) {
		s += " (" + cause(e.err).Error() + ")"
	}
	return s
}

// Unwrap lets the queue go on with it.
func (e *brokenOff) Unwrap() error { return io.ErrUnexpectedEOF }

func (d *download) hash() string { return fmt.Sprintf("%x", sha256.Sum256([]byte(d.media.URL))) }

// isAlone reports whether a part is still the file that was written, and has nothing of another writer in it.
func isAlone(root *os.Root, part string, f *os.File, size int64) bool {
	ours, err := f.Stat()
	there, lerr := root.Lstat(part)
	return err == nil && lerr == nil && os.SameFile(ours, there) && ours.Size() == size
}

// begun returns how much of a file is there from before, and with what the rest may be asked for.
func (d *download) begun(root *os.Root, part string) (int64, string) {
	info, err := root.Lstat(part)
	if err != nil || !info.Mode().IsRegular() {
		return 0, ""
	}
	var note partNote
	b, err := root.ReadFile(part + ".json")
	if err != nil || json.Unmarshal(b, &note) != nil || note.Of != d.hash() {
		return 0, "" // it begins anew
	}
	return info.Size(), note.Validator
}

// open opens the part to be written on, or anew when the server begins anew.
func (d *download) open(root *os.Root, part string, s *fetch.Stream) (*os.File, error) {
	if s.From > 0 {
		f, err := root.OpenFile(part, os.O_WRONLY, 0o600)
		if err != nil {
			return nil, err
		}
		// Not appended: another writer writes the same bytes to the same place.
		if _, err := f.Seek(s.From, io.SeekStart); err != nil {
			return nil, errors.Join(err, f.Close())
		}
		return f, nil
	}
	for _, name := range []string{part, part + ".json"} {
		if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	b, err := json.Marshal(partNote{d.hash(), s.Validator})
	if err != nil {
		return nil, err
	}
	note, err := root.OpenFile(part+".json", os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	_, err = note.Write(b)
	if err := errors.Join(err, note.Close()); err != nil {
		return nil, err
	}
	return root.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
}

// settle gives a whole file its name.
func (d *download) settle(root *os.Root, part string) (string, error) {
	f, name, err := newFile(root, d.base, ending(d.media))
	if err != nil {
		return "", err
	}
	return name, errors.Join(f.Close(), root.Rename(part, name))
}

// newFile makes a file in a directory, for its owner alone, by a name that no other has, whatever the case of its
// letters: one that nobody else can take from now on.
func newFile(root *os.Root, base, ending string) (*os.File, string, error) {
	taken := map[string]bool{}
	names, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return nil, "", err
	}
	for _, n := range names {
		taken[strings.ToLower(n.Name())] = true
	}
	for n := 1; ; n++ {
		name := base + ending
		if n > 1 {
			name = fmt.Sprintf("%s-%d%s", base, n, ending)
		}
		if taken[strings.ToLower(name)] {
			continue
		}
		f, err := root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if errors.Is(err, fs.ErrExist) && n < maxNamesakes {
			continue
		}
		return f, name, err
	}
}

// maxNamesakes is how many files of a name may appear while one more is being made.
const maxNamesakes = 10_000

// harmlessEnding is what the name of a media file may end with.
var harmlessEnding = regexp.MustCompile(`^\.(mp3|m4a|m4b|aac|ogg|oga|opus|flac|wav|mp4|m4v|mkv|webm|mov|ogv|pdf|epub|jpg|jpeg|png|gif|webp|zip|torrent)$`)

// endings are by media type.
var endings = map[string]string{"audio/mpeg": ".mp3", "audio/mp4": ".m4a", "audio/x-m4a": ".m4a", "audio/aac": ".aac", "audio/ogg": ".ogg", "audio/opus": ".opus",
	"audio/flac": ".flac", "video/mp4": ".mp4", "video/webm": ".webm", "application/pdf": ".pdf", "application/epub+zip": ".epub"}

// ending is what a file's name ends with: as its address does, when that is a kind of media, else by its type.
func ending(e feed.Enclosure) string {
	if u, err := url.Parse(e.URL); err == nil {
		if s := strings.ToLower(path.Ext(u.Path)); harmlessEnding.MatchString(s) {
			return s
		}
	}
	kind, _, _ := strings.Cut(strings.ToLower(e.Type), ";")
	if s := endings[strings.TrimSpace(kind)]; s != "" {
		return s
	}
	return ".media"
}

// counted tells how much was written.
type counted struct {
	w           io.Writer
	done, whole int64
	tell        func(done, whole int64)
}

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.done += int64(n)
	c.tell(c.done, c.whole)
	return n, err
}
