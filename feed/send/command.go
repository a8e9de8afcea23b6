package send

import (
	"strings"

	"newspane/feed"
)

// command runs a program as newsboat's bookmark-cmd does: its own arguments, then address, title, description and the
// feed's title. They are arguments of their own, none of which a program can take for an option; the script of a shell
// ("sh -c …") has them as $1 to $4. What ends with a status other than 0 has failed.
func (d *delivery) command() error {
	argv, _, err := feed.Words(d.t.Command)
	if err != nil {
		return err
	}
	if n := len(argv); n > 1 && argv[n-2] == "-c" {
		argv = append(argv, argv[0])
	}
	for _, field := range []string{d.p.URL, d.p.Title.String(), d.p.Description.String(), d.p.Source.String()} {
		argv = append(argv, strings.TrimLeft(strings.ReplaceAll(field, "\x00", ""), "-"))
	}
	return d.s.Run(d.ctx, argv)
}
