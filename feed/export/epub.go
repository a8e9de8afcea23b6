package export

import (
	"archive/zip"
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"time"

	"newspane/feed"
)

// EPUB writes articles as a book, a chapter each (EPUB 3.3, with the table of contents of EPUB 2 for older devices).
// Pictures that are at hand are put into it, others are named by their words.
func EPUB(w io.Writer, articles []*feed.Article, pictures Picture, now time.Time) error {
	b := book{zip: zip.NewWriter(w), pictures: pictures, at: now.UTC().Truncate(time.Second), title: Title(articles, now), files: map[string]string{}}
	b.write("mimetype", "application/epub+zip", zip.Store)
	b.write("META-INF/container.xml", container, zip.Deflate)
	b.write("EPUB/style.css", bookCSS, zip.Deflate)
	for i, a := range articles {
		b.chapter(i+1, a)
	}
	b.write("EPUB/nav.xhtml", b.nav(articles), zip.Deflate)
	b.write("EPUB/toc.ncx", b.ncx(articles), zip.Deflate)
	b.write("EPUB/package.opf", b.opf(articles), zip.Deflate)
	if err := b.zip.Close(); b.err == nil {
		b.err = err
	}
	return b.err
}

// book is a book being written; the first error is kept.
type book struct {
	zip      *zip.Writer
	pictures Picture
	at       time.Time
	title    string
	files    map[string]string // address of a picture → its file, "" when it is not to be had
	items    []string          // of the manifest
	err      error
}

const container = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
`

const bookCSS = `body{line-height:1.4}h1{line-height:1.15}.kicker{font-weight:bold;font-size:.8em;text-transform:uppercase}
.standfirst{font-style:italic}.byline,.source,figcaption,small{font-size:.85em}header{border-bottom:1px solid}
blockquote{margin:1em 0;padding-left:1em;border-left:3px solid}pre{white-space:pre-wrap;font-size:.8em}img{max-width:100%}
figure{margin:1em 0}td,th{padding:.2em .6em .2em 0;text-align:left;vertical-align:top}.right{text-align:right}
`

func (b *book) write(name, content string, method uint16) { b.add(name, []byte(content), method) }

func (b *book) add(name string, content []byte, method uint16) {
	if b.err != nil {
		return
	}
	header := &zip.FileHeader{Name: name, Method: method}
	if name != "mimetype" { // which may have no extra field, such as a time (EPUB 3.3, OCF 4.3)
		header.Modified = b.at
	}
	f, err := b.zip.CreateHeader(header)
	if err == nil {
		_, err = f.Write(content)
	}
	b.err = err
}

// endings are the kinds of pictures that every reading system shows (EPUB 3.3, core media types).
var endings = map[string]string{"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp"}

// picture puts a picture into the book, once, and returns its file.
func (b *book) picture(address string) (string, bool) {
	if name, known := b.files[address]; known {
		return name, name != ""
	}
	b.files[address] = ""
	data, kind, ok := b.pictures.get(address)
	ending, shown := endings[kind]
	if !ok || !shown {
		return "", false
	}
	name := fmt.Sprintf("p%d.%s", len(b.files), ending)
	b.files[address] = name
	b.add("EPUB/"+name, data, zip.Store)
	b.items = append(b.items, fmt.Sprintf(`<item id="%s" href="%[1]s" media-type="%s"/>`, name, kind))
	return name, true
}

// page wraps a body in a document.
func page(title, lang, body string) string {
	attrs := ""
	if lang != "" {
		attrs = fmt.Sprintf(` lang="%s" xml:lang="%[1]s"`, escape(lang))
	}
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"%s>
<head><title>%s</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
%s</body>
</html>
`, attrs, escape(title), body)
}

func (b *book) chapter(n int, a *feed.Article) {
	m := markup{picture: b.picture}
	m.article(a)
	name := fmt.Sprintf("a%d.xhtml", n)
	b.write("EPUB/"+name, page(a.Title.String(), a.Language, m.b.String()), zip.Deflate)
	b.items = append(b.items, fmt.Sprintf(`<item id="a%d" href="%s" media-type="application/xhtml+xml"/>`, n, name))
}

func (b *book) nav(articles []*feed.Article) string {
	var s strings.Builder
	fmt.Fprintf(&s, "<nav epub:type=\"toc\"><h1>%s</h1>\n<ol>\n", escape(b.title))
	for i, a := range articles {
		fmt.Fprintf(&s, "<li><a href=\"a%d.xhtml\">%s</a></li>\n", i+1, escape(a.Title.String()))
	}
	s.WriteString("</ol></nav>\n")
	return page(b.title, "", s.String())
}

func (b *book) ncx(articles []*feed.Article) string {
	var s strings.Builder
	fmt.Fprintf(&s, `<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head><meta name="dtb:uid" content="%s"/></head>
<docTitle><text>%s</text></docTitle><navMap>
`, b.id(articles), escape(b.title))
	for i, a := range articles {
		fmt.Fprintf(&s, "<navPoint id=\"n%d\" playOrder=\"%[1]d\"><navLabel><text>%s</text></navLabel><content src=\"a%[1]d.xhtml\"/></navPoint>\n", i+1, escape(a.Title.String()))
	}
	s.WriteString("</navMap></ncx>\n")
	return s.String()
}

// id names the book by what is in it.
func (b *book) id(articles []*feed.Article) string {
	h := sha256.New()
	for _, a := range articles {
		fmt.Fprintln(h, a.Link, a.Title, a.Published.Unix())
	}
	return fmt.Sprintf("urn:newspane:%x", h.Sum(nil)[:16])
}

func (b *book) opf(articles []*feed.Article) string {
	var s strings.Builder
	s.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
`)
	fmt.Fprintf(&s, "<dc:identifier id=\"id\">%s</dc:identifier>\n<dc:title>%s</dc:title>\n", b.id(articles), escape(b.title))
	seen := map[string]bool{}
	for _, a := range articles {
		if lang := a.Language; lang != "" && !seen["lang "+lang] {
			seen["lang "+lang] = true
			fmt.Fprintf(&s, "<dc:language>%s</dc:language>\n", escape(lang))
		}
		who := a.Author.String()
		if who == "" {
			who = a.Source.String()
		}
		if who != "" && !seen[who] {
			seen[who] = true
			fmt.Fprintf(&s, "<dc:creator>%s</dc:creator>\n", escape(who))
		}
	}
	if !strings.Contains(s.String(), "<dc:language>") { // one is required
		s.WriteString("<dc:language>und</dc:language>\n")
	}
	if len(articles) == 1 && articles[0].Link != "" {
		fmt.Fprintf(&s, "<dc:source>%s</dc:source>\n", escape(articles[0].Link))
	}
	fmt.Fprintf(&s, "<meta property=\"dcterms:modified\">%s</meta>\n</metadata>\n<manifest>\n", b.at.Format("2006-01-02T15:04:05Z"))
	s.WriteString("<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n<item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>\n<item id=\"css\" href=\"style.css\" media-type=\"text/css\"/>\n")
	s.WriteString(strings.Join(b.items, "\n"))
	s.WriteString("\n</manifest>\n<spine toc=\"ncx\">\n")
	if len(articles) > 1 {
		s.WriteString("<itemref idref=\"nav\"/>\n")
	}
	for i := range articles {
		fmt.Fprintf(&s, "<itemref idref=\"a%d\"/>\n", i+1)
	}
	s.WriteString("</spine>\n</package>\n")
	return s.String()
}
