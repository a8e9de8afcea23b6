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
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"newspane/feed"
	"newspane/feed/export"
	"newspane/feed/fetch"
)

// spareRoom is what a download leaves free on the disk.
const spareRoom = 64 << 20

func newDownload() *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use:   "download ID…",
		Short: "Download the audio and video that articles enclose",
		Long: "What is broken off goes on where it was when the command is given again, unless the file has become another one. Files\n" +
			"are named after their articles, and never take the place of others.",
		Example: "newspane download 1234\nnewspane download 1234 --to ~/podcasts",
		Args:    cobra.MinimumNArgs(1),
		RunE: withLibrary(func(ctx context.Context, a *App, _ *cobra.Command, args []string) error {
			if dir == "" {
				dir = a.Config.SaveTo
			}
			return a.downloadAll(ctx, saveDir(dir), args)
		}),
	}
	c.Flags().StringVar(&dir, "to", "", "directory; without it, the one that articles are saved in")
	return c
}

func (a *App) downloadAll(ctx context.Context, dir string, args []string) error {
	ids, err := numbers(args)
	if err != nil {
		return usage(errors.New("articles are named by their numbers; `newspane list 'has:audio'` shows some"))
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	bad := false
	for _, id := range ids {
		art, err := a.Engine.Article(ctx, id)
		if isMissing(err) {
			err = fmt.Errorf("there is no article %d; `newspane list` shows those there are", id)
		}
		if err != nil {
			return err
		}
		if len(art.Enclosures) == 0 {
			bad = true
			a.say("%s encloses nothing.", art.Title)
		}
		for _, e := range art.Enclosures {
			name, err := a.media(ctx, dir, art, e, a.progress(art.Title))
			if err != nil {
				bad = true
				a.say("%s: %s", art.Title, feed.Sentence(err))
				continue
			}
			fmt.Fprintln(a.Out, name)
		}
	}
	if bad {
		return partly()
	}
	return nil
}

// media downloads a file of an article and returns its path.
func (a *App) media(ctx context.Context, dir string, art *feed.Article, e feed.Enclosure, progress func(done, whole int64)) (string, error) {
	d := download{client: a.Client, dir: dir, base: export.FileName(art.Title.String()), media: e, progress: progress}
	name, err := d.run(ctx)
	return filepath.Join(dir, name), err
}

// Download downloads all files of an article.
func (o *outside) Download(ctx context.Context, art *feed.Article) ([]string, error) {
	dir := saveDir(o.app.Config.SaveTo)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	var paths []string
	for _, e := range art.Enclosures {
		p, err := o.app.media(ctx, dir, art, e, func(int64, int64) {})
		if err != nil {
			return paths, err
		}
		paths = append(paths, p)
	}
	return paths, nil
}

// progress shows how far a download is, where somebody watches: a line for each tenth, or each ten megabytes of what has
// no known length.
func (a *App) progress(title feed.Text) func(done, whole int64) {
	last := int64(-1)
	return func(done, whole int64) {
		step, text := done/(10<<20), fmt.Sprintf("%.0f MB", float64(done)/1e6)
		if whole > 0 {
			step, text = 10*done/whole, fmt.Sprintf("%d %% of %.1f MB", 100*done/whole, float64(whole)/1e6)
		}
		if step != last && isTerminal(a.Err) {
			last = step
			a.say("%s: %s", title, text)
		}
	}
}

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
		return "", fmt.Errorf("it broke off after %.1f MB (%w); the same command goes on from there", float64(s.From+got)/1e6, err)
	case s.Length >= 0 && s.From+got != s.Length:
		return "", fmt.Errorf("it broke off after %.1f of %.1f MB; the same command goes on from there", float64(s.From+got)/1e6, float64(s.Length)/1e6)
	}
	name, err := d.settle(root, part)
	if err != nil {
		return "", err
	}
	return name, root.Remove(part + ".json")
}

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
