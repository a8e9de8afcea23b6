package parse

// role is what an element means.
type role uint8

const (
	flat          role = iota // its children count as its parent's
	titleText                 // a title
	linkTo                    // text or href
	origLink                  // the address behind a proxy's
	origEnclosure             // likewise, of the enclosure
	guid                      // RSS guid
	identity                  // atom:id and its like
	author                    // text, or name and email inside
	personText                // text
	bodyHTML                  // the article
	summaryHTML               // a teaser
	publishedAt               // a date
	updatedAt                 // a date
	category                  // text, or term and label
	keywords                  // text parted by commas
	enclosure                 // attributes
	mediaFile                 // attributes of media:content; children count as the item's
	thumbnail                 // url or href
	picture                   // an image: href, url or text
	commentsURL               // text
	commentsFeed              // address of a feed of the comments: there are some
	replyCount                // how many there are
	sourceFeed                // where a copied item is from: its author and title inside
	languageTag               // text
	lasting                   // itunes:duration
	rights                    // text
	generatorOf               // text
	selfLink                  // text
	ttlMinutes                // text
	period                    // sy:updatePeriod
	frequency                 // sy:updateFrequency
	hours                     // skipHours
	days                      // skipDays
	owner                     // itunes:owner
	ignored                   // skipped with all that is in it
)

// field is the meaning of an element and its rank among those of the same meaning.
type field struct {
	role role
	rank uint8
}

// itemFields are the elements of an item.
var itemFields = map[string]field{
	"title": {titleText, 0}, "media:title": {titleText, 2}, "itunes:title": {titleText, 1}, "dc:title": {titleText, 1},
	"dcterms:title": {titleText, 1}, "googleplay:title": {titleText, 3},
	"link": {linkTo, 1}, "url": {linkTo, 3}, "a": {linkTo, 5}, "rss:link": {linkTo, 1}, "feedburner:origlink": {origLink, 0}, "feedburner:origenclosurelink": {origEnclosure, 0},
	"guid": {guid, 0}, "id": {identity, 1}, "dc:identifier": {identity, 3}, "dcterms:identifier": {identity, 3},
	"author": {author, 0}, "dc:creator": {personText, 1}, "dc:author": {personText, 1}, "dcterms:creator": {personText, 1},
	"itunes:author": {personText, 2}, "media:credit": {personText, 3}, "googleplay:author": {personText, 3},
	"dc:contributor": {personText, 5}, "contributor": {ignored, 0}, "managingeditor": {personText, 4},
	"content:encoded": {bodyHTML, 0}, "encoded": {bodyHTML, 0}, "content": {bodyHTML, 1}, "xhtml:body": {bodyHTML, 2},
	"xhtml:div": {bodyHTML, 3}, "body": {bodyHTML, 2}, "fullitem": {bodyHTML, 3}, "content:items": {ignored, 0},
	"description": {summaryHTML, 0}, "summary": {summaryHTML, 1}, "abstract": {summaryHTML, 1},
	"dc:description": {summaryHTML, 2}, "dcterms:abstract": {summaryHTML, 2}, "dcterms:description": {summaryHTML, 2},
	"media:description": {summaryHTML, 3}, "itunes:summary": {summaryHTML, 4}, "googleplay:description": {summaryHTML, 5},
	"itunes:subtitle": {summaryHTML, 6}, "media:text": {summaryHTML, 7}, "tagline": {summaryHTML, 7},
	"pubdate": {publishedAt, 0}, "published": {publishedAt, 0}, "issued": {publishedAt, 0}, "date": {publishedAt, 4},
	"dc:date": {publishedAt, 2}, "dcterms:issued": {publishedAt, 1}, "dcterms:created": {publishedAt, 3},
	"dcterms:available": {publishedAt, 3}, "dcterms:date": {publishedAt, 3}, "created": {publishedAt, 3},
	"prism:publicationdate": {publishedAt, 3}, "dc:date.taken": {publishedAt, 5}, "lastbuilddate": {updatedAt, 2},
	"updated": {updatedAt, 0}, "modified": {updatedAt, 0}, "dcterms:modified": {updatedAt, 1},
	"category": {category, 0}, "dc:subject": {category, 1}, "media:category": {category, 2}, "dcterms:subject": {category, 1},
	"itunes:keywords": {keywords, 0}, "tags": {keywords, 2}, "media:keywords": {keywords, 1}, "itunes:category": {category, 3},
	"enclosure": {enclosure, 0}, "media:content": {mediaFile, 0}, "media:group": {flat, 0}, "media:thumbnail": {thumbnail, 1},
	"itunes:image": {picture, 0}, "googleplay:image": {picture, 3}, "image": {picture, 2}, "logo": {picture, 3},
	"comments": {commentsURL, 0}, "wfw:comment": {ignored, 0}, "wfw:commentrss": {commentsFeed, 0},
	"slash:comments": {replyCount, 0}, "thr:total": {replyCount, 0},
	"source": {sourceFeed, 0}, "dc:source": {ignored, 0}, "language": {languageTag, 0}, "dc:language": {languageTag, 1},
	"itunes:duration": {lasting, 0}, "duration": {lasting, 1}, "rights": {ignored, 0}, "media:player": {ignored, 0},
}

