package query

import "newspane/feed"

// Guide returns the language as a person learns it, in groups.
func Guide() []feed.Idiom {
	const words, fields, states, time, together, examples = "Words", "Fields", "State", "Time", "Together", "To try"
	return []feed.Idiom{
		{Group: words, Write: "climate change", Finds: "both words; the last may be unfinished"},
		{Group: words, Write: `"sea level"`, Finds: "one after the other"},
		{Group: words, Write: "warm*", Finds: "warm, warmer, warming"},
		{Group: words, Write: "-opinion", Finds: "without it; - goes before anything"},
		{Group: together, Write: "flood OR drought", Finds: "one of them"},
		{Group: together, Write: "(flood OR drought) dam", Finds: "what belongs together"},
		{Group: fields, Write: "title:treaty", Finds: "a word of the title; text: of the text"},
		{Group: fields, Write: "author:ferreira", Finds: "the author"},
		{Group: fields, Write: `feed:lwn feed:"BBC News"`, Finds: "a feed, by a part of its name"},
		{Group: fields, Write: "folder:World", Finds: "the feeds of a folder"},
		{Group: fields, Write: "tag:asia", Finds: "a tag of yours; tag:* is any"},
		{Group: fields, Write: "link:github.com", Finds: "a part of the article’s address"},
		{Group: fields, Write: "lang:de", Finds: "the language"},
		{Group: states, Write: "is:unread", Finds: "not read yet; is:read what was"},
		{Group: states, Write: "is:bookmarked", Finds: "bookmarks; is:later what waits"},
		{Group: states, Write: "is:new", Finds: "of the last 24 hours"},
		{Group: states, Write: "is:noted", Finds: "with a note; has:highlight marked"},
		{Group: states, Write: "is:hidden", Finds: "what was hidden, which else is nowhere"},
		{Group: states, Write: "has:image", Finds: "also has:audio, has:video"},
		{Group: states, Write: "has:comments", Finds: "with a discussion"},
		{Group: time, Write: "after:2022-06-01", Finds: "that day and later; also 2022-06, 2022"},
		{Group: time, Write: "after:yesterday", Finds: "yesterday and today; also today"},
		{Group: time, Write: "after:7d", Finds: "of seven days; also 12h, 2w, 3m, 1y"},
		{Group: time, Write: "before:2022-07", Finds: "earlier than July 2022"},
		{Group: time, Write: "minutes:>10", Finds: "reading time; also <, >=, <="},
		{Group: time, Write: "score:>5", Finds: "the score that rules gave"},
		{Group: examples, Write: "is:unread minutes:>10", Finds: "long reads", Example: true},
		{Group: examples, Write: "after:2d -title:opinion", Finds: "two days without opinion", Example: true},
		{Group: examples, Write: "has:audio after:2w", Finds: "what can be listened to", Example: true},
	}
}
