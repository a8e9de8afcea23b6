package page

import "strings"

// boilerplate are beginnings, folded, of short lines that serve the site and not the story. A line that ends there is
// dropped whatever follows in the same breath only when it is short.
var boilerplate = []string{
	"send to a friend", "e mail this", "email this", "printable version", "print this", "print article", "print version", "share this", "share on", "share via",
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
	"広告", "シェア", "関連記事", "あわせて読みたい", "광고", "공유", "무단전재", "저작권자", "ⓒ", "الإعلان", "إعلان", "اقرأ أيضا", "شارك", "reklam", "paylaş",
}

// whole are lines that are boilerplate only when nothing else is on them.
var whole = map[string]bool{"share": true, "print": true, "email": true, "e mail": true, "save": true, "tweet": true, "facebook": true, "twitter": true, "whatsapp": true, "x": true,
	"close": true, "menu": true, "ad": true, "tags": true, "topics": true, "more": true, "home": true, "back": true, "next": true, "previous": true, "read": true, "listen": true,
	"loading": true, "embed": true, "transcript": true, "play": true, "pause": true, "gift": true, "bookmark": true, "bookmarks": true, "teilen": true, "merken": true, "vorlesen": true, "mehr": true, "video": true}

const boilerplateWords = 14 // of a line that only begins so

// isBoilerplate reports whether a short line serves the site and not the story.
func isBoilerplate(s string) bool {
	if strings.HasPrefix(strings.TrimSpace(s), "©") {
		return true
	}
	f := fold(s)
	if whole[f] {
		return true
	}
	for _, b := range boilerplate {
		if rest, ok := strings.CutPrefix(f, b); ok && (rest == "" || rest[0] == ' ') && len(strings.Fields(f)) <= boilerplateWords {
			return rest == "" || !strings.HasSuffix(strings.TrimSpace(s), ".") || len(strings.Fields(b)) > 1
		}
	}
	return false
}
