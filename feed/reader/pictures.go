package reader

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"newspane/feed"
	"newspane/feed/fetch"
)

const (
	maxPictures = 200 << 20 // bytes of pictures that are kept
	maxPicture  = 20 << 20  // bytes of one, as fetch has it
)

// Picture returns the bytes of a picture as they were fetched, from what is kept of earlier ones or from the network.
// What is no picture gives a [*feed.Error]. It is asked for as the settings of the feed have it whose article it is in (0
// is none): by its proxy and user agent, and with its headers and login at the feed's own origin alone. It is for pictures of the article on the screen,
// and of articles that are kept (see [Engine.KeepDue]): nothing else asks for any.
func (e *Engine) Picture(ctx context.Context, of feed.ID, url string) ([]byte, error) {
	if e.isClosed() {
		return nil, errClosed
	}
	address := feed.ResolveURL("", url)
	if address == "" {
		return nil, &feed.Error{Op: "picture", URL: url, Kind: feed.BadURL}
	}
	b, err := e.pictures.read(address, e.now())
	if err == nil {
		return b, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		e.log.Warn("read kept picture", "err", err)
	}
	if b, err := e.store.Picture(ctx, address); err != nil || b != nil {
		return b, err
	}
	resp, err := e.ask(ctx, e.owner(ctx, of), fetch.Request{URL: address, Kind: fetch.Image})
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(http.DetectContentType(resp.Body), "image/") {
		return nil, &feed.Error{Op: "picture", URL: resp.URL, Kind: feed.Broken, Err: errors.New("no picture")}
	}
	if err := e.pictures.write(address, resp.Body); err != nil {
		e.log.Warn("keep picture", "err", err)
	}
	return resp.Body, nil
}

// owner is the feed of an article; one without settings where there is none, or it is no longer followed.
func (e *Engine) owner(ctx context.Context, of feed.ID) feed.Subscription {
	if of == 0 {
		return feed.Subscription{}
	}
	sub, err := e.subscription(ctx, of)
	if err != nil && kindOf(err) != feed.NotFound {
		e.log.Warn("settings of a picture's feed", "feed", of, "err", err)
	}
	return sub
}

// pictures keeps fetched pictures in a directory, under names that are hashes of their addresses. When there is too
// much of them those go first that were not looked at for longest. The zero value keeps none.
type pictures struct {
	dir  string
	most int64

	mu   sync.Mutex
	root *os.Root
	size int64 // of all files; known once root is
}

// errKeepsNone is why nothing is found by an engine without a directory for pictures.
var errKeepsNone = fmt.Errorf("no pictures are kept: %w", fs.ErrNotExist)

// open opens the directory and counts what is in it. It must be called with mu held.
func (p *pictures) open() error {
	if p.root != nil {
		return nil
	}
	if p.dir == "" {
		return errKeepsNone
	}
	if err := os.MkdirAll(p.dir, 0o700); err != nil {
		return err
	}
	root, err := os.OpenRoot(p.dir)
	if err != nil {
		return err
	}
	p.root = root
	files, err := p.files()
	for _, f := range files {
		p.size += f.Size()
	}
	return err
}

// files are the kept pictures and what is left of writes that were cut off.
func (p *pictures) files() ([]fs.FileInfo, error) {
	entries, err := fs.ReadDir(p.root.FS(), ".")
	files := make([]fs.FileInfo, 0, len(entries))
	for _, d := range entries {
		if info, err := d.Info(); err == nil && info.Mode().IsRegular() {
			files = append(files, info)
		}
	}
	return files, err
}

func nameOf(url string) string {
	sum := sha256.Sum256([]byte(url))
	return hex.EncodeToString(sum[:])
}

// read returns a kept picture, which then counts as looked at now.
func (p *pictures) read(url string, now time.Time) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.open(); err != nil {
		return nil, err
	}
	name := nameOf(url)
	info, err := p.root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: %w", name, fs.ErrInvalid)
	}
	f, err := p.root.Open(name)
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(io.LimitReader(f, maxPicture))
	if err = errors.Join(err, f.Close(), p.root.Chtimes(name, now, now)); err != nil {
		return nil, err
	}
	return b, nil
}

// write keeps a picture, and makes room first.
func (p *pictures) write(url string, b []byte) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	err := p.open()
	if errors.Is(err, errKeepsNone) {
		return nil
	}
	if err != nil {
		return err
	}
	if p.size+int64(len(b)) > p.most {
		if err := p.makeRoom(int64(len(b))); err != nil {
			return err
		}
	}
	name := nameOf(url)
	part := name + ".part"
	if err := p.root.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := p.root.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Close()); err == nil {
		err = p.root.Rename(part, name)
	}
	if err != nil {
		return errors.Join(err, p.root.Remove(part))
	}
	p.size += int64(len(b))
	return nil
}

// makeRoom removes what was not looked at for longest, until so many bytes more are a tenth below the limit.
func (p *pictures) makeRoom(more int64) error {
	files, err := p.files()
	if err != nil {
		return err
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int {
		return cmp.Or(a.ModTime().Compare(b.ModTime()), strings.Compare(a.Name(), b.Name()))
	})
	p.size = 0
	for _, f := range files {
		p.size += f.Size()
	}
	for _, f := range files {
		if p.size+more <= p.most-p.most/10 {
			break
		}
		if err := p.root.Remove(f.Name()); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		p.size -= f.Size()
	}
	return nil
}

// close closes the directory.
func (p *pictures) close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.root == nil {
		return nil
	}
	root := p.root
	p.root, p.dir = nil, ""
	return root.Close()
}
