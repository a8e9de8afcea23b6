package page

import (
	"regexp"
	"strings"
)

// boilerplate are beginnings, folded, of short lines that serve the site and not the story. A line that ends there is
// dropped whatever follows in the same breath only when it is short.
var boilerplate = folded(
	"send to a friend", "e mail this", "email this", "e mail story", "mail this", "mail story", "tell a friend", "recommend this", "bookmark this", "save this", "printable version", "printer friendly", "print this", "print story", "print article", "print version", "share this", "share on", "share via",
	"subscribe", "sign up for", "sign up to", "sign in to", "advertisement", "advertising", "sponsored", "read more", "read also", "continue reading", "click here to",
	"follow us", "like us on", "download our app", "download the app", "get the app", "join our", "support us", "support our", "donate", "copy link", "link copied", "skip to", "scroll to", "story continues below",
	"article continues below", "most read", "trending", "copyright", "all rights reserved", "comments", "leave a comment", "post a comment", "report this", "report a mistake", "add as preferred source", "add us as", "save for later",
	"anzeige", "werbung", "jetzt teilen", "artikel teilen", "teilen", "drucken", "kommentare", "zur startseite", "newsletter", "jetzt abonnieren", "folgen sie", "mehr lesen", "lesen sie auch", "lesen sie hier", "lesen sie mehr", "empfohlener externer inhalt",
	"externer inhalt", "publicité", "partager", "imprimer", "s abonner", "abonnez vous", "lire aussi", "à lire aussi", "lire la suite", "suivez nous",
	"publicidad", "compartir", "imprimir", "suscríbete", "lee también", "leer más", "lea también", "síguenos", "seguir leyendo",
	"publicidade", "compartilhe", "compartilhar", "assine", "leia também", "leia mais", "continua após",
	"pubblicità", "condividi", "stampa", "iscriviti", "leggi anche", "leggi tutto", "riproduzione riservata",
	"reklama", "udostępnij", "drukuj", "czytaj też", "czytaj także", "czytaj więcej", "sdílet", "tisknout", "inzerce", "čtěte také",
	"annons", "dela artikeln", "läs också", "läs även", "läs mer", "annonse", "les også", "del artikkelen", "læs også", "annonce",
	"advertentie", "lees ook", "deel dit", "mainos", "lue myös", "jaa", "реклама", "поделиться", "читайте также", "читайте також", "подписывайтесь",
	"anmäl fel", "ljuduppspelningen", "lyssna på artikeln", "uygulamayı indirin", "حمل الآن تطبيق", "حمل تطبيق", "حمّل تطبيق", "uygulamasını indirin",
	"記事に リアクション", "カテゴリーをフォロー", "おすすめ情報", "おすすめ記事", "この記事をシェア", "フォローする", "앱 다운로드", "기사 제보", "无障碍", "责任编辑", "下载客户端",
	"отправить другу", "отправить ссылку", "надіслати другу", "invia ad un amico", "invia a un amico", "envoyer à un ami", "enviar a un amigo", "enviar por correo", "enviar por e mail", "an freund", "an einen freund", "weiterempfehlen", "artikel versenden", "artikel drucken", "wyślij znajomemu", "poslat e mailem", "related posts brought to you", "jump to recipe", "jump to", "rate this", "pin this", "print recipe", "dalszy ciąg materiału", "dalsza część tekstu", "reszta tekstu pod", "artikkelen fortsetter", "artikeln fortsätter", "artiklen fortsætter", "juttu jatkuu",
	"la suite après", "sigue leyendo", "continua dopo", "continua depois", "continua após", "продолжение после", "haberin devamı", "article continues after", "story continues after", "lihat komentar", "tim redaksi", "lihat foto",
	"広告", "シェア", "関連記事", "あわせて読みたい", "광고", "공유", "무단전재", "저작권자", "ⓒ", "الإعلان", "إعلان", "اقرأ أيضا", "شارك", "reklam", "paylaş",
)

func folded(list ...string) []string {
	for i, s := range list {
		list[i] = fold(s)
	}
	return list
}

// whole are lines that are boilerplate only when nothing else is on them.
var whole = map[string]bool{"share": true, "print": true, "email": true, "e mail": true, "save": true, "tweet": true, "facebook": true, "twitter": true, "whatsapp": true, "x": true, "line": true, "hatena": true, "はてなブックマーク": true, "メールで送る": true, "コメントを書く": true, "pocket": true, "telegram": true, "linkedin": true, "pinterest": true, "reddit": true, "messenger": true, "viber": true,
	"вконтакте": true, "одноклассники": true, "flipboard": true, "instagram": true, "youtube": true, "tumblr": true, "threads": true, "bluesky": true, "mastodon": true, "copy url": true, "copy": true, "link kopieren": true, "kopieren": true, "copier le lien": true, "copiar enlace": true, "copiar link": true, "copia link": true, "скопировать ссылку": true, "微信": true, "微博": true, "收藏": true, "打印": true, "카카오톡": true, "페이스북": true, "트위터": true, "فيسبوك": true, "تويتر": true, "واتساب": true,
	"close": true, "menu": true, "ad": true, "tags": true, "topics": true, "more": true, "home": true, "back": true, "next": true, "previous": true, "read": true, "listen": true,
	"loading": true, "embed": true, "transcript": true, "play": true, "pause": true, "gift": true, "bookmark": true, "bookmarks": true, "teilen": true, "merken": true, "vorlesen": true, "mehr": true, "video": true, "audio": true, "article content": true, "inhalt": true, "liveblog": true, "live": true, "watch": true,
	"published": true, "updated": true, "new": true, "photo": true, "foto": true, "image": true, "abo": true, "premium": true, "abspielen": true, "advertising": true, "continue": true,
	"by": true, "contribuer": true, "réagir": true, "signaler": true, "details": true, "text size": true, "font size": true, "schriftgröße": true, "textgröße": true, "author of the article": true, "join the conversation": true, "post comment": true, "log in": true, "sign in": true, "sign up": true, "register": true,
	"anmelden": true, "einloggen": true, "registrieren": true, "logga in": true, "logg inn": true, "se connecter": true, "iniciar sesión": true, "zaloguj się": true, "新規登録": true, "ログイン": true, "ログインする": true, "会員登録": true, "登录": true, "注册": true, "로그인": true, "회원가입": true,
	"häufig gelesen": true, "box aufklappen box zuklappen": true, "personen box aufklappen personen box zuklappen": true}

