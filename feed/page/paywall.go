package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newspane/feed"
)

const (
	openWords = 350 // a text of so many words is more than the beginning, whatever the site says
	fewWords  = 150 // one of fewer is the beginning when the site says for machines that it sells the rest
	offerText = 400 // letters of a block that asks to subscribe
	maxOffers = 4000
	wholePart = 70 // per cent of what the page says of its length that is the whole text
)

// offers are the sentences, folded, with which sites end what they give for nothing.
var offers = phraseList("this article is for subscribers|this article is for subscribers only|this article is exclusive to subscribers|this content is for subscribers|this content is for members|for subscribers only|subscribers only|exclusive for subscribers|exclusively for subscribers|already a subscriber|already have a subscription|subscribe to continue|subscribe to read|subscribe to unlock|subscribe now to read|to continue reading|to read the full|keep reading with a|start your free trial|become a subscriber|become a member to read|sign in to continue reading|register to continue reading|unlock this article|" +
	"dieser artikel ist nur für abonnenten|exklusiv für abonnenten|nur für abonnenten|für abonnenten|dieser inhalt ist exklusiv|weiterlesen mit|jetzt weiterlesen mit|diesen artikel weiterlesen|lesen sie diesen artikel mit|sie haben bereits ein abo|sie sind bereits abonnent|bereits abonnent|jetzt abonnieren und weiterlesen|" +
	"article réservé aux abonnés|réservé aux abonnés|réservée aux abonnés|la suite est réservée|cet article est réservé|contenu réservé aux abonnés|pour lire la suite|il vous reste|déjà abonné|abonnez vous pour lire|lecture restreinte|" +
	"contenido exclusivo para suscriptores|exclusivo para suscriptores|solo para suscriptores|artículo solo para suscriptores|suscríbete para seguir leyendo|suscríbete para leer|para seguir leyendo|ya eres suscriptor|ya soy suscriptor|este contenido es exclusivo|" +
	"conteúdo exclusivo para assinantes|exclusivo para assinantes|só para assinantes|assine para continuar|já é assinante|artigo exclusivo|este artigo é exclusivo para|" +
	"contenuto riservato agli abbonati|riservato agli abbonati|articolo riservato|per continuare a leggere|abbonati per continuare|sei già abbonato|" +
	"dit artikel is exclusief voor abonnees|alleen voor abonnees|exclusief voor abonnees|verder lezen met een abonnement|al abonnee|" +
	"den här artikeln är för prenumeranter|endast för prenumeranter|för prenumeranter|logga in för att läsa|läs vidare med|redan prenumerant|for abonnenter|kun for abonnenter|les videre med abonnement|denne artikkelen er for abonnenter|læs videre med abonnement|kun for abonnementer|allerede abonnent|tilaajille|tilaa ja lue|jo tilaaja|" +
	"artykuł dostępny dla prenumeratorów|dostępny tylko dla prenumeratorów|dla prenumeratorów|tylko dla subskrybentów|masz już prenumeratę|czytaj dalej w prenumeracie|jen pro předplatitele|pouze pro předplatitele|článek je pro předplatitele|máte předplatné|len pre predplatiteľov|csak előfizetőknek|előfizetőink|doar pentru abonați|samo za pretplatnike|samo za naročnike|tik prenumeratoriams|tikai abonentiem|ainult tellijatele|" +
	"только для подписчиков|доступно только подписчикам|материал доступен по подписке|оформите подписку|только по подписке|лише для передплатників|για συνδρομητές|abonelere özel|sadece aboneler|" +
	"للمشتركين فقط|למנויים בלבד|תוכן זה למנויים|この記事は有料会員|この記事は会員限定|有料会員限定|会員限定記事|続きを読むには|本文仅限订阅|订阅后继续阅读|仅限会员|訂閱後繼續閱讀|會員專屬|구독자 전용|유료회원 전용|구독 후")

func phraseList(s string) []string {
	var out []string
	for p := range strings.SplitSeq(s, "|") {
		out = append(out, fold(p))
	}
	return out
}

// paywalled reports whether the site gives the beginning of the article only: by its own word for machines, or by an
// offer to subscribe that stands in or after the text, and a body that is no more than a beginning.
func (x *extraction) paywalled(p *feed.Page, offered bool) bool {
	tier := strings.ToLower(x.meta.get("article:content_tier", "og:article:content_tier"))
	if !x.meta.ld.paywalled && tier != "locked" && !offered {
		return false
	}
	text := feed.Plain(p.Body)
	words := countWords(text)
	switch whole := max(countWords(x.meta.ld.body), x.meta.ld.words); {
	case whole > 0:
		return words*100 < whole*wholePart
	case offered:
		return words < openWords
	}
	return words < fewWords || isCut(text)
}

// stubWords is how many words make a text more than a stub, whatever the page says.
const stubWords = 80

// isStub reports whether the body is less than the page says of itself: shorter than its description, or than half of what
// it tells machines.
func (x *extraction) isStub(p *feed.Page) bool {
	words := countWords(feed.Plain(p.Body))
	if words >= stubWords {
		return false
	}
	said := max(x.meta.ld.words, countWords(x.meta.ld.body)) / 2
	for _, d := range x.descriptions() {
		said = max(said, countWords(d))
	}
	return words == 0 || said > words
}

// offersMore reports whether the page, in its text or below it, offers the rest to subscribers. It is asked before
// clutter is dropped, since the offer is clutter.
func (x *extraction) offersMore() bool {
	seen := 0
	for i := x.firstGood; i < int32(len(x.tree.nodes)) && seen < maxOffers; i++ {
		e := &x.tree.nodes[i]
		if e.n.Type != html.ElementNode || e.text < 8 || e.text > offerText || isPhrase(e.n.DataAtom) && e.n.DataAtom != atom.Span {
			continue
		}
		if inner := firstElement(e.n); inner != nil && x.tree.of(inner).text == e.text {
			continue // said again by the element in it
		}
		if i > x.lastGood && isMenuBranch(e.n) || unseen(e.n) || x.besideText(e.n) {
			continue
		}
		seen++
		f := fold(text(e.n))
		for _, o := range offers {
			if strings.HasPrefix(f, o) || len(f) < 200 && strings.Contains(f, o) && len(o) > 20 {
				return true
			}
		}
	}
	return false
}
