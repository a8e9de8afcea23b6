package parse

import (
	"testing"
	"time"
)

func TestDatesOfAllFormsAreRead(t *testing.T) {
	const want = "2025-11-05T14:04:05Z"
	for _, in := range []string{
		"Wed, 05 Nov 2025 14:04:05 GMT", "Wed, 5 Nov 2025 15:04:05 +0100", "Mon, 05 Nov 25 14:04:05 UT", "wednesday, 05-nov-25 14:04:05 gmt",
		"5 Nov 2025 14:04:05", "Nov 5, 2025 2:04:05 PM GMT", "November 5th, 2025, 14:04:05 UTC", "Wed Nov  5 14:04:05 2025", "Wed Nov 5 09:04:05 EST 2025",
		"Wed Nov 05 2025 15:04:05 GMT+0100 (Central European Standard Time)", "Wed, 05 Nov 2025 15:04:05 GMT+1", "Wed, 05 Nov 2025 15:04:05 +01:00",
		"Wed, 05 Nov 2025 23:04:05 JST", "Wed, 05 Nov 2025 17:04:05 MSK", "Thu, 06 Nov 2025 00:04:05 AEST", "Wed, 05 Nov 2025 19:34:05 IST", "Wed, 05 Nov 2025 11:04:05 BRT",
		"Wed, 05 Nov 2025 14:04:05 GMT.", "Wed,\u00a005 Nov 2025 14:04:05 GMT", "Wed, 05 Nov 2025 15.04.05 +0100",
		"2025-11-05T14:04:05Z", "2025-11-05T14:04:05.123Z", "2025-11-05t14:04:05z", "2025-11-05T15:04:05,5+0100", "2025-11-05 14:04:05 UTC", "2025-11-05T15:04:05 +01:00",
		"20251105T140405Z", "20251105140405", "2025-11-05T16:04:05+02", "2025/11/05 14:04:05", "2025-W45-3T14:04:05Z", "2025-309T14:04:05Z",
		"1762351445", "1762351445000", "1762351445.25", "05-Nov-2025 14:04:05", "11/5/2025 9:04:05 AM EST", "13:04:05 05.11.2025 -0100", "05.11.2025 15:04:05 CET",
		"2025. 11. 05. 오후 11:04:05", "2025년 11월 5일 23:04:05", "2025年11月5日 22:04:05 +0800", "2025年11月5日 下午10时04分05秒 +0800", "2025-11-05 下午 10:04:05 +0800",
		"5 tháng 11, 2025 21:04:05 +0700", "05/11/2025 21:04:05 +0700",
	} {
		got, ok := readDate(in, unsure)
		if !ok || got.Truncate(time.Second).Format(time.RFC3339) != want {
			t.Errorf("%q: %v %v", in, got.UTC(), ok)
		}
	}
}

func TestDatesWithoutATimeAreMidnight(t *testing.T) {
	for in, want := range map[string]string{
		"2025-11-05": "2025-11-05", "20251105": "2025-11-05", "2025-11": "2025-11-01", "2025": "2025-01-01", "2025-309": "2025-11-05", "2025309": "2025-11-05",
		"5 November 2025": "2025-11-05", "November 2025": "2025-11-01", "31.12.1999": "1999-12-31", "12/31/99": "1999-12-31", "31/12/1999": "1999-12-31",
		"2025-W01": "2024-12-30", "2025年11月5日": "2025-11-05", "1999-12-31": "1999-12-31", "Tue, 04 Nov 2025 24:00:00 GMT": "2025-11-05",
	} {
		got, ok := readDate(in, unsure)
		if !ok || got.Format("2006-01-02T15:04:05") != want+"T00:00:00" {
			t.Errorf("%q: %v %v", in, got, ok)
		}
	}
}

func TestLeapSecondsRollOver(t *testing.T) {
	if got, ok := readDate("Wed, 31 Dec 2025 23:59:60 GMT", unsure); !ok || !got.Equal(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("%v %v", got, ok)
	}
}

