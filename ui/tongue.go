package ui

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// foreignLanguage names the language of an article, "" when it is the reader's own or cannot be told.
func foreignLanguage(of, own string) string {
	a, b := mainLanguage(of), mainLanguage(own)
	if a == (language.Base{}) || b == (language.Base{}) || a == b {
		return ""
	}
	return display.English.Languages().Name(a)
}

// mainLanguage is the language of a tag (BCP 47) without script and region; the two forms of Norwegian are one.
func mainLanguage(tag string) language.Base {
	t, err := language.Parse(tag)
	if err != nil {
		return language.Base{}
	}
	base, confidence := t.Base()
	if confidence == language.No {
		return language.Base{}
	}
	if s := base.String(); s == "nb" || s == "nn" {
		return language.MustParseBase("no")
	}
	return base
}
