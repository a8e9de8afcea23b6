package store

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// FuzzJournal checks that any file is read as a journal, and that what holds of it is the same once written anew.
func FuzzJournal(f *testing.F) {
	f.Add([]byte(`{"op":"bookmark","feed":"https://example.org/feed","identity":"00ff","id":7,"title":"A","link":"https://example.org/a","at":"2026-03-04T12:00:00Z"}` + "\n"))
	f.Add([]byte(`{"op":"subscribe","feed":"https://example.org/feed","name":"N","folder":"a/b","at":"2026-03-04T12:00:00Z"}` + "\n" + `{"op":"unsubscribe","feed":"https://example.org/feed"}` + "\n"))
	f.Add([]byte(`{"op":"tag","identity":"01","tag":"x"}` + "\n" + `{"op":"colour","tag":"X","colour":"red"}` + "\n" + `{"op":"bookm`))
	f.Add([]byte("\x00\xff\n\n[]\nnull\n{}\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		j := newJournal(filepath.Join(t.TempDir(), "journal"))
		ok(t, os.WriteFile(j.path, b, 0o600))
		held, _, err := j.read()
		if err != nil {
			return // a line that is longer than any of ours
		}
		ok(t, j.replace(func() ([]entry, error) { return held, nil }))
		again, _, err := j.read()
		ok(t, err)
		if len(held) != len(again) || len(held) > 0 && !reflect.DeepEqual(held, again) {
			t.Fatalf("%+v became %+v", held, again)
		}
	})
}