const maxStamp = 140 // bytes of a line that says when a page was published or who took a picture

var (
	// reading is how long something takes or how old it is, and nothing else.
	reading = regexp.MustCompile(`^(?:duration |lesezeit |lesedauer |reading time |temps de lecture |tiempo de lectura |laufzeit )?\d{1,3}(?: \d\d)? ?(?:min|mins|minutes?|minuten|minuti|minutos|hours?|days?|h|std|stunden|sek|seconds?)(?: (?:read|ago|lesezeit|de lecture|de lectura|di lettura|lesetid|läsning))?$|^duration \d+ \d+$`)
	// counted is how many comments there are, or which picture of how many this is.
	counted = regexp.MustCompile(`^(?:(?:image|photo|bild|foto) )?\d{1,3} (?:of|von|de|di|av|af|van|sur|z) \d{1,3}$|^\d{1,6} (?:kommentare?|comments?|kommentarer|comentarios?|comentários?|commentaires?|commenti|reacties|komentarzy|komentářů|yorum|комментари(?:й|я|ев))$`)
	// stamped is a line that begins with a word for publication.
	stamped = regexp.MustCompile(`^(?:first )?(?:published|posted|updated|last updated|last modified|modified|created|veröffentlicht|publiziert|aktualisiert|zuletzt aktualisiert|erstellt|stand|publié|mis à jour|publicado|actualizado|atualizado|pubblicato|aggiornato|gepubliceerd|bijgewerkt|publisert|publicerad|uppdaterad|oppdatert|sist oppdatert|opdateret|publiceret|opublikowano|aktualizacja|publikováno|aktualizováno|опубликовано|обновлено|güncelleme|yayinlanma)\b`)
	// back is a line that leads away from the page.
	back = regexp.MustCompile(`^(?:back|return) to (?:the )?(?:article|story|top|home|homepage|home page|news|list|index|overview|previous page|front page)$|^(?:zurück|retour|volver|voltar|torna indietro|indietro|terug|tillbaka|tilbake|tilbage|takaisin|zpět|späť|powrót|назад|geri|upp)$|^(?:zurück zur? |retour à l |volver a la |torna all[ao] )\S+$`)
	// counters is how often a page was read.
	counters = regexp.MustCompile(`^(?:hits|views|reads|visits|zugriffe|aufrufe|visite|visitas|lecturas|просмотров|просмотры|wyświetleń|odsłon|okunma|阅读|浏览|点击|조회) \d+$|^\d+ (?:hits|views|reads|zugriffe|aufrufe|visitas|просмотров|просмотра|wyświetleń|odsłon|okunma)$`)
	// credit is a line that names the source of a picture.
	credit = regexp.MustCompile(`(?i)^(?:quelle|bild|bildquelle|foto|fotos|fotografie|photo|photos|photograph|photo by|photo credit|image|image credit|credit|crédit|crédits|picture|bildrechte|fot\.|foto de)\s?(?::|/|©)\s?.{2,80}$|^(?:photo|image|picture|foto) (?:by|credit|courtesy) .{2,80}$`)
)

const boilerplateWords = 14 // of a line that only begins so

// isBoilerplate reports whether a short line serves the site and not the story.
func isBoilerplate(s string) bool {
	if t := strings.TrimSpace(s); strings.HasPrefix(t, "©") || strings.HasPrefix(t, "ⓒ") || strings.Contains(t, "무단전재") || strings.Contains(t, "無断転載") {
		return true
	}
	f := fold(s)
	if clock.MatchString(strings.TrimSpace(s)) {
		return true
	}
	if whole[f] || strings.Trim(f, "0123456789 ") == "" && len(f) < 5 || reading.MatchString(f) || counted.MatchString(f) || back.MatchString(f) || counters.MatchString(f) || len(s) < maxStamp && stated.MatchString(f) {
		return true
	}
	if len(s) < maxStamp {
		if _, ok := findDate(s, ""); ok && stamped.MatchString(f) || credit.MatchString(s) {
			return true
		}
	}
	for _, b := range boilerplate {
		if rest, ok := strings.CutPrefix(f, b); ok && (rest == "" || rest[0] == ' ' || isWideText(b)) && len(strings.Fields(f)) <= boilerplateWords {
			return rest == "" || !strings.HasSuffix(strings.TrimSpace(s), ".") || len(strings.Fields(b)) > 1
		}
	}
	return false
}
