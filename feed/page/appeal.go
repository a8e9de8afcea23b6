package page

import "strings"

const (
	maxAppeal  = 220 // letters of a paragraph that asks the reader for something
	appealEdge = 3   // words from either end of it within which it says for what
)

// farewells begin, folded, what sites say to readers who have come to the end.
var farewells = phraseList("thanks for reading|thank you for reading|if you liked this|if you enjoyed this|if you like this|did you enjoy this|did you like this|enjoyed this article|enjoyed this story|liked this story|" +
	"our standards the thomson|have a news tip|have a tip|got a tip|got a story|do you have a story|spotted an error|see an error|found a mistake|help us improve|write to the editor|letters to the editor|" +
	"folgen sie uns|folge uns|hat ihnen dieser artikel gefallen|hat ihnen der artikel gefallen|hat dir der artikel gefallen|bitte achten sie darauf dass ihre kommentare|vous avez aimé cet article|cet article vous a plu|te ha gustado est|¿te ha gustado|gostou dest|ti è piaciuto|понравилась статья|понравился материал|сподобалась стаття|podobał ci się|spodobał ci się|líbil se vám|vond je dit artikel|fehler gefunden|haben sie einen fehler|abonnieren sie unseren|suivez nous|abonnez vous|inscrivez vous|une erreur dans|suscríbete|síguenos|apúntate a|puedes seguir a|sigue toda la información|¿has encontrado|" +
	"inscreva se|siga nos|siga o|siga a|receba as notícias|clique aqui para|entre no canal|participe do canal|encontrou algum erro|iscriviti|seguici|resta aggiornato|" +
	"подписывайтесь|подпишитесь|читайте нас|следите за нашими|нашли ошибку|заметили ошибку|если вы нашли|если вы заметили|присоединяйтесь к|підписуйтесь|підписуйтеся|підпишіться|читайте нас|якщо ви знайшли|якщо ви помітили|якщо ви виявили|если вы обнаружили|this entry was posted|related posts brought to you|помітили помилку|приєднуйтесь|" +
	"ακολουθήστε το|ακολουθήστε μας|ακολουθήστε τ|δείτε όλες τις|διαβάστε όλες τις|تابعوا|تابعونا|للمزيد من|עקבו אחרינו|מצאתם טעות|ما را در|" +
	"volg ons|meld je aan|schrijf je in voor|følg os|følg oss|följ oss|seuraa meitä|sledujte nás|našli jste chybu|našli ste chybu|zapisz się|bądź na bieżąco|obserwuj nas|kövess minket|iratkozz fel|abonează te|urmărește ne|dacă ați găsit|" +
	"ikuti berita|simak berita|dapatkan update|cek berita|mời quý|" +
	"声明 本|声明 此|免责声明|特别声明|版权声明|責任編輯|责任编辑|责编|更多精彩|欢迎关注|本文来源|聲明 本|저작권자|제보는|구독하기|この記事は有料|この記事を書いた")

// services are the words for the places, folded, to which sites ask readers to come.
var services = foldedSet("google news telegram whatsapp newsletter newsletters facebook twitter instagram youtube tiktok viber linkedin threads bluesky mastodon inbox app apps email channel kanal kanalı kanałem canal canale rss " +
	"телеграм телеграмі канал канале каналі вайбер дзен рассылку postvak nieuwsbrief newslettera nyhedsbrev nyhetsbrev uutiskirje boletín infolettre bulletin ऐप व्हाट्सएप क्लिक تليجرام واتساب يوتيوب فيسبوك")

// appeals are the words, folded, with which they ask.
var appeals = foldedSet("follow subscribe join download sign register get like share receive folgen abonnieren laden abonnez suivez inscrivez téléchargez rejoignez retrouvez suscríbete síguenos sigue únete descarga recibe siga inscreva receba assine baixe acompanhe entre participe segui seguici iscriviti scarica ricevi " +
	"volg ontvang download abonneer følg följ prenumerera tilaa seuraa sledujte odebírejte zapisz obserwuj dołącz subskrybuj kövess iratkozz abonează urmărește подпишитесь подписывайтесь следите читайте присоединяйтесь смотрите підписуйтесь підписуйтеся підпишіться стежте читайте приєднуйтесь " +
	"ακολουθήστε μάθετε takip edin olun tıklayın indirin abone تابعوا تابع تابعونا اشترك اشتركوا انضم حمل करें जुड़ें पढ़ें ikuti simak baca cek dapatkan gabung theo")

func foldedSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[fold(w)] = true
	}
	return m
}

// isAppeal reports whether a paragraph is not of the story but asks the reader to come somewhere: it begins or ends with the
// asking and names the place.
func isAppeal(s string) bool {
	if letters(s) > maxAppeal {
		return false
	}
	w := strings.Fields(fold(s))
	place, asks := false, false
	for i, word := range w {
		place = place || services[word]
		asks = asks || (i < appealEdge || i >= len(w)-appealEdge) && appeals[word]
	}
	return place && asks
}

// wideAppeals are what Chinese, Japanese and Korean papers say so, wherever it stands in the line.
var wideAppeals = []string{"粉絲團", "粉丝团", "公众号", "公眾號", "扫码", "掃描", "下载客户端", "好友", "フォローして", "ニュースレター", "友だち追加", "채널 추가", "구독하기"}

const maxWideAppeal = 60 // letters of such a line

// isFarewell reports whether a paragraph at the end of a text is addressed to the reader by the site.
func isFarewell(s string) bool {
	if letters(s) > maxAppeal {
		return false
	}
	f := fold(s)
	for _, p := range farewells {
		if strings.HasPrefix(f, p) {
			return true
		}
	}
	if letters(s) <= maxWideAppeal && isWideText(s) {
		for _, w := range wideAppeals {
			if strings.Contains(s, w) {
				return true
			}
		}
	}
	return isAppeal(s)
}
