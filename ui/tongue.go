package ui

import (
	"strings"

	"golang.org/x/text/language"
)

// foreignLanguage names the language of an article, "" when it is the reader's own or cannot be told.
func foreignLanguage(of, own string) string {
	a, b := mainLanguage(of), mainLanguage(own)
	if a == (language.Base{}) || b == (language.Base{}) || a == b {
		return ""
	}
	if name, ok := tongues[a.String()]; ok {
		return name
	}
	return "language " + a.String()
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

// tongues are the English names (CLDR) of the languages that news is written in, by their codes. The whole list of
// golang.org/x/text/language/display would make the program a tenth larger.
var tongues = func() map[string]string {
	m := map[string]string{}
	for entry := range strings.SplitSeq("af Afrikaans|am Amharic|ar Arabic|as Assamese|az Azerbaijani|be Belarusian|bg Bulgarian|bn Bangla|bo Tibetan|"+
		"br Breton|bs Bosnian|ca Catalan|ckb Central Kurdish|cs Czech|cy Welsh|da Danish|de German|dv Divehi|el Greek|"+
		"en English|eo Esperanto|es Spanish|et Estonian|eu Basque|fa Persian|fi Finnish|fil Filipino|fo Faroese|"+
		"fr French|fy Western Frisian|ga Irish|gd Scottish Gaelic|gl Galician|gu Gujarati|ha Hausa|he Hebrew|hi Hindi|"+
		"hr Croatian|ht Haitian Creole|hu Hungarian|hy Armenian|id Indonesian|ig Igbo|is Icelandic|it Italian|"+
		"ja Japanese|jv Javanese|ka Georgian|kk Kazakh|km Khmer|kn Kannada|ko Korean|ku Kurdish|ky Kyrgyz|la Latin|"+
		"lb Luxembourgish|lo Lao|lt Lithuanian|lv Latvian|mg Malagasy|mi Māori|mk Macedonian|ml Malayalam|mn Mongolian|"+
		"mr Marathi|ms Malay|mt Maltese|my Burmese|ne Nepali|nl Dutch|no Norwegian|oc Occitan|om Oromo|or Odia|"+
		"pa Punjabi|pl Polish|ps Pashto|pt Portuguese|rm Romansh|ro Romanian|ru Russian|rw Kinyarwanda|sa Sanskrit|"+
		"sd Sindhi|se Northern Sami|si Sinhala|sk Slovak|sl Slovenian|so Somali|sq Albanian|sr Serbian|sv Swedish|"+
		"sw Swahili|ta Tamil|te Telugu|tg Tajik|th Thai|ti Tigrinya|tk Turkmen|tr Turkish|tt Tatar|ug Uyghur|"+
		"uk Ukrainian|ur Urdu|uz Uzbek|vi Vietnamese|wo Wolof|xh Xhosa|yi Yiddish|yo Yoruba|zh Chinese|zu Zulu", "|") {
		code, name, _ := strings.Cut(entry, " ")
		m[code] = name
	}
	return m
}()
