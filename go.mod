module newspane

go 1.26.0

require (
	charm.land/bubbles/v2 v2.2.1 // the text input of prompts
	charm.land/bubbletea/v2 v2.1.1 // the screen's loop and renderer
	charm.land/lipgloss/v2 v2.0.6 // colours and attributes
	codeberg.org/readeck/go-readability/v2 v2.1.3 // the article in a page
	github.com/BurntSushi/toml v1.6.0 // the settings file
	github.com/adrg/xdg v0.5.3 // where files belong
	github.com/andybalholm/brotli v1.2.1 // content coding br
	github.com/andybalholm/cascadia v1.3.3 // CSS selectors of site rules
	github.com/atotto/clipboard v0.1.4 // the clipboard of the machine at hand
	github.com/charmbracelet/colorprofile v0.4.3 // how many colours the terminal has
	github.com/charmbracelet/ultraviolet v0.0.0-20261008173134-6b8d4baf91b4 // what terminals answer about cells and graphics
	github.com/charmbracelet/x/ansi v0.11.9 // escape sequences, kitty graphics
	github.com/charmbracelet/x/term v0.2.2 // whether standard output is a terminal
	github.com/charmbracelet/x/vt v0.1.0
	github.com/clipperhouse/displaywidth v0.11.0 // cell widths, the same as the renderer's
	github.com/creack/pty v1.1.24
	github.com/fsnotify/fsnotify v1.10.1 // changes of the settings file, and of the library by another process
	github.com/klauspost/compress v1.20.4 // content coding zstd, stored bodies
	github.com/mmcdole/gofeed v1.5.0 // RSS, Atom and JSON Feed
	github.com/rivo/uniseg v0.4.7 // line breaking, UAX #14
	github.com/rogpeppe/go-internal v1.14.1 // scripts that test the command line
	github.com/spf13/cobra v1.10.2 // the command line
	github.com/spf13/pflag v1.0.9 // the flags that help and the manual tell of
	github.com/wlynxg/chardet v1.0.5
	github.com/zalando/go-keyring v0.2.8 // passwords in the system's keyring
	go.yaml.in/yaml/v3 v3.0.6 // the lists of nom and goread
	golang.org/x/image v0.47.0 // scaling and WebP
	golang.org/x/net v0.62.0 // HTML, charsets
	golang.org/x/sys v0.49.0 // the size of a terminal's cells
	golang.org/x/text v0.44.0 // legacy encodings, bidi, collation
	modernc.org/sqlite v1.62.0 // the library's database, pure Go
	rsc.io/qr v0.2.0 // QR codes of links
)

require (
	github.com/alecthomas/chroma/v2 v2.27.0 // what is what in code
	github.com/charmbracelet/x/exp/ordered v0.1.0 // indirect
	github.com/charmbracelet/x/termios v0.1.1 // indirect
	github.com/charmbracelet/x/windows v0.2.2 // indirect
	github.com/clipperhouse/uax29/v2 v2.7.0 // indirect
	github.com/danieljoos/wincred v1.2.3 // indirect
	github.com/dlclark/regexp2/v2 v2.2.1 // indirect
	github.com/dustin/go-humanize v1.1.0 // indirect
	github.com/go-shiori/dom v0.0.0-20230515143342-73569d674e1c // indirect
	github.com/godbus/dbus/v5 v5.2.2 // indirect
	github.com/gogs/chardet v0.0.0-20211120154057-b7413eaefb8f // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/itlightning/dateparse v0.2.1 // indirect
	github.com/lucasb-eyer/go-colorful v1.4.1 // indirect
	github.com/mattn/go-isatty v0.0.24 // indirect
	github.com/mattn/go-runewidth v0.0.30 // indirect
	github.com/mmcdole/goxpp/v2 v2.0.0 // indirect
	github.com/muesli/cancelreader v0.2.2 // indirect
	github.com/ncruces/go-strftime v1.1.0 // indirect
	github.com/remyoudompheng/bigfft v0.0.0-20230129092748-24d4a6f8daec // indirect
	github.com/xo/terminfo v1.0.0 // indirect
	golang.org/x/sync v0.25.0 // indirect
	golang.org/x/tools v0.52.0 // indirect
	modernc.org/libc v1.80.1 // indirect
	modernc.org/mathutil v1.7.1 // indirect
	modernc.org/memory v1.12.1 // indirect
)
