//go:build unix

package main

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
)

// jsonAssaults are feeds in JSON.
func jsonAssaults() []assault {
	in := func(name, items string) assault {
		return assault{name: "json-" + name, serve: sends("application/feed+json", `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[`+items+`]}`)}
	}
	item := `{"id":"1","title":"Plain","content_text":"Plain words."}`
	var orderly strings.Builder
	for _, c := range orders {
		fmt.Fprintf(&orderly, `\u%04x`, c)
	}
	s := orderly.String()
	escaped := in("escapes", `{"id":"`+s+`","title":"`+s+`Headline","summary":"`+s+`","url":"http://a/`+s+`","content_html":"<p>Plain words`+s+`","authors":[{"name":"`+s+`","url":"`+s+`"}],"tags":["`+s+`"],"language":"`+s+`","date_published":"`+s+`","`+s+`":"`+s+`","attachments":[{"url":"http://a/`+s+`","mime_type":"`+s+`","title":"`+s+`"}]}`)
	escaped.wants, escaped.items, escaped.show = "ok", 1, []string{"Headline"}
	kept := in("surrogates", `{"id":"\ud83d","title":"a\ud83d\udc1b\udc1bb\ud83d","content_text":"Plain words."},`+item)
	kept.wants, kept.items = "ok", 2
	return []assault{
		escaped, kept,
		in("deep", item+","+strings.Repeat("[", 2_000_000)), in("deep-objects", `{"id":"1","x":`+strings.Repeat(`{"a":`, 500_000)),
		in("numbers", `{"id":1e999999,"title":123456789012345678901234567890},{"id":-0.0e-5,"title":"x"},`+item), in("types", `{"id":[],"title":{},"content_html":7,"authors":"x","tags":{"a":1},"attachments":"y","date_published":[]},null,7,"x",[],`+item),
		in("keys", `{"id":"1","title":"Plain"`+strings.Repeat(`,"title":"Plain","k":1`, 200_000)+`}`), in("huge-string", `{"id":"1","title":"`+strings.Repeat("Long title. ", 1_000_000)+`"}`),
		in("nul", "{\"id\":\"1\",\"title\":\"a\\u0000b\x00c\",\"content_text\":\"\\ufffe\"}"), in("cut", item+`,{"id":"2","title":"half`), in("tail", item+"]}"+strings.Repeat("[", 100_000)),
		{name: "json-version", serve: sends("application/json", `{"version":"https://jsonfeed.org/version/1","items":{"0":`+item+`}}`)},
		{name: "json-bare-array", serve: sends("application/json", strings.Repeat("[", 9_000_000)), wants: "error", items: -1},
	}
}

// raw answers with bytes of its own making, and closes the connection.
func raw(parts ...string) func(http.ResponseWriter, *http.Request, string) {
	return func(w http.ResponseWriter, _ *http.Request, _ string) {
		conn, buf, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err) // the test's server always can
		}
		defer conn.Close()
		for _, p := range parts {
			_, _ = buf.WriteString(p) // the reader may have had enough
		}
		_ = buf.Flush()
	}
}

// drips answers with a beginning, and goes on with a piece at a time until the reader has had enough.
func drips(begin, piece string, every time.Duration) func(http.ResponseWriter, *http.Request, string) {
	return func(w http.ResponseWriter, _ *http.Request, _ string) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		defer conn.Close()
		_, err = io.WriteString(conn, begin)
		for err == nil {
			if every > 0 {
				_ = conn.SetReadDeadline(time.Now().Add(every))
				var one [1]byte
				if _, rerr := conn.Read(one[:]); rerr != nil { // it waits; a reader that has gone ends it
					if t, ok := rerr.(net.Error); !ok || !t.Timeout() {
						return
					}
				}
			}
			_, err = io.WriteString(conn, piece)
		}
	}
}

