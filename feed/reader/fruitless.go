package reader

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"newspane/feed"
)

// fruitlessName is where the library keeps which sites were searched for feeds in vain, and when (Unix seconds).
const fruitlessName = "fruitless"

// mostFruitless is how many of them are remembered.
const mostFruitless = 200

// fruitless are the sites that were searched in vain of late. What cannot be read is as if nothing was.
func (e *Engine) fruitless(ctx context.Context) map[string]int64 {
	sites := map[string]int64{}
	kept, err := e.store.Value(ctx, fruitlessName)
	if err == nil && kept != "" {
		err = json.Unmarshal([]byte(kept), &sites)
	}
	if err != nil {
		e.log.Warn("sites without feeds", "err", err)
		return map[string]int64{}
	}
	now := e.now()
	maps.DeleteFunc(sites, func(_ string, at int64) bool {
		age := now.Sub(time.Unix(at, 0))
		return age < 0 || age >= searchPause
	})
	return sites
}

// inVain returns the error for a site whose usual places were searched less than a week ago, nil for any other.
func (e *Engine) inVain(ctx context.Context, address string) error {
	at, ok := e.fruitless(ctx)[address]
	if !ok {
		return nil
	}
	return &feed.Error{Op: "add", URL: address, Kind: feed.NotFeed, Err: fmt.Errorf(
		"it is a web page that names none, and the usual places were searched on %s", time.Unix(at, 0).Local().Format("2 January"))}
}

// rememberInVain notes that a site was searched in vain.
func (e *Engine) rememberInVain(ctx context.Context, address string) {
	sites := e.fruitless(ctx)
	sites[address] = e.now().Unix()
	for len(sites) > mostFruitless {
		oldest := slices.MinFunc(slices.Collect(maps.Keys(sites)), func(a, b string) int { return int(sites[a] - sites[b]) })
		delete(sites, oldest)
	}
	kept, err := json.Marshal(sites)
	if err == nil {
		err = e.store.SetValue(ctx, fruitlessName, string(kept))
	}
	if err != nil {
		e.log.Warn("remember a site without feeds", "err", err)
	}
}
