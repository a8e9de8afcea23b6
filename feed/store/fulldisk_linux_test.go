package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"newspane/feed"
)

// smallDisk names the folder on which the test, run once more in name spaces of its own, mounts a small file system.
const smallDisk = "NEWSPANE_SMALL_DISK"

// TestFullDiskKeepsMarks fills a disk with a refresh, and marks articles then. The sizes are such that what is written
// together, or by one large feed, would leave less room than it takes in the log, if that were not seen to.
func TestFullDiskKeepsMarks(t *testing.T) {
	if os.Getenv(smallDisk) == "" {
		onSmallDisk(t)
		return
	}
	for _, c := range []struct {
		name         string
		feeds, items int
		megabytes    int
	}{{"many feeds", together, 20, 31}, {"many feeds, more room", together, 20, 35}, {"a large feed", 2, 400, 34}} {
		t.Run(c.name, func(t *testing.T) {
			disk := filepath.Join(os.Getenv(smallDisk), c.name)
			ok(t, os.Mkdir(disk, 0o700))
			if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, fmt.Sprintf("size=%dm", c.megabytes)); err != nil {
				t.Skip("no file system can be mounted here:", err)
			}
			keepsMarks(t, disk, c.feeds, c.items)
		})
	}
}

// onSmallDisk runs the test again where it may mount.
func onSmallDisk(t *testing.T) {
	cmd := exec.Command(must[string](t)(os.Executable()), "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Env = append(os.Environ(), smallDisk+"="+t.TempDir())
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	switch {
	case err != nil && !errors.As(err, &exit):
		t.Skip("no name spaces can be made here:", err)
	case err != nil:
		t.Fatalf("%v\n%s", err, out)
	case strings.Contains(string(out), "--- SKIP"):
		t.Skipf("%s", out)
	case strings.Count(string(out), "    --- PASS") != 3:
		t.Fatalf("not all was tried:\n%s", out)
	}
}

func keepsMarks(t *testing.T, dir string, feeds, items int) {
	other := filepath.Join(dir, "other") // what the reader deletes in the end
	ok(t, os.WriteFile(other, make([]byte, 3*ballastBytes), 0o600))
	c := &clock{noon}
	s := reopen(t, filepath.Join(dir, "newspane.db"), c)
	ids := fillDisk(t, s, feeds, items)
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
	id := follow(t, s, "https://example.org/after", "")
	must[[]feed.ID](t)(s.SaveDocument(t.Context(), id, &feed.Document{Items: []feed.Item{item("after", 0, "after", "x")}}, feed.Poll{}))
	info := must[os.FileInfo](t)(os.Stat(s.path + "-ballast"))
	same(t, info.Size(), int64(ballastBytes))
}

// fillDisk stores the documents of feeds at the same time, as a refresh does, until there is no room for any, and
// returns the articles that are stored. Their words do not compress: what is written together is far more than the
// ballast.
func fillDisk(t *testing.T, s *Store, feeds, items int) []feed.ID {
	t.Helper()
	follows := make([]feed.ID, feeds)
	made := make([][]*Arrival, feeds) // ahead, so that many wait for the writer at once
	for n := range follows {
		follows[n] = follow(t, s, fmt.Sprintf("https://example.org/feed/%d", n), "")
		for turn := range 3 {
			doc := &feed.Document{}
			for i := range items {
				it := turn*items + i
				doc.Items = append(doc.Items, item(fmt.Sprint(it), it, "title", noise(uint64(n<<20+it))))
			}
			made[n] = append(made[n], must[*Arrival](t)(s.Prepare(doc)))
		}
	}
	var mu sync.Mutex
	var ids []feed.ID
	full := 0
	var checks sync.WaitGroup
	for n := range follows {
		checks.Go(func() {
			for _, a := range made[n] {
				fresh, err := s.Save(t.Context(), follows[n], a, feed.Poll{})
				mu.Lock()
				ids = append(ids, fresh...)
				var e *feed.Error
				switch {
				case errors.As(err, &e) && e.Kind == feed.Full:
					full++
				case err != nil:
					t.Errorf("on a full disk: %v", err)
				}
				mu.Unlock()
			}
		})
	}
	checks.Wait()
	if full == 0 {
		t.Fatal("the disk never was full")
	}
	for n := 0; ; n++ { // what room there is still, in small pieces
		fresh, err := s.SaveDocument(t.Context(), follows[0], &feed.Document{Items: []feed.Item{item(fmt.Sprint("small ", n), n%900, "title", noise(uint64(n)))}}, feed.Poll{})
		if err != nil {
			kind(t, err, feed.Full)
			return ids
		}
		ids = append(ids, fresh...)
	}
}

// noise is a text of words that do not compress.
func noise(seed uint64) string {
	random := rand.New(rand.NewPCG(1, seed))
	var words strings.Builder
	for range 2000 {
		fmt.Fprintf(&words, "%x ", random.Uint32())
	}
	return words.String()
}
