package send

import "net/http"

// linkding adds a bookmark, or renews the one of the same address (https://linkding.link/api/).
func (d *delivery) linkding() error {
	token, err := d.secret(d.t.Token)
	if err != nil {
		return err
	}
	_, err = d.exchange(call{
		method: http.MethodPost, path: "/api/bookmarks/",
		header: map[string]string{"Authorization": "Token " + token},
		json: struct {
			URL         string   `json:"url"`
			Title       string   `json:"title"`
			Description string   `json:"description,omitempty"`
			Unread      bool     `json:"unread,omitempty"`
			Tags        []string `json:"tag_names"`
		}{d.p.URL, d.p.Title.String(), d.p.Description.String(), d.t.Unread, d.tags(true)},
	})
	return err
}
