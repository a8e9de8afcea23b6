package send

import (
	"encoding/base64"
	"net/http"
	"net/url"
)

// instapaper adds a page by the simple API (https://www.instapaper.com/api/simple): 201 when it is added, 403 for a wrong
// name or password, and no more words than the status.
func (d *delivery) instapaper() error {
	password, err := d.secret(d.t.Password)
	if err != nil {
		return err
	}
	basic := base64.StdEncoding.EncodeToString([]byte(d.t.User + ":" + password))
	d.secrets = append(d.secrets, basic)
	form := url.Values{"url": {d.p.URL}, "title": {d.p.Title.String()}}
	if s := d.p.Description.String(); s != "" {
		form.Set("selection", s)
	}
	_, err = d.exchange(call{
		method: http.MethodPost, path: "/api/add", form: form,
		header: map[string]string{"Authorization": "Basic " + basic},
	})
	return err
}
