//go:build unix

package main

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"net/http"
	"strings"
)

// chunk is a part of a PNG.
func chunk(kind string, data []byte) string {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	b = append(append(b, kind...), data...)
	return string(binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:])))
}

// png is a picture of a size whose pixels are all black, with parts of one's own before them.
func png(w, h uint32, extra string) string {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	row := make([]byte, 1+(w+7)/8)
	for range min(h, 4_000) {
		if _, err := z.Write(row); err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return "\x89PNG\r\n\x1a\n" + chunk("IHDR", append(head, 1, 0, 0, 0, 0)) + extra + chunk("IDAT", b.Bytes()) + chunk("IEND", nil)
}

// gif is a picture of so many frames.
func gif(w, h uint16, frames int) string {
	size := binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(nil, w), h)
	return "GIF89a" + string(size) + "\x80\x00\x00\x00\x00\x00\xff\xff\xff" +
		strings.Repeat("\x21\xf9\x04\x04\x00\x00\x00\x00\x2c\x00\x00\x00\x00"+string(size)+"\x00\x02\x02\x4c\x01\x00", frames) + ";"
}

// pictureAssaults are pictures that are no pictures, or too much of one.
func pictureAssaults() []assault {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	if _, err := w.Write(make([]byte, 40<<20)); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	jpeg := "\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01\xff\xda\x00\x0c\x03\x01\x00\x02\x11\x03\x11\x00?\x00" + strings.Repeat("\x00", 10_000)
	webp := "RIFF\x24\x00\x00\x00WEBPVP8L\x17\x00\x00\x00/\xff\xff\xff\x0f" + strings.Repeat("\xff", 100)
	animated := "RIFF\xff\xff\xff\x7fWEBPVP8X\x0a\x00\x00\x00\x02\x00\x00\x00\xff\xff\xff\xff\xff\xff" + strings.Repeat("ANMF\x10\x00\x00\x00"+strings.Repeat("\xff", 16), 100_000)
	pictures := map[string][2]string{
		"png-bomb": {"image/png", png(60_000, 60_000, "")}, "png-wide": {"image/png", png(2_000_000_000, 1, "")}, "png-zero": {"image/png", png(0, 0, "")}, "png-text": {"image/png", png(8, 8, chunk("zTXt", append([]byte("Comment\x00\x00"), z.Bytes()...)))},
		"png-profile": {"image/png", png(8, 8, chunk("iCCP", append([]byte("x\x00\x00"), z.Bytes()...)))}, "png-cut": {"image/png", png(800, 600, "")[:90]}, "png-chunks": {"image/png", png(8, 8, strings.Repeat(chunk("tEXt", []byte("\x1b]0;PWNED\a")), 200_000))},
		"gif-frames": {"image/gif", gif(200, 200, 100_000)}, "gif-large": {"image/gif", gif(65535, 65535, 50)}, "gif-outside": {"image/gif", strings.Replace(gif(10, 10, 3), "\x2c\x00\x00\x00\x00", "\x2c\xff\xff\xff\xff", -1)},
		"jpeg-large": {"image/jpeg", jpeg}, "webp-large": {"image/webp", webp}, "webp-frames": {"image/webp", animated},
		"svg":   {"image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg" width="1000000" height="1000000"><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><script>PWNED</script><text>\x1b]0;PWNED` + strings.Repeat("<g>", 100_000)},
		"lying": {"image/png", "\x1b]0;PWNED\a\x1b[31337m" + strings.Repeat("x", 5000)}, "html": {"text/html", "<img src=x>"}, "tiff": {"image/tiff", "II*\x00\x08\x00\x00\x00\xff\xff" + strings.Repeat("\x00\x01\x04\x00\xff\xff\xff\xff\x00\x00\x00\x00", 60_000)},
		"bmp": {"image/bmp", "BM\xff\xff\xff\xff\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00\xff\xff\xff\x7f\xff\xff\xff\x7f\x01\x00\x18\x00" + strings.Repeat("\x00", 200)}, "type-escape": {"image/png\x1b]0;PWNED\a", png(8, 8, "")},
	}
	var text strings.Builder
	for name := range pictures {
		fmt.Fprintf(&text, `&lt;p&gt;Plain words.&lt;/p&gt;&lt;img src="SITE/picture-all/%s" alt="the picture %s"&gt;`, name, name)
	}
	return []assault{{name: "picture-all", wants: "ok", items: 1, show: []string{"Plain words"}, serve: func(w http.ResponseWriter, r *http.Request, rest string) {
		if p, ok := pictures[rest]; ok {
			sends(p[0], p[1])(w, r, rest)
			return
		}
		sendsXML(rss("<title>Pictures</title><description>"+strings.ReplaceAll(text.String(), "SITE", "http://"+r.Host)+"</description>"))(w, r, rest)
	}}}
}
