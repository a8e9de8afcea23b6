// Package reader is the engine: it decides when feeds are checked, runs the pipeline fetch → parse → clean → store,
// reads pages, and tells the screen what happened. It owns every goroutine below the screen.
package reader
