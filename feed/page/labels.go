package page

import "strings"

// labelKind is what a label says of the links under it.
type labelKind uint8

const (
	noLabel      labelKind = iota
	relatedLabel           // stories on the subject
	moreLabel              // more of the section, the author, the site
	siteLabel              // site-wide: most read, latest
)

// labels are the words above lists of links, folded, by language. A label begins with one of them; a trailing "*"
// lets other words follow (the subject, or an author's name), else at most two may.
var labels = []struct {
	lang    string
	related []string
	more    []string
	site    []string
}{
	{"en",
		[]string{"related", "related articles", "related stories", "related story", "related article", "related posts", "related post", "related coverage", "related links", "related content", "related news", "related reading", "see also", "read also", "also read", "read more", "read next", "read more *", "more on *", "more about *",
			"you may also like", "you might also like", "you might like", "you may like", "recommended from editorial", "recommended reading", "recommended stories", "also on *", "don t miss", "dont miss", "further reading", "learn more", "in depth", "background", "in this story", "on this story", "more on this story", "must read", "keep reading", "what to read next", "up next", "more coverage", "full coverage", "related video", "also see", "see more on *", "read"},
		[]string{"more from *", "more in *", "more by *", "more stories", "more news", "other news", "other stories", "other articles", "previous article", "next article", "previous post", "next post", "about the author", "more stories *", "next up", "next story"},
		[]string{"most read", "most popular", "most viewed", "most shared", "most commented", "popular", "popular *", "trending", "trending *", "latest", "latest *", "top stories", "top news", "editor s picks", "editors picks", "editor s choice", "picks", "breaking news", "recent posts", "recent news", "recent", "recent articles", "news", "headlines", "today s headlines", "featured", "featured *", "sponsored", "sponsored *", "promoted *", "around the web", "from the web", "in other news", "best of *", "our top *", "videos", "photos", "galleries", "in pictures", "newsletters", "newsletter", "partner content", "paid content", "recommended for you", "recommended", "in case you missed it", "the latest", "advertisement"}},
	{"de",
		[]string{"mehr zum thema", "mehr zum thema *", "mehr zu *", "mehr zum *", "mehr über *", "lesen sie auch", "lesen sie hierzu auch", "lesen sie dazu", "lesen sie mehr *", "lest auch", "lies auch", "siehe auch", "passend zum artikel", "passend dazu", "passend zum thema", "zum selben thema", "zum thema", "zum thema *", "zum artikel", "das könnte sie auch interessieren", "das könnte dich auch interessieren", "auch interessant", "ähnliche artikel", "ähnliche nachrichten", "ähnliche beiträge", "verwandte artikel", "verwandte beiträge", "verwandt", "hintergrund", "hintergründe", "weiterlesen", "weitere artikel zum thema", "links zum thema", "artikel zum thema", "weiterführende links", "weiterführende artikel", "dossier", "in diesem dossier", "lesetipp", "lesetipps", "lesen sie weiter", "mehr dazu", "hinweis auf einen verwandten artikel", "verwandter artikel", "auch zum thema", "mehr hintergründe", "alle artikel zum thema", "alle artikel *", "mehr lesen"},
		[]string{"mehr von *", "mehr aus *", "mehr nachrichten *", "aus dem ressort", "weitere artikel *", "weitere nachrichten *", "weitere meldungen", "weitere beiträge", "mehr artikel *", "weitere themen", "nächster artikel", "vorheriger artikel"},
		[]string{"meistgelesen", "meistgelesene *", "meist gelesen", "am meisten gelesen", "neueste *", "neueste", "aktuelle *", "aktuell", "aktuelles", "aktuelle nachrichten", "top themen", "topthemen", "beliebt", "am beliebtesten", "beliebte *", "empfehlungen *", "empfehlungen", "anzeige", "newsticker", "schlagzeilen", "das wichtigste *", "die wichtigsten *", "meistkommentiert", "letzte *", "unsere empfehlungen", "podcast", "podcasts", "videos", "empfehlungen der redaktion", "leserfavoriten"}},
	{"fr",
		[]string{"sur le même sujet", "sur le meme sujet", "à lire aussi", "a lire aussi", "lire aussi", "lire", "à lire", "lire également", "à lire également", "articles liés", "article lié", "articles connexes", "voir aussi", "à voir aussi", "dans la même thématique", "en savoir plus", "pour aller plus loin", "sur le sujet", "les autres articles *", "notre dossier", "contenus liés", "ces articles peuvent aussi vous intéresser"},
		[]string{"plus de *", "plus d articles", "dans la même rubrique", "autres articles", "du même auteur"},
		[]string{"les plus lus", "les + lus", "à la une", "dernières *", "derniers *", "les plus *", "populaires", "tendances", "le plus populaire", "actualités", "en continu", "nos articles *"}},
	{"it",
		[]string{"leggi anche", "leggi anche *", "articoli correlati", "notizie correlate", "potrebbe interessarti", "ti potrebbe interessare", "ti potrebbero interessare", "vedi anche", "approfondimenti", "approfondisci", "sullo stesso argomento", "correlati", "per approfondire", "leggi di più"},
		[]string{"altre notizie *", "altri articoli *", "di più su *"},
		[]string{"i più letti", "più letti", "le più lette", "ultime *", "ultim ora", "in evidenza", "primo piano", "articoli recenti"}},
	{"es",
		[]string{"lee también", "lea también", "lee además", "te puede interesar", "le puede interesar", "te recomendamos", "más información", "noticia relacionada", "noticias relacionadas", "artículos relacionados", "relacionadas", "relacionados", "relacionado", "ver también", "véase también", "también te puede interesar", "sobre el tema", "más sobre *", "contenido relacionado", "sigue leyendo", "leer también"},
		[]string{"más de *", "más noticias *", "otras noticias", "más en *"},
		[]string{"lo más visto", "lo más leído", "más leídas", "lo más leido", "lo último", "últimas *", "últimos *", "más vistas", "destacadas", "destacados", "tendencias", "lo más *", "las más leídas"}},
	{"pt",
		[]string{"saiba mais", "veja também", "leia também", "leia mais", "relacionadas", "relacionados", "artigos relacionados", "notícias relacionadas", "ler também", "ler mais", "conteúdo relacionado", "sobre o mesmo tema", "leia", "matérias relacionadas", "veja mais *"},
		[]string{"mais de *", "mais notícias *", "mais em *"},
		[]string{"mais lidas", "mais lidos", "últimas *", "mais vistas", "destaques", "as mais lidas", "em alta"}},
	{"nl",
		[]string{"lees ook", "lees meer", "gerelateerd", "gerelateerde artikelen", "zie ook", "meer over *", "lees verder"},
		[]string{"meer van *", "meer nieuws *", "meer uit *"},
		[]string{"meest gelezen", "populair", "laatste nieuws", "net binnen"}},
	{"sv",
		[]string{"läs också", "läs även", "läs mer", "läs mer *", "relaterat", "relaterade artiklar", "se även", "mer om *", "mer i ämnet"},
		[]string{"mer från *", "fler nyheter *"},
		[]string{"mest läst", "mest lästa", "senaste *", "just nu", "senaste nytt"}},
	{"da",
		[]string{"læs også", "læs mere", "læs mere om *", "relaterede artikler", "se også", "mere om *", "andre læser også"},
		[]string{"mere fra *", "flere nyheder *"},
		[]string{"mest læste", "mest læst", "seneste *", "lige nu"}},
	{"nb",
		[]string{"les også", "les mer", "les mer om *", "relaterte saker", "relaterte artikler", "se også", "mer om *"},
		[]string{"mer fra *", "flere nyheter *"},
		[]string{"mest lest", "siste nytt", "siste *", "akkurat nå"}},
	{"is", []string{"frétt af mbl is", "tengdar fréttir", "tengt efni", "sjá einnig", "lesa meira", "sjá nánar"}, []string{"fleiri fréttir"}, []string{"mest lesið", "nýjast", "nýjustu fréttir"}},
	{"fi", []string{"lue myös", "lue lisää", "aiheesta lisää", "katso myös", "aiheeseen liittyvää"}, []string{"lisää *"}, []string{"luetuimmat", "uusimmat", "tuoreimmat"}},
	{"pl",
		[]string{"czytaj też", "czytaj także", "czytaj również", "czytaj więcej", "czytaj dalej", "czytaj *", "przeczytaj także", "przeczytaj też", "przeczytaj również", "zobacz też", "zobacz także", "zobacz również", "więcej na ten temat", "powiązane artykuły", "podobne artykuły", "podobne", "powiązane", "warto przeczytać", "polecamy także", "na ten temat", "więcej o *"},
		[]string{"więcej z *", "więcej od *", "inne artykuły *", "pozostałe *"},
		[]string{"najnowsze", "najnowsze *", "najczęściej czytane", "najpopularniejsze", "popularne", "polecamy", "ostatnie *"}},
	{"cs", []string{"související", "související články", "čtěte také", "čtěte i", "přečtěte si také", "přečtěte si", "mohlo by vás zajímat", "k tématu", "podobné články", "viz také", "více k tématu"}, []string{"více z *", "další články *", "další *"}, []string{"nejčtenější", "nejnovější", "aktuálně se děje", "právě se děje", "doporučujeme", "nejnovější *", "nejčtenější *"}},
	{"sk", []string{"súvisiace články", "súvisiace", "prečítajte si aj", "čítajte aj", "čítajte viac", "mohlo by vás zaujímať", "k téme"}, []string{"viac z *"}, []string{"najčítanejšie", "najnovšie"}},
	{"hu", []string{"kapcsolódó", "kapcsolódó cikkek", "olvassa el", "olvasd el", "lásd még", "ez is érdekelheti", "ajánlott cikkek"}, []string{"további *"}, []string{"legolvasottabb", "legfrissebb", "friss hírek"}},
	{"ro", []string{"citește și", "citeste si", "articole similare", "vezi și", "pe aceeași temă", "te ar putea interesa"}, []string{"mai multe *"}, []string{"cele mai citite", "ultimele *"}},
	{"hr", []string{"pročitajte još", "pročitajte i", "pročitaj još", "povezani članci", "povezane vijesti", "vezane vijesti", "povezano"}, []string{"više iz *"}, []string{"najčitanije", "najnovije"}},
	{"lt", []string{"taip pat skaitykite", "skaitykite daugiau", "skaitykite taip pat", "susiję straipsniai", "susijusios naujienos", "dar skaitykite", "susiję"}, []string{"daugiau *"}, []string{"skaitomiausi", "naujausi", "naujausios", "populiariausi"}},
	{"ru", []string{"читайте также", "читать также", "по теме", "материалы по теме", "ссылки по теме", "статьи по теме", "новости по теме", "публикации по теме", "подробнее", "см также", "смотрите также", "ещё по теме", "еще по теме", "похожие статьи", "похожие материалы", "связанные статьи", "сюжет"}, []string{"другие новости", "ещё новости", "еще *", "другие материалы"}, []string{"самое читаемое", "популярное", "последние новости", "новости дня", "главное", "лента новостей", "топ *"}},
	{"uk", []string{"читайте також", "читати також", "за темою", "по темі", "дивіться також", "матеріали по темі", "схожі статті", "пов язані"}, []string{"інші новини", "більше *"}, []string{"найпопулярніше", "останні новини", "популярне", "найчитаніше", "головне"}},
	{"bg", []string{"прочетете още", "вижте също", "още по темата", "свързани новини"}, nil, []string{"най четени", "последни новини"}},
	{"el", []string{"διαβάστε επίσης", "διαβάστε ακόμη", "διαβάστε ακόμα", "σχετικά άρθρα", "δείτε επίσης", "σχετικά"}, []string{"περισσότερα *"}, []string{"δημοφιλή", "τελευταία νέα", "ροή ειδήσεων"}},
	{"tr", []string{"ilgili haberler", "ilgili haber", "ilgili içerikler", "benzer haberler", "ayrıca okuyun", "bunlar da ilginizi çekebilir", "ilginizi çekebilir", "ayrıca bakınız"}, []string{"daha fazla *", "diğer haberler"}, []string{"en çok okunanlar", "en çok okunan", "son dakika", "çok okunanlar", "son haberler"}},
	{"ar", []string{"مقالات ذات صلة", "مواضيع ذات صلة", "أخبار ذات صلة", "اخبار ذات صلة", "ذات صلة", "اقرأ أيضا", "اقرأ أيضاً", "إقرأ أيضا", "مقالات مشابهة", "قد يعجبك أيضا", "قد يهمك أيضا", "شاهد أيضا", "موضوعات متعلقة"}, []string{"المزيد من *", "المزيد"}, []string{"الأكثر قراءة", "آخر الأخبار", "الأكثر مشاهدة", "أحدث الأخبار", "إخترنا لك", "اخترنا لك"}},
	{"fa", []string{"مطالب مرتبط", "اخبار مرتبط", "بیشتر بخوانید", "همچنین بخوانید"}, nil, []string{"پربازدیدترین", "آخرین اخبار"}},
	{"he", []string{"כתבות קשורות", "קראו גם", "קראו עוד", "עוד בנושא"}, []string{"עוד כתבות"}, []string{"הנקראות ביותר", "חדשות אחרונות"}},
	{"hi", []string{"यह भी पढ़ें", "ये भी पढ़ें", "संबंधित खबरें", "इसे भी पढ़ें", "ये खबरें भी पढ़ें"}, []string{"और खबरें"}, []string{"ताजा खबरें", "सबसे ज्यादा पढ़ी गई"}},
	{"ja", []string{"関連記事", "関連ニュース", "あわせて読みたい", "関連リンク", "こちらもおすすめ", "関連する記事"}, []string{"他の記事", "もっと見る"}, []string{"主要ニュース", "ランキング", "人気記事", "新着", "新着記事", "アクセスランキング", "おすすめ記事", "最新記事"}},
	{"ko", []string{"관련기사", "관련 기사", "관련뉴스", "관련 뉴스", "함께 보면 좋은 기사", "이 기사와 함께"}, []string{"다른 기사", "이 기자의 다른 기사"}, []string{"인기", "인기기사", "많이 본 뉴스", "최신기사", "주요뉴스", "많이 본 기사"}},
	{"zh", []string{"相关文章", "相关新闻", "相关阅读", "延伸阅读", "推荐阅读", "相關文章", "相關新聞", "延伸閱讀", "相关报道", "相關報導"}, []string{"更多新闻", "更多文章", "更多"}, []string{"热门", "热门文章", "最新", "最新新闻", "熱門", "排行榜", "熱門新聞", "最新消息"}},
	{"th", []string{"ข่าวที่เกี่ยวข้อง", "อ่านเพิ่มเติม", "บทความที่เกี่ยวข้อง", "เรื่องที่เกี่ยวข้อง", "อ่านข่าวที่เกี่ยวข้อง"}, []string{"ข่าวอื่นๆ"}, []string{"ยอดนิยม", "ข่าวล่าสุด", "ข่าวยอดนิยม"}},
	{"bn", []string{"আরও পড়ুন", "আরো পড়ুন", "সম্পর্কিত খবর", "সংশ্লিষ্ট খবর"}, []string{"আরও খবর"}, []string{"সর্বশেষ", "সর্বাধিক পঠিত", "জনপ্রিয়"}},
	{"ur", []string{"یہ بھی پڑھیں", "مزید پڑھیں", "متعلقہ خبریں"}, []string{"مزید خبریں"}, []string{"تازہ ترین", "مقبول ترین"}},
	{"ca", []string{"llegiu també", "llegeix també", "més informació", "notícies relacionades", "articles relacionats", "vegeu també"}, []string{"més notícies"}, []string{"el més llegit", "més llegides", "últimes notícies"}},
	{"sl", []string{"preberite še", "preberi še", "preberite tudi", "sorodni članki", "povezane novice", "sorodne novice"}, []string{"več novic"}, []string{"najbolj brano", "najnovejše"}},
	{"sr", []string{"прочитајте још", "прочитајте и", "повезане вести", "сродни чланци", "повезано", "procitajte jos", "povezane vesti", "pročitajte još", "srodni članci"}, []string{"još vesti", "још вести"}, []string{"најчитаније", "најновије", "najčitanije", "najnovije"}},
	{"et", []string{"loe ka", "loe lisaks", "seotud artiklid", "seotud lood", "samal teemal", "loe veel"}, []string{"rohkem uudiseid"}, []string{"loetumad", "viimased uudised", "värsked uudised"}},
	{"lv", []string{"lasi arī", "lasiet arī", "lasi vēl", "saistītie raksti", "saistītās ziņas", "par šo tēmu"}, []string{"citas ziņas"}, []string{"lasītākie", "jaunākie", "jaunākās ziņas", "populārākie"}},
	{"sq", []string{"lexo edhe", "lexoni edhe", "lexo gjithashtu", "artikuj të ngjashëm", "të ngjashme"}, nil, []string{"më të lexuarat", "të fundit"}},
	{"ms", []string{"baca lagi", "berita berkaitan", "artikel berkaitan"}, []string{"berita lain"}, []string{"paling popular", "terkini"}},
	{"ta", []string{"தொடர்புடைய செய்திகள்", "மேலும் படிக்க", "இதையும் படிங்க"}, nil, []string{"அதிகம் படித்தவை"}},
	{"id", []string{"baca juga", "berita terkait", "artikel terkait", "lihat juga", "baca selengkapnya"}, []string{"berita lainnya"}, []string{"terpopuler", "terbaru", "berita terbaru"}},
	{"vi", []string{"tin liên quan", "bài viết liên quan", "xem thêm", "đọc thêm"}, []string{"tin khác"}, []string{"đọc nhiều", "tin mới"}},
}

