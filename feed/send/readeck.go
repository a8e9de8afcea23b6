package send

import "net/http"

// readeck adds a bookmark; Readeck fetches the page itself and answers before it has (202).
func (d *delivery) readeck() error {
	token, err := d.secret(d.t.Token)
	if err != nil {
		return err
	}
	_, err = d.exchange(call{
		method: http.MethodPost, path: "/api/bookmarks",
		header: map[string]string{"Authorization": "Bearer " + token},
		json: struct {
			URL    string   `json:"url"`
			Title  string   `json:"title"`
			Labels []string `json:"labels,omitempty"`
		}{d.p.URL, d.p.Title.String(), d.tags(false)},
	})
	return err
}
