package main

import (
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"newspane/feed"
	"newspane/feed/fetch"
)

// fetchRow is an answer in the JSON of `debug fetch`.
type fetchRow struct {
	URL          string      `json:"url"`
	Final        string      `json:"final"`
	Moved        string      `json:"moved"`
	Status       int         `json:"status"`
	NotModified  bool        `json:"not_modified"`
	ETag         string      `json:"etag"`
	LastModified string      `json:"last_modified"`
	Fresh        float64     `json:"fresh"` // seconds
	Hash         string      `json:"hash"`
	Bytes        int         `json:"bytes"`
	Header       http.Header `json:"header"`
	Error        string      `json:"error"`
	MS           int64       `json:"ms"`
}

func newDebugFetch() *cobra.Command {
	var page bool
	var etag, modified string
	c := &cobra.Command{
		Use:   "fetch URL",
		Short: "Fetch an address and tell what came",
		Args:  wants("an address"),
		RunE: func(cmd *cobra.Command, args []string) error {
			client := fetch.New(fetch.Options{UserAgent: userAgent()})
			defer client.Close()
			client.Trust(args[0])
			r := fetch.Request{URL: args[0], ETag: etag, LastModified: modified}
			if page {
				r.Kind = fetch.Page
			}
			began := time.Now()
			resp, err := client.Get(cmd.Context(), r)
			row := fetchRow{URL: feed.ShownURL(args[0]), Error: feed.Sentence(err), MS: time.Since(began).Milliseconds()}
			if err == nil {
				row.Final, row.Moved, row.Status, row.NotModified = resp.URL, resp.Moved, resp.Status, resp.NotModified
				row.ETag, row.LastModified, row.Fresh = resp.ETag, resp.LastModified, resp.Fresh.Seconds()
				row.Hash, row.Bytes, row.Header = resp.Hash, len(resp.Body), resp.Header
			}
			out := newPrinter(cmd.OutOrStdout())
			out.json(row)
			if ferr := out.flush(); ferr != nil {
				return status(ferr)
			}
			if err != nil {
				return nothing()
			}
			return nil
		},
	}
	c.Flags().BoolVar(&page, "page", false, "ask for a page, not a feed")
	c.Flags().StringVar(&etag, "etag", "", "send this validator")
	c.Flags().StringVar(&modified, "last-modified", "", "send this validator")
	return c
}
