package page

import (
	"testing"
	"time"
)

func TestDatesArePrintedInManyForms(t *testing.T) {
	for in, want := range map[string]string{
		"06/27/2022, 10.01":                       "2022-06-27T10:01",
		"27/06/2022 10:05":                        "2022-06-27T10:05",
		"27.06.2022, 10:05 Uhr":                   "2022-06-27T10:05",
		"27. Juni 2022 um 7:30":                   "2022-06-27T07:30",
		"June 27, 2022 at 3:15 p.m.":              "2022-06-27T15:15",
		"Jun 27, 2022":                            "2022-06-27T00:00",
		"27 June 2022":                            "2022-06-27T00:00",
		"Mon 27th June, 2022":                     "2022-06-27T00:00",
		"27 juin 2022 à 14h05":                    "2022-06-27T14:05",
		"27 de junio de 2022 a las 09:00":         "2022-06-27T09:00",
		"27 giugno 2022":                          "2022-06-27T00:00",
		"27 de junho de 2022 às 12h30":            "2022-06-27T12:30",
		"27 czerwca 2022":                         "2022-06-27T00:00",
		"27 червня 2022, 17:46":                   "2022-06-27T17:46",
		"27 Haziran 2022":                         "2022-06-27T00:00",
		"2022-06-27":                              "2022-06-27T00:00",
		"2022.06.27 08:00":                        "2022-06-27T08:00",
		"2022年6月27日 22時04分":                       "2022-06-27T22:04",
		"2022年6月27日":                              "2022-06-27T00:00",
		"2022. 6. 27. 오후 3:05":                    "2022-06-27T15:05",
		"٢٧ يونيو ٢٠٢٢":                           "2022-06-27T00:00",
		"Published on 27 June 2022 by the editor": "2022-06-27T00:00",
		"27/06/22":                                "2022-06-27T00:00",
		"2022 m. birželio 27 d.":                  "2022-06-27T00:00",
	} {
		d, ok := findDate(in, "")
		if got := d.at(time.UTC).Format("2006-01-02T15:04"); !ok || got != want {
			t.Errorf("%q: got %s %v, want %s", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "call 12 34 56", "version 1.2.3", "13/13/2022", "the year 2022", "99.99.9999", "12:30", "8 March"} {
		if d, ok := findDate(in, ""); ok {
			t.Errorf("%q is no date: %+v", in, d)
		}
	}
}

func TestOneFormNeverDecidesForAnother(t *testing.T) {
	parse := func(s string) printed {
		d, ok := findDate(s, "en")
		if !ok {
			t.Fatalf("%q is no date", s)
		}
		return d
	}
	article, sure, doubtful := parse("06/27/2022, 10.01"), parse("23/07/2020 09:55"), parse("01/06/2022 10:05")
	if article.signature == doubtful.signature || sure.signature != doubtful.signature {
		t.Fatalf("signatures %q %q %q", article.signature, sure.signature, doubtful.signature)
	}
	if !dayFirst(doubtful, []printed{article, sure, doubtful}, "en-US") {
		t.Error("the list's own form was not followed")
	}
	if dayFirst(doubtful, []printed{article, doubtful}, "en-US") || !dayFirst(doubtful, []printed{article, doubtful}, "en-GB") {
		t.Error("without a sure date of its form the region decides")
	}
}

func TestMachineDatesKeepTheirOffset(t *testing.T) {
	for in, want := range map[string]string{
		"2022-06-27T10:01:00+02:00":       "2022-06-27T10:01:00+02:00",
		"2022-06-27T10:01:00.123Z":        "2022-06-27T10:01:00Z",
		"2022-06-27T10:01+0530":           "2022-06-27T10:01:00+05:30",
		"2022-06-27 10:01:00":             "2022-06-27T10:01:00Z",
		"2022-06-27":                      "2022-06-27T00:00:00Z",
		"1656324060":                      "2022-06-27T10:01:00Z",
		"1656324060000":                   "2022-06-27T10:01:00Z",
		"Mon, 27 Jun 2022 10:01:00 +0200": "2022-06-27T10:01:00+02:00",
	} {
		d, ok := parseMachine(in)
		if got := d.Format(time.RFC3339); !ok || got != want {
			t.Errorf("%q: got %s %v", in, got, ok)
		}
	}
	for _, in := range []string{"", "today", "2022", "12345", "0000-00-00T00:00:00Z"} {
		if d, ok := parseMachine(in); ok {
			t.Errorf("%q: got %s", in, d)
		}
	}
}

func TestEveryMonthNameIsRead(t *testing.T) {
	for lang, names := range monthNames {
		for form, list := range months {
			for _, f := range list {
				if f.lang == lang && monthOf(form, lang) != f.month {
					t.Errorf("%s %q: got %d want %d", lang, form, monthOf(form, lang), f.month)
				}
			}
		}
		if names == "" {
			t.Errorf("%s has no names", lang)
		}
	}
	if got := monthOf("listopad", "pl"); got != 11 {
		t.Errorf("Polish listopad is %d", got)
	}
}
