package send

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
)

// maxPinboardTitle is the most characters of a title that Pinboard takes.
const maxPinboardTitle = 255

// pinboard adds a bookmark (https://pinboard.in/api): all its methods are GET, the token is in the address, and errors come
// with status 200. A bookmark that is there already stays as it is.
func (d *delivery) pinboard() error {
	token, err := d.secret(d.t.Token)
	if err != nil {
		return err
	}
	title := []rune(d.p.Title.String())
	q := url.Values{
		"auth_token": {token}, "format": {"json"}, "replace": {"no"}, "url": {d.p.URL},
		"description": {string(title[:min(len(title), maxPinboardTitle)])}, "extended": {d.p.Description.String()},
		"tags": {strings.Join(d.tags(true), " ")},
	}
	if d.t.Private {
		q.Set("shared", "no")
	}
	if d.t.Unread {
		q.Set("toread", "yes")
	}
	a, err := d.exchange(call{method: http.MethodGet, path: "/v1/posts/add", query: q})
	if err != nil {
		return err
	}
	var said struct {
		Code string `json:"result_code"`
	}
	if err := json.Unmarshal(a.body, &said); err != nil {
		return errors.New("its answer makes no sense")
	}
	if said.Code != "done" && said.Code != "item already exists" {
		return errors.New(d.scrub(words(a.body)))
	}
	return nil
}
