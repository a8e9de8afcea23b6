package feed

import "time"

// ParcelState says how it stands with a [Parcel].
type ParcelState string

// The states of parcels.
const (
	ParcelWaiting ParcelState = "waiting" // to be sent, the first time or again
	ParcelSent    ParcelState = "sent"    // the service has it
	ParcelFailed  ParcelState = "failed"  // the service will not have it
	ParcelStopped ParcelState = "stopped" // the service did not take our token; nothing is sent to it meanwhile
)

// Parcel is an article on its way to a bookmark service, as it was when the reader asked for it to be sent.
type Parcel struct {
	ID          ID
	Service     string // its name in the settings
	Article     ID
	URL         string
	Title       Text
	Description Text
	Source      Text // the feed's title
	Tags        []Text
	State       ParcelState
	Tries       int
	Next        time.Time // not to be tried before
	Trouble     Text      // a sentence; "" when all is well
	Changed     time.Time
}