// monthNames are the months of languages as their programs write them, full and short.
var monthNames = map[string][12]string{
	"de":       {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
	"de-AT":    {"Jänner", "Feber", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"},
	"nl":       {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"},
	"nl short": {"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"},
	"da":       {"januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"},
	"sv":       {"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"},
	"nb short": {"jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des."},
	"is":       {"janúar", "febrúar", "mars", "apríl", "maí", "júní", "júlí", "ágúst", "september", "október", "nóvember", "desember"},
	"fr":       {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	"fr short": {"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."},
	"es":       {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
	"es short": {"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "set", "oct", "nov", "dic"},
	"ca":       {"gener", "febrer", "març", "abril", "maig", "juny", "juliol", "agost", "setembre", "octubre", "novembre", "desembre"},
	"pt":       {"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"},
	"it":       {"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"},
	"it short": {"gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"},
	"ro":       {"ianuarie", "februarie", "martie", "aprilie", "mai", "iunie", "iulie", "august", "septembrie", "octombrie", "noiembrie", "decembrie"},
	"pl":       {"stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października", "listopada", "grudnia"},
	"pl short": {"sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru"},
	"cs":       {"ledna", "února", "března", "dubna", "května", "června", "července", "srpna", "září", "října", "listopadu", "prosince"},
	"sk":       {"januára", "februára", "marca", "apríla", "mája", "júna", "júla", "augusta", "septembra", "októbra", "novembra", "decembra"},
	"sl":       {"januar", "februar", "marec", "april", "maj", "junij", "julij", "avgust", "september", "oktober", "november", "december"},
	"hr":       {"siječnja", "veljače", "ožujka", "travnja", "svibnja", "lipnja", "srpnja", "kolovoza", "rujna", "", "studenoga", "prosinca"},
	"sr":       {"јануар", "фебруар", "март", "април", "мај", "јун", "јул", "август", "септембар", "октобар", "новембар", "децембар"},
	"bg":       {"януари", "февруари", "март", "април", "май", "юни", "юли", "август", "септември", "октомври", "ноември", "декември"},
	"ru":       {"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"},
	"ru short": {"янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"},
	"uk":       {"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"},
	"uk short": {"січ", "лют", "бер", "квіт", "трав", "черв", "лип", "серп", "вер", "жовт", "лист", "груд"},
	"be":       {"студзеня", "лютага", "сакавіка", "красавіка", "", "чэрвеня", "ліпеня", "жніўня", "верасня", "кастрычніка", "лістапада", "снежня"},
	"lt":       {"sausio", "vasario", "kovo", "balandžio", "gegužės", "birželio", "liepos", "rugpjūčio", "rugsėjo", "spalio", "lapkričio", "gruodžio"},
	"lv":       {"janvāris", "februāris", "marts", "aprīlis", "maijs", "jūnijs", "jūlijs", "augusts", "septembris", "oktobris", "novembris", "decembris"},
	"et":       {"jaanuar", "veebruar", "märts", "aprill", "mai", "juuni", "juuli", "august", "september", "oktoober", "november", "detsember"},
	"fi":       {"tammikuuta", "helmikuuta", "maaliskuuta", "huhtikuuta", "toukokuuta", "kesäkuuta", "heinäkuuta", "elokuuta", "syyskuuta", "lokakuuta", "marraskuuta", "joulukuuta"},
	"hu":       {"január", "február", "március", "április", "május", "június", "július", "augusztus", "szeptember", "október", "november", "december"},
	"tr":       {"Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık"},
	"tr short": {"Oca", "Şub", "Mar", "Nis", "May", "Haz", "Tem", "Ağu", "Eyl", "Eki", "Kas", "Ara"},
	"el":       {"Ιανουαρίου", "Φεβρουαρίου", "Μαρτίου", "Απριλίου", "Μαΐου", "Ιουνίου", "Ιουλίου", "Αυγούστου", "Σεπτεμβρίου", "Οκτωβρίου", "Νοεμβρίου", "Δεκεμβρίου"},
	"ar":       {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
	"he":       {"ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"},
	"hi":       {"जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"},
	"th":       {"มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"},
	"id":       {"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"},
	"en":       {"Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"},
}

func TestMonthsOfManyLanguagesAreRead(t *testing.T) {
	for lang, names := range monthNames {
		for i, name := range names {
			if name == "" {
				continue // read as another language's month
			}
			want := time.Date(2025, time.Month(i+1), 9, 13, 4, 5, 0, time.UTC)
			for _, in := range []string{"9 " + name + " 2025 14:04:05 +0100", "9. " + name + " 2025, 14:04:05 +0100", name + " 9, 2025 14:04:05 +0100"} {
				if got, ok := readDate(in, unsure); !ok || !got.Equal(want) {
					t.Errorf("%s: %q: %v %v", lang, in, got, ok)
				}
			}
		}
	}
}

func TestWeekdaysAreNotTakenForMonths(t *testing.T) {
	for _, in := range []string{
		"mar, 05 août 2025", "martes, 5 de agosto de 2025", "Marți, 5 August 2025", "martedì 5 agosto 2025", "Mar 05 Ağu 2025", "mar. 5 août 2025",
		"mer 5 août 2025", "Paz, 5 Ağu 2025", "sub, 5 kolovoza 2025", "Sal 5 Ağustos 2025", "tis 5 aug 2025", "maandag 5 augustus 2025", "sáb, 5 ago 2025",
		"sze, 5 augusztus 2025", "Вт, 5 авг 2025", "måndag 5 augusti 2025", "sex, 05 ago 2025", "seg., 5 de ago. de 2025", "Dienstag, 5. August 2025",
	} {
		if got, ok := readDate(in, unsure); !ok || got.Format("2006-01-02") != "2025-08-05" {
			t.Errorf("%q: %v %v", in, got, ok)
		}
	}
}

func TestWhatIsNoDateIsRefused(t *testing.T) {
	for _, in := range []string{"", "soon", "Yesterday-ish", "3 days ago", "0000-00-00", "2025-13-13", "32 Nov 2025", "30 Feb 2025", "99999999999999999999", "05 Foo 2025",
		"Wed, 05 Nov", "12:30", "0001-01-01T00:00:00Z", "2025-11-05T25:04:05Z", "-1", "1.2.3", "9999999999999999"} {
		if got, ok := readDate(in, unsure); ok {
			t.Errorf("%q is %v", in, got)
		}
	}
}

func TestOneClearDateDecidesTheOrder(t *testing.T) {
	feed := func(other string) string {
		return `<rss><channel><item><title>a</title><pubDate>05/11/2025 10:00</pubDate></item><item><title>b</title><pubDate>` + other + `</pubDate></item></channel></rss>`
	}
	if got := mustParse(t, feed("11/23/2025 10:00")).Items[0].Published.Format("01-02"); got != "05-11" {
		t.Errorf("month first: %s", got)
	}
	if got := mustParse(t, feed("23/11/2025 10:00")).Items[0].Published.Format("01-02"); got != "11-05" {
		t.Errorf("day first: %s", got)
	}
}

func TestTheFirstReadableDateCounts(t *testing.T) {
	it := mustParse(t, rssWith(`<pubDate>soon</pubDate><dc:date>2025-11-05T14:04:05Z</dc:date><dcterms:modified>2025-11-06</dcterms:modified>`)).Items[0]
	if !it.Published.Equal(noon) || it.Updated.Format("01-02") != "11-06" {
		t.Errorf("%v %v", it.Published, it.Updated)
	}
}

func TestYearsOutOfRangeAreNoDates(t *testing.T) {
	for _, in := range []string{"7025-11-05T14:04:05Z", "0001-01-01T00:00:00Z", "Wed, 05 Nov 7025 14:04:05 GMT"} {
		if it := mustParse(t, rssWith("<pubDate>"+in+"</pubDate>")).Items[0]; !it.Published.IsZero() {
			t.Errorf("%q: %v", in, it.Published)
		}
	}
}

func FuzzDates(f *testing.F) {
	for _, s := range []string{"Wed, 05 Nov 2025 14:04:05 GMT", "2025-W45-3T14:04Z", "2025年11月5日 下午10时04分", "5 tháng 11 2025", "11/5/25 9 pm", "1762351445.5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, o := range []order{unsure, dayFirst, monthFirst} {
			got, ok := readDate(s, o)
			if !ok {
				continue
			}
			if !inRange(got) || got.Location() != time.UTC {
				t.Fatalf("%q: %v", s, got)
			}
			if again, ok := readDate(got.Format(time.RFC3339Nano), o); !ok || !again.Equal(got) {
				t.Fatalf("%q: %v is read back as %v", s, got, again)
			}
		}
	})
}

// FuzzDuration checks that any length of a recording is within bounds.
func FuzzDuration(f *testing.F) {
	for _, s := range []string{"3600", "1:02:03", "PT1H2M3.5S", "P1W", "-5", "1e400", "NaN", "99999999999999999999:59", "::", "PT", "P.S", "0x1p900"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d := readDuration(s); d < 0 || d > maxDuration {
			t.Fatalf("%q lasts %v", s, d)
		}
	})
}
