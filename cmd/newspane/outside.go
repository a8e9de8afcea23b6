package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/adrg/xdg"

	"newspane/feed"
	"newspane/feed/export"
)

// Bounds of what is done outside.
const (
	maxPictures   = 24 << 20 // bytes of pictures in one file
	sharePatience = time.Minute
)

// outside does with articles what takes other programs and files.
type outside struct {
	app     *App
	env     []string
	browser *browser
}

func newOutside(a *App) *outside {
	return &outside{app: a, env: os.Environ(), browser: newBrowser(a.Config.Browser)}
}

func (o *outside) getenv(name string) string {
	for _, kv := range o.env {
		if v, ok := strings.CutPrefix(kv, name+"="); ok {
			return v
		}
	}
	return ""
}

// Text is articles for print, parted by form feeds.
func (o *outside) Text(articles []*feed.Article) string {
	var parts []string
	for _, a := range articles {
		parts = append(parts, plainArticle(a))
	}
	return strings.Join(parts, "\n\f\n")
}

// formats are the kinds of files that articles are saved in, with their endings.
var formats = map[string]string{"text": ".txt", "markdown": ".md", "html": ".html", "epub": ".epub"}

// Save writes articles to a new file in the reader's directory for such things.
func (o *outside) Save(ctx context.Context, format string, articles []*feed.Article) (string, error) {
	dir := saveDir(o.app.Config.SaveTo)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return "", err
	}
	defer root.Close()
	base := export.FileName(export.Title(articles, now()))
	f, name, err := newFile(root, base, formats[format])
	if err != nil {
		return "", err
	}
	if err := errors.Join(o.app.writeArticles(ctx, f, format, articles), f.Close()); err != nil {
		return "", errors.Join(err, root.Remove(name))
	}
	return filepath.Join(dir, name), nil
}

// saveDir is where files are saved: the settings' directory, else the reader's for downloads, else here.
func saveDir(set string) string {
	if rest, ok := strings.CutPrefix(set, "~/"); ok {
		set = filepath.Join(xdg.Home, rest)
	}
	switch {
	case set != "":
		return set
	case xdg.UserDirs.Download != "":
		return xdg.UserDirs.Download
	}
	return "."
}

// writeArticles writes articles in a format.
func (a *App) writeArticles(ctx context.Context, w io.Writer, format string, articles []*feed.Article) error {
	switch format {
	case "html":
		return export.HTML(w, articles, a.pictures(ctx, articles), now())
	case "epub":
		return export.EPUB(w, articles, a.pictures(ctx, articles), now())
	case "markdown":
		for i, art := range articles {
			if i > 0 {
				if _, err := io.WriteString(w, "\n"); err != nil {
					return err
				}
			}
			if err := export.Markdown(w, art); err != nil {
				return err
			}
		}
		return nil
	}
	_, err := io.WriteString(w, newOutside(a).Text(articles)+"\n")
	return err
}

// pictures gives documents of articles their pictures, up to a bound, unless the reader wants none.
func (a *App) pictures(ctx context.Context, articles []*feed.Article) export.Picture {
	if a.Config.Images == "off" {
		return nil
	}
	of := map[string]feed.ID{} // the feeds of pictures
	for _, art := range articles {
		feed.Pictures(art.Body, func(img *feed.Image) bool {
			if of[img.URL] == 0 {
				of[img.URL] = art.Feed
			}
			return true
		})
	}
	left := maxPictures
	return func(address string) ([]byte, string, bool) {
		data, err := a.Engine.Picture(ctx, of[address], address)
		if err != nil || len(data) > left {
			return nil, "", false // it is named by its words instead
		}
		kind := http.DetectContentType(data)
		if !strings.HasPrefix(kind, "image/") {
			return nil, "", false
		}
		left -= len(data)
		return data, kind, true
	}
}

// Print hands articles to the printer.
func (o *outside) Print(ctx context.Context, articles []*feed.Article) error {
	argv := commandWords(o.app.Config.Printer)
	if len(argv) == 0 {
		argv = []string{"lp"}
	}
	return o.run(ctx, argv, o.Text(articles), "printer in the settings names the command that prints")
}

// run runs a command beside the terminal and returns what it complained of.
func (o *outside) run(ctx context.Context, argv []string, stdin, remedy string) error {
	ctx, cancel := context.WithTimeout(ctx, sharePatience)
	defer cancel()
	c := exec.CommandContext(ctx, argv[0], argv[1:]...)
	c.Env, c.SysProcAttr = cleanEnv(o.env), ownSession()
	c.Stdin = strings.NewReader(stdin)
	var errs bytes.Buffer
	c.Stderr = &errs
	err := c.Run()
	switch {
	case err == nil:
		return nil
	case errors.Is(err, exec.ErrNotFound):
		return fmt.Errorf("there is no program %q; %s", argv[0], remedy)
	case ctx.Err() != nil:
		return fmt.Errorf("%s did not end within %s", argv[0], sharePatience)
	}
	said := strings.TrimSpace(errs.String())
	if i := strings.LastIndexByte(said, '\n'); i >= 0 {
		said = said[i+1:]
	}
	if said == "" {
		said = err.Error()
	}
	return fmt.Errorf("%s: %s", argv[0], feed.Clean(said))
}

// foreground is a program that is to have the terminal.
func (o *outside) foreground(argv []string, remedy string) (*exec.Cmd, error) {
	if _, err := exec.LookPath(argv[0]); err != nil {
		return nil, fmt.Errorf("there is no program %q; %s", argv[0], remedy)
	}
	c := exec.Command(argv[0], argv[1:]...)
	c.Env = cleanEnv(o.env)
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
	return c, nil
}

