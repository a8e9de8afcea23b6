package feed

import (
	"reflect"
	"testing"
	"time"
)

func TestTheLastRequestsAreRememberedTheNewestFirst(t *testing.T) {
	var l AskedLog
	var all []Asked
	at := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	for i, r := range []AskedResult{FirstBytes, Unmodified, FreshBytes, SameBytes, NoAnswer} {
		for n := range 3 {
			a := Asked{At: at.Add(time.Duration(3*i+n) * time.Hour), Status: 200 + i, Bytes: i * 123_456, Result: r}
			l = l.With(a)
			all = append([]Asked{a}, all...)
		}
	}
	if got := l.All(); !reflect.DeepEqual(got, all[:maxAsked]) {
		t.Errorf("log %q: %+v", l, got)
	}
	if got := AskedLog("x;1,2,3;,,,;1,200,0,?;zz,304,0,n").All(); len(got) != 1 || got[0].Status != 304 {
		t.Errorf("of a spoilt log: %+v", got)
	}
}
