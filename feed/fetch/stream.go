package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"newspane/feed"
)

// idlePatience is how long a download may bring nothing.
const idlePatience = 30 * time.Second

// Stream is a download that is read as it comes.
type Stream struct {
	From      int64         // where Body begins in the whole: 0 unless the server goes on from where it was asked to
	Length    int64         // of the whole, in bytes; -1 when it is not known
	Validator string        // with which the rest may be asked for: a strong ETag, else Last-Modified; "" when there is none
	Body      io.ReadCloser // must be closed; a read that gets nothing for 30 seconds fails
}

// Download begins to fetch a file of any size. With a validator of an earlier part, the server is asked to go on from a
// byte (RFC 9110, Range and If-Range); it begins anew when the file is another one now. Redirects and addresses inside the
// network are treated as by [Client.Get], whose errors it has.
func (c *Client) Download(ctx context.Context, address string, from int64, validator string) (*Stream, error) {
	u, err := parseURL(address)
	if err != nil {
		return nil, failure(address, err)
	}
	if validator == "" {
		from = 0
	}
	t := newTrip(c, Request{URL: address, Kind: Page}, u)
	for range c.limits.hops[Page] + 1 {
		s, again, err := t.stream(ctx, from, validator)
		if err != nil {
			return nil, failure(address, err)
		}
		if s != nil {
			return s, nil
		}
		if again { // there is no such part of it
			from, validator = 0, ""
		}
	}
	return nil, failure(address, errors.New("too many redirects"))
}

// stream makes the request at hand: a stream came of it, or the trip has moved to where a redirect leads, or (again) the
// part that was asked for is not there.
func (t *trip) stream(ctx context.Context, from int64, validator string) (s *Stream, again bool, err error) {
	p, err := t.passage()
	if err != nil {
		return nil, false, err
	}
	key := hostKey(t.url)
	if err := t.c.gate.enter(ctx, key, true); err != nil {
		return nil, false, err
	}
	defer t.c.gate.leave(key) // the body is not waited for: it would hold up the host's feeds
	ctx, cancel := context.WithCancelCause(context.WithValue(ctx, passageKey{}, p))
	req := (&http.Request{Method: http.MethodGet, URL: t.url, Host: t.url.Host, Header: t.header(), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}).WithContext(ctx)
	req.Header.Set("Accept", "*/*")
	req.Header.Set("Accept-Encoding", "identity")
	if from > 0 {
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-", from))
		req.Header.Set("If-Range", validator)
	}
	answer, err := t.c.transport.RoundTrip(req)
	if err != nil {
		cancel(nil)
		return nil, false, err
	}
	s, again, err = t.begun(answer, from)
	if s == nil {
		drain(answer)
		cancel(nil)
		return nil, again, errors.Join(err, answer.Body.Close())
	}
	s.Body = &patientBody{ReadCloser: answer.Body, ctx: ctx, cancel: cancel,
		timer: time.AfterFunc(idlePatience, func() { cancel(context.DeadlineExceeded) })}
	return s, false, nil
}

// begun makes a stream, a redirect or an error of an answer's head.
func (t *trip) begun(answer *http.Response, from int64) (s *Stream, again bool, err error) {
	switch answer.StatusCode {
	case http.StatusMovedPermanently, http.StatusPermanentRedirect, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect:
		next, err := redirect(t.url, answer.Header.Get("Location"))
		if err != nil {
			return nil, false, err
		}
		if origin(next) != origin(t.url) {
			t.secret = nil
		}
		t.url = next
		return nil, false, nil
	case http.StatusRequestedRangeNotSatisfiable:
		if from > 0 {
			return nil, true, nil
		}
		return nil, false, refusal(answer)
	case http.StatusOK, http.StatusPartialContent:
	default:
		return nil, false, refusal(answer)
	}
	if e := answer.Header.Get("Content-Encoding"); e != "" && !strings.EqualFold(e, "identity") {
		return nil, false, &feed.Error{Kind: feed.Broken, Err: errors.New("it is packed in a way that was not asked for")}
	}
	s = &Stream{Length: answer.ContentLength, Validator: strong(answer.Header)}
	if answer.StatusCode == http.StatusPartialContent {
		begin, whole, ok := contentRange(answer.Header.Get("Content-Range"))
		if !ok || from == 0 || begin != from {
			return nil, false, &feed.Error{Kind: feed.Broken, Err: errors.New("it sent another part than was asked for")}
		}
		s.From, s.Length = begin, whole
	}
	return s, false, nil
}

// strong is a validator that tells the same bytes from others.
func strong(h http.Header) string {
	if tag := h.Get("ETag"); strings.HasPrefix(tag, `"`) {
		return tag
	}
	return h.Get("Last-Modified")
}

// contentRange reads "bytes 5-9/10"; whole is -1 for "*".
func contentRange(field string) (begin, whole int64, ok bool) {
	span, total, ok := strings.Cut(strings.TrimPrefix(field, "bytes "), "/")
	first, _, dash := strings.Cut(span, "-")
	begin, err := strconv.ParseInt(first, 10, 64)
	if !ok || !dash || err != nil {
		return 0, 0, false
	}
	if total == "*" {
		return begin, -1, true
	}
	whole, err = strconv.ParseInt(total, 10, 64)
	return begin, whole, err == nil
}

// patientBody is a body that ends when nothing comes for too long.
type patientBody struct {
	io.ReadCloser
	ctx    context.Context // of the request
	cancel context.CancelCauseFunc
	timer  *time.Timer
}

func (b *patientBody) Read(p []byte) (int, error) {
	b.timer.Reset(idlePatience)
	n, err := b.ReadCloser.Read(p)
	if cause := context.Cause(b.ctx); err != nil && cause != nil {
		err = cause
	}
	return n, err
}

// Close ends the download.
func (b *patientBody) Close() error {
	b.timer.Stop()
	b.cancel(nil)
	return b.ReadCloser.Close()
}
