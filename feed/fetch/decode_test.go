package fetch

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"newspane/feed"
)

// codings are the ways to code a body.
var codings = map[string]func(*testing.T, []byte) []byte{
	"gzip": func(t *testing.T, b []byte) []byte {
		return coded(t, b, func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) })
	},
	"x-gzip": func(t *testing.T, b []byte) []byte {
		return coded(t, b, func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) })
	},
	"br": func(t *testing.T, b []byte) []byte {
		return coded(t, b, func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) })
	},
	"deflate": func(t *testing.T, b []byte) []byte {
		return coded(t, b, func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) })
	},
	"deflate ": func(t *testing.T, b []byte) []byte { return coded(t, b, bareDeflate) },
	"zstd": func(t *testing.T, b []byte) []byte {
		return coded(t, b, func(w io.Writer) io.WriteCloser {
			z, err := zstd.NewWriter(w)
			if err != nil {
				t.Fatal(err)
			}
			return z
		})
	},
}

func bareDeflate(w io.Writer) io.WriteCloser {
	z, err := flate.NewWriter(w, 9)
	if err != nil {
		panic(err) // 9 is a level
	}
	return z
}

func coded(t *testing.T, b []byte, to func(io.Writer) io.WriteCloser) []byte {
	t.Helper()
	var z bytes.Buffer
	w := to(&z)
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return z.Bytes()
}

func readWhole(res *http.Response, limit int64) ([]byte, error) {
	return readBody(res, limit, func() error { return nil })
}

// answer makes a response of a coding and what the connection brings.
func answer(coding string, body io.Reader, length int64) *http.Response {
	h := http.Header{}
	if coding != "" {
		h.Set("Content-Encoding", coding)
	}
	return &http.Response{StatusCode: 200, Header: h, Body: io.NopCloser(body), ContentLength: length}
}

var sample = []byte("<rss>" + strings.Repeat("<item><title>Ordinary words, and more</title></item>\n", 2000) + "</rss>")

func TestBodiesAreDecodedOfEveryCodingThatIsAskedFor(t *testing.T) {
	for coding, code := range codings {
		z := code(t, sample)
		for _, length := range []int64{int64(len(z)), -1} {
			got, err := readWhole(answer(coding, bytes.NewReader(z), length), 1<<20)
			if err != nil || !bytes.Equal(got, sample) {
				t.Errorf("%s: %d bytes, %v", coding, len(got), err)
			}
		}
	}
	for _, coding := range []string{"", "identity", "GZIP"} {
		b := sample
		if coding == "GZIP" {
			b = codings["gzip"](t, sample)
		}
		if got, err := readWhole(answer(coding, bytes.NewReader(b), -1), 1<<20); err != nil || !bytes.Equal(got, sample) {
			t.Errorf("%q: %d bytes, %v", coding, len(got), err)
		}
	}
}

func TestGzipOfSeveralMembersIsOneBody(t *testing.T) {
	z := append(codings["gzip"](t, []byte("one ")), codings["gzip"](t, []byte("two"))...)
	got, err := readWhole(answer("gzip", bytes.NewReader(z), -1), 1<<20)
	if err != nil || string(got) != "one two" {
		t.Errorf("%q, %v", got, err)
	}
	got, err = readWhole(answer("gzip", io.MultiReader(bytes.NewReader(z), strings.NewReader("\x00\x00junk")), -1), 1<<20)
	if err != nil || string(got) != "one two" {
		t.Errorf("with junk behind: %q, %v", got, err)
	}
}

func TestCodedEmptyBodyIsEmpty(t *testing.T) {
	if got, err := readWhole(answer("gzip", strings.NewReader(""), 0), 1<<20); err != nil || len(got) != 0 {
		t.Errorf("%q, %v", got, err)
	}
}

func TestCutBodiesAreErrorsWhereverTheyAreCut(t *testing.T) {
	for coding, code := range codings {
		z := code(t, sample)
		for _, n := range []int{1, 2, 5, len(z) / 2, len(z) - 1} {
			if got, err := readWhole(answer(coding, bytes.NewReader(z[:n]), -1), 1<<20); err == nil {
				t.Errorf("%s: %d of %d bytes gave %d", coding, n, len(z), len(got))
			}
		}
	}
}

func TestDamagedBodiesAreErrors(t *testing.T) {
	for _, coding := range []string{"gzip", "deflate", "zstd"} { // those with a checksum
		z := codings[coding](t, sample)
		for _, at := range []int{len(z) - 2, len(z) / 2} {
			d := bytes.Clone(z)
			d[at] ^= 0x55
			if _, err := readWhole(answer(coding, bytes.NewReader(d), -1), 1<<20); err == nil {
				t.Errorf("%s damaged at %d of %d was accepted", coding, at, len(z))
			}
		}
	}
	for coding := range codings {
		if _, err := readWhole(answer(coding, strings.NewReader("<rss>not coded at all</rss>"), -1), 1<<20); err == nil {
			t.Errorf("plain text as %s was accepted", coding)
		}
	}
}

