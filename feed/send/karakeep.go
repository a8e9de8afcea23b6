package send

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
)

// karakeep adds a bookmark, then gives it its tags (https://docs.karakeep.app/api). The address is that of the server,
// not of its API. When only the tags go wrong the whole is tried again: the same address is the same bookmark.
func (d *delivery) karakeep() error {
	token, err := d.secret(d.t.Token)
	if err != nil {
		return err
	}
	header := map[string]string{"Authorization": "Bearer " + token}
	a, err := d.exchange(call{
		method: http.MethodPost, path: "/api/v1/bookmarks", header: header,
		json: struct {
			Type  string `json:"type"`
			URL   string `json:"url"`
			Title string `json:"title,omitempty"`
		}{"link", d.p.URL, d.p.Title.String()},
	})
	if err != nil {
		return err
	}
	type tag struct {
		Name string `json:"tagName"`
	}
	var tags []tag
	for _, t := range d.tags(false) {
		tags = append(tags, tag{t})
	}
	if len(tags) == 0 {
		return nil
	}
	var made struct {
		ID string `json:"id"`
	}
	if err := json.Unmarshal(a.body, &made); err != nil || made.ID == "" || made.ID == "." || made.ID == ".." {
		return errors.New("its answer makes no sense; is url the address of a Karakeep?")
	}
	_, err = d.exchange(call{
		method: http.MethodPost, path: "/api/v1/bookmarks/" + url.PathEscape(made.ID) + "/tags", header: header,
		json: map[string][]tag{"tags": tags},
	})
	return err
}
