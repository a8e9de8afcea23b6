package fetch

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

const (
	acceptEncoding = "gzip, br, zstd, deflate"
	ratioFloor     = 1 << 20   // decoded bytes below which any ratio is fine
	ratioMost      = 200       // decoded bytes for each that came
	largeBody      = 512 << 10 // decoded bytes from which a body needs one of the few places for large ones
	trailerMost    = 64 << 10  // bytes after the end of a coded body that are still read, to see it end well
)

var (
	errTooLarge = errors.New("larger than the limit")
	errBomb     = errors.New("compressed beyond reason")
)

// readBody returns the whole body, decoded of its content coding, or an error: too large, cut off, damaged or coded in
// a way that was not asked for. With errTooLarge alone come bytes: those within the limit. It calls large, once, before
// it keeps more than largeBody bytes.
func readBody(res *http.Response, limit int64, large func() error) ([]byte, error) {
	coding := strings.ToLower(strings.TrimSpace(strings.Join(res.Header.Values("Content-Encoding"), ",")))
	raw := &counter{r: res.Body, left: limit}
	var decoded io.Reader = raw
	if coding != "" && coding != "identity" {
		src := bufio.NewReader(raw)
		if _, err := src.Peek(1); err == io.EOF {
			return nil, nil
		}
		d, err := decoder(coding, src)
		if err != nil {
			return nil, err
		}
		defer d.Close()
		decoded = d
	}
	var b pieces
	if n := res.ContentLength; n > 0 {
		b.first = n + 1
	}
	err := fill(&b, decoded, raw, limit, large)
	if err == errTooLarge {
		whole := b.join()
		return whole[:min(int64(len(whole)), limit)], err
	}
	if err != nil {
		return nil, err
	}
	if decoded != io.Reader(raw) {
		if _, err := io.CopyN(io.Discard, raw, trailerMost); err != nil && err != io.EOF {
			return nil, err
		}
	}
	return b.join(), nil
}

// fill reads r to its end into b, no more than limit bytes and no more than raw's bytes justify.
func fill(b *pieces, r io.Reader, raw *counter, limit int64, large func() error) error {
	for small := true; ; {
		n, err := r.Read(b.space())
		b.take(n)
		switch {
		case b.size > limit:
			return errTooLarge
		case b.size > ratioFloor && b.size/ratioMost > raw.n:
			return errBomb
		case err == io.EOF:
			return nil
		case errors.Is(err, errTooLarge): // as they came, the bytes were more than they may be decoded
			return errTooLarge
		case err != nil:
			return fmt.Errorf("body after %d bytes: %w", b.size, err)
		}
		if small && b.size >= largeBody {
			if err := large(); err != nil {
				return err
			}
			small = false
		}
	}
}

// pieces is a body as it grows. A buffer that doubles would leave as much behind as it holds, and hold twice what it
// needs.
type pieces struct {
	list  [][]byte // full but for the last
	size  int64    // bytes in all
	first int64    // a hint at the size of the first
}

// space returns room for more bytes, never none.
func (p *pieces) space() []byte {
	if n := len(p.list); n > 0 && len(p.list[n-1]) < cap(p.list[n-1]) {
		last := p.list[n-1]
		return last[len(last):cap(last)]
	}
	next := max(8<<10, p.size)
	if p.size == 0 {
		next = max(next, p.first)
	}
	p.list = append(p.list, make([]byte, 0, min(next, 256<<10)))
	last := p.list[len(p.list)-1]
	return last[:cap(last)]
}

// take keeps n bytes that were written into the space.
func (p *pieces) take(n int) {
	last := &p.list[len(p.list)-1]
	*last = (*last)[:len(*last)+n]
	p.size += int64(n)
}

// join returns the bytes in one piece.
func (p *pieces) join() []byte {
	if len(p.list) == 1 {
		return p.list[0]
	}
	return bytes.Join(p.list, nil)
}

// counter counts the bytes that came and ends with errTooLarge when there are more than left.
type counter struct {
	r       io.Reader
	n, left int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if c.left -= int64(n); c.left < 0 {
		return max(0, n+int(c.left)), errTooLarge
	}
	return n, err
}

func decoder(coding string, src *bufio.Reader) (io.ReadCloser, error) {
	switch coding {
	case "gzip", "x-gzip":
		return newMembers(src)
	case "br":
		return io.NopCloser(brotli.NewReader(src)), nil
	case "zstd":
		d, err := zstd.NewReader(src, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(8<<20))
		if err != nil {
			return nil, err
		}
		return d.IOReadCloser(), nil
	case "deflate": // zlib by the standard (RFC 9110 section 8.4.1.2), bare deflate by habit
		if h, err := src.Peek(2); err == nil && h[0]&0x0f == 8 && (int(h[0])<<8|int(h[1]))%31 == 0 {
			return zlib.NewReader(src)
		}
		return flate.NewReader(src), nil
	}
	return nil, fmt.Errorf("content coding %q was not asked for", coding)
}

// members reads gzip members until something else follows, which is ignored as gunzip does.
type members struct {
	src *bufio.Reader
	z   *gzip.Reader
}

func newMembers(src *bufio.Reader) (*members, error) {
	z, err := gzip.NewReader(src)
	if err != nil {
		return nil, cut(err)
	}
	z.Multistream(false)
	return &members{src, z}, nil
}

func (m *members) Read(p []byte) (int, error) {
	for {
		n, err := m.z.Read(p)
		if err != io.EOF || n > 0 {
			if err == io.EOF {
				err = nil
			}
			return n, err
		}
		if magic, perr := m.src.Peek(2); perr != nil || magic[0] != 0x1f || magic[1] != 0x8b {
			if perr != nil && perr != io.EOF {
				return 0, perr
			}
			return 0, io.EOF
		}
		if err := m.z.Reset(m.src); err != nil {
			return 0, cut(err)
		}
		m.z.Multistream(false)
	}
}

func (m *members) Close() error { return m.z.Close() }

// cut says that a stream which ends inside its header was cut off: only a reader at its end may say EOF.
func cut(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
