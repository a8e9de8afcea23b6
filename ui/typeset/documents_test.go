package typeset

import (
	"strings"

	"newspane/feed"
)

// document is one of the gallery.
type document struct {
	blocks  []feed.Block
	options Options
}

const treaty = "https://compact.example/treaty"

func gallery() map[string]document {
	return map[string]document{
		"article":     {blocks: newsArticle()},
		"inline":      {blocks: inlineZoo()},
		"lists":       {blocks: nestedLists()},
		"quotes":      {blocks: quotes()},
		"table":       {blocks: tables()},
		"table-ascii": {blocks: tables(), options: Options{ASCII: true}},
		"code":        {blocks: codes()},
		"cjk":         {blocks: cjk()},
		"korean":      {blocks: korean()},
		"arabic":      {blocks: arabic()},
		"hebrew-bidi": {blocks: hebrew(), options: Options{Bidi: true}},
		"hebrew":      {blocks: hebrew()},
		"poem":        {blocks: poem()},
		"footnotes":   {blocks: footnotes()},
		"definitions": {blocks: definitionList()},
		"addresses":   {blocks: addresses()},
		"hostile":     {blocks: hostile()},
		"emoji":       {blocks: emoji()},
		"figures":     {blocks: figures(), options: Options{Opens: "i"}},
		"pictures":    {blocks: figures(), options: Options{Images: true, MaxRows: 8}},
		"deep":        {blocks: deep(9)},
		"european":    {blocks: european()},
		"indic":       {blocks: indic()},
		"two-way":     {blocks: twoWay(), options: Options{Bidi: true}},
		"numbered":    {blocks: numbered()},
	}
}

func newsArticle() []feed.Block {
	return []feed.Block{
		p("Nine port cities signed a treaty on Monday that binds them to pool [storm-surge forecasts](https://weather.example/surge), dredging vessels and repair crews, ending three years of talks that had twice collapsed over who pays when a shared barrier fails."),
		p("The agreement, known as the [Rotterdam Compact](" + treaty + "), takes effect in April. It covers 41 million people and creates a joint fund of €2.3bn, a fifth of it held in [catastrophe bonds](https://money.example/bonds). The [Compact](" + treaty + ")’s text is public; [the text](" + treaty + ") runs to 90 pages."),
		quote(p("“A surge does not stop to check whose harbour it is in,” said Marta Oyelaran, who chaired the talks. “Now, neither do we.”")),
		h(2, "What changes first"),
		ul(item(p("Forecasts are shared every ten minutes instead of every six hours.")),
			item(p("Pumps and mobile walls are catalogued in one register, and may be moved across borders without customs checks for 30 days.")),
			item(p("Each city publishes its worst-case map by 2028."))),
		{Kind: feed.Rule},
		p("Not everyone is pleased."),
		h(3, "A smaller heading that is rather long, so that it has to go over two lines wherever it stands"),
		{Kind: feed.Media, Text: styled("[Listen to the talks](https://radio.example/talks.mp3)")},
	}
}

func inlineZoo() []feed.Block {
	return []feed.Block{
		p("*Strong*, _emphasis_, *_both_*, `mono()`, H~2~O, E = mc^2^, 5^th^, x^n+1^, a~ij~, CO~2~, X^Q^, y^two words^, word^[3]^, note^†^."),
		p("An empty link [](https://example.org/empty) and one with an end space [here ](https://example.org/space)then more."),
		{Text: []feed.Span{{Text: feed.CleanBlock("The price is "), Style: 0}, {Text: feed.CleanBlock("10"), Style: feed.Deleted}, {Text: feed.CleanBlock("8"), Style: feed.Inserted},
			{Text: feed.CleanBlock(" now; "), Style: 0}, {Text: feed.CleanBlock("remember"), Style: feed.Marked}, {Text: feed.CleanBlock(" to press "), Style: 0}, {Text: feed.CleanBlock("ctrl+c"), Style: feed.Keyboard}}},
		p("First line of an address\nSecond line\n\nFourth line, after an empty one"),
		{Text: []feed.Span{link("a link of ", "https://example.org/l"), {Text: feed.CleanBlock("three"), Style: feed.Strong, URL: "https://example.org/l"}, link(" spans", "https://example.org/l"), {Text: feed.CleanBlock(" ends.")}}},
	}
}

