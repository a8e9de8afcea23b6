package ui

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi/kitty"

	"newspane/feed"
	"newspane/ui/picture"
	"newspane/ui/text"
	"newspane/ui/uitest"
)

// photograph is a PNG of so many pixels.
func photograph(t testing.TB, w, h int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := 3; i < len(img.Pix); i += 4 {
		img.Pix[i-3], img.Pix[i-2], img.Pix[i] = 200, 30, 255
	}
	img.Set(0, 0, color.White)
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pictured(url, alt, caption string, w, h int) feed.Block {
	b := feed.Block{Kind: feed.Figure, Image: &feed.Image{URL: url, Alt: feed.Clean(alt), Width: w, Height: h}}
	if caption != "" {
		b.Text = []feed.Span{{Text: feed.CleanBlock(caption)}}
	}
	return b
}

// illustrated is a shelf whose first article has four pictures: one of known size, one of unknown size far below, one
// that cannot be had, and one that is none.
func illustrated(t testing.TB) *shelf {
	s := morning()
	a := &s.articles[0]
	words := para(strings.Repeat("Words between the pictures of the harbour. ", 40))
	a.Body = []feed.Block{
		para("Before the pictures."),
		pictured("https://img.example/barrier.png", "The barrier", "The Maeslant barrier, closed.", 640, 400),
		words, words, words,
		pictured("https://img.example/wide.png", "The coast", "The coast from above.", 0, 0),
		words,
		pictured("https://img.example/gone.png", "A port at night", "", 300, 200),
		words,
		pictured("https://img.example/none.png", a.Title.String(), "", 300, 200),
		para("The last words."),
	}
	s.pictures = map[string][]byte{
		"https://img.example/barrier.png": photograph(t, 640, 400), "https://img.example/wide.png": photograph(t, 1600, 200),
		"https://img.example/none.png": []byte("<html>"),
	}
	return s
}

func withImages(mode picture.Mode) func(*Options) {
	return func(o *Options) { o.Images = picture.Choice{Mode: mode} }
}

func placeholders(d *uitest.Driver) int {
	return strings.Count(d.Screen(), string(kitty.Placeholder))
}

func TestKittyPicturesAreSentAndStandInTheText(t *testing.T) {
	d := start(t, illustrated(t), 80, 24, withImages(picture.Kitty))
	d.Press("enter j j j j j j j j j j")
	if n := placeholders(d); n == 0 {
		t.Fatalf("no placeholders:\n%s", d.Screen())
	}
	wantShown(t, d, "The Maeslant barrier, closed.")
	sent := regexp.MustCompile(`a=T,U=1,q=2,f=100,i=(\d+),c=(\d+),r=(\d+)`).FindAllStringSubmatch(strings.Join(d.Raw, ""), -1)
	if len(sent) == 0 {
		t.Fatal("nothing was sent to the terminal")
	}
	if !strings.Contains(d.Styled(), "\x1b[38;5;"+sent[0][1]+"m"+string(kitty.Placeholder)) {
		t.Errorf("the placeholders have not the colour of id %s", sent[0][1])
	}
	var cols, rows int
	if _, err := fmt.Sscan(sent[0][2], &cols); err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Sscan(sent[0][3], &rows); err != nil {
		t.Fatal(err)
	}
	if n := placeholders(d); n != cols*rows {
		t.Errorf("%d placeholders for %d×%d cells:\n%s", n, cols, rows, d.Screen())
	}
}

func TestHalfBlocksStandInTheText(t *testing.T) {
	d := start(t, illustrated(t), 80, 24, withImages(picture.Blocks))
	d.Press("enter j j j j j j j j j j")
	if n := strings.Count(d.Screen(), "▀"); n < 100 {
		t.Errorf("%d half blocks:\n%s", n, d.Screen())
	}
	if len(d.Raw) != 1 || strings.Contains(d.Raw[0], "\x1b_G") { // the query for the size of cells
		t.Errorf("the terminal got %q", d.Raw)
	}
	d.Send(tea.ColorProfileMsg{Profile: colorprofile.ANSI256})
	if s := d.Styled(); strings.Contains(s, "38;2;200;30") || !strings.Contains(s, "38;5;") {
		t.Error("a terminal of 256 colours gets true colour")
	}
	d.Send(tea.ColorProfileMsg{Profile: colorprofile.ANSI})
	if strings.Contains(d.Screen(), "▀") {
		t.Errorf("a terminal of 16 colours gets pictures:\n%s", d.Screen())
	}
	wantShown(t, d, "[image: The barrier · i\u00a0opens]", "The Maeslant barrier, closed.")
}

func TestEveryLineOfPicturesFillsTheScreenExactly(t *testing.T) {
	for _, mode := range []picture.Mode{picture.Kitty, picture.Blocks} {
		for _, size := range [][2]int{{20, 5}, {33, 12}, {80, 24}, {120, 40}, {160, 30}, {200, 60}, {1, 1}, {400, 3}} {
			d := start(t, illustrated(t), size[0], size[1], withImages(mode))
			d.Press("enter")
			for _, keys := range []string{"", "j", "space", "space", "i", "i", "i", "i", "esc", "G", "V i", "V i", "h", "?", "esc"} {
				d.Press(keys)
				lines := strings.Split(d.Screen(), "\n")
				if len(lines) != size[1] {
					t.Fatalf("%v after %q: %d lines", size, keys, len(lines))
				}
				for y, l := range lines {
					if got := text.Width(l); got != size[0] {
						t.Fatalf("%v after %q: line %d is %d cells wide: %q", size, keys, y, got, l)
					}
				}
			}
		}
	}
}

func TestTextStaysWhenPicturesArrive(t *testing.T) {
	for _, mode := range []picture.Mode{picture.Kitty, picture.Blocks} {
		s := illustrated(t)
		d := start(t, s, 80, 24, withImages(mode))
		d.Press("enter")
		for i := 0; !strings.Contains(d.Screen(), "The last words"); i++ {
			if i > 500 {
				t.Fatal("the end never came")
			}
			d.Hold = true
			d.Press("j")
			before := d.Screen()
			d.Release()
			after := d.Screen()
			same := 0
			for y, l := range strings.Split(before, "\n") {
				if strings.Contains(l, "Words between") && strings.Split(after, "\n")[y] == l {
					same++
				}
			}
			if want := strings.Count(before, "Words between"); want > 0 && same == 0 {
				t.Fatalf("text jumped:\n%s\n\n%s", before, after)
			}
		}
	}
}

func TestAPictureOfUnknownSizeIsSetByItsOwnBeforeItIsSeen(t *testing.T) {
	d := start(t, illustrated(t), 80, 24, withImages(picture.Blocks))
	d.Press("enter")
	for i := 0; !strings.Contains(d.Screen(), "The coast from above."); i++ {
		if i > 300 {
			t.Fatal("the coast never came")
		}
		d.Press("j")
	}
	slots := map[string]int{}
	for _, l := range model(d).article.doc.Lines {
		if l.Slot != nil {
			slots[l.Slot.Image.URL]++
		}
	}
	if got := slots["https://img.example/wide.png"]; got != 4 { // 68 columns of 1600×200
		t.Errorf("%d rows are kept for 1600×200 pixels", got)
	}
	if got := slots["https://img.example/gone.png"]; got != 0 {
		t.Errorf("%d rows are kept for a picture that is gone", got)
	}
}

func TestAPictureThatFailsLeavesItsAlternativeText(t *testing.T) {
	d := start(t, illustrated(t), 80, 24, withImages(picture.Kitty))
	d.Press("enter G")
	for range 3 {
		d.Press("k")
	}
	wantShown(t, d, "[image · i opens]", "The last words.")
	wantGone(t, d, "[image: Coastal cities")
	for range 200 {
		d.Press("k")
		if strings.Contains(d.Screen(), "[image: A port at night · i\u00a0opens]") {
			return
		}
	}
	t.Error("the alternative text of a picture that is gone is nowhere")
}

func TestNothingIsFetchedThatIsNotNeeded(t *testing.T) {
	asked := func(s *shelf) int {
		n := 0
		for _, a := range s.asked {
			if strings.HasPrefix(a, "picture ") {
				n++
			}
		}
		return n
	}
	s := illustrated(t)
	d := start(t, s, 120, 40, withImages(picture.Kitty))
	if n := asked(s); n != 0 { // the article is only looked at beside the list
		t.Errorf("%d pictures were fetched of an article that was not opened", n)
	}
	d.Send(pictureDue{1000})
	if n := asked(s); n == 0 {
		t.Error("no picture was fetched of an article that was looked at")
	}
	for name, o := range map[string]func(*Options){"off": withImages(picture.Off), "tiny": withImages(picture.Blocks)} {
		s := illustrated(t)
		d := start(t, s, 80, 24, o)
		if name == "tiny" {
			d.Press("V i")
		}
		d.Press("enter space space G")
		if n := asked(s); n != 0 {
			t.Errorf("%s: %d pictures were fetched", name, n)
		}
	}
	s = illustrated(t)
	d = start(t, s, 80, 24, withImages(picture.Blocks))
	d.Press("enter")
	for _, a := range s.asked {
		if strings.HasSuffix(a, "none.png") {
			t.Error("a picture that is further than two screens away was fetched")
		}
	}
}

func TestFullSizeGoesFromPictureToPicture(t *testing.T) {
	d := start(t, illustrated(t), 80, 24, withImages(picture.Kitty))
	d.Press("enter i")
	wantShown(t, d, "The Maeslant barrier, closed.", "1/4", "esc back")
	wantGone(t, d, "Before the pictures.")
	if n := placeholders(d); n < 20*20 {
		t.Errorf("%d placeholders at full size:\n%s", n, d.Screen())
	}
	d.Press("i")
	wantShown(t, d, "The coast from above.", "2/4")
	d.Press("i")
	wantShown(t, d, "it cannot be shown", "3/4")
	d.Press("i i")
	wantShown(t, d, "1/4")
	d.Press("left")
	wantShown(t, d, "4/4")
	d.Press("esc")
	wantShown(t, d, "Before the pictures.")
}

func TestWithoutPicturesTheBrowserOpensTheOneInSight(t *testing.T) {
	var opened []string
	d := start(t, illustrated(t), 80, 24, func(o *Options) {
		o.Browser = func(url string) error { opened = append(opened, url); return nil }
	})
	d.Press("enter i")
	wantShown(t, d, "Opening img.example in the browser")
	for range 40 {
		d.Press("j")
		if !strings.Contains(d.Screen(), "[image: The barrier") && strings.Contains(d.Screen(), "[image: ") {
			break
		}
	}
	d.Press("i")
	if len(opened) != 2 || opened[0] == opened[1] {
		t.Errorf("opened %q:\n%s", opened, d.Screen())
	}
	d = start(t, morning(), 80, 24, withImages(picture.Blocks))
	d.Press("enter i")
	wantShown(t, d, "This article has no pictures.")
}

func TestPicturesCanBeSwitchedOff(t *testing.T) {
	d := start(t, illustrated(t), 80, 24, withImages(picture.Blocks))
	d.Press("enter V i")
	wantShown(t, d, "pictures off", "[image: The barrier · i\u00a0opens]")
	if strings.Contains(d.Screen(), "▀") {
		t.Error("there is a picture")
	}
	d.Press("i")
	if !strings.Contains(d.Screen(), "▀") {
		t.Error("full size shows none")
	}
	d.Press("esc V i")
	wantShown(t, d, "pictures on", "▀")
}

func TestTheTerminalIsAskedAndBelieved(t *testing.T) {
	ask := func(o *Options) { o.Images = picture.Choice{Mode: picture.Blocks, Ask: true} }
	for name, c := range map[string]struct {
		version string
		reply   string
		want    picture.Mode
	}{
		"kitty": {"kitty(0.40.1)", "OK", picture.Kitty}, "an old kitty": {"kitty(0.26.5)", "OK", picture.Blocks},
		"one that refuses": {"kitty(0.40.1)", "ENOTSUP", picture.Blocks}, "ghostty": {"ghostty 1.2.0", "OK", picture.Kitty},
	} {
		d := start(t, illustrated(t), 80, 24, ask)
		d.Press("enter")
		if got := strings.Join(d.Raw, ""); !strings.Contains(got, "a=q") || !strings.HasSuffix(got, "\x1b[c") {
			t.Errorf("%s: asked %q", name, got)
		}
		reply := uv.KittyGraphicsEvent{Payload: []byte(c.reply)}
		reply.Options.ID = 31
		d.Send(tea.TerminalVersionMsg{Name: c.version}, reply, uv.PrimaryDeviceAttributesEvent{62})
		if got := model(d).pictures.style.Mode; got != c.want {
			t.Errorf("%s: mode %d, want %d", name, got, c.want)
		}
		if (placeholders(d) > 0) != (c.want == picture.Kitty) || strings.Contains(d.Screen(), "▀") == (c.want == picture.Kitty) {
			t.Errorf("%s:\n%s", name, d.Screen())
		}
	}
}

func TestQuittingTakesThePicturesFromTheTerminal(t *testing.T) {
	told := false
	d := start(t, illustrated(t), 80, 24, withImages(picture.Kitty), func(o *Options) {
		o.After = func(_ time.Duration, msg tea.Msg) tea.Cmd {
			_, last := msg.(picturesReleased)
			told = told || last
			return func() tea.Msg { return msg }
		}
	})
	d.Press("enter")
	d.Raw = nil
	d.Press("Q")
	if !d.Quit || !told || !strings.Contains(strings.Join(d.Raw, ""), "a=d,d=I") {
		t.Errorf("quit %v, sent %q", d.Quit, d.Raw)
	}
}

func TestPicturesAreDrawnAnewAfterAStayInTheShell(t *testing.T) {
	d := start(t, illustrated(t), 80, 24, withImages(picture.Kitty))
	d.Press("enter")
	d.Raw = nil
	d.Send(tea.ResumeMsg{})
	if !strings.Contains(strings.Join(d.Raw, ""), "a=T") || placeholders(d) == 0 {
		t.Errorf("sent %d bytes; %d placeholders", len(strings.Join(d.Raw, "")), placeholders(d))
	}
}

func TestPicturesOfAnArticleThatWasLeftAreNotShown(t *testing.T) {
	s := illustrated(t)
	d := start(t, s, 80, 24, withImages(picture.Kitty))
	d.Hold = true
	d.Press("enter")
	d.Hold = false
	d.Press("n")
	d.Release()
	if n := placeholders(d); n != 0 {
		t.Errorf("%d placeholders in an article without pictures:\n%s", n, d.Screen())
	}
	if got := len(model(d).pictures.held); got != 0 {
		t.Errorf("%d pictures are held", got)
	}
}

func BenchmarkViewOfPictures200x60(b *testing.B) {
	for name, mode := range map[string]picture.Mode{"kitty": picture.Kitty, "blocks": picture.Blocks} {
		b.Run(name, func(b *testing.B) {
			d := start(b, illustrated(b), 200, 60, withImages(mode))
			d.Press("enter")
			for b.Loop() {
				d.Model.View()
			}
		})
	}
}

func TestAPictureThatIsGoneLeavesNoHoleBeforeTheReaderScrolls(t *testing.T) {
	s := illustrated(t)
	s.articles[0].Body = []feed.Block{
		{Kind: feed.Figure, Image: &feed.Image{URL: "https://img.example/gone.png"}},
		para("The first words."),
	}
	d := start(t, s, 120, 40, withImages(picture.Kitty))
	d.Press("enter")
	rows := strings.Split(d.Screen(), "\n")
	image := slices.IndexFunc(rows, func(l string) bool { return strings.Contains(l, "[image · i") })
	words := slices.IndexFunc(rows, func(l string) bool { return strings.Contains(l, "The first words.") })
	if image < 0 || words != image+2 {
		t.Errorf("the words of a missing picture stand in row %d, the text in row %d:\n%s", image, words, d.Screen())
	}
}
