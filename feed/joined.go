package feed

import (
	"fmt"
	"strings"
)

// Joined is what became of the library by an edited feeds file.
type Joined struct {
	Added, Changed int
	Removed        []Subscription // no longer followed; given to SubscribeAll they come back
	Refused        int            // feeds that the file leaves out, which are too many to be taken away unasked: nothing was done
	Followed       int            // feeds before
}

// Sentence says it to a person, "" when there is nothing to say.
func (j Joined) Sentence() string {
	if j.Refused > 0 {
		return fmt.Sprintf("The feeds file leaves out %d of %d feeds, so nothing was changed. If that is meant: newspane feeds apply --all",
			j.Refused, j.Followed)
	}
	var did []string
	for _, d := range []struct {
		n    int
		what string
	}{{j.Added, "added"}, {j.Changed, "changed"}, {len(j.Removed), "removed"}} {
		if d.n > 0 {
			did = append(did, fmt.Sprintf("%d %s", d.n, d.what))
		}
	}
	if len(did) == 0 {
		return ""
	}
	return "By the feeds file: " + strings.Join(did, ", ") + "."
}
