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
	ratioFloor     = 1 << 20  // decoded bytes below which any ratio is fine
	ratioMost      = 200      // decoded bytes for each that came
	largeBody      = 1 << 20  // decoded bytes from which a body needs one of the few places for large ones
	trailerMost    = 64 << 10 // bytes after the end of a coded body that are still read, to see it end well
)

var (
	errTooLarge = errors.New("larger than the limit")
	errBomb     = errors.New("compressed beyond reason")
)

// readBody returns the whole body, decoded of its content coding, or an error: too large, cut off, damaged or coded in
// a way that was not asked for. It calls large, once, before it keeps more than largeBody bytes.
func readBody(res *http.Response, limit int64, large func() error) ([]byte, error) {
	coding := strings.ToLower(strings.TrimSpace(strings.Join(res.Header.Values("Content-Encoding"), ",")))
	if res.ContentLength > limit {
		return nil, errTooLarge
	}
	raw := &counter{r: res.Body, left: limit}
	var decoded io.Reader = raw
	if coding != "" && coding != "identity" {
		src := bufio.NewReader(raw)
		if _, err := src.Peek(1); err == io.EOF {
			return nil, nil
		}
		d, err := decoder(coding, src, limit)
		if err != nil {
			return nil, err
		}
		defer d.Close()
		decoded = d
	}
	var b bytes.Buffer
	if n := res.ContentLength; n > 0 {
		b.Grow(int(min(n, 1<<20)) + bytes.MinRead)
	}
	if err := fill(&b, decoded, raw, limit, large); err != nil {
		return nil, err
	}
	if decoded != io.Reader(raw) {
		if _, err := io.CopyN(io.Discard, raw, trailerMost); err != nil && err != io.EOF {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

// fill reads r to its end into b, no more than limit bytes and no more than raw's bytes justify.
func fill(b *bytes.Buffer, r io.Reader, raw *counter, limit int64, large func() error) error {
	for small := true; ; {
		_, err := io.CopyN(b, r, 128<<10)
		switch size := int64(b.Len()); {
		case size > limit:
			return errTooLarge
		case size > ratioFloor && size/ratioMost > raw.n:
			return errBomb
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("body after %d bytes: %w", b.Len(), err)
		}
		if small && b.Len() >= largeBody {
			if err := large(); err != nil {
				return err
			}
			small = false
		}
	}
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
		return 0, errTooLarge
	}
	return n, err
}

func decoder(coding string, src *bufio.Reader, limit int64) (io.ReadCloser, error) {
	switch coding {
	case "gzip", "x-gzip":
		return newMembers(src)
	case "br":
		return io.NopCloser(brotli.NewReader(src)), nil
	case "zstd":
		d, err := zstd.NewReader(src, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
			zstd.WithDecoderMaxMemory(uint64(limit)+1), zstd.WithDecoderMaxWindow(8<<20))
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
