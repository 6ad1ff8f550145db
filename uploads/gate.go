package uploads

import (
	"context"
	"fmt"
	"time"
)

const (
	// MaxScan is the most bytes of one scan.
	MaxScan = 10 << 20
	// within is how long one file may be looked at, from the start of its process. It is
	// long, because a process that steps back may wait on a busy machine; what it may use
	// of the processor is bounded apart.
	within = time.Minute
	// maxWaiting is how many more files may wait for their turn.
	maxWaiting = 32
)

// Gate looks at files, few at once. Any number of callers may use one.
type Gate struct {
	program []string
	places  chan struct{} // one for each process
	inside  chan struct{} // one for each that looks or waits
}

// Config says how a Gate looks at files.
type Config struct {
	// Program is the path of a program and its arguments, which runs Serve over its
	// standard input and output. Empty means no process: files are opened in place.
	Program []string
	// AtOnce is how many processes there may be; one when zero.
	AtOnce int
}

// New is a Gate with nobody before it.
func New(c Config) *Gate {
	n := max(1, c.AtOnce)
	return &Gate{program: c.Program, places: make(chan struct{}, n), inside: make(chan struct{}, n+maxWaiting)}
}

// Scan is a scan as it is kept: without what was written beside or behind the picture.
type Scan struct {
	Kind  Kind
	Bytes []byte
}

// Scan looks at a scan. The error is a *Fault for the officer, ErrBusy, or the
// context's. Plain text has nothing to open and needs no process.
func (g *Gate) Scan(ctx context.Context, data []byte) (Scan, error) {
	kind := kindOf(data)
	switch kind {
	case "":
		return Scan{}, notTaken()
	case Text:
		return Scan{kind, data}, nil
	}
	a, out, err := g.ask(ctx, request{Act: lookAtScan}, data)
	switch {
	case err != nil:
		return Scan{}, err
	case a.Fault != nil:
		return Scan{}, a.Fault
	case a.Same:
		out = data
	}
	return Scan{kind, out}, nil
}

// Try looks at a picture of one pixel, so that a machine on which no process can be
// started or kept within its limits is found out before officers stand before it.
func (g *Gate) Try(ctx context.Context) error {
	if _, err := g.Scan(ctx, []byte(onePixel)); err != nil {
		return fmt.Errorf("files that people bring cannot be looked at on this machine: %w", err)
	}
	return nil
}

// onePixel is the smallest PNG.
const onePixel = pngSignature + "\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00\x3a\x7e\x9b\x55" +
	"\x00\x00\x00\x0a\x49\x44\x41\x54\x78\x9c\x63\x60\x00\x00\x00\x02\x00\x01\x48\xaf\xa4\x71" +
	"\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82"

// enter waits for a turn and gives what ends it.
func (g *Gate) enter(ctx context.Context) (leave func(), err error) {
	select {
	case g.inside <- struct{}{}:
	default:
		return nil, ErrBusy
	}
	select {
	case g.places <- struct{}{}:
		return func() { <-g.places; <-g.inside }, nil
	case <-ctx.Done():
		<-g.inside
		return nil, ErrBusy
	}
}
