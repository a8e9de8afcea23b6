package store

import (
	"bytes"
	"encoding/json"
	"runtime"

	"github.com/klauspost/compress/zstd"

	"newspane/feed"
)

// codec compresses what is stored apart from the rows of lists. It is safe for many goroutines.
type codec struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}

// maxUnpacked bounds what a stored blob may grow to.
const maxUnpacked = 64 << 20

func newCodec() (*codec, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(runtime.GOMAXPROCS(0)), zstd.WithLowerEncoderMem(true))
	if err != nil {
		return nil, err
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxUnpacked))
	if err != nil {
		return nil, err
	}
	return &codec{enc, dec}, nil
}

// pack returns b compressed; nil stays nil.
func (c *codec) pack(b []byte) []byte {
	if b == nil {
		return nil
	}
	return c.enc.EncodeAll(b, make([]byte, 0, len(b)/2+64))
}

func (c *codec) unpack(b []byte) ([]byte, error) {
	if b == nil {
		return nil, nil
	}
	return c.dec.DecodeAll(b, nil)
}

func (c *codec) close() error {
	c.dec.Close()
	return c.enc.Close()
}

// body is what came with an item, beside what its row holds.
type body struct {
	Authors    []feed.Text      `json:"authors,omitempty"`
	Email      string           `json:"email,omitempty"`
	Summary    feed.HTML        `json:"summary,omitempty"`
	Content    feed.HTML        `json:"content,omitempty"`
	Categories []feed.Text      `json:"categories,omitempty"`
	Enclosures []feed.Enclosure `json:"enclosures,omitempty"`
	Comments   string           `json:"comments,omitempty"`
	Replies    int              `json:"replies,omitempty"`
	Image      string           `json:"image,omitempty"`
	Language   string           `json:"language,omitempty"`
	Updated    int64            `json:"updated,omitempty"` // Unix seconds
}

func bodyOf(it *feed.Item) body {
	b := body{
		Authors: it.Authors, Email: it.Email.String(), Summary: it.Summary, Content: it.Content,
		Categories: it.Categories, Enclosures: it.Enclosures, Comments: it.Comments, Replies: it.Replies, Image: it.Image,
		Language: it.Language,
	}
	if !it.Updated.IsZero() {
		b.Updated = it.Updated.Unix()
	}
	return b
}

func (c *codec) packBody(b body) ([]byte, error) {
	var j bytes.Buffer
	e := json.NewEncoder(&j)
	e.SetEscapeHTML(false) // six bytes for each "<"
	if err := e.Encode(b); err != nil {
		return nil, err
	}
	return c.pack(j.Bytes()), nil
}

func (c *codec) unpackBody(packed []byte) (body, error) {
	var b body
	j, err := c.unpack(packed)
	if err != nil || j == nil {
		return b, err
	}
	return b, json.Unmarshal(j, &b)
}
