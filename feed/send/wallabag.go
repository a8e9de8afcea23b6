package send

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"newspane/feed"
)

// wallabag gets a token for name and password (OAuth 2, RFC 6749 section 4.3), then adds an entry. An address that is
// there already is the same entry.
func (d *delivery) wallabag() error {
	token, err := d.wallabagToken()
	if err != nil {
		return err
	}
	_, err = d.exchange(call{
		method: http.MethodPost, path: "/api/entries.json",
		header: map[string]string{"Authorization": "Bearer " + token},
		json: struct {
			URL   string `json:"url"`
			Title string `json:"title,omitempty"`
			Tags  string `json:"tags,omitempty"`
		}{d.p.URL, d.p.Title.String(), strings.Join(d.tags(false), ",")},
	})
	return err
}

func (d *delivery) wallabagToken() (string, error) {
	secret, err := d.secret(d.t.ClientSecret)
	if err != nil {
		return "", err
	}
	password, err := d.secret(d.t.Password)
	if err != nil {
		return "", err
	}
	a, err := d.exchange(call{
		method: http.MethodPost, path: "/oauth/v2/token",
		form: url.Values{"grant_type": {"password"}, "client_id": {d.t.ClientID}, "client_secret": {secret},
			"username": {d.t.User}, "password": {password}},
	})
	var e *feed.Error
	var said struct {
		Token string `json:"access_token"`
		Error string `json:"error"`
	}
	fault := json.Unmarshal(a.body, &said)
	switch {
	case errors.As(err, &e) && e.Status == http.StatusBadRequest && (said.Error == "invalid_grant" || said.Error == "invalid_client"):
		e.Kind = feed.Auth // RFC 6749 says it by status 400
		return "", e
	case err != nil:
		return "", err
	case fault != nil || said.Token == "":
		return "", errors.New("it gave no token; is url the address of a wallabag?")
	}
	d.secrets = append(d.secrets, said.Token)
	return said.Token, nil
}
