//go:build deps

package main

import (
	_ "charm.land/bubbles/v2/textinput"
	_ "charm.land/bubbletea/v2"
	_ "charm.land/lipgloss/v2"
	_ "codeberg.org/readeck/go-readability/v2"
	_ "github.com/BurntSushi/toml"
	_ "github.com/adrg/xdg"
	_ "github.com/andybalholm/brotli"
	_ "github.com/charmbracelet/x/ansi"
	_ "github.com/charmbracelet/x/vt"
	_ "github.com/clipperhouse/displaywidth"
	_ "github.com/creack/pty"
	_ "github.com/klauspost/compress/zstd"
	_ "github.com/mmcdole/gofeed"
	_ "github.com/rivo/uniseg"
	_ "github.com/wlynxg/chardet"
	_ "golang.org/x/net/html"
	_ "golang.org/x/text/encoding"
	_ "modernc.org/sqlite"
)
