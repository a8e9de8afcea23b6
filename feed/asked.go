package feed

import (
	"strconv"
	"strings"
	"time"
)

// Asked is one request for a feed, and what came of it.
type Asked struct {
	At     time.Time // in whole seconds
	Status int       // HTTP status, 0 when there was no answer
	Bytes  int       // of the document, decoded
	Result AskedResult
}

// AskedResult is what came of a request. Its value is its name in the JSON contract.
type AskedResult string

// The results of requests.
const (
	Unmodified AskedResult = "not-modified" // the validators held: nothing was sent
	SameBytes  AskedResult = "same"         // the document was sent once more as it was
	FreshBytes AskedResult = "changed"      // another document than the last
	FirstBytes AskedResult = "whole"        // asked for without a condition
	NoAnswer   AskedResult = "failed"
)

var askedCodes = map[AskedResult]string{Unmodified: "n", SameBytes: "s", FreshBytes: "c", FirstBytes: "w", NoAnswer: "f"}

// maxAsked is how many requests are remembered of each feed.
const maxAsked = 10

// AskedLog are the last requests for a feed, the newest first, in as few bytes as it takes: it is written with every
// check of every feed.
type AskedLog string

// With returns the log with one more request; the oldest makes room.
func (l AskedLog) With(a Asked) AskedLog {
	line := strings.Join([]string{strconv.FormatInt(a.At.Unix(), 36), strconv.Itoa(a.Status), strconv.FormatInt(int64(a.Bytes), 36), askedCodes[a.Result]}, ",")
	kept := strings.SplitN(string(l), ";", maxAsked)
	if len(kept) == maxAsked {
		kept = kept[:maxAsked-1]
	}
	if l == "" {
		return AskedLog(line)
	}
	return AskedLog(line + ";" + strings.Join(kept, ";"))
}

// All returns the requests, the newest first. What cannot be read is left out.
func (l AskedLog) All() []Asked {
	var all []Asked
	for line := range strings.SplitSeq(string(l), ";") {
		f := strings.Split(line, ",")
		if len(f) != 4 {
			continue
		}
		at, err1 := strconv.ParseInt(f[0], 36, 64)
		status, err2 := strconv.Atoi(f[1])
		size, err3 := strconv.ParseInt(f[2], 36, 64)
		for result, code := range askedCodes {
			if code == f[3] && err1 == nil && err2 == nil && err3 == nil {
				all = append(all, Asked{At: time.Unix(at, 0).UTC(), Status: status, Bytes: int(size), Result: result})
			}
		}
	}
	return all
}
