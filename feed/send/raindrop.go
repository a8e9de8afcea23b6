package send

import (
	"encoding/json"
	"errors"
	"net/http"
)

// raindrop creates a raindrop (https://developer.raindrop.io/v1/raindrops/single). Some refusals come with a status of
// success.
func (d *delivery) raindrop() error {
	token, err := d.secret(d.t.Token)
	if err != nil {
		return err
	}
	type collection struct {
		ID int `json:"$id"`
	}
	body := struct {
		Link       string      `json:"link"`
		Title      string      `json:"title"`
		Excerpt    string      `json:"excerpt,omitempty"`
		Tags       []string    `json:"tags"`
		Collection *collection `json:"collection,omitempty"`
		Parse      struct{}    `json:"pleaseParse"` // has it look at the page for a picture and the like
	}{Link: d.p.URL, Title: d.p.Title.String(), Excerpt: d.p.Description.String(), Tags: d.tags(false)}
	if d.t.Collection != 0 {
		body.Collection = &collection{d.t.Collection}
	}
	a, err := d.exchange(call{
		method: http.MethodPost, path: "/rest/v1/raindrop",
		header: map[string]string{"Authorization": "Bearer " + token}, json: body,
	})
	if err != nil {
		return err
	}
	var said struct {
		Result *bool `json:"result"`
	}
	if json.Unmarshal(a.body, &said) == nil && said.Result != nil && !*said.Result {
		return errors.New(d.scrub(words(a.body)))
	}
	return nil
}
