package page

import "strings"

// monthNames are the names of the months, by language, each month's forms parted by "/": in the nominative, in the
// genitive where dates use it, and abbreviated.
var monthNames = map[string]string{
	"en":    "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep october/oct november/nov december/dec",
	"de":    "januar/jänner/jän februar/feber märz/mär/mrz april mai juni juli august september oktober/okt november dezember/dez",
	"fr":    "janvier/janv février/févr/fév mars avril/avr mai juin juillet/juil août/aout septembre octobre novembre décembre/déc",
	"es":    "enero/ene febrero marzo abril/abr mayo junio julio agosto/ago septiembre/setiembre octubre noviembre diciembre/dic",
	"it":    "gennaio/gen febbraio marzo aprile maggio/mag giugno/giu luglio/lug agosto settembre/set ottobre/ott novembre dicembre",
	"pt":    "janeiro fevereiro/fev março abril maio/mai junho julho agosto setembro outubro/out novembro dezembro",
	"nl":    "januari februari maart/mrt april mei juni juli augustus september oktober november december",
	"sv":    "januari februari mars april maj juni juli augusti september oktober november december",
	"da":    "januar februar marts april maj juni juli august september oktober november december",
	"nb":    "januar februar mars april mai juni juli august september oktober november desember/des",
	"is":    "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
	"fi":    "tammikuuta/tammikuu helmikuuta/helmikuu maaliskuuta/maaliskuu huhtikuuta/huhtikuu toukokuuta/toukokuu kesäkuuta/kesäkuu heinäkuuta/heinäkuu elokuuta/elokuu syyskuuta/syyskuu lokakuuta/lokakuu marraskuuta/marraskuu joulukuuta/joulukuu",
	"pl":    "stycznia/styczeń/sty lutego/luty/lut marca/marzec kwietnia/kwiecień/kwi maja/maj czerwca/czerwiec/cze lipca/lipiec/lip sierpnia/sierpień/sie września/wrzesień/wrz października/październik/paź listopada/listopad/lis grudnia/grudzień/gru",
	"cs":    "ledna/leden února/únor března/březen dubna/duben května/květen června/červen července/červenec srpna/srpen září října/říjen listopadu/listopad prosince/prosinec",
	"sk":    "januára február/februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
	"hu":    "január február március április május június július augusztus szeptember október november december",
	"ro":    "ianuarie/ian februarie martie aprilie mai iunie/iun iulie/iul august septembrie octombrie noiembrie/noi decembrie",
	"hr":    "siječnja/siječanj veljače/veljača ožujka/ožujak travnja/travanj svibnja/svibanj lipnja/lipanj srpnja/srpanj kolovoza/kolovoz rujna/rujan listopada studenoga/studenog/studeni prosinca/prosinac",
	"tr":    "ocak/oca şubat/şub mart nisan/nis mayıs haziran/haz temmuz/tem ağustos/ağu eylül/eyl ekim/eki kasım/kas aralık/ara",
	"ru":    "января/январь/янв февраля/февраль/фев марта/март/мар апреля/апрель/апр мая/май июня/июнь/июн июля/июль/июл августа/август/авг сентября/сентябрь/сен октября/октябрь/окт ноября/ноябрь/ноя декабря/декабрь/дек",
	"uk":    "січня/січень лютого/лютий березня/березень квітня/квітень травня/травень червня/червень липня/липень серпня/серпень вересня/вересень жовтня/жовтень листопада/листопад грудня/грудень",
	"bg":    "януари февруари март април май юни юли август септември октомври ноември декември",
	"el":    "ιανουαρίου/ιαν φεβρουαρίου/φεβ μαρτίου/μαρ απριλίου/απρ μαΐου/μαϊ ιουνίου/ιουν ιουλίου/ιουλ αυγούστου/αυγ σεπτεμβρίου/σεπ οκτωβρίου/οκτ νοεμβρίου/νοε δεκεμβρίου/δεκ",
	"lt":    "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
	"id":    "januari februari maret april mei juni juli agustus/agu september oktober november desember",
	"ar":    "يناير/كانون_الثاني فبراير/شباط مارس/آذار أبريل/إبريل/نيسان مايو/أيار يونيو/حزيران يوليو/تموز أغسطس/آب سبتمبر/أيلول أكتوبر/تشرين_الأول نوفمبر/تشرين_الثاني ديسمبر/كانون_الأول",
	"ca":    "gener/gen febrer/feb març abril/abr maig juny/jun juliol/jul agost/ago setembre/set octubre/oct novembre/nov desembre/des",
	"sl":    "januar/januarja februar/februarja marec/marca april/aprila maj/maja junij/junija julij/julija avgust/avgusta september/septembra oktober/oktobra november/novembra december/decembra",
	"sr":    "јануар/јануара фебруар/фебруара март/марта април/априла мај/маја јун/јуна јул/јула август/августа септембар/септембра октобар/октобра новембар/новембра децембар/децембра",
	"sq":    "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
	"ms":    "januari februari mac april mei jun julai ogos september oktober november disember",
	"he":    "ינואר/בינואר פברואר/בפברואר מרץ/במרץ/מרס/במרס אפריל/באפריל מאי/במאי יוני/ביוני יולי/ביולי אוגוסט/באוגוסט ספטמבר/בספטמבר אוקטובר/באוקטובר נובמבר/בנובמבר דצמבר/בדצמבר",
	"fa":    "ژانویه فوریه مارس آوریل مه/می ژوئن ژوئیه/جولای اوت/آگوست سپتامبر اکتبر نوامبر دسامبر",
	"ur":    "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
	"bn":    "জানুয়ারি/জানুয়ারী ফেব্রুয়ারি/ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
	"ta":    "ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்",
	"th":    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
	"hi":    "जनवरी फरवरी/फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर नवंबर/नवम्बर दिसंबर/दिसम्बर",
	"vi":    "tháng_1 tháng_2 tháng_3 tháng_4 tháng_5 tháng_6 tháng_7 tháng_8 tháng_9 tháng_10 tháng_11 tháng_12",
	"et-lv": "jaanuar/janvāris veebruar/februāris märts/marts aprill/aprīlis mai/maijs juuni/jūnijs juuli/jūlijs august/augusts september/septembris oktoober/oktobris november/novembris detsember/decembris",
}

// months maps each form to 1..12. A form that is two months in two languages (listopad) is a list; the language or,
// failing that, the first counts.
var months = monthTable()

type monthForm struct {
	lang  string
	month int
}

func monthTable() map[string][]monthForm {
	m := map[string][]monthForm{}
	for lang, names := range monthNames {
		for i, forms := range strings.Fields(names) {
			for f := range strings.SplitSeq(forms, "/") {
				f = fold(f)
				m[f] = append(m[f], monthForm{lang, i + 1})
			}
		}
	}
	return m
}

// monthOf returns the month that a word names, 0 for none. Where languages differ, that of the page counts, then the
// month that most name so, then the earlier.
func monthOf(word, lang string) int {
	forms := months[fold(word)]
	if len(forms) == 0 {
		return 0
	}
	main, _, _ := strings.Cut(lang, "-")
	var count [13]int
	best := 0
	for _, f := range forms {
		if f.lang == main {
			return f.month
		}
		count[f.month]++
	}
	for m := 1; m <= 12; m++ {
		if count[m] > count[best] || best == 0 && count[m] > 0 {
			best = m
		}
	}
	return best
}
