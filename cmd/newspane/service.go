package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"newspane/feed"
)

// serviceVariables are those of the environment that a timer needs to find the same files.
var serviceVariables = []string{"NEWSPANE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"}

// timer is what the system is to run, and how often.
type timer struct {
	program string
	every   time.Duration
	env     [][2]string
}

func newService() *cobra.Command {
	var every time.Duration
	var unit string
	kinds := map[string]func(timer) (string, error){"systemd": func(t timer) (string, error) { return systemdUnits(t, unit) }, "launchd": launchdList, "cron": cronLine}
	c := &cobra.Command{
		Use:   "service systemd|launchd|cron",
		Short: "Print what has the system look for news by itself",
		Long: "Print the units, the property list or the line with which systemd, launchd or cron run newspane fetch. Nothing is\n" +
			"installed: the comments in it say where it belongs. Files are those of the environment in which this is run.",
		Example: "newspane service systemd --every 30m\n" +
			"newspane service systemd --unit timer > ~/.config/systemd/user/newspane-fetch.timer\n" +
			"newspane service launchd > ~/Library/LaunchAgents/newspane.fetch.plist\n" +
			"(crontab -l; newspane service cron --every 1h) | crontab -",
		ValidArgs: []string{"systemd", "launchd", "cron"},
		Args:      wants("systemd, launchd or cron"),
		RunE: func(cmd *cobra.Command, args []string) error {
			print, ok := kinds[args[0]]
			if !ok {
				return usage(fmt.Errorf("there is no %q; there are systemd, launchd and cron", feed.Clean(args[0])))
			}
			t, err := newTimer(every, os.Getenv)
			if err != nil {
				return err
			}
			text, err := print(t)
			if err == nil {
				_, err = fmt.Fprint(cmd.OutOrStdout(), text)
			}
			return status(err)
		},
	}
	c.Flags().DurationVar(&every, "every", 30*time.Minute, "time between two runs, from 5m to 168h; each feed is asked no more often than it is due")
	c.Flags().StringVar(&unit, "unit", "", "print only this unit of systemd, as a file by itself: service or timer")
	return c
}

// newTimer is a timer of this program in this environment.
func newTimer(every time.Duration, getenv func(string) string) (timer, error) {
	if every < 5*time.Minute || every > 7*24*time.Hour || every%time.Minute != 0 {
		return timer{}, usage(errors.New("--every is whole minutes from 5m to 168h, such as 30m or 2h"))
	}
	program, err := os.Executable()
	if err != nil {
		return timer{}, status(fmt.Errorf("where newspane itself is cannot be told: %w", err))
	}
	t := timer{program: program, every: every}
	for _, k := range serviceVariables {
		v := getenv(k)
		if k == "NEWSPANE_HOME" && v != "" {
			if v, err = filepath.Abs(v); err != nil {
				return timer{}, status(err)
			}
		}
		if v != "" {
			t.env = append(t.env, [2]string{k, v})
		}
	}
	for _, e := range append(t.env, [2]string{"the path of newspane", program}) {
		if strings.ContainsFunc(e[1], func(r rune) bool { return r < ' ' || r == 0x7f }) {
			return timer{}, usage(fmt.Errorf("%s has a control character in it, which no timer takes", e[0]))
		}
	}
	return t, nil
}

