package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"newspane/feed"
	"newspane/feed/parse"
)

// parseMemory is where the garbage collector begins to hurry: whatever the file, the command stays below 100 MB.
const parseMemory = 64 << 20

// newDebugParse returns the command that reads feed files and prints what package parse makes of them.
func newDebugParse() *cobra.Command {
	var address string
	var headers []string
	var stdin bool
	c := &cobra.Command{
		Use:   "parse [--url URL] [--header 'K: V']... FILE... | --stdin",
		Short: "Read feed files as if they were answers of a server; one JSON line each",
		RunE: func(c *cobra.Command, files []string) error {
			debug.SetMemoryLimit(parseMemory)
			out := newJSON(c.OutOrStdout())
			if stdin {
				return parseRequests(c.InOrStdin(), out)
			}
			h := http.Header{}
			for _, line := range headers {
				k, v, ok := strings.Cut(line, ":")
				if !ok {
					return fmt.Errorf("--header %q: want 'Name: value'", line)
				}
				h.Set(strings.TrimSpace(k), strings.TrimSpace(v))
			}
			for _, f := range files {
				if err := out.Encode(parseFile(f, address, h)); err != nil {
					return err
				}
			}
			return nil
		},
	}
	c.Flags().StringVar(&address, "url", "", "the address the file came from")
	c.Flags().StringArrayVar(&headers, "header", nil, "a header of the response")
	c.Flags().BoolVar(&stdin, "stdin", false, "read requests as JSON lines: file, url, headers")
	return c
}

// parseRequests answers each line of r on a line of its own, at once.
func parseRequests(r io.Reader, out *json.Encoder) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var req struct {
			File    string            `json:"file"`
			URL     string            `json:"url"`
			Headers map[string]string `json:"headers"`
		}
		if err := json.Unmarshal(lines.Bytes(), &req); err != nil {
			return fmt.Errorf("read request: %w", err)
		}
		h := http.Header{}
		for k, v := range req.Headers {
			h.Set(k, v)
		}
		if err := out.Encode(parseFile(req.File, req.URL, h)); err != nil {
			return err
		}
	}
	return lines.Err()
}

// parsedFile is the answer for one file.
type parsedFile struct {
	File        string        `json:"file"`
	OK          bool          `json:"ok"`
	Error       string        `json:"error,omitempty"`
	Title       feed.Text     `json:"title"`
	Link        string        `json:"link"`
	Description feed.Text     `json:"description"`
	Language    string        `json:"language"`
	Rights      feed.Text     `json:"rights"`
	Generator   feed.Text     `json:"generator"`
	Author      feed.Text     `json:"author"`
	Image       string        `json:"image"`
	Updated     string        `json:"updated"`
	Truncated   bool          `json:"truncated,omitempty"`
	TTL         string        `json:"ttl,omitempty"`
	Entries     []parsedEntry `json:"entries"`
}

type parsedEntry struct {
	Title      feed.Text         `json:"title"`
	Link       string            `json:"link"`
	ID         string            `json:"id"`
	Published  string            `json:"published"`
	Updated    string            `json:"updated"`
	Author     string            `json:"author"`
	Authors    []feed.Text       `json:"authors"`
	Email      feed.Text         `json:"author_email"`
	Summary    feed.HTML         `json:"summary"`
	Content    feed.HTML         `json:"content"`
	Categories []feed.Text       `json:"categories"`
	Enclosures []parsedEnclosure `json:"enclosures"`
	Comments   string            `json:"comments"`
	Image      string            `json:"image"`
	Language   string            `json:"language,omitempty"`
	Hash       string            `json:"hash"`
	Cut        bool              `json:"cut,omitempty"`
}

type parsedEnclosure struct {
	URL      string    `json:"url"`
	Type     string    `json:"type"`
	Length   int64     `json:"length"`
	Duration float64   `json:"duration,omitempty"` // seconds
	Title    feed.Text `json:"title,omitzero"`
}

// parseFile reads one file; what goes wrong is part of the answer.
func parseFile(name, address string, h http.Header) parsedFile {
	body, err := readStart(name, parse.MaxBody+1)
	if err != nil {
		return parsedFile{File: name, Error: err.Error()}
	}
	d, err := parse.Parse(body, parse.Options{URL: address, Header: h})
	if err != nil {
		return parsedFile{File: name, Error: err.Error()}
	}
	out := parsedFile{File: name, OK: true, Title: d.Title, Link: d.Link, Description: d.Description, Language: d.Language,
		Rights: d.Rights, Generator: d.Generator, Author: d.Author, Image: d.Image, Updated: stamp(d.Updated),
		Truncated: d.Truncated}
	if d.TTL > 0 {
		out.TTL = d.TTL.String()
	}
	for _, it := range d.Items {
		e := parsedEntry{Title: it.Title, Link: it.Link, ID: it.ID, Published: stamp(it.Published), Updated: stamp(it.Updated),
			Authors: it.Authors, Email: it.Email, Summary: it.Summary, Content: it.Content, Categories: it.Categories,
			Comments: it.Comments, Image: it.Image, Language: it.Language, Hash: it.Hash, Cut: it.Cut}
		if len(it.Authors) > 0 {
			e.Author = it.Authors[0].String()
		}
		for _, m := range it.Enclosures {
			e.Enclosures = append(e.Enclosures, parsedEnclosure{URL: m.URL, Type: m.Type, Length: m.Length,
				Duration: m.Duration.Seconds(), Title: m.Title})
		}
		out.Entries = append(out.Entries, e)
	}
	return out
}

// readStart reads a file, at most limit bytes of it.
func readStart(name string, limit int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return io.ReadAll(io.LimitReader(f, limit))
	}
	body := make([]byte, min(info.Size(), limit))
	n, err := io.ReadFull(f, body)
	if errors.Is(err, io.ErrUnexpectedEOF) { // it became shorter
		err = nil
	}
	return body[:n], err
}

// stamp writes a time in RFC 3339, the zero time as "".
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
