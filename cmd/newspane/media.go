package main

import (
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
		if !isText || len(strings.Fields(command)) == 0 {
			return false
		}
		if c.Player == nil {
			c.Player = map[string]string{}
		}
		c.Player[strings.ToLower(kind)] = command
	}
	return ok
}

// players play what the settings name no command for.
var players = map[string]string{"audio": "mpv --no-video", "video": "mpv"}

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

// Play plays a media file: sound in the terminal, which the player's keys then work in; pictures beside it, where there is
// a display. What nothing plays is opened in the browser.
func (o *outside) Play(e feed.Enclosure) (*exec.Cmd, error) {
	address, err := outsideAddress(e.URL)
	if err != nil {
		return nil, err
	}
	command := o.app.Config.player(e.Type)
	if command == "" {
		return nil, o.browser.open(address)
	}
	argv := arguments(command, address)
	c, err := o.foreground(argv, "a table [player] in the settings names one: [player] audio = \"…\"")
	if err != nil || strings.HasPrefix(e.Type, "audio/") || !o.hasDisplay() {
		return c, err
	}
	if err := o.browser.start(argv, cleanEnv(o.env)); err != nil {
		return nil, fmt.Errorf("%s: %w", argv[0], err)
	}
	return nil, nil
}

// hasDisplay reports whether windows can be opened.
func (o *outside) hasDisplay() bool {
	return runtime.GOOS == "darwin" || runtime.GOOS == "windows" || o.getenv("DISPLAY") != "" || o.getenv("WAYLAND_DISPLAY") != ""
}
