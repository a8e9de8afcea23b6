package reader

import (
	"context"
	"fmt"
	"testing"

	"newspane/feed"
)

func subAt(id int, host string) feed.Subscription {
	return feed.Subscription{ID: feed.ID(id), URL: fmt.Sprintf("https://%s/%d.xml", host, id)}
}

// end ends a job that runs.
func end(q *queue, j *job, r Result) {
	q.rest(j)
	q.finish(j, r)
}

func TestAHostThatHangsHoldsUpNoOther(t *testing.T) {
	q := newQueue(8, 2)
	told := make(chan *job, 100)
	for i := range 50 {
		q.ask(t.Context(), subAt(i+1, "slow.example"), told)
	}
	for i := range 10 {
		q.ask(t.Context(), subAt(100+i, fmt.Sprintf("h%d.example", i)), told)
	}
	running := map[string]int{}
	for j := q.next(); j != nil; j = q.next() {
		running[j.host]++
		if j.host != "slow.example" {
			end(q, j, Result{})
		}
	}
	if running["slow.example"] != 2 {
		t.Errorf("%d requests at the slow host", running["slow.example"])
	}
	if len(running) != 11 || len(told) != 10 {
		t.Errorf("%d hosts were asked, %d answered", len(running), len(told))
	}
}

func TestNoMoreJobsRunThanThereAreWorkers(t *testing.T) {
	q := newQueue(3, 2)
	told := make(chan *job, 100)
	for i := range 10 {
		q.ask(t.Context(), subAt(i+1, fmt.Sprintf("h%d.example", i)), told)
	}
	var running []*job
	for j := q.next(); j != nil; j = q.next() {
		running = append(running, j)
	}
	if len(running) != 3 {
		t.Fatalf("%d run", len(running))
	}
	end(q, running[0], Result{})
	if q.next() == nil || q.next() != nil {
		t.Error("an end does not make room for exactly one")
	}
}

func TestEveryJobRunsOnceAndHostsTakeTurns(t *testing.T) {
	q := newQueue(1, 1)
	told := make(chan *job, 100)
	for i := range 9 {
		q.ask(t.Context(), subAt(i+1, fmt.Sprintf("h%d.example", i/3)), told)
	}
	var order string
	for j := q.next(); j != nil; j = q.next() {
		order += j.host[1:2]
		end(q, j, Result{})
	}
	if order != "012012012" {
		t.Errorf("hosts in the order %s", order)
	}
	if len(q.jobs)+len(q.lines)+len(q.busy) != 0 {
		t.Errorf("left over: %v %v %v", q.jobs, q.lines, q.busy)
	}
}

func TestWhoAsksForAFeedInWorkSharesTheCheck(t *testing.T) {
	q := newQueue(1, 1)
	a, b := make(chan *job, 1), make(chan *job, 1)
	j1, isNew := q.ask(t.Context(), subAt(1, "a.example"), a)
	if !isNew {
		t.Fatal("the first is not new")
	}
	j2, isNew := q.ask(t.Context(), subAt(1, "a.example"), b)
	if isNew || j1 != j2 {
		t.Fatal("the second is a check of its own")
	}
	q.leave(j1)
	if j1.ctx.Err() != nil {
		t.Error("cancelled while one still waits")
	}
	end(q, q.next(), Result{New: 7})
	if (<-a).result.New != 7 || (<-b).result.New != 7 {
		t.Error("the result does not reach both")
	}
}

func TestACheckThatNobodyWaitsForIsCalledOff(t *testing.T) {
	q := newQueue(1, 1)
	told := make(chan *job, 2)
	j, _ := q.ask(t.Context(), subAt(1, "a.example"), told)
	q.leave(j)
	if j.ctx.Err() != context.Canceled {
		t.Error("goes on")
	}
	again, isNew := q.ask(t.Context(), subAt(1, "a.example"), told)
	if !isNew || again.ctx.Err() != nil {
		t.Error("one who asks afterwards is given the cancelled check")
	}
}

func TestEveryOneOfManyFeedsRuns(t *testing.T) {
	const n = 20_000
	q := newQueue(64, 2)
	told := make(chan *job, n)
	for i := range n {
		q.ask(t.Context(), subAt(i+1, fmt.Sprintf("h%d.example", i%1000)), told)
	}
	for j := q.next(); j != nil; j = q.next() {
		end(q, j, Result{})
	}
	if len(told) != n {
		t.Errorf("%d of %d ran", len(told), n)
	}
}
