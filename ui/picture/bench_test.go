package picture

import (
	"image"
	"testing"
)

func BenchmarkPictureOf1600By1067(b *testing.B) {
	for name, data := range map[string][]byte{"JPEG": asJPEG(b, photo(1600, 1067)), "PNG": asPNG(b, photo(1600, 1067))} {
		for mode, m := range map[string]Mode{"kitty": Kitty, "blocks": Blocks} {
			b.Run(name+"/"+mode, func(b *testing.B) {
				d := NewDecoder()
				for b.Loop() {
					err := d.Do(b.Context(), data, func(img image.Image) error {
						a, err := Make(img, image.Pt(68, 20), 1, firstID, Style{Mode: m, TrueColour: true, Cell: Cell{10, 20}})
						if err == nil {
							b.SetBytes(int64(len(a.Transmit)))
						}
						return err
					})
					if err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
