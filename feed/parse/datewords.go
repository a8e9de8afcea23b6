package parse

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// stems are beginnings of month names, folded to lower case without accents.
type stems map[string]int

// find returns the month that w names, 0 when none. The longest stem wins.
func (s stems) find(w string) int {
	if len(w) > 40 {
		return 0
	}
	for n := len(w); n >= 2; n-- {
		if m, ok := s[w[:n]]; ok {
			return m
		}
	}
	return 0
}

// months, of which 0 are none though they begin like one, are English, German, Dutch, Danish, Norwegian, Swedish, Icelandic, French, Spanish, Catalan, Portuguese, Italian,
// Romanian, Polish, Czech, Slovak, Slovene, Croatian, Serbian, Bulgarian, Russian, Ukrainian, Belarusian,
// Lithuanian, Latvian, Estonian, Finnish, Hungarian, Turkish, Greek, Arabic, Persian, Urdu, Hebrew, Hindi, Bengali, Thai,
// Indonesian, Filipino, Azeri, Georgian, Armenian, Albanian, Basque, Irish and Welsh. 0 marks words that begin like a month and are none.
var months = func() stems {
	s := stems{}
	for m, names := range [13]string{
		0:  "vasarnap mardi martes martedi marti maandag maanantai pazar pazartesi",
		1:  "jan ene gen ian led sty sij jaan tammi oca янв яну січ сту јан ιαν ינו जन ม.ค มกรา يناير ینایر ژانویه جانفی saus urtar iona eana yan janar জানু جنوری იან հունվ",
		2:  "feb fev veeb helmi uno lut vel sub фев феб лют φεβ פבר फ़र फर กุมภา فبراير فبرایر فوریه فيفري vas otsa chwef feabh peb shku ফেব شباط فروری თებ փետ",
		3:  "mar mrt maerz maa bre ozu maalis kov мар бер сак μαρ מרץ מרס मार्च มีนา مارس martx mawrth মার্চ آذار مارچ მარ մար",
		4:  "apr avr abr kwi dub tra huhti bal nis апр кві крас απρ אפר अप्रै เมษา أبريل ابریل آوریل افریل apiri ebr aibr prill এপ্রি نيسان اپریل აპრ ապր",
		5:  "may mai maj mei mag kve svi touko geg май мая мај тра маи μαι μαϊ מאי मई พฤษภา مايو مایو مه مای maiatz bealt মে أيار مئی მაი մայ",
		6:  "jun juin giu iun cer cze juuni kesa bir haz июн юни јун чер чэр ιουν יונ जून มิถุนา يونيو یونیو ژوئن juny ekain mehef meith hunyo qer iyun জুন حزيران جون ივნ հունիս",
		7:  "jul juil lug iul cec lip srpanj juuli heina lie tem июл юли јул лип ліп ιουλ יול जुल กรกฎา يوليو یولیو ژوئیه uztai gorff iuil hulyo korr iyul জুলা تموز جولائی ივლ հուլիս",
		8:  "aug aou ago agu agt ags avg srp sie kol elo rugp авг сер жні αυγ אוג अग สิงหา أغسطس اغسطس اوت abuzt awst luna gush avq আগ آب اگست აგვ օգոս",
		9:  "sep set szep zar wrz ruj syys rugs eyl сен сеп вер σεπ ספט सित กันยา سبتمبر سپتامبر irai medi mean shta sent সেপ أيلول ستمبر სექ սեպ",
		10: "oct okt out ott paz rij loka spa eki окт жов кас οκτ אוק अक्टू ตุลา أكتوبر اکتوبر urri hyd deir teto অক্টো اکتوبر ოქტ հոկ",
		11: "nov noi lis stu marras lap kas ноя ное нов лис ліс νοε נוב नव พฤศจิกา نوفمبر نوامبر azar tachw samh nent nop noby noy নভে نومبر ნოე նոյ",
		12: "dec dez dic des dets dis gru pro joulu ara дек дец гру сне δεκ דצמ दिस ธันวา ديسمبر دیسمبر دسامبر abendu rhag nolla dhje disy dek ডিসে دسمبر დეკ դեկ",
	} {
		for _, n := range strings.Fields(names) {
			n = stripMarks(norm.NFD.String(n))
			if _, taken := s[n]; !taken {
				s[n] = m
			}
			if n >= "א" && n <= "ת" { // "in", written as a part of the word
				s["ב"+n] = m
			}
		}
	}
	for n, m := range map[string]int{ // where a longer word tells two months apart
		"cervenec": 7, "cervence": 7, "cervna": 6, "cerven": 6, "lipnja": 6, "srpnja": 7, "studeni": 11, "studenog": 11,
		"lipanj": 6, "martie": 3, "juil": 7,
	} {
		s[n] = m
	}
	return s
}()

