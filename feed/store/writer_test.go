package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
)

// waitTogether runs transactions that each write a setting and end as told; all come to wait while the first is under
// way. It returns their errors and how often each ran.
func waitTogether(s *Store, ends ...error) (errs []error, runs []int) {
	errs, runs = make([]error, len(ends)), make([]int, len(ends))
	waiting := make(chan struct{})
	var wg sync.WaitGroup
	for i, end := range ends {
		wg.Go(func() {
			errs[i] = s.write(context.Background(), "test", func(t *tx) error {
				runs[i]++
				<-waiting
				if _, err := t.exec("INSERT INTO settings (name, value) VALUES (?, '')", fmt.Sprint("test", i)); err != nil {
					return err
				}
				return end
			})
		})
		synctest.Wait()
	}
	close(waiting)
	wg.Wait()
	return errs, runs
}

func TestTransactionsThatWaitAreStoredTogetherAndTheRefusedOneAlone(t *testing.T) {
	refused := errors.New("refused")
	for _, c := range []struct {
		ends []error
		runs []int
	}{
		{[]error{nil, nil, nil}, []int{1, 1, 1}},
		{[]error{nil, refused}, []int{2, 2}},
	} {
		synctest.Test(t, func(t *testing.T) {
			s, err := Open(t.Context(), filepath.Join(t.TempDir(), "newspane.db"), Options{})
			ok(t, err)
			defer func() { ok(t, s.Close()) }()
			errs, runs := waitTogether(s, c.ends...)
			for i, end := range c.ends {
				if !errors.Is(errs[i], end) {
					t.Errorf("transaction %d: %v, want %v", i, errs[i], end)
				}
				n := 0
				ok(t, s.reads.QueryRow("SELECT count(*) FROM settings WHERE name = ?", fmt.Sprint("test", i)).Scan(&n))
				if want := end == nil; (n == 1) != want {
					t.Errorf("transaction %d is stored: %v", i, n == 1)
				}
			}
			same(t, fmt.Sprint(runs), fmt.Sprint(c.runs))
		})
	}
}
