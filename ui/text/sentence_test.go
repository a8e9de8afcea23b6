package text

import (
	"strings"
	"testing"
)

func TestSentencesEndWhereAReaderSaysSo(t *testing.T) {
	for in, want := range map[string]string{
		"":                                   "",
		"One. Two? Three!":                   "One. |Two? |Three!",
		"Mr. Smith met J. R. Tolkien. He":    "Mr. Smith met J. R. Tolkien. |He",
		"Dr. No cost 3.5 million. Then":      "Dr. No cost 3.5 million. |Then",
		"“Now, neither do we.” She left. No": "“Now, neither do we.” |She left. |No",
		"石破首相。防災庁の設置に意欲。次": "石破首相。|防災庁の設置に意欲。|次",
		"no stop at all":           "no stop at all",
		"So did I. And you?":       "So did I. |And you?",
		"Ended (cf. Art. 5). More": "Ended (cf. Art. 5). |More",
	} {
		var got []string
		from := 0
		for _, to := range Sentences(in) {
			got = append(got, in[from:to])
			from = to
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("%q\n got %q\nwant %q", in, s, want)
		}
	}
}
