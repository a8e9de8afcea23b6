package clean

import "golang.org/x/net/html/atom"

// maxAttrBytes is the longest attribute value that the rough parser keeps: data: addresses of pictures are dropped.
const maxAttrBytes = 64 << 10

func set(list ...atom.Atom) map[atom.Atom]bool {
	m := make(map[atom.Atom]bool, len(list))
	for _, a := range list {
		m[a] = true
	}
	return m
}

// The classes of elements, after the HTML standard's parsing chapter.
var (
	void = set(atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link,
		atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr)
	rawText = set(atom.Script, atom.Style, atom.Title, atom.Textarea, atom.Iframe, atom.Noembed, atom.Noframes,
		atom.Xmp, atom.Plaintext)
	headOnly   = set(atom.Base, atom.Link, atom.Meta, atom.Title, atom.Script, atom.Style)
	formatting = set(atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small,
		atom.Strike, atom.Strong, atom.Tt, atom.U)
	barrier = set(atom.Applet, atom.Caption, atom.Table, atom.Td, atom.Th, atom.Marquee, atom.Object, atom.Template,
		atom.Svg, atom.Math)
)

// impliedEnd says which open elements a start tag closes, and which ones protect those outside them.
type impliedEnd struct{ close, stop []atom.Atom }

var impliedEnds = impliedTable()

func impliedTable() map[atom.Atom]impliedEnd {
	m := map[atom.Atom]impliedEnd{
		atom.Li:       {[]atom.Atom{atom.Li}, []atom.Atom{atom.Ul, atom.Ol, atom.Menu, atom.Table, atom.Td, atom.Section}},
		atom.Dt:       {[]atom.Atom{atom.Dt, atom.Dd}, []atom.Atom{atom.Dl, atom.Table, atom.Td}},
		atom.Dd:       {[]atom.Atom{atom.Dt, atom.Dd}, []atom.Atom{atom.Dl, atom.Table, atom.Td}},
		atom.Option:   {[]atom.Atom{atom.Option}, []atom.Atom{atom.Select}},
		atom.Optgroup: {[]atom.Atom{atom.Option, atom.Optgroup}, []atom.Atom{atom.Select}},
		atom.Td:       {[]atom.Atom{atom.Td, atom.Th}, []atom.Atom{atom.Tr, atom.Table}},
		atom.Th:       {[]atom.Atom{atom.Td, atom.Th}, []atom.Atom{atom.Tr, atom.Table}},
		atom.Tr:       {[]atom.Atom{atom.Tr}, []atom.Atom{atom.Table}},
		atom.Tbody:    {[]atom.Atom{atom.Tbody, atom.Thead, atom.Tfoot}, []atom.Atom{atom.Table}},
		atom.Tfoot:    {[]atom.Atom{atom.Tbody, atom.Thead, atom.Tfoot}, []atom.Atom{atom.Table}},
		atom.A:        {[]atom.Atom{atom.A}, []atom.Atom{atom.Td, atom.Th, atom.Table, atom.Div}},
	}
	p := impliedEnd{[]atom.Atom{atom.P}, []atom.Atom{atom.Td, atom.Th, atom.Table, atom.Button, atom.Object,
		atom.Caption, atom.Template, atom.Marquee}}
	for _, a := range []atom.Atom{atom.P, atom.Div, atom.Ul, atom.Ol, atom.Dl, atom.Table, atom.Blockquote, atom.Pre,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Hr, atom.Section, atom.Article, atom.Aside,
		atom.Header, atom.Footer, atom.Nav, atom.Main, atom.Figure, atom.Figcaption, atom.Form, atom.Fieldset,
		atom.Address, atom.Details, atom.Summary, atom.Center, atom.Dir, atom.Menu} {
		m[a] = p
	}
	return m
}

// dropped elements vanish with all that is in them.
var dropped = set(atom.Script, atom.Style, atom.Template, atom.Head, atom.Title, atom.Meta, atom.Link, atom.Button,
	atom.Input, atom.Select, atom.Textarea, atom.Svg, atom.Canvas, atom.Datalist, atom.Nav, atom.Noembed,
	atom.Noframes, atom.Param, atom.Source, atom.Track, atom.Area, atom.Col, atom.Colgroup, atom.Base, atom.Progress,
	atom.Meter, atom.Dialog, atom.Option, atom.Frameset, atom.Frame, atom.Rp)

// inline elements do not end a paragraph.
var inline = set(atom.A, atom.Abbr, atom.Acronym, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Cite, atom.Code,
	atom.Data, atom.Del, atom.Dfn, atom.Em, atom.Font, atom.I, atom.Ins, atom.Kbd, atom.Label, atom.Mark, atom.Nobr,
	atom.Q, atom.Rb, atom.Rt, atom.Rtc, atom.Ruby, atom.S, atom.Samp, atom.Small, atom.Span, atom.Strike,
	atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U, atom.Var, atom.Output, atom.Wbr, atom.Picture)
