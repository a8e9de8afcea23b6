package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"time"
)

// announcePatience is how long the desktop may take to be told.
const announcePatience = 10 * time.Second

// announce tells the desktop, by the program that freedesktop.org's systems have for it.
func announce(text string) error {
	program, err := exec.LookPath("notify-send")
	if err != nil {
		return errors.New("there is no notify-send")
	}
	ctx, cancel := context.WithTimeout(context.Background(), announcePatience)
	defer cancel()
	if out, err := exec.CommandContext(ctx, program, "--app-name=newspane", "--", "newspane", text).CombinedOutput(); err != nil {
		return fmt.Errorf("notify-send: %w: %.200s", err, out)
	}
	return nil
}