func TestErrorBehindACodedBodyIsSeen(t *testing.T) {
	broken := errors.New("reset")
	for coding, code := range codings {
		body := io.MultiReader(bytes.NewReader(code(t, sample)), &failing{broken})
		if _, err := readWhole(answer(coding, body, -1), 1<<20); !errors.Is(err, broken) {
			t.Errorf("%s: %v", coding, err)
		}
	}
}

type failing struct{ err error }

func (f *failing) Read([]byte) (int, error) { return 0, f.err }

func TestUnknownAndStackedCodingsAreRefused(t *testing.T) {
	z := codings["gzip"](t, sample)
	for _, coding := range []string{"x-hostile", "gzip, gzip", "gzip,br", "compress", "identity, gzip", "utf-8"} {
		if _, err := readWhole(answer(coding, bytes.NewReader(z), -1), 1<<20); err == nil {
			t.Errorf("%q was accepted", coding)
		}
	}
	two := answer("gzip", bytes.NewReader(z), -1)
	two.Header.Add("Content-Encoding", "gzip")
	if _, err := readWhole(two, 1<<20); err == nil {
		t.Error("two header fields were accepted")
	}
}

func TestBombsStopEarly(t *testing.T) {
	zeros := make([]byte, 4<<20)
	for coding, code := range codings {
		z := code(t, zeros)
		_, err := readWhole(answer(coding, bytes.NewReader(z), -1), 16<<20)
		if e := failure("http://a.example/", err); e.Kind != feed.TooLarge {
			t.Errorf("%s: %v", coding, err)
		}
	}
}

func TestBodiesEndAtTheLimit(t *testing.T) {
	const limit = 4096
	full := bytes.Repeat([]byte("abcdefgh"), limit/8)
	for coding, code := range codings {
		if got, err := readWhole(answer(coding, bytes.NewReader(code(t, full)), -1), limit); err != nil || len(got) != limit {
			t.Errorf("%s: the limit itself: %d, %v", coding, len(got), err)
		}
		more := append(bytes.Clone(full), bytes.Repeat([]byte("!"), limit)...)
		if got, err := readWhole(answer(coding, bytes.NewReader(code(t, more)), -1), limit); err != errTooLarge || !bytes.Equal(got, full) {
			t.Errorf("%s: more: %d bytes, %v", coding, len(got), err)
		}
	}
	if got, err := readWhole(answer("", bytes.NewReader(full), -1), limit); err != nil || len(got) != limit {
		t.Errorf("plain: %d, %v", len(got), err)
	}
	if got, err := readWhole(answer("", bytes.NewReader(append(full, '!')), -1), limit); err != errTooLarge || !bytes.Equal(got, full[:limit]) {
		t.Errorf("plain, one more: %d bytes, %v", len(got), err)
	}
}

func TestLargeBodiesAskForAPlaceOnce(t *testing.T) {
	for size, want := range map[int]int{largeBody / 2: 0, 3 * largeBody: 1} {
		asked := 0
		got, err := readBody(answer("", bytes.NewReader(make([]byte, size)), -1), 1<<30, func() error { asked++; return nil })
		if err != nil || len(got) != size || asked != want {
			t.Errorf("%d bytes: %d, asked %d times, %v", size, len(got), asked, err)
		}
	}
	full := errors.New("full")
	if _, err := readBody(answer("", bytes.NewReader(make([]byte, 3*largeBody)), -1), 1<<30, func() error { return full }); !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
}

func FuzzReadBody(f *testing.F) {
	for _, coding := range []string{"gzip", "br", "deflate", "zstd", ""} {
		f.Add(coding, sample[:100], int64(64))
	}
	f.Add("gzip", []byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\x01\x01\x00\xfe\xffa"), int64(1<<16))
	f.Add("zstd", []byte("\x28\xb5\x2f\xfd\x04\x00\x09\x00\x00a"), int64(1<<16))
	f.Fuzz(func(t *testing.T, coding string, body []byte, limit int64) {
		limit = min(max(limit, 0), 1<<22)
		got, err := readWhole(answer(coding, bytes.NewReader(body), -1), limit)
		if int64(len(got)) > limit || err != nil && err != errTooLarge && got != nil {
			t.Fatalf("%d bytes of %d, %v", len(got), limit, err)
		}
	})
}
