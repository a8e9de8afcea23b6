package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newspane/feed"
)

// TestFullDiskKeepsMarks needs a small file system of its own, for example
//
//	mount -t tmpfs -o size=32m tmpfs /mnt/small && NEWSPANE_SMALL_DISK=/mnt/small go test -run FullDisk ./feed/store
func TestFullDiskKeepsMarks(t *testing.T) {
	disk := os.Getenv("NEWSPANE_SMALL_DISK")
	if disk == "" {
		t.Skip("NEWSPANE_SMALL_DISK is not set")
	}
	dir := must[string](t)(os.MkdirTemp(disk, "full-"))
	defer os.RemoveAll(dir)
	other := filepath.Join(dir, "other") // what the reader deletes in the end
	ok(t, os.WriteFile(other, make([]byte, 2*ballastRoom*ballastBytes), 0o600))
	c := &clock{noon}
	s := reopen(t, filepath.Join(dir, "newspane.db"), c)
	id := follow(t, s, "https://example.org/feed", "")
	var ids []feed.ID
	for n := 0; ; n++ {
		var items []feed.Item
		for i := range 20 {
			items = append(items, item(fmt.Sprint(n, "-", i), n%900, "title", strings.Repeat(fmt.Sprint("words ", n*i, " "), 300)))
		}
		fresh, err := s.SaveDocument(t.Context(), id, &feed.Document{Items: items}, feed.Poll{})
		if err != nil {
			kind(t, err, feed.Full)
			break
		}
		ids = append(ids, fresh...)
	}
	if err := os.WriteFile(filepath.Join(dir, "filler"), make([]byte, 64<<20), 0o600); err == nil {
		t.Fatal("the disk is not full")
	}
	for i := range 100 {
		m := feed.Mark{Article: ids[i*len(ids)/100], Key: feed.MarkKey(i % 2), On: true}
		if err := s.Mark(t.Context(), m); err != nil {
			for _, f := range must[[]os.DirEntry](t)(os.ReadDir(dir)) {
				t.Log(must[os.FileInfo](t)(f.Info()).Size(), f.Name())
			}
			t.Fatalf("mark %d of 100 on a full disk with %d articles: %v", i, len(ids), err)
		}
	}
	same(t, len(headlines(t, s, feed.Query{Bookmarked: true})), 50)
	verdict := ""
	ok(t, s.reads.QueryRow("PRAGMA integrity_check").Scan(&verdict))
	same(t, verdict, "ok")
	ok(t, os.Remove(other))
	must[[]feed.ID](t)(s.SaveDocument(t.Context(), id, &feed.Document{Items: []feed.Item{item("after", 0, "after", "x")}}, feed.Poll{}))
}
