package main

import (
	"context"
	"fmt"
	"os/exec"
	"runtime"
	"strings"

	"newspane/feed"
)

// setPlayer takes commands by media type.
func setPlayer(c *Config, v any) bool {
	table, ok := v.(map[string]any)
	for kind, v := range table {
		command, isText := v.(string)
		if !isText || !isCommand(command) {
			return false
		}
		if c.Player == nil {
			c.Player = map[string]string{}
		}
		c.Player[strings.ToLower(kind)] = command
	}
	return ok
}

// players play what the settings name no command for. mpv goes on where it was quit.
var players = map[string]string{"audio": "mpv --no-video --save-position-on-quit", "video": "mpv --save-position-on-quit"}

// player is the command for a media type, by the settings' word on the type, on its first part, else ours; "" is the
// browser.
func (c Config) player(mediaType string) string {
	whole, _, _ := strings.Cut(strings.ToLower(mediaType), ";")
	whole = strings.TrimSpace(whole)
	first, _, _ := strings.Cut(whole, "/")
	for _, command := range []string{c.Player[whole], c.Player[first], players[first]} {
		if command != "" {
			return command
		}
	}
	return ""
}

// Play plays media files, one after the other: sound in the terminal, which the player's keys then work in; pictures beside
// it, where there is a display. What was downloaded is played from the disk. Of several, those are played that the first
// one's player is for; what nothing plays is opened in the browser.
func (o *outside) Play(ctx context.Context, media ...feed.Enclosure) (*exec.Cmd, error) {
	command := o.app.Config.player(media[0].Type)
	var addresses []string
	for _, e := range media {
		if o.app.Config.player(e.Type) != command {
			continue
		}
		address, err := o.source(ctx, e.URL)
		if err != nil {
			return nil, err
		}
		addresses = append(addresses, address)
	}
	if command == "" {
		return nil, o.browser.open(media[0].URL)
	}
	argv := arguments(command, addresses...)
	c, err := o.foreground(argv, "a table [player] in the settings names one: [player] audio = \"…\"")
	if err != nil || strings.HasPrefix(media[0].Type, "audio/") || !o.hasDisplay() {
		return c, err
	}
	if err := o.browser.start(argv, cleanEnv(o.env)); err != nil {
		return nil, fmt.Errorf("%s: %w", argv[0], err)
	}
	return nil, nil
}

// source is where a media file is played from: the disk, where it was downloaded, else its address.
func (o *outside) source(ctx context.Context, url string) (string, error) {
	address, err := outsideAddress(url)
	if err != nil || o.app.Engine == nil {
		return address, err
	}
	path, err := o.app.Engine.Downloaded(ctx, url)
	if err != nil || path == "" {
		return address, err
	}
	return path, nil
}

// hasDisplay reports whether windows can be opened.
func (o *outside) hasDisplay() bool {
	return runtime.GOOS == "darwin" || runtime.GOOS == "windows" || o.getenv("DISPLAY") != "" || o.getenv("WAYLAND_DISPLAY") != ""
}
