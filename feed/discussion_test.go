package feed

import "testing"

func TestDiscussionsAreNamed(t *testing.T) {
	body := func(text, url string) []Block {
		return []Block{{Text: []Span{{Text: Clean(text), URL: url}}}}
	}
	for want, a := range map[string]Article{
		"Hacker News · 87 comments": {Comments: "https://news.ycombinator.com/item?id=42", Replies: 87},
		"Lobsters":                  {Comments: "https://lobste.rs/s/abc/one"},
		"1 comment":                 {Comments: "https://a.example/1#respond", Replies: 1},
		"Comments":                  {Comments: "https://a.example/1#respond"},
		"Reddit":                    {Body: body("Discuss on Reddit", "https://old.reddit.com/r/news/comments/1abc/one/")},
		"":                          {Body: body("a post that angered many", "https://old.reddit.com/r/news/comments/1abc/one/")},
	} {
		if l, _ := a.Discussion(); l.Title.String() != want {
			t.Errorf("%q, want %q", l.Title, want)
		}
	}
}
