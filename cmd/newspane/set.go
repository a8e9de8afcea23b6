package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"newspane/feed"
)

// settingHelp explains the settings of a feed.
const settingHelp = `Set what you want of one feed, named by its address, title or number. Without a key, its settings are shown.

  title        your own name for the feed
  folder       where it stands; a/b is a folder in a folder
  url          its address, when it has moved; its articles stay
  full-text    auto: read the page when the feed has but a teaser; always; never
  interval     time between two checks, from 5m to 7d (auto: by how often something comes)
  paused       yes: checked only when you ask for it by name
  user-agent   what newspane calls itself to this server
  header       an extra header, "Name: value"; "Name:" takes it away
  auth         what the server is asked with, and where its secret is kept:
                 basic USER SECRET, bearer SECRET, header NAME SECRET
               SECRET is command:pass show news, env:VARIABLE, file:/path or keyring:name;
               left out, you are asked for the secret itself, and it is kept in the keyring
               or in a file that only you can read
  keep-days    how old its articles may become, in days (all: any age)
  keep-articles  how many of its newest articles stay (all)
               What you bookmarked, tagged, noted, highlighted or keep to read later always stays
  proxy        none, or an address such as socks5://127.0.0.1:1080

"default" as the value sets a key back.`

func newSet() *cobra.Command {
	return &cobra.Command{
		Use:   "set FEED [KEY VALUE]",
		Short: "Show or change the settings of a feed",
		Long:  settingHelp,
		Example: "newspane set lwn.net interval 30m\n" +
			"newspane set LWN auth basic ann\n" +
			"newspane set LWN auth basic ann command:pass show lwn",
		Args: wantsSome(1, "a feed"),
		RunE: withApp(func(ctx context.Context, a *App, cmd *cobra.Command, args []string) error {
			subs, err := a.Engine.Subscriptions(ctx)
			if err != nil {
				return err
			}
			sub, err := oneFeed(subs, args[0])
			switch {
			case err != nil:
				return err
			case len(args) == 1:
				return a.showSettings(sub)
			case len(args) == 2 && args[1] != "auth":
				return usage(fmt.Errorf("%s wants a value; \"default\" sets it back", feed.Clean(args[1])))
			}
			return a.set(ctx, sub, args[1], strings.Join(args[2:], " "), cmd.InOrStdin())
		}),
	}
}

// showSettings prints a feed's settings as rows of key and value.
func (a *App) showSettings(sub feed.Subscription) error {
	out := newPrinter(a.Out)
	out.row("title", title(sub))
	out.row("folder", sub.Folder)
	out.row("url", feed.ShownURL(sub.URL))
	for _, key := range feed.SettingKeys() {
		values := sub.Settings.Get(key)
		if len(values) == 0 {
			values = []string{"default"}
		}
		for _, v := range values {
			out.row(key, v)
		}
	}
	return out.flush()
}

// set changes one setting and says what it is then.
func (a *App) set(ctx context.Context, sub feed.Subscription, key, value string, in io.Reader) error {
	if value == "default" {
		value = ""
	}
	switch key {
	case "title":
		return a.Engine.Edit(ctx, sub.ID, value, sub.Folder)
	case "folder":
		return a.Engine.Edit(ctx, sub.ID, title(sub), value)
	case "url":
		return a.Engine.SetAddress(ctx, sub.ID, value)
	case "auth":
		full, err := a.askSecret(sub, value, in)
		if err != nil {
			return err
		}
		value = full
	}
	settings := sub.Settings
	if err := settings.Set(key, value); err != nil {
		return usage(err)
	}
	if _, _, err := a.Engine.Configure(ctx, sub.ID, func(s *feed.Settings) { *s = settings }); err != nil {
		return err
	}
	now := strings.Join(settings.Get(key), ", ")
	if now == "" {
		now = "as it comes"
	}
	a.say("%s: %s is %s.", title(sub), key, feed.Clean(now))
	return nil
}

// askSecret completes a login that names no place of its secret: the secret is asked for, without being shown, or read
// from standard input, and stored.
func (a *App) askSecret(sub feed.Subscription, login string, in io.Reader) (string, error) {
	words := strings.Fields(login)
	user := ""
	switch {
	case len(words) == 2 && (words[0] == "basic" || words[0] == "header"):
		user = words[1]
	case len(words) == 1 && words[0] == "bearer":
	default:
		return login, nil
	}
	secret, err := readSecret(in, a.Err, "Password for "+title(sub)+": ")
	if err != nil {
		return "", err
	}
	place, where, err := a.Secrets.store(sub.URL, user, secret)
	if err != nil {
		return "", err
	}
	a.say("The password is kept in %s.", where)
	return login + " " + string(place), nil
}

// withUser asks for the password of a user and returns the address with both in it, for the library to move out.
func (a *App) withUser(address, user string, in io.Reader) (string, error) {
	if user == "" {
		return address, nil
	}
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "", &feed.Error{Op: "add", URL: address, Kind: feed.BadURL}
	}
	password, err := readSecret(in, a.Err, "Password of "+feed.Clean(user).String()+" at "+feed.Clean(u.Host).String()+": ")
	if err != nil {
		return "", err
	}
	u.User = url.UserPassword(user, password)
	return u.String(), nil
}

// readSecret reads a line, without showing it when it is typed.
func readSecret(in io.Reader, out io.Writer, label string) (string, error) {
	var line string
	var err error
	if f, ok := in.(*os.File); ok && term.IsTerminal(f.Fd()) {
		fmt.Fprint(out, label)
		var b []byte
		b, err = term.ReadPassword(f.Fd())
		fmt.Fprintln(out)
		line = string(b)
	} else {
		line, err = bufio.NewReader(in).ReadString('\n')
		if errors.Is(err, io.EOF) {
			err = nil
		}
	}
	line = strings.TrimRight(line, "\r\n")
	if err == nil && line == "" {
		err = usage(errors.New("no password was given; nothing is changed"))
	}
	return line, err
}