// leads answers with a redirect to where to says.
func leads(status int, to func(r *http.Request, rest string) string) func(http.ResponseWriter, *http.Request, string) {
	return func(w http.ResponseWriter, r *http.Request, rest string) {
		w.Header()["Location"] = []string{to(r, rest)}
		w.WriteHeader(status)
	}
}

// spellings are ways to write this machine's own address, or to be led to it.
func spellings(port string) []string {
	hosts := []string{
		"127.0.0.1", "localhost", "LOCALHOST", "localhost.", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001", "127.0.0.1.", "0", "0.0.0.0", "127.0.0.2",
		"[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[0:0:0:0:0:0:0:1]", "[::1%25lo]", "①②⑦.⓪.⓪.①", "１２７.0.0.1", "127。0。0。1", "%31%32%37.0.0.1", "loc%61lhost", "ip6-localhost",
	}
	var all []string
	for _, h := range hosts {
		all = append(all, "http://"+h+":"+port, "http://user:pass@"+h+":"+port)
	}
	return all
}

// answerAssaults misuse HTTP.
func answerAssaults(elsewhere string) []assault {
	good := rss("<title>Plain</title>" + plainly(""))
	_, port, _ := strings.Cut(strings.TrimPrefix(elsewhere, "http://"), ":")
	const badHeader = "\x1b]0;PWNED\a\u009b31337m"
	fails := func(name string, serve func(http.ResponseWriter, *http.Request, string)) assault {
		return assault{name: "answer-" + name, serve: serve, wants: "error", items: -1}
	}
	either := func(name string, serve func(http.ResponseWriter, *http.Request, string)) assault {
		return assault{name: "answer-" + name, serve: serve}
	}
	to := func(target string) func(http.ResponseWriter, *http.Request, string) {
		return leads(302, func(*http.Request, string) string { return target })
	}
	all := []assault{
		fails("reason", raw("HTTP/1.1 404 "+badHeader+"\r\nContent-Length: 0\r\n\r\n")), fails("reason-long", raw("HTTP/1.1 500 "+strings.Repeat("long \u009b", 20_000)+"\r\nContent-Length: 0\r\n\r\n")),
		fails("realm", raw("HTTP/1.1 401 x\r\nWWW-Authenticate: Basic realm=\""+badHeader+"\"\r\nContent-Length: 0\r\n\r\n")), fails("retry", raw("HTTP/1.1 503 x\r\nRetry-After: 99999999999999999999\r\nContent-Length: 0\r\n\r\n")),
		fails("retry-words", raw("HTTP/1.1 429 x\r\nRetry-After: "+badHeader+"\r\nContent-Length: 0\r\n\r\n")), either("headers", raw("HTTP/1.1 200 OK\r\nContent-Type: "+badHeader+"\r\nETag: \""+badHeader+"\"\r\nLast-Modified: "+badHeader+"\r\nLink: <"+badHeader+">; rel=self\r\nServer: "+badHeader+"\r\nConnection: close\r\n\r\n", good)),
		either("header-latin1", raw("HTTP/1.1 200 OK\r\nETag: \"\x9b31337m\x9d0;PWNED\x9c\"\r\nConnection: close\r\n\r\n", good)), fails("header-huge", raw("HTTP/1.1 200 OK\r\nX: "+strings.Repeat("x", 3_000_000)+"\r\n\r\n", good)),
		fails("header-many", raw("HTTP/1.1 200 OK\r\n"+strings.Repeat("X: y\r\n", 200_000)+"\r\n", good)), fails("header-endless", drips("HTTP/1.1 200 OK\r\n", strings.Repeat("X: y\r\n", 1000), 0)),
		fails("informs", drips("", strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n", 100), 0)), fails("no-http", raw("SSH-2.0-\x1b]0;PWNED\a\r\n")), fails("nothing", raw("")),
		fails("status", raw("HTTP/1.1 999999 "+badHeader+"\r\n\r\n")), either("version", raw("HTTP/9.9 200 "+badHeader+"\r\n\r\n"+good)), fails("length-long", raw("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n", good)),
		fails("length-twice", raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 900\r\n\r\n", good)), fails("length-bad", raw("HTTP/1.1 200 OK\r\nContent-Length: -1\x1b[31m\r\n\r\n", good)), fails("chunks", raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\x1b]0;PWNED\a\r\n", good)),
		fails("chunk-huge", raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", good)), fails("chunk-cut", raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n", good[:64], "\r\n")), fails("partial", raw("HTTP/1.1 206 OK\r\nContent-Range: bytes 0-99/999\r\nConnection: close\r\n\r\n", good)),
		fails("not-modified", raw("HTTP/1.1 304 x\r\n\r\n")), fails("no-content", raw("HTTP/1.1 204 x\r\n\r\n")), fails("many-locations", raw("HTTP/1.1 302 x\r\nLocation: file:///etc/passwd\r\nLocation: "+elsewhere+"/answer-many-locations\r\nContent-Length: 0\r\n\r\n")),
		fails("loop", leads(302, func(r *http.Request, _ string) string { return r.URL.Path })), fails("endless-redirects", leads(307, func(r *http.Request, rest string) string { return "/answer-endless-redirects/" + rest + "x" })),
		fails("to-escape", to("/\x1b]0;PWNED\a\u009b31337m")), fails("to-escape-host", to("http://\u009b31337m\x1b/")), fails("to-nothing", to("")), fails("to-long", to("http://assault.example/"+strings.Repeat("x", 100_000))),
		{name: "answer-cookies", wants: "ok", items: 1, serve: func(w http.ResponseWriter, r *http.Request, rest string) {
			w.Header().Add("Set-Cookie", "a=b; Path=/")
			if rest == "feed" {
				w.Header().Set("Location", "again")
				w.WriteHeader(http.StatusFound)
				return
			}
			sendsXML(good)(w, r, rest)
		}},
		{name: "answer-ttl", wants: "ok", items: 1, serve: func(w http.ResponseWriter, r *http.Request, rest string) {
			w.Header().Set("Cache-Control", "max-age=99999999999999999999")
			w.Header().Set("Expires", "Thu, 01 Jan 9999 00:00:00 GMT")
			sendsXML(strings.Replace(good, "<link>", "<ttl>-99999999999999999999</ttl><link>", 1))(w, r, rest)
		}},
		{name: "answer-slow-loris", wants: "error", items: -1, waits: true, serve: drips("HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n\r\n<rss>", " ", time.Second)},
		{name: "answer-slow-headers", wants: "error", items: -1, waits: true, serve: drips("HTTP/1.1 200 OK\r\nX: ", "y", time.Second)},
		{name: "answer-endless", wants: "", serve: drips("HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n\r\n"+strings.TrimSuffix(good, "</channel></rss>"), "<item><title>More</title><description>"+strings.Repeat("more words ", 3000)+"</description></item>", 0)},
		{name: "answer-endless-title", wants: "", serve: drips("HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n\r\n<rss><channel><title>", strings.Repeat("endless ", 4000), 0)},
	}
	for i, target := range []string{"file:///etc/passwd", "FILE://localhost/etc/passwd", "javascript:PWNED", "data:application/xml,<rss/>", "ftp://127.0.0.1/x", "gopher://127.0.0.1/", "unix:///run/x.sock", "about:blank", "mailto:a@b", "http:", "//", "\\\\127.0.0.1\\x"} {
		all = append(all, fails(fmt.Sprintf("to-scheme-%d", i), to(target)))
	}
	return append(all, assault{name: "answer-to-private", wants: "error", items: -1, serve: leads(302, func(*http.Request, string) string { return elsewhere + "/answer-to-private" })},
		ledHome(port))
}

