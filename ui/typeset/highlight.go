package typeset

import (
	"context"
	"embed"
	"path"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"

	"newspane/feed"
)

// Kind is what a piece of code is, as far as it is told apart on the screen.
type Kind uint8

// The kinds of pieces.
const (
	Ordinary Kind = iota
	Keyword
	Literal // a string, a character
	Figure  // a number, a constant
	Name    // of a function, a type, a tag
	Remark  // a comment, a prompt
	Added   // a line of a patch
	Removed
)

// Tint is a stretch of a text that is of one kind of code.
type Tint struct {
	From, To int // bytes
	Kind     Kind
}

// Program is a block of code.
type Program struct {
	From int // its first byte in the article's text
	Code string
	Lang string // as its page says, "" when it does not
}

// lexerFiles are the lexers of the languages that articles speak of most, as chroma has them (lexers/COPYING): all of
// its 280 would take 3 MB of the program and 5 ms of every start.
//
//go:embed lexers/*.xml
var lexerFiles embed.FS

// lexers reads the lexers' names when code is highlighted for the first time; their rules are read one by one.
var lexers = sync.OnceValue(func() *chroma.LexerRegistry {
	all := chroma.NewLexerRegistry()
	files, err := lexerFiles.ReadDir("lexers")
	for _, f := range files {
		if l, lerr := chroma.NewXMLLexer(lexerFiles, path.Join("lexers", f.Name())); lerr == nil && err == nil {
			all.Register(l)
		}
	}
	return all
})

// maxProgram is the longest code that is highlighted, in bytes: what is longer is data.
const maxProgram = 64 << 10

// Programs returns the blocks of code that [Highlight] may know something of, in the order of the text.
func Programs(blocks []feed.Block) []Program {
	var all []Program
	at := 0
	feed.Walk(blocks, func(b *feed.Block, spans []feed.Span) {
		from := at
		var code strings.Builder
		for _, s := range spans {
			at += len(s.Text.String())
			if b.Kind == feed.Code {
				code.WriteString(s.Text.String())
			}
		}
		if n := code.Len(); n > 0 && n <= maxProgram {
			all = append(all, Program{from, code.String(), b.Lang})
		}
	})
	return all
}

// Highlight tells the pieces of code apart, in order, by their bytes in the article's text; nil when its language is
// unknown: where nobody tells it, unless the code does beyond doubt. It runs the regular expressions of that language's
// lexer, which take their time, the first time above all: it is for commands. When ctx ends it returns what it has come
// to.
func (p Program) Highlight(ctx context.Context) (tints []Tint) {
	lang, guessed := p.Lang, p.Lang == ""
	if guessed {
		if lang = languageOf(p.Code); lang == "" {
			return nil
		}
	}
	lexer := lexers().Get(lang)
	if lexer == nil {
		return nil
	}
	defer func() {
		if recover() != nil { // lexers panic on what they did not think of: such code stays plain
			tints = nil
		}
	}()
	next, err := lexer.Tokenise(&chroma.TokeniseOptions{State: "root"}, p.Code+"\n") // many tell a line by its end
	if err != nil {
		return nil
	}
	at := 0
	for t := next(); t != chroma.EOF && ctx.Err() == nil; t = next() {
		value := t.Value[:min(len(t.Value), len(p.Code)-at)]
		if !strings.HasPrefix(p.Code[at:], value) {
			break // the lexer has changed the text
		}
		from, to := p.From+at, p.From+at+len(value)
		at += len(value)
		switch kind, n := kindOf(t.Type), len(tints); {
		case guessed && t.Type == chroma.Error && strings.TrimSpace(value) != "": // it is another language after all
			return nil
		case kind == Ordinary || from == to:
		case n > 0 && tints[n-1].To == from && tints[n-1].Kind == kind:
			tints[n-1].To = to
		default:
			tints = append(tints, Tint{from, to, kind})
		}
	}
	return tints
}

// kindOf returns the kind of a lexer's token.
func kindOf(t chroma.TokenType) Kind {
	switch t {
	case chroma.KeywordConstant, chroma.NameConstant:
		return Figure
	case chroma.CommentPreproc, chroma.OperatorWord, chroma.GenericHeading, chroma.GenericSubheading:
		return Keyword
	case chroma.NameFunction, chroma.NameFunctionMagic, chroma.NameClass, chroma.NameTag, chroma.NameBuiltin, chroma.NameDecorator,
		chroma.NameAttribute, chroma.NameException, chroma.NameNamespace:
		return Name
	case chroma.GenericPrompt:
		return Remark
	case chroma.GenericInserted:
		return Added
	case chroma.GenericDeleted:
		return Removed
	}
	switch {
	case t.InCategory(chroma.Keyword):
		return Keyword
	case t.InCategory(chroma.Comment):
		return Remark
	case t.InSubCategory(chroma.LiteralString), t == chroma.Literal, t == chroma.LiteralDate:
		return Literal
	case t.InSubCategory(chroma.LiteralNumber):
		return Figure
	}
	return Ordinary
}
