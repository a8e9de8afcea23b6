package clean

import (
	"testing"

	"newspane/feed"
)

func TestFormulasReadOnOneLine(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"power", `<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>`, "/E/ = /mc/^2^"},
		{"fraction", `<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>`, "(/a/ + /b/)//c/"},
		{"fraction of atoms", `<mfrac><mrow><mn>1</mn></mrow><mn>2</mn></mfrac>`, "1/2"},
		{"root", `<msqrt><mi>x</mi><mo>-</mo><mn>1</mn></msqrt><mo>+</mo><msqrt><mn>2</mn></msqrt>`, "√(/x/ − 1) + √2"},
		{"cube root", `<mroot><mi>x</mi><mn>3</mn></mroot>`, "^3^√/x/"},
		{"sum", `<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><msub><mi>x</mi><mi>i</mi></msub>`, "∑_i=1_^n^/x/_i_"},
		{"sign of a number", `<mo>-</mo><mn>1</mn><mo>=</mo><mo>-</mo><mi>y</mi>`, "−1 = −/y/"},
		{"function", `<mi>sin</mi><mo>&#x2061;</mo><mi>x</mi><mo>+</mo><mi>f</mi><mo>&#x2061;</mo><mo>(</mo><mi>x</mi><mo>,</mo><mi>y</mi><mo>)</mo>`, "sin /x/ + /f/(/x/, /y/)"},
		{"bar", `<mover accent="true"><mi>x</mi><mo>¯</mo></mover>`, "/x\u0304/"},
		{"second storey", `<msup><mi>e</mi><mrow><mo>-</mo><msup><mi>x</mi><mn>2</mn></msup></mrow></msup>`, "/e/^−x^2^"},
		{"matrix", `<mo>(</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mn>0</mn></mtd><mtd><mn>1</mn></mtd></mtr></mtable><mo>)</mo>`, "(1, 0; 0, 1)"},
		{"annotation", `<semantics><mn>7</mn><annotation encoding="application/x-tex">seven</annotation></semantics>`, "7"},
		{"fence", `<mfenced><mi>a</mi><mi>b</mi></mfenced>`, "(/a/, /b/)"},
		{"words", `<mtext>if</mtext><mspace/><mi>n</mi><mo>&gt;</mo><mn>0</mn>`, "if /n/ > 0"},
	} {
		if got := sketch(HTML("<math>"+feed.HTML(c.in)+"</math>", base)); got != "p "+c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, "p "+c.want)
		}
	}
}