func nestedLists() []feed.Block {
	return []feed.Block{
		p("Before the list."),
		ol(8, item(p("The eighth item is long enough to wrap at the narrowest of the widths that are tested here.")),
			item(p("Ninth"), ul(item(p("first below nine, again long enough to show how it hangs below itself"), ul(item(p("third level")), item(p("and again")))), item(p("second below nine")))),
			item(p("Tenth")), item(p("Eleventh"))),
		ol(1, item(p("A loose list")), item(p("has items of several paragraphs."), p("This is the second of them.")), item(p("Last."), code("x := 1"), quote(p("quoted in an item")))),
		ul(item(ol(1, item(p("a list begins an item"))))), ul(item(), item(p("the item before is empty"))),
	}
}

func quotes() []feed.Block {
	return []feed.Block{
		quote(p("Outer paragraph of a quote that is long enough to go over more than one line at every width tested here, or nearly so."),
			quote(p("Inner quote, first paragraph."), p("Inner quote, second paragraph, which is longer than the first one by far.")), p("Outer again.")),
		{Kind: feed.Quote, Pull: true, Blocks: []feed.Block{p("We have built a very good lifeboat and moored it where the water is shallow.")}},
		quote(ul(item(p("a list")), item(p("in a quote")))),
	}
}

func tables() []feed.Block {
	wide := table("Table 2. Infrastructure", "Country | Infrastructure programme | >Revenue 2025 | Responsible ministry | Remarks",
		"Netherlands | Delta works, second renewal of the movable barriers | >1,204.50 | Infrastructure and Water Management | In time and within its budget",
		"Deutschland | Küstenschutz | >88.00 | Landwirtschaft | [Bericht](https://example.org/bericht)", "Vietnam | Mekong | | Agriculture | –")
	spanned := table("", "Year | Ports | Ships", "2024 | 9 | 41", "2025 | 10 | 44")
	spanned.Rows = append(spanned.Rows, []feed.Cell{{Text: words("All years"), Span: 2}, {Text: words("85"), Right: true}})
	return []feed.Block{
		table("Table 1. Ports", "City | >Tonnes | >Share", "Rotterdam | >438 | >21.0 %", "Singapore | >590 | >28.3 %", "上海 | >731 | >35.1 %"),
		p("A paragraph between."), wide, spanned,
		table("", "Only | headers"),
	}
}

func codes() []feed.Block {
	return []feed.Block{
		p("Code is never wrapped at words:"),
		code("func main() {\n\tif err := run(context.Background(), os.Args[1:]); err != nil { fmt.Fprintln(os.Stderr, \"a very long line of code goes on and on\") }\n\n\tos.Exit(0)\n}\n"),
		code("日本語のコメントがとても長いので、この行は必ず折り返されます。幅が百桁あっても折り返されるように、さらに長くしておきます。 end"),
	}
}

func cjk() []feed.Block {
	return []feed.Block{
		h(1, "石破首相、臨時国会で所信表明　防災庁の設置に意欲"),
		p("　石破首相は二十九日、臨時国会の所信表明演説で、「防災庁」の設置に向けた準備を進める考えを示した。演説では、ソフトウェアやコンピューター、チェックリストなどの整備についても触れ、[関連法案](https://example.org/a)を二〇二六年の通常国会に提出すると述べた（詳しくは三面）。"),
		p("他表示：“我们需要新的办法。”然后他离开了会场，没有回答记者的问题；会议将于2026年3月15日继续举行，预计有1,200人参加。详情见https://example.org/very/long/path/to/the/document?id=12345&lang=zh。"),
		ul(item(p("第一に、国民の生命と財産を守ること。これは政府の最も重要な責務であり、決して怠ってはならない。")), item(p("第二に、経済の再生。"))),
	}
}

func korean() []feed.Block {
	return []feed.Block{p("대한민국 정부는 오늘 오전 국무회의를 열고 2개/월 단위로 발표하던 경제지표를 매주 공개하기로 결정했다. 한국은행(韓國銀行)은 이에 대해 “환영한다”고 밝혔다. [관련기사](https://example.org/k)는 아래에서 볼 수 있다.")}
}

func arabic() []feed.Block {
	return []feed.Block{
		h(1, "تسع مدن ساحلية توقع أول معاهدة مشتركة"),
		p("وقعت تسع مدن ساحلية يوم الاثنين معاهدة تلزمها بتبادل [توقعات العواصف](https://example.org/ar) وسفن الجرف، منهية ثلاث سنوات من المحادثات (2023–2026) حول من يدفع."),
		quote(p("العاصفة لا تسأل عن المرفأ.")),
		{Kind: feed.List, RTL: true, Items: []feed.ListItem{item(p("أولا")), item(p("ثانيا"))}},
	}
}

