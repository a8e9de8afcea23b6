package feed

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestADefectTellsNothingThatWasRead(t *testing.T) {
	caught := func(f func()) (v any) {
		defer func() { v = recover() }()
		f()
		return nil
	}
	var none []int
	for _, c := range []struct {
		value any
		want  string
	}{
		{caught(func() { _ = none[len(none)+3] }), "runtime error: index out of range [3] with length 0"},
		{fmt.Errorf("s3cr3t: %w", errors.ErrUnsupported), "a value of type *fmt.wrapError"},
		{"s3cr3t", "a value of type string"},
		{caught(func() { panic(nil) }), "panic called with nil argument"},
	} {
		if got := Defect(c.value); !strings.HasPrefix(got, c.want) || strings.Contains(got, "s3cr3t") {
			t.Errorf("%v is told as %q, want %q", c.value, got, c.want)
		}
	}
}