// Pager shows the printable version in $PAGER.
func (o *outside) Pager(articles []*feed.Article) (*exec.Cmd, error) {
	argv := commandWords(o.getenv("PAGER"))
	if len(argv) == 0 {
		argv = []string{"less"}
	}
	c, err := o.foreground(argv, "$PAGER names the program that shows texts")
	if err == nil {
		c.Stdin = strings.NewReader(o.Text(articles))
		if o.getenv("LESSCHARSET") == "" { // the text is UTF-8, whatever the locale
			c.Env = append(c.Env, "LESSCHARSET=utf-8")
		}
	}
	return c, err
}

// Mail writes to a friend about an article: in $MAILER or the settings' mailer, else in what the system opens mailto:
// addresses with.
func (o *outside) Mail(a *feed.Article) (*exec.Cmd, error) {
	address := mailto(a)
	command := o.app.Config.Mailer
	if command == "" {
		command = o.getenv("MAILER")
	}
	if command != "" {
		return o.foreground(arguments(command, address), "mailer in the settings, or $MAILER, names a mail program")
	}
	opener := systemOpener(runtime.GOOS, address)
	if _, err := exec.LookPath(opener[0]); err != nil {
		return nil, errors.New("no mail program is known here; mailer in the settings, or $MAILER, names one")
	}
	return nil, o.browser.start(opener, cleanEnv(o.env))
}

// mailto is a letter about an article (RFC 6068): its title as the subject; its standfirst, link and byline as the text.
func mailto(a *feed.Article) string {
	var lines []string
	for _, s := range []string{a.Title.String(), cmp.Or(a.Standfirst, a.Summary).String(), a.Link, byline(a)} {
		if s != "" {
			lines = append(lines, s)
		}
	}
	enc := func(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
	return "mailto:?subject=" + enc(a.Title.String()) + "&body=" + enc(strings.Join(lines, "\r\n\r\n")+"\r\n")
}

// byline is who wrote an article, where, and when.
func byline(a *feed.Article) string {
	var parts []string
	for _, t := range []feed.Text{a.Author, a.Source} {
		if !t.IsEmpty() {
			parts = append(parts, t.String())
		}
	}
	if !a.Published.IsZero() {
		parts = append(parts, a.Published.Local().Format("2 January 2006"))
	}
	return strings.Join(parts, ", ")
}

// Pipe gives an article's text to a command that the reader typed.
func (o *outside) Pipe(a *feed.Article, command string) (*exec.Cmd, error) {
	c, err := o.Shell(a, command)
	if err == nil {
		c.Stdin = strings.NewReader(o.Text([]*feed.Article{a}))
	}
	return c, err
}

// Shell runs a command that the reader typed, in the shell. The article is in its environment, never in its words.
func (o *outside) Shell(a *feed.Article, command string) (*exec.Cmd, error) {
	argv := []string{"sh", "-c", `eval "$1"; printf '\n– enter goes back '; read -r _ < /dev/tty`, "sh", command}
	if runtime.GOOS == "windows" {
		argv = []string{"cmd", "/C", command + " & pause"}
	}
	c, err := o.foreground(argv, "it is needed to run commands")
	if err == nil {
		c.Env = append(c.Env, about(a)...)
	}
	return c, err
}

// about is an article as variables of an environment.
func about(a *feed.Article) []string {
	return []string{
		"URL=" + a.Link, "TITLE=" + a.Title.String(), "AUTHOR=" + a.Author.String(), "FEED=" + a.Source.String(),
		"STANDFIRST=" + a.Standfirst.String(), "PUBLISHED=" + a.Published.Format(time.RFC3339), fmt.Sprintf("ID=%d", a.ID),
	}
}

// Shares are the names of the reader's own commands to share with.
func (o *outside) Shares() []string {
	var names []string
	for name := range o.app.Config.Share {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Share runs one of the reader's own commands.
func (o *outside) Share(ctx context.Context, name string, a *feed.Article) error {
	argv := shareArguments(o.app.Config.Share[name], a)
	return o.run(ctx, argv, o.Text([]*feed.Article{a}), "the table [share] in the settings names it")
}

// shareArguments splits a command before it puts the article in, so that nothing of an article can become an argument
// or an option of its own: %u its address, %t its title, %d its standfirst, %f its feed. A command without any gets
// them all, in that order, as newsboat's bookmark-cmd does. The script of a shell ("sh -c …") has them as $1 to $4; nothing
// is ever put into its text.
func shareArguments(command string, a *feed.Article) []string {
	fields := []string{harmless(a.Link), harmless(a.Title.String()), harmless(a.Standfirst.String()), harmless(a.Source.String())}
	put := strings.NewReplacer("%u", fields[0], "%t", fields[1], "%d", fields[2], "%f", fields[3])
	argv := commandWords(command)
	used := false
	for i, arg := range argv {
		if i > 0 && argv[i-1] == "-c" {
			return append(argv[:i+1:i+1], append([]string{argv[0]}, fields...)...)
		}
		argv[i] = put.Replace(arg)
		used = used || argv[i] != arg
	}
	if !used {
		return append(argv, fields...)
	}
	return argv
}

// harmless is a field that no program takes for an option.
func harmless(s string) string { return strings.TrimLeft(strings.ReplaceAll(s, "\x00", ""), "-") }