func hebrew() []feed.Block {
	return []feed.Block{
		p("תשע ערי נמל חתמו ביום שני על אמנה (Rotterdam Compact) שמחייבת אותן לשתף [תחזיות סערה](https://example.org/he) וספינות, אחרי 3 שנים של שיחות."),
		{Kind: feed.List, Ordered: true, Start: 9, RTL: true, Items: []feed.ListItem{item(p("ראשון, שורה ארוכה למדי שנשברת כאשר הרוחב קטן מספיק")), item(p("שני"))}},
		quote(p("ציטוט ראשון"), p("ציטוט שני")),
		p("An English paragraph with שלום עולם inside (and ספר 3 too)."),
	}
}

func poem() []feed.Block {
	return []feed.Block{
		verse("The harbour keeps its lamps alight\n    for ships it does not know,\nand every tide that leaves at night comes home by way of all the places where it did not mean to go.\n\nThe wall is high. The wall is wide.\n    The water is _below_."),
		p("After the poem."),
	}
}

func footnotes() []feed.Block {
	return []feed.Block{
		p("A claim^1^ and another^2^."),
		{Kind: feed.Footnotes, Start: 1, Items: []feed.ListItem{item(p("The first source, [here](https://example.org/first).")), item(p("The second source, which takes so many words that it has to go over several lines at each of the widths."))}},
	}
}

func definitionList() []feed.Block {
	return []feed.Block{{Kind: feed.Definitions, Items: []feed.ListItem{
		{Term: styled("Surge"), Blocks: []feed.Block{p("A rise of the sea above the tide, driven by wind and low pressure."), p("Also: a sudden demand.")}},
		{Term: styled("Weir")}, {Term: styled("Barrage"), Blocks: []feed.Block{p("A barrier across a river.")}}}}}
}

func addresses() []feed.Block {
	return []feed.Block{
		p("See https://www.example.org/archive/2026/11/23/coastal-cities-sign-first-joint-flood-defence-treaty?utm=none&page=2&format=print for more, or www.example.org/short."),
		p("Pneumonoultramicroscopicsilicovolcanoconiosis-and-Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen."),
		p("Wirtschafts\u00admini\u00adster Dampf\u00adschiff\u00adfahrts\u00adgesell\u00adschaft Donau\u00addampf\u00adschiff\u00adfahrt Ober\u00adlandes\u00adgericht."),
	}
}

func hostile() []feed.Block {
	return []feed.Block{
		p("a\x1b[31mred\x1b]0;title\x07 b\u009b2Jc \u202eevil\u202c d\u2028e"),
		p("Z" + strings.Repeat("\u0351", 40) + " zero" + strings.Repeat("\u200d", 50) + "width " + strings.Repeat("\u0301", 9)),
		h(2, strings.Repeat("x", 150)),
		table("", strings.Repeat("a|", 70)+"z", strings.Repeat("1|", 70)+"2"),
		{Kind: feed.Heading, Level: 99}, {Kind: feed.List, Ordered: true, Start: -3, Items: []feed.ListItem{item(p("minus three")), item(p("minus two"))}},
		{Kind: feed.Table, Rows: [][]feed.Cell{{{Span: -4, Text: words("negative")}, {Span: 1 << 30, Text: words("huge")}}}},
		{Kind: feed.BlockKind(200), Text: words("a kind of tomorrow")},
	}
}

func emoji() []feed.Block {
	return []feed.Block{
		p("family 👨\u200d👩\u200d👧 flag 🇪🇺 keycap 1\ufe0f\u20e3 heart ❤\ufe0f thumb 👍🏽 " + strings.Repeat("👩\u200d🚀", 30)),
		table("", "😀 | name", "🏳\ufe0f\u200d🌈 | flag of many colours", "हिन्दी | ไทยกำลัง"),
	}
}

