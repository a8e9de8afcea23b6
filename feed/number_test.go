package feed

import (
	"slices"
	"testing"
)

func TestLabelsOfListsAreAsPrintHasThem(t *testing.T) {
	for _, c := range []struct {
		list Block
		want []string
	}{
		{Block{Start: 9, Items: make([]ListItem, 3)}, []string{"9", "10", "11"}},
		{Block{Start: -1, Items: make([]ListItem, 3)}, []string{"-1", "0", "1"}},
		{Block{Start: 25, Numerals: "a", Items: make([]ListItem, 3)}, []string{"y", "z", "aa"}},
		{Block{Start: 3, Numerals: "I", Items: make([]ListItem, 2)}, []string{"III", "IV"}},
		{Block{Start: 0, Numerals: "i", Items: make([]ListItem, 2)}, []string{"0", "i"}},
		{Block{Start: 3, Items: []ListItem{{}, {Number: 2}, {Number: 1}}}, []string{"3", "2", "1"}},
		{Block{Start: 1, Items: []ListItem{{}, {Number: 7}, {}}}, []string{"1", "7", "8"}},
	} {
		if got := c.list.Labels(); !slices.Equal(got, c.want) {
			t.Errorf("%+v: %q, want %q", c.list, got, c.want)
		}
	}
}
