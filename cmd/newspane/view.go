package main

import (
	"encoding/json"
	"os"
	"path/filepath"

	"newspane/ui"
)

// readView reads how the screen was arranged the last time. A file that is missing or broken is no arrangement: nothing
// of worth is in it.
func readView(path string) ui.View {
	var v ui.View
	b, err := os.ReadFile(path)
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
	f, err := os.CreateTemp(filepath.Dir(path), ".view-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already when all went well
	_, err = f.Write(append(b, '\n'))
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
