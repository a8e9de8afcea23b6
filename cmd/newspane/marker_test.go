package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"

	"newspane/feed"
)

// marker is a program of the tests: `marker N PART OF` marks N articles of the library, those whose place in the list is
// PART modulo OF, and prints a line for each mark that was acknowledged. Read marks and bookmarks alternate at random.
func marker() {
	if err := mark(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "marker:", err)
		os.Exit(1)
	}
}

func mark(args []string) error {
	var numbers [3]int
	for i := range numbers {
		n, err := strconv.Atoi(args[i])
		if err != nil {
			return err
		}
		numbers[i] = n
	}
	ctx := context.Background()
	a, err := open(ctx, os.Stdout, os.Stderr)
	if err != nil {
		return err
	}
	rows, err := a.Engine.Headlines(ctx, feed.Query{}, feed.Window{Limit: 5000})
	if err != nil {
		return err
	}
	var ids []feed.ID
	for i, h := range rows {
		if i%numbers[2] == numbers[1] {
			ids = append(ids, h.ID)
		}
	}
	for i := range numbers[0] {
		m := feed.Mark{Article: ids[i%len(ids)], Key: feed.MarkKey(rand.IntN(2)), On: true}
		if err := a.Engine.Mark(ctx, m); err != nil {
			return err
		}
		fmt.Printf("marked %d %d\n", m.Article, m.Key)
	}
	return a.Close()
}
