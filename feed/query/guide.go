package query

import "newspane/feed"

// Guide returns the language as a person learns it, in groups.
func Guide() []feed.Idiom {
	const words, fields, states, time, together, examples = "Words", "Fields", "State", "Time", "Together", "To try"
	return []feed.Idiom{
		{Group: words, Write: "climate change", Finds: "both words, in title or text; the last may be unfinished"},
		{Group: words, Write: `"sea level"`, Finds: "these words, one after the other"},
		{Group: words, Write: "warm*", Finds: "warm, warmer, warming"},
		{Group: words, Write: "-opinion", Finds: "what has not this word; - goes before anything"},
		{Group: together, Write: "flood OR drought", Finds: "one of them; OR is written large"},
		{Group: together, Write: "(flood OR drought) dam", Finds: "parentheses say what belongs together"},
		{Group: fields, Write: "title:treaty", Finds: "the word in the title; text: in the text"},
		{Group: fields, Write: "author:ferreira", Finds: "the author"},
		{Group: fields, Write: `feed:lwn feed:"BBC News"`, Finds: "the feed, by a part of its name"},
		{Group: fields, Write: "folder:World", Finds: "the feeds of a folder, and of those in it"},
		{Group: fields, Write: "tag:asia", Finds: "a tag of yours; tag:* is any"},
		{Group: fields, Write: "link:github.com", Finds: "a part of the article’s address"},
		{Group: fields, Write: "lang:de", Finds: "the language"},
		{Group: states, Write: "is:unread", Finds: "also read, bookmarked, later, noted, new (of the last 24 hours), hidden"},
		{Group: states, Write: "has:image", Finds: "also audio, video, comments, note, highlight"},
		{Group: time, Write: "after:2022-06-01", Finds: "that day and later; also 2022-06, 2022, yesterday, today"},
		{Group: time, Write: "after:7d", Finds: "the last seven days; also 12h, 2w, 3m (months), 1y"},
		{Group: time, Write: "before:2022-07", Finds: "earlier than July 2022"},
		{Group: time, Write: "minutes:>10", Finds: "reading time; also <, >=, <=, and a number alone"},
		{Group: time, Write: "score:>5", Finds: "the score that rules gave"},
		{Group: examples, Write: "is:unread minutes:>10", Finds: "long reads", Example: true},
		{Group: examples, Write: "is:unread after:2d -title:opinion", Finds: "the news of two days, without opinion", Example: true},
		{Group: examples, Write: "has:audio after:2w", Finds: "what can be listened to", Example: true},
	}
}