// feedFields are the elements of a feed itself.
var feedFields = map[string]field{
	"rss": {flat, 0}, "rdf:rdf": {flat, 0}, "rdf": {flat, 0}, "channel": {flat, 0}, "feed": {flat, 0}, "items": {flat, 0},
	"rdf:seq": {flat, 0}, "rdf:bag": {flat, 0}, "rdf:li": {flat, 0}, "html": {flat, 0}, "body": {flat, 0},
	"title": {titleText, 0}, "dc:title": {titleText, 1}, "itunes:title": {titleText, 2}, "media:title": {titleText, 3},
	"dcterms:title": {titleText, 1}, "link": {linkTo, 1}, "a": {linkTo, 5}, "url": {linkTo, 3},
	"id": {identity, 9}, "author": {author, 0}, "managingeditor": {personText, 1}, "dc:creator": {personText, 2},
	"dc:author": {personText, 2}, "itunes:author": {personText, 3}, "webmaster": {personText, 5},
	"googleplay:author": {personText, 4}, "dc:publisher": {personText, 6}, "itunes:owner": {owner, 4},
	"googleplay:owner": {ignored, 0}, "contributor": {ignored, 0}, "dcterms:creator": {personText, 2},
	"description": {summaryHTML, 0}, "subtitle": {summaryHTML, 0}, "tagline": {summaryHTML, 0}, "abstract": {summaryHTML, 1},
	"dc:description": {summaryHTML, 2}, "itunes:summary": {summaryHTML, 3}, "itunes:subtitle": {summaryHTML, 4},
	"media:description": {summaryHTML, 5}, "googleplay:description": {summaryHTML, 4}, "dcterms:description": {summaryHTML, 2},
	"summary": {summaryHTML, 3}, "info": {ignored, 0},
	"language": {languageTag, 0}, "dc:language": {languageTag, 1}, "copyright": {rights, 0}, "rights": {rights, 0},
	"dc:rights": {rights, 1}, "media:copyright": {rights, 2}, "dcterms:rights": {rights, 1},
	"generator": {generatorOf, 0}, "pubdate": {publishedAt, 3}, "published": {publishedAt, 3}, "lastbuilddate": {updatedAt, 0},
	"updated": {updatedAt, 0}, "modified": {updatedAt, 0}, "dc:date": {updatedAt, 2}, "dcterms:modified": {updatedAt, 1},
	"date": {updatedAt, 4}, "lastmod": {updatedAt, 4},
	"image": {picture, 1}, "itunes:image": {picture, 2}, "itunes:link": {picture, 5}, "logo": {picture, 0}, "icon": {picture, 4}, "media:thumbnail": {picture, 3},
	"googleplay:image": {picture, 3}, "ttl": {ttlMinutes, 0}, "sy:updateperiod": {period, 0},
	"sy:updatefrequency": {frequency, 0}, "skiphours": {hours, 0}, "skipdays": {days, 0},
	"textinput": {ignored, 0}, "cloud": {ignored, 0}, "category": {ignored, 0},
}

// oneLine reports whether an element holds text that ends, when its end tag is missing, at the next element of a feed.
func (f field) oneLine() bool {
	switch f.role {
	case bodyHTML, summaryHTML, author, sourceFeed, picture, owner, hours, days, ignored:
		return false
	}
	return true
}