// phrase is a label's words.
type phrase struct {
	kind labelKind
	open bool // any words may follow
}

// phrases maps the words of every label to what it says.
var phrases = phraseTable()

func phraseTable() map[string]phrase {
	m := map[string]phrase{}
	for _, l := range labels {
		for kind, list := range map[labelKind][]string{relatedLabel: l.related, moreLabel: l.more, siteLabel: l.site} {
			for _, p := range list {
				name, open := strings.CutSuffix(p, " *")
				name = fold(name)
				if old, ok := m[name]; ok && old.kind >= kind && old.open {
					continue
				}
				open = open || kind == siteLabel && strings.Contains(name, " ")
				m[name] = phrase{kind, open || m[name].open}
			}
		}
	}
	return m
}

const (
	maxLabel      = 90 // bytes of a label
	maxLabelWords = 9
)

// wideEnds are words with which labels in Chinese, Japanese and Korean end.
var wideEnds = []struct {
	word string
	kind labelKind
}{
	{"関連記事", relatedLabel}, {"の関連ニュース", relatedLabel}, {"相关阅读", relatedLabel}, {"相关新闻", relatedLabel}, {"相關新聞", relatedLabel}, {"관련기사", relatedLabel},
	{"の新着", siteLabel}, {"新着記事", siteLabel}, {"新着ニュース", siteLabel}, {"ランキング", siteLabel}, {"人気記事", siteLabel}, {"おすすめ記事", siteLabel}, {"記事一覧", siteLabel},
	{"排行榜", siteLabel}, {"最新消息", siteLabel}, {"热门新闻", siteLabel}, {"熱門新聞", siteLabel}, {"많이본뉴스", siteLabel}, {"주요뉴스", siteLabel},
}

const maxWideLabel = 45 // bytes of a label that ends so

// labelOf says what a short text is a label for. The longest phrase that the text begins with decides.
func labelOf(s string) labelKind {
	if len(s) > 3*maxLabel {
		return noLabel
	}
	f := fold(s)
	if p, ok := phrases[f]; ok {
		return p.kind
	}
	if len(f) > maxLabel {
		return noLabel
	}
	w := strings.Fields(f)
	if len(w) > maxLabelWords {
		return noLabel
	}
	if len(w) == 1 && isWideText(f) { // the subject stands before the word: 社会の新着
		for _, e := range wideEnds {
			if strings.HasSuffix(f, e.word) && len(f) <= maxWideLabel {
				return e.kind
			}
		}
	}
	for n := min(len(w)-1, 6); n > 0; n-- {
		if p, ok := phrases[strings.Join(w[:n], " ")]; ok && (p.open || len(w)-n <= 1 && n > 1) {
			return p.kind
		}
	}
	return noLabel
}
