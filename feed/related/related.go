// Package related says which stored articles belong beside one another, and why: copies of one text, reports of one
// event by different feeds, earlier articles on a subject. It compares words: no models, no word lists, no stemming,
// any script. It is pure: it reads and stores nothing. It imports package feed alone; the engine (feed/reader) joins it
// to the store.
//
//	title, text ─Read─▶ Document ─Frequencies.Add─▶ how common every word is
//	                    Document ─Frequencies.Vector─▶ Vector: the words that tell it from others, and a sketch of the text
//	Vectors of some days ─Window.Place─▶ stories
//	two Vectors ─Cosine, NearCopy, Spelling.Why─▶ how near they are, and by which words
package related

// Version is the version of what is derived: vectors of another one are made anew.
const Version = 1

// What is measured, in quality_test.go and in the experiments that the design rests on.
const (
	maxTerms    = 40   // words of a vector
	titleWeight = 2    // a word of the title counts as so many
	tooCommon   = 0.20 // words in more of the articles of a language than this tell nothing
	commonFloor = 8    // nor can it be told of words in fewer articles than this
	kinWords    = 16   // words that an article uses most, by which its language is known
	coldBelow   = 30   // articles of a language before its common words are known

	sameStory    = 0.15    // average likeness to the three nearest reports from which it is one story
	nearest      = 3       // reports of a story that are asked
	sharedWords  = 3       // words that reports of one story have in common, at least
	storySpan    = 3       // days between reports of one story, at most
	nearCopy     = 0.4     // share of the text that copies have in common
	onSubject    = 0.10    // likeness from which an article is on a subject
	subjectWords = 2       // words that articles on one subject have in common, at least
	maxWord      = 64      // bytes of a word; longer ones are cut
	maxText      = 1 << 16 // bytes of a text that are read: the rest of a book tells nothing new
)
