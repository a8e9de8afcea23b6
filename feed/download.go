package feed

import "time"

// DownloadState says how it stands with a [Download].
type DownloadState string

// The states of downloads.
const (
	DownloadWaiting DownloadState = "waiting" // it is under way, or will be
	DownloadDone    DownloadState = "done"    // the file is there, whole
	DownloadStopped DownloadState = "stopped" // the reader called it off; what has come is kept to go on from
	DownloadFailed  DownloadState = "failed"  // it cannot be had
)

// Download is a file that an article encloses, on its way to the disk.
type Download struct {
	ID          ID
	Article     ID
	Title       Text   // of the article
	URL         string // of the file
	Type        string // media type, as the feed has it
	Path        string // of the whole file, "" before
	State       DownloadState
	Running     bool  // it is under way now
	Done, Whole int64 // bytes; Whole is 0 when it is not known
	Rate        int64 // bytes a second, 0 when it is not known
	Tries       int
	Next        time.Time // not to be tried before
	Trouble     Text      // a sentence; "" when all is well
	Changed     time.Time
}
