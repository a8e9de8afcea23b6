package main

import (
	"encoding/xml"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// awkward is a path with everything in it that a timer's own syntax takes for its own.
const awkward = `/opt/a b/it's 100% "new" $HOME \n <&>/newspane`

func awkwardTimer(every time.Duration) timer {
	return timer{program: awkward, every: every, env: [][2]string{{"NEWSPANE_HOME", "/srv/my news"}}}
}

func TestSystemdReadsTheUnits(t *testing.T) {
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Skip("there is no systemd-analyze here")
	}
	dir := t.TempDir()
	program := filepath.Join(dir, `its 100% new $HOME <&>`)
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	of := timer{program: program, every: 30 * time.Minute, env: [][2]string{{"NEWSPANE_HOME", `/srv/100% "my" news`}}}
	for _, unit := range []string{"service", "timer"} {
		text, err := systemdUnits(of, unit)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "newspane-fetch."+unit), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("systemd-analyze", "verify", "--man=no", filepath.Join(dir, "newspane-fetch.timer"), filepath.Join(dir, "newspane-fetch.service"))
	cmd.Env = append(os.Environ(), "SYSTEMD_LOG_LEVEL=warning")
	out, err := cmd.CombinedOutput()
	if err != nil || strings.Contains(string(out), "newspane") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestSystemdWordsKeepWhatIsInThem(t *testing.T) {
	of := awkwardTimer(90 * time.Minute)
	if text, err := systemdUnits(of, ""); err == nil {
		t.Errorf("a path that systemd does not start is taken:\n%s", text)
	}
	of.program = "/opt/a b/100% $HOME/newspane"
	of.env = [][2]string{{"NEWSPANE_HOME", `/srv/100% "my" \n news`}}
	text, err := systemdUnits(of, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`ExecStart="/opt/a b/100%% $HOME/newspane" fetch`, `Environment="NEWSPANE_HOME=/srv/100%% \"my\" \\n news"`,
		"OnUnitActiveSec=90min", "RandomizedDelaySec=900",
	} {
		if !strings.Contains(text, want+"\n") {
			t.Errorf("no line %s in\n%s", want, text)
		}
	}
}

func TestThePropertyListIsXMLOfTheVeryPath(t *testing.T) {
	text, err := launchdList(awkwardTimer(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if s, ok := token.(xml.CharData); ok && strings.TrimSpace(string(s)) != "" {
			words = append(words, string(s))
		}
	}
	want := "Label|newspane.fetch|ProgramArguments|" + awkward + "|fetch|EnvironmentVariables|NEWSPANE_HOME|/srv/my news|StartInterval|3600|ProcessType|Background"
	if got := strings.Join(words, "|"); strings.Replace(got, "RunAtLoad|", "", 1) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// What cron hands to the shell is its line with \% made %; the shell must find the program and its environment in it.
func TestTheShellOfCronRunsTheVeryPath(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no sh here")
	}
	dir := filepath.Join(t.TempDir(), `it's 100% "new" $HOME`)
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	program, told := filepath.Join(dir, "newspane"), filepath.Join(dir, "told")
	if err := os.WriteFile(program, []byte("#!/bin/sh\necho \"$NEWSPANE_HOME $1\" > \"$(dirname \"$0\")/told\"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	line, err := cronLine(timer{program: program, every: 30 * time.Minute, env: [][2]string{{"NEWSPANE_HOME", "/srv/my news"}}})
	if err != nil {
		t.Fatal(err)
	}
	command, ok := strings.CutPrefix(line, "*/30 * * * * ")
	if !ok || strings.Count(line, "\n") != 1 || strings.Contains(strings.ReplaceAll(line, `\%`, ""), "%") {
		t.Fatalf("no line of a crontab: %q", line)
	}
	if out, err := exec.Command(sh, "-c", strings.ReplaceAll(command, `\%`, "%")).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if b, err := os.ReadFile(told); err != nil || string(b) != "/srv/my news fetch\n" {
		t.Errorf("the program was told %q, %v", b, err)
	}
}

func TestCronTakesOnlyIntervalsThatItCanKeep(t *testing.T) {
	for every, want := range map[time.Duration]string{
		5 * time.Minute: "*/5 * * * *", time.Hour: "7 * * * *", 4 * time.Hour: "7 */4 * * *", 24 * time.Hour: "7 6 * * *",
		45 * time.Minute: "", 90 * time.Minute: "", 5 * time.Hour: "", 48 * time.Hour: "",
	} {
		line, err := cronLine(timer{program: "/n", every: every})
		if (err != nil) != (want == "") || !strings.HasPrefix(line, want) {
			t.Errorf("every %v: %q, %v; want %q", every, line, err, want)
		}
	}
}

func TestATimerRefusesWhatNoTimerTakes(t *testing.T) {
	for _, every := range []time.Duration{0, -time.Hour, time.Minute, 90 * time.Second * 5, 169 * time.Hour} {
		if _, err := newTimer(every, func(string) string { return "" }); err == nil {
			t.Errorf("every %v is taken", every)
		}
	}
	evil := func(k string) string { return map[string]string{"NEWSPANE_HOME": "/a\nExecStart=/bin/false"}[k] }
	if _, err := newTimer(time.Hour, evil); err == nil {
		t.Error("a path with a line break is taken")
	}
}
