package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"newspane/feed"
	"newspane/feed/send"
)

// serviceName is what a bookmark service may be called.
var serviceName = regexp.MustCompile(`^[\pL\pN_-]{1,40}$`)

// setServices takes the bookmark services. What is wrong within one is told by serviceFaults.
func setServices(c *Config, v any) bool {
	tables, ok := v.(map[string]any)
	for name, v := range tables {
		if t, err := target(name, v); err == nil {
			if c.Services == nil {
				c.Services = map[string]send.Target{}
			}
			c.Services[name] = t
		}
	}
	return ok
}

// serviceFaults gives what is wrong with each bookmark service its line.
func serviceFaults(path, src string, v any) []error {
	tables, _ := v.(map[string]any) // anything else is told as a setting
	var names []string
	for name := range tables {
		names = append(names, name)
	}
	slices.Sort(names)
	var wrong []error
	for _, name := range names {
		if _, err := target(name, tables[name]); err != nil {
			line, set := lineOf(src, "services."+name)
			if !set {
				line, _ = lineOf(src, "services")
			}
			wrong = append(wrong, fmt.Errorf("%s:%d: services.%s: %w", path, line, name, err))
		}
	}
	return wrong
}

// target reads one service's table.
func target(name string, v any) (send.Target, error) {
	t := send.Target{Name: name}
	table, ok := v.(map[string]any)
	if !ok {
		return t, errors.New(`it is a table: kind = "linkding", url = …`)
	}
	if !serviceName.MatchString(name) {
		return t, errors.New("its name is of letters, digits, - and _")
	}
	texts := map[string]*string{"kind": &t.Kind, "url": &t.URL, "command": &t.Command, "user": &t.User, "client-id": &t.ClientID}
	places := map[string]*feed.Secret{"token": &t.Token, "password": &t.Password, "client-secret": &t.ClientSecret}
	switches := map[string]*bool{"private": &t.Private, "unread": &t.Unread}
	for key, v := range table {
		ok := false
		switch {
		case texts[key] != nil:
			*texts[key], ok = v.(string)
		case places[key] != nil:
			var s string
			s, ok = v.(string)
			*places[key] = feed.Secret(s)
		case switches[key] != nil:
			*switches[key], ok = v.(bool)
		case key == "collection":
			var n int64
			n, ok = v.(int64)
			t.Collection = int(n)
		case key == "tags":
			var all map[string][]string
			all, ok = lists(map[string]any{key: v})
			t.Tags = all[key]
		default:
			return t, fmt.Errorf("there is no %q; there are kind, url, command, token, user, password, client-id, client-secret, tags, collection, private and unread", key)
		}
		if !ok {
			return t, fmt.Errorf("%s has a value of the wrong kind", key)
		}
	}
	return t, t.Check()
}

// sender makes what gives articles to bookmark services.
func (a *App) sender() *send.Sender {
	return &send.Sender{
		HTTP: a.Client.Typed(), Agent: userAgent(), Secret: a.Secrets.get, Forget: a.Secrets.forget, Now: now,
		Run: func(ctx context.Context, argv []string) error {
			return newOutside(a).run(ctx, argv, "", "the table [services] in the settings names it")
		},
	}
}

// Services are the names of the bookmark services.
func (o *outside) Services() []string { return o.app.Engine.Services() }

// Send queues articles for a bookmark service.
func (o *outside) Send(ctx context.Context, service string, ids []feed.ID) error {
	return o.app.Engine.Send(ctx, service, ids...)
}

// knownService returns the service that a command is to send to: the one that is named, or the only one.
func (a *App) knownService(name string) (string, error) {
	names := a.Engine.Services()
	switch {
	case len(names) == 0:
		return "", usage(errors.New("the settings name no bookmark service; `newspane config default` shows how they do"))
	case name == "" && len(names) == 1:
		return names[0], nil
	case name == "":
		return "", usage(fmt.Errorf("to which service? --to %s", strings.Join(names, ", --to ")))
	case !slices.Contains(names, name):
		return "", usage(fmt.Errorf("the settings name no service %q; there are %s", name, strings.Join(names, ", ")))
	}
	return name, nil
}