// halves say before or after noon.
var halves = map[string]int{
	"am": 1, "pm": 2, "a": 1, "p": 2, "오전": 1, "오후": 2, "上午": 1, "下午": 2, "午前": 1, "午後": 2, "πμ": 1, "μμ": 2,
	"ص": 1, "م": 2, "sa": 1, "ch": 2, "vorm": 1, "nachm": 2,
}

var (
	hourWords   = map[string]bool{"h": true, "時": true, "时": true, "點": true, "点": true, "시": true, "heures": true}
	minuteWords = map[string]bool{"分": true, "분": true, "m": true, "min": true, "mn": true}
	secondWords = map[string]bool{"秒": true, "초": true, "s": true}
	monthBefore = map[string]bool{"thang": true, "thg": true}
)

// zones are minutes east of Greenwich. Where a name has two meanings, the one that feeds mean is here.
var zones = map[string]int{
	"z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "azot": -60, "cvt": -60,
	"est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
	"et": -300, "ct": -360, "mt": -420, "pt": -480,
	"ast": -240, "adt": -180, "nst": -210, "ndt": -150, "akst": -540, "akdt": -480, "hst": -600, "hdt": -540, "sst": -660,
	"brt": -180, "brst": -120, "art": -180, "clt": -240, "clst": -180, "cot": -300, "pet": -300, "ect": -300, "vet": -240,
	"bot": -240, "gyt": -240, "pyt": -180, "pyst": -180, "uyt": -180, "uyst": -120, "gft": -180, "srt": -180, "fnt": -120,
	"bst": 60, "ist": 330, "cet": 60, "cest": 120, "met": 60, "mest": 120, "mez": 60, "mesz": 120, "west": 60, "wat": 60,
	"hnec": 60, "hec": 120, "eet": 120, "eest": 180, "cat": 120, "sast": 120, "idt": 180, "msk": 180, "msd": 240, "trt": 180,
	"eat": 180, "fet": 180, "irst": 210, "irdt": 270, "gst": 240, "samt": 240, "azt": 240, "get": 240, "amt": 240, "mut": 240,
	"ret": 240, "sct": 240, "aft": 270, "pkt": 300, "uzt": 300, "yekt": 300, "mvt": 300, "tmt": 300, "tjt": 300, "slst": 330,
	"npt": 345, "omst": 360, "bdt": 360, "almt": 360, "btt": 360, "kgt": 360, "mmt": 390, "ict": 420, "wib": 420, "krat": 420,
	"novt": 420, "hovt": 420, "hkt": 480, "sgt": 480, "myt": 480, "pht": 480, "awst": 480, "wita": 480, "irkt": 480,
	"ulat": 480, "cnst": 480, "jst": 540, "kst": 540, "wit": 540, "yakt": 540, "tlt": 540, "acst": 570, "acdt": 630,
	"aest": 600, "aedt": 660, "vlat": 600, "chst": 600, "pgt": 600, "magt": 660, "sbt": 660, "nct": 660, "nzst": 720,
	"nzdt": 780, "fjt": 720, "pett": 720, "chast": 765, "chadt": 825, "tot": 780, "phot": 780, "lint": 840,
	"hnt": -210, "hat": -150, "hna": -240, "haa": -180, "hne": -300, "hae": -240, "hnc": -360, "hac": -300, "hnr": -420,
	"har": -360, "hnp": -480, "hap": -420, "lhst": 630, "lhdt": 660, "wgt": -120, "egt": -60, "fkst": -180, "pmst": -180,
	"galt": -360, "mart": -570, "gamt": -540, "taht": -600, "ckt": -600, "nut": -660, "tvt": 720, "mht": 720, "wakt": 720,
	"gilt": 720, "nft": 660, "kost": 660, "pont": 660, "vut": 660, "sakt": 660, "ddut": 600, "pwt": 540, "bnt": 480, "iot": 360,
	"tft": 300, "orat": 300, "aqtt": 300, "wast": 120,
}

// americanZones hint at dates with the month first.
var americanZones = map[string]bool{
	"est": true, "edt": true, "cst": true, "cdt": true, "mst": true, "mdt": true, "pst": true, "pdt": true,
	"et": true, "ct": true, "mt": true, "pt": true, "akst": true, "akdt": true, "hst": true,
}
