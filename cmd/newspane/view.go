package main

import (
	"encoding/json"

	"newspane/ui"
)

// readView reads how the screen was arranged the last time. A file that is missing or broken is no arrangement: nothing
// of worth is in it.
func readView(path string) ui.View {
	var v ui.View
	b, err := readOwn(path, maxSettings)
	if err != nil {
		return v
	}
	if json.Unmarshal(b, &v) != nil {
		return ui.View{}
	}
	return v
}

// keepView stores how the screen is arranged, whole or not at all.
func keepView(path string, v ui.View) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	return writeWhole(path, 0o600, writing(append(b, '\n')))
}
