package parse

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// furtherMonths are the months of more languages.
var furtherMonths = map[string][12]string{
	"he in":     {"בינואר", "בפברואר", "במרץ", "באפריל", "במאי", "ביוני", "ביולי", "באוגוסט", "בספטמבר", "באוקטובר", "בנובמבר", "בדצמבר"},
	"ar levant": {"كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"},
	"ur":        {"جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر"},
	"th":        {"มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"},
	"th short":  {"ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."},
	"bn":        {"জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন", "জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর"},
	"id old":    {"Januari", "Pebruari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "Nopember", "Desember"},
	"fil":       {"Enero", "Pebrero", "Marso", "Abril", "Mayo", "Hunyo", "Hulyo", "Agosto", "Setyembre", "Oktubre", "Nobyembre", "Disyembre"},
	"az":        {"yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avqust", "sentyabr", "oktyabr", "noyabr", "dekabr"},
	"tr":        {"Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık"},
	"sq":        {"janar", "shkurt", "mars", "prill", "maj", "qershor", "korrik", "gusht", "shtator", "tetor", "nëntor", "dhjetor"},
	"eu":        {"urtarrila", "otsaila", "martxoa", "apirila", "maiatza", "ekaina", "uztaila", "abuztua", "iraila", "urria", "azaroa", "abendua"},
	"ga":        {"Eanáir", "Feabhra", "Márta", "Aibreán", "Bealtaine", "Meitheamh", "Iúil", "Lúnasa", "Meán Fómhair", "Deireadh Fómhair", "Samhain", "Nollaig"},
	"cy":        {"Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"},
	"ka":        {"იანვარი", "თებერვალი", "მარტი", "აპრილი", "მაისი", "ივნისი", "ივლისი", "აგვისტო", "სექტემბერი", "ოქტომბერი", "ნოემბერი", "დეკემბერი"},
	"hy":        {"հունվարի", "փետրվարի", "մարտի", "ապրիլի", "մայիսի", "հունիսի", "հուլիսի", "օգոստոսի", "սեպտեմբերի", "հոկտեմբերի", "նոյեմբերի", "դեկտեմբերի"},
}

func TestMonthsOfFurtherLanguagesAreRead(t *testing.T) {
	for lang, names := range furtherMonths {
		for i, name := range names {
			for _, in := range []string{"5 " + name + " 2025 14:04", strings.ToUpper("5 " + name + " 2025 14:04")} {
				got, ok := readDate(in, unsure)
				if want := time.Date(2025, time.Month(i+1), 5, 14, 4, 0, 0, time.UTC); !ok || !got.Equal(want) {
					t.Errorf("%s: %q: %v %v", lang, in, got, ok)
				}
			}
		}
	}
}

func TestOtherCalendarsAndDigitsAreRead(t *testing.T) {
	const want = "2025-11-03T10:00:00Z"
	for _, in := range []string{
		"令和7年11月3日 10:00", "民國114年11月3日 10:00", "3 พ.ย. 2568 10:00", "3 พฤศจิกายน พ.ศ. 2568 10:00", "3/11/2568 10:00",
		"٣ نوفمبر ٢٠٢٥ ١٠:٠٠", "३ नवंबर २०२५ १०:००", "2025-11-03T10:00:00", "۱۲ آبان ۱۴۰۴ ۱۰:۰۰", "1404/08/12 10:00",
		"دوشنبه، ۱۲ آبان ۱۴۰۴ - ۱۰:۰۰", "3 Kasım 2025 Pazartesi 10:00", "الاثنين، 3 تشرين الثاني 2025 10:00",
	} {
		if got, ok := readDate(in, dayFirst); !ok || got.Format(time.RFC3339) != want {
			t.Errorf("%q: %v %v", in, got, ok)
		}
	}
}

func TestThePersianCalendarIsRead(t *testing.T) {
	for in, want := range map[string]string{ // from tables of the calendar
		"1400/01/01": "2021-03-21", "1399/12/30": "2021-03-20", "1403/12/30": "2025-03-20", "1404/01/01": "2025-03-21", "1404/06/31": "2025-09-22",
		"1404/07/01": "2025-09-23", "1357/11/22": "1979-02-11", "1 فروردین 1395": "2016-03-20", "29 اسفند 1404": "2026-03-20",
	} {
		if got, ok := readDate(in, unsure); !ok || got.Format(time.DateOnly) != want {
			t.Errorf("%q: %v %v", in, got, ok)
		}
	}
	if got, ok := readDate("1404/12/30", unsure); ok { // no leap year
		t.Errorf("a day that there is not: %v", got)
	}
}

func TestZonesOfPlacesAndSummersAreRead(t *testing.T) {
	for in, want := range map[string]string{
		"2025-11-03 10:00:00 Europe/Berlin": "09:00", "2025-07-03 10:00:00 Europe/Berlin": "08:00", "2025-07-03 10:00:00 America/New_York": "14:00",
		"2025-11-03T10:00:00[Asia/Tokyo]": "01:00", "2025-11-03T10:00:00+09:00[Asia/Tokyo]": "01:00", "2025-11-03T10:00:00+01:00[Nowhere/Land]": "09:00",
		"July 3, 2025, 10:00 a.m. ET": "14:00", "Nov. 3, 2025, 10:00 a.m. ET": "15:00", "Jul 3, 2025 10:00 AM PT": "17:00", "Jul 3, 2025 10:00 EST": "15:00",
		"Mon, 03 Nov 2025 10:00:00 HNE": "15:00", "Mon, 03 Nov 2025 10:00:00 NST": "13:30", "Mon, 03 Nov 2025 10:00:00 LHST": "23:30",
		"/Date(1762164000000)/": "10:00", `\/Date(1762164000000+0100)\/`: "10:00", "2025-11-03T10-00-00Z": "10:00",
		"2025-11-03 10:00:00 America/Argentina/Ushuaia": "13:00", "2025-11-03 10:00:00 ../../etc/passwd": "10:00",
	} {
		got, ok := readDate(in, unsure)
		if ok != (want != "") || ok && got.Format("15:04") != want {
			t.Errorf("%q: %v %v, want %s", in, got, ok, want)
		}
	}
}

func TestManyNamesOfPlacesTakeNoTime(t *testing.T) {
	var b strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&b, "<item><guid>%d</guid><pubDate>2025-11-03 10:00 Aa%c/Bb%c</pubDate></item>", i, 'a'+i%26, 'a'+i/26%26)
	}
	d, err := Parse([]byte("<rss><channel><title>C</title>"+b.String()+"</channel></rss>"), Options{})
	if err != nil || len(d.Items) != 2000 || d.Items[7].Published.Hour() != 10 {
		t.Errorf("%v, %v", d, err)
	}
}