// systemdUnits are a service and its timer for the user's own systemd, or one of them.
func systemdUnits(t timer, only string) (string, error) {
	if strings.ContainsAny(t.program, `'"\`) {
		return "", usage(fmt.Errorf("systemd starts no program with a quote or \\ in its path; link %s to a plainer one and run it by that", t.program))
	}
	service, timer := systemdService(t), systemdTimer(t)
	switch only {
	case "service":
		return service, nil
	case "timer":
		return timer, nil
	case "":
		return "# Two files in ~/.config/systemd/user (--unit service and --unit timer print one at a time), then:\n" +
			"#   systemctl --user daemon-reload && systemctl --user enable --now newspane-fetch.timer\n" +
			"# `loginctl enable-linger` has it run while you are not logged in.\n\n" +
			"# newspane-fetch.service\n" + service + "\n# newspane-fetch.timer\n" + timer, nil
	}
	return "", usage(fmt.Errorf("there is no unit %q; there are service and timer", feed.Clean(only)))
}

// systemdService runs newspane fetch once; a feed that failed is no failure of the service.
func systemdService(t timer) string {
	var b strings.Builder
	b.WriteString("[Unit]\nDescription=Look for news with newspane\nDocumentation=man:newspane(1)\n\n[Service]\nType=oneshot\nNice=10\n")
	for _, e := range t.env {
		fmt.Fprintf(&b, "Environment=%s\n", systemdWord(e[0]+"="+e[1]))
	}
	fmt.Fprintf(&b, "ExecStart=%s fetch\nSuccessExitStatus=1\n", systemdWord(t.program))
	return b.String()
}

// systemdTimer starts the service; the delay keeps the machines of many readers from asking at the same second.
func systemdTimer(t timer) string {
	return fmt.Sprintf("[Unit]\nDescription=Look for news with newspane now and then\nDocumentation=man:newspane(1)\n\n[Timer]\n"+
		"OnStartupSec=2min\nOnUnitActiveSec=%dmin\nRandomizedDelaySec=%d\n\n[Install]\nWantedBy=timers.target\n",
		int(t.every.Minutes()), int(t.every.Seconds()/6))
}

// systemdWord is one word of a unit file, whatever is in it.
func systemdWord(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "%", "%%").Replace(s) + `"`
}

// launchdList is a property list for the user's own launchd.
func launchdList(t timer) (string, error) {
	var b strings.Builder
	b.WriteString(xml.Header + `<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">` + `
<!-- Keep it as ~/Library/LaunchAgents/newspane.fetch.plist, then:
     launchctl bootstrap gui/$UID ~/Library/LaunchAgents/newspane.fetch.plist -->
<plist version="1.0">
<dict>
  <key>Label</key><string>newspane.fetch</string>
  <key>ProgramArguments</key><array>` + xmlElement("string", t.program) + "<string>fetch</string></array>\n")
	if len(t.env) > 0 {
		b.WriteString("  <key>EnvironmentVariables</key><dict>\n")
		for _, e := range t.env {
			b.WriteString("    " + xmlElement("key", e[0]) + xmlElement("string", e[1]) + "\n")
		}
		b.WriteString("  </dict>\n")
	}
	fmt.Fprintf(&b, "  <key>StartInterval</key><integer>%d</integer>\n  <key>RunAtLoad</key><true/>\n"+
		"  <key>ProcessType</key><string>Background</string>\n</dict>\n</plist>\n", int(t.every.Seconds()))
	return b.String(), nil
}

func xmlElement(name, text string) string {
	var b bytes.Buffer
	xml.Escape(&b, []byte(text))
	return "<" + name + ">" + b.String() + "</" + name + ">"
}

// cronLine is a line of a crontab. Cron knows times of the day, not of how long ago: an interval must divide the hour,
// or the day in whole hours.
func cronLine(t timer) (string, error) {
	minutes := int(t.every.Minutes())
	var when string
	switch hours := minutes / 60; {
	case minutes < 60 && 60%minutes == 0:
		when = fmt.Sprintf("*/%d * * * *", minutes)
	case minutes == 60:
		when = "7 * * * *"
	case minutes%60 == 0 && hours < 24 && 24%hours == 0:
		when = fmt.Sprintf("7 */%d * * *", hours)
	case minutes == 24*60:
		when = "7 6 * * *"
	default:
		return "", usage(errors.New("cron can do 5m, 6m, 10m, 12m, 15m, 20m, 30m, 1h, 2h, 3h, 4h, 6h, 8h, 12h and 24h"))
	}
	command := ""
	for _, e := range t.env {
		command += e[0] + "=" + shellQuoted(e[1]) + " "
	}
	command += shellQuoted(t.program) + " fetch >/dev/null 2>&1"
	return when + " " + strings.ReplaceAll(command, "%", `\%`) + "\n", nil // cron takes % for the end of the line
}

// shellQuoted is one word for a shell, whatever is in it.
func shellQuoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