func figures() []feed.Block {
	img := func(alt string, w, h int) *feed.Image {
		return &feed.Image{URL: "https://example.org/i.jpg", Alt: feed.Clean(alt), Width: w, Height: h}
	}
	return []feed.Block{
		{Kind: feed.Figure, Image: img("A storm barrier with both its arms closed", 1200, 800), Text: styled("The barrier at low water, Sunday. _Photo: R. Example_")},
		{Kind: feed.Figure, Image: img("", 40, 40)},
		{Kind: feed.Figure, Image: img("Same words", 0, 0), Text: styled("Same words")},
		p("Text goes on."),
	}
}

func deep(n int) []feed.Block {
	b := p("the innermost paragraph is still to be read")
	for i := range n {
		if i%2 == 0 {
			b = quote(p("quoted"), b)
		} else {
			b = ol(9, item(p("listed"), b), item(p("next")))
		}
	}
	return []feed.Block{b}
}

func european() []feed.Block {
	return []feed.Block{
		p("Le ministre a dit : « Nous attendrons 4 min ! » Pourquoi ? Personne ne le sait ; M. Dupont (12 km plus loin) non plus – hélas…"),
		p("Im Jahr 2025 stiegen die Ausgaben um 12 % auf 3,4 Mrd. Euro; Dr. Müller sprach von „großem Erfolg“."),
		p("¿Por qué? ¡Nadie lo sabe! Въ прочем, это неважно — см. § 5. Ξεκινά η διαδικασία."),
	}
}

func indic() []feed.Block {
	return []feed.Block{
		p("प्रधानमंत्री ने कहा कि सरकार बाढ़ प्रभावित क्षेत्रों में राहत कार्य तेज़ करेगी और ₹1,200 करोड़ का कोष बनाया जाएगा।"),
		p("தமிழ்நாட்டில் வெள்ளம் காரணமாக பல மாவட்டங்களில் பள்ளிகளுக்கு விடுமுறை அறிவிக்கப்பட்டுள்ளது."),
		p("រាជរដ្ឋាភិបាលកម្ពុជាបានប្រកាសថានឹងចាត់វិធានការបន្ទាន់ដើម្បីជួយដល់ប្រជាពលរដ្ឋ។"),
		p("นายกรัฐมนตรีแถลงว่ารัฐบาลจะดำเนินการแก้ไขปัญหาน้ำท่วม จัดสรรงบประมาณจำนวน 1,200 ล้านบาท"),
	}
}

func twoWay() []feed.Block {
	prices := table("מחירים", "שם | >מחיר | הערות", "תפוח | >12.50 | טרי", "בננה | >8.00 | import from Peru, once a month at most, and only when there is a ship")
	prices.RTL = true
	return []feed.Block{
		p("הדו\"ח פורסם ב-12 במרץ 2026 באתר [example.org](https://example.org/r), וכולל 1,234 עמודים; ראו גם: C++ ו-C#. האם זה נכון? כן!"),
		p("در سال ۱۴۰۳، جمعیت ایران (نحو 46%) حدود ۸۹ میلیون نفر بود."),
		prices, p("The word שלום (peace) is 1,400 years old, “ערך 3.5, page 42” says."),
	}
}

func numbered() []feed.Block {
	clauses := ol(3, item(p("The third clause.")), item(p("The fourth clause, which is long enough to go over more than one line at forty columns.")))
	clauses.Numerals = "a"
	parts := ol(8, item(p("Eight"), clauses), item(p("Nine")))
	parts.Numerals = "I"
	countdown := ol(2, item(p("two")), item(p("one")))
	countdown.Items[0].Number, countdown.Items[1].Number = 2, 1
	votes := feed.Block{Kind: feed.Table, Rows: [][]feed.Cell{
		{{Text: words("Region"), Header: true}, {Text: words("Votes"), Header: true, Span: 2}, {Text: words("Seats"), Header: true, Span: 2}},
		{{}, {Text: words("2021"), Header: true}, {Text: words("2025"), Header: true}, {Text: words("2021"), Header: true}, {Text: words("2025"), Header: true}},
		{{Text: words("North")}, {Text: words("1,204,331")}, {Text: words("998,120")}, {Text: words("41")}, {Text: words("37")}},
		{{Text: words("South")}, {Text: words("2,044,001")}, {Text: words("2,155,009")}, {Text: words("66")}, {Text: words("–")}},
	}}
	return []feed.Block{{Kind: feed.Rule}, parts, countdown, {Kind: feed.Rule}, {Kind: feed.Rule}, votes,
		p("World War II, Henry VIII, 10 000 000 km and § 12 stay together, as do Fig. 3 and 12 km."), {Kind: feed.Rule}}
}