// ledHome is a feed whose items, pictures and relations lead to this machine in every spelling, and whose redirects do.
func ledHome(port string) assault {
	all := spellings(port)
	var items []string
	for i, s := range all {
		items = append(items, fmt.Sprintf(`<title>Spelling %d</title><link>SITE/answer-spelled/page%d</link><description>&lt;p&gt;Plain words.&lt;img src="%s/answer-spelled" alt="x"&gt;&lt;img src="SITE/answer-spelled/to%d" alt="y"&gt;</description>`, i, i, s, i))
	}
	body := rss(items...)
	return assault{name: "answer-spelled", wants: "ok", items: len(all), serve: func(w http.ResponseWriter, r *http.Request, rest string) {
		n := 0
		if got, _ := fmt.Sscanf(rest, "page%d", &n); got == 0 {
			if got, _ = fmt.Sscanf(rest, "to%d", &n); got == 0 {
				sendsXML(strings.ReplaceAll(body, "SITE", "http://"+r.Host))(w, r, rest)
				return
			}
		}
		leads(302, func(*http.Request, string) string { return all[n%len(all)] + "/answer-spelled" })(w, r, rest)
	}}
}

// packed packs a text.
func packed(body string, layers ...func(io.Writer) io.WriteCloser) string {
	for _, layer := range layers {
		var b bytes.Buffer
		z := layer(&b)
		if _, err := io.WriteString(z, body); err != nil {
			panic(err)
		}
		if err := z.Close(); err != nil {
			panic(err)
		}
		body = b.String()
	}
	return body
}

