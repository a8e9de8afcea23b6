package send

import (
	"crypto/hmac"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"

	"newspane/feed"
)

// shaarli adds a link. The token of the settings is the API's secret, with which every request signs a token of its own
// (https://shaarli.readthedocs.io, REST API); servers take it for nine minutes, so clocks must agree. A link that is there
// already (409) stays as it is.
func (d *delivery) shaarli() error {
	secret, err := d.secret(d.t.Token)
	if err != nil {
		return err
	}
	token := jwt(secret, d.s.Now().Unix())
	d.secrets = append(d.secrets, token)
	_, err = d.exchange(call{
		method: http.MethodPost, path: "/api/v1/links",
		header: map[string]string{"Authorization": "Bearer " + token},
		json: struct {
			URL         string   `json:"url"`
			Title       string   `json:"title"`
			Description string   `json:"description,omitempty"`
			Tags        []string `json:"tags"`
			Private     bool     `json:"private"`
		}{d.p.URL, d.p.Title.String(), d.p.Description.String(), d.tags(true), d.t.Private},
	})
	var e *feed.Error
	if errors.As(err, &e) && e.Status == http.StatusConflict {
		return nil
	}
	return err
}

// jwt is a JSON Web Token (RFC 7519) that says when it was issued, signed by HMAC-SHA512 (RFC 7518, HS512).
func jwt(secret string, issued int64) string {
	enc := base64.RawURLEncoding
	text := enc.EncodeToString([]byte(`{"typ":"JWT","alg":"HS512"}`)) + "." + enc.EncodeToString(fmt.Appendf(nil, `{"iat":%d}`, issued))
	mac := hmac.New(sha512.New, []byte(secret))
	mac.Write([]byte(text))
	return text + "." + enc.EncodeToString(mac.Sum(nil))
}
