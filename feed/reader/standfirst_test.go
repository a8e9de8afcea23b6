package reader

import (
	"testing"

	"newspane/feed"
	"newspane/feed/clean"
)

func TestASummaryStandsAboveTheTextWhereItSaysMore(t *testing.T) {
	body := clean.HTML(`<p>The river rose by four metres in the night, and the bridge was closed at six.</p><p>Schools stay shut.</p>`, "https://example.org/")
	for name, c := range map[string]struct{ summary, want string }{
		"a sentence of its own":       {`<p>What the flood left behind.</p>`, "What the flood left behind."},
		"the text's beginning":        {`<p>The river rose by four metres in the night, and the bridge was closed at six.</p>`, ""},
		"cut off":                     {`<p>What the flood left …</p>`, ""},
		"the credit of a blog":        {`<p>What the flood left behind.</p><p>The post Flood appeared first on Gazette.</p>`, "What the flood left behind."},
		"the beginning and a hint":    {`<p>The river rose by four metres in the night, and the bridge was closed at six.</p><p>Read more</p>`, ""},
		"a sentence that ends sooner": {`<p>The river rose by four metres in the night.</p><p>Nobody was hurt.</p>`, "Nobody was hurt."},
		"nothing but the credit":      {`<p>The post Flood appeared first on Gazette.</p>`, ""},
		"a text with words of its own": {`<h1>Flood</h1><p>The river rose by four metres in the night, and the bridge was closed at six.</p>` +
			`<p>Nobody was hurt.</p><p>Schools stay shut.</p><p>More at noon.</p>`, "Nobody was hurt. More at noon."},
	} {
		if got := standfirst(clean.HTML(feed.HTML(c.summary), "https://example.org/"), body).String(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
