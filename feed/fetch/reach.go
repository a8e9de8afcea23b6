package fetch

import (
	"context"
	"net"
	"net/url"
	"time"
)

// Reach connects to the server of an address, or to the proxy before it, and hangs up: it tells whether there is a
// network without asking the server for anything. Its error is a [*feed.Error].
func (c *Client) Reach(ctx context.Context, address string) error {
	u, err := parseURL(address)
	if err != nil {
		return failure(address, err)
	}
	to, err := c.nextHop(u)
	if err != nil {
		return failure(address, err)
	}
	ctx, cancel := context.WithTimeout(ctx, reachPatience)
	defer cancel()
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", to)
	if err != nil {
		return failure(address, err)
	}
	if err := conn.Close(); err != nil {
		return failure(address, err)
	}
	return nil
}

// reachPatience is how long a server has to take a connection.
const reachPatience = 5 * time.Second

// nextHop is the host and port to connect to for u.
func (c *Client) nextHop(u *url.URL) (string, error) {
	proxy, err := c.o.Proxy(u)
	if err != nil {
		return "", err
	}
	port := defaultPort(u.Scheme)
	if proxy != nil {
		u = proxy
		port = map[string]string{"https": "443", "socks5": "1080", "socks5h": "1080"}[proxy.Scheme]
		if port == "" {
			port = "80"
		}
	}
	if p := u.Port(); p != "" {
		port = p
	}
	return net.JoinHostPort(u.Hostname(), port), nil
}