func gzipped(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }
func zlibbed(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }

func deflated(w io.Writer) io.WriteCloser {
	z, err := flate.NewWriter(w, flate.BestCompression)
	if err != nil {
		panic(err)
	}
	return z
}

func zstandard(w io.Writer) io.WriteCloser {
	z, err := zstd.NewWriter(w)
	if err != nil {
		panic(err)
	}
	return z
}

// packingAssaults are bombs by every content coding, and codings that lie.
func packingAssaults() []assault {
	good := rss("<title>Plain</title>" + plainly(""))
	bomb := strings.TrimSuffix(good, "</channel></rss>") + strings.Repeat(" ", 40<<20)
	coded := func(name, coding, body string) assault {
		return assault{name: "packing-" + name, serve: func(w http.ResponseWriter, _ *http.Request, _ string) {
			w.Header().Set("Content-Type", "application/xml")
			w.Header()["Content-Encoding"] = []string{coding}
			_, _ = io.WriteString(w, body)
		}}
	}
	fails := func(a assault) assault { a.wants, a.items = "error", -1; return a }
	well := func(a assault) assault { a.wants, a.items = "ok", 1; return a }
	tail := packed(good, gzipped)
	return []assault{
		coded("gzip-bomb", "gzip", packed(bomb, gzipped)), coded("deflate-bomb", "deflate", packed(bomb, zlibbed)), coded("deflate-raw-bomb", "deflate", packed(bomb, deflated)), coded("zstd-bomb", "zstd", packed(bomb, zstandard)),
		coded("gzip-twice-bomb", "gzip, gzip", packed(bomb, gzipped, gzipped)), coded("gzip-in-gzip", "gzip", packed(bomb, gzipped, gzipped)), coded("members", "gzip", strings.Repeat(packed(strings.Repeat(" ", 1<<20), gzipped), 2000)),
		coded("empty-members", "gzip", strings.Repeat(packed("", gzipped), 300_000)), fails(coded("br", "br", "\x1b\x00\x00PWNED")), fails(coded("unknown", "\x1b]0;PWNED\a", good)), fails(coded("cut", "gzip", tail[:len(tail)-9])),
		fails(coded("wrong-sum", "gzip", tail[:len(tail)-8]+"PWNEDPWN")), fails(coded("not-gzip", "gzip", good)), fails(coded("compress", "compress", "\x1f\x9d\x90PWNED")), well(coded("gzip", "gzip", tail)), well(coded("identity", "identity", good)),
		{name: "packing-zip-as-feed", serve: sends("application/rss+xml", "PK\x03\x04"+strings.Repeat("\x1b]0;PWNED\a", 1000)), wants: "error", items: -1},
	}
}
