package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

func runDebugPage(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	c := newDebugPage()
	c.SilenceUsage, c.SilenceErrors = true, true
	c.SetOut(&out)
	c.SetErr(&out)
	c.SetArgs(args)
	err := c.Execute()
	return out.String(), err
}

func TestDebugPagePrintsOneObjectOfTheContract(t *testing.T) {
	out, err := runDebugPage(t, "--url", "https://www.inlandwire.example/en/story-70470.html", "../../feed/page/testdata/ferry.html")
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader([]byte(out)))
	var got map[string]any
	if err := d.Decode(&got); err != nil || d.More() {
		t.Fatalf("not one object: %v\n%s", err, out)
	}
	for key, want := range map[string]any{"title": "Lower Vltrava: ninth week at the quay for the ferry crews", "byline": "Tomáš Veselý", "date": "2023-09-25T18:30:00Z", "lang": "en"} {
		if got[key] != want {
			t.Errorf("%s: got %v want %v", key, got[key], want)
		}
	}
	first, ok := got["related"].([]any)[0].(map[string]any)
	if !ok || first["kind"] != "see-also" || first["date"] != "02/09/2023 08:40" || first["url"] == "" || first["title"] == "" {
		t.Errorf("related %v", got["related"])
	}
	for _, key := range []string{"text", "standfirst", "blocks", "links"} {
		if got[key] == nil {
			t.Errorf("%s is missing", key)
		}
	}
}

func TestDebugPageOfNoArticleHasEmptyText(t *testing.T) {
	file := filepath.Join(t.TempDir(), "p.html")
	if err := os.WriteFile(file, []byte("<title>T</title>"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := runDebugPage(t, "--url", "https://a.example/", file)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Title, Text, Date      string
		Blocks, Related, Links []any
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if got.Title != "T" || got.Text != "" || got.Date != "" || got.Blocks == nil || got.Related == nil || got.Links == nil {
		t.Errorf("got %+v", got)
	}
}

func TestDebugPageFailsOnWrongUse(t *testing.T) {
	for _, args := range [][]string{{"--url", "https://a.example/", "no such file"}, {"no url"}, {"--nonsense"}, {"--url", "nowhere", os.DevNull}} {
		if out, err := runDebugPage(t, args...); err == nil {
			t.Errorf("%v: no error, printed %q", args, out)
		}
	}
}
