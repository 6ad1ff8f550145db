package jobs

import (
	"context"

	"github.com/riverqueue/river"

	"hukou/evidence"
)

// Evidence is what the journal is signed with and where that is seen outside.
type Evidence struct {
	Signer  *evidence.Signer
	Witness *evidence.Witness
}

type signArgs struct{}

// Kind is the job's name in the queue.
func (signArgs) Kind() string { return "sign" }

// notary signs what was committed since the last checkpoint and brings it to the
// witness.
type notary struct {
	river.WorkerDefaults[signArgs]
	config *Config
}

// Work signs until nothing is new. A log that does not go on from what was signed is
// never signed over: that is told in each run until somebody looks.
func (w *notary) Work(ctx context.Context, _ *river.Job[signArgs]) error {
	e := w.config.Evidence
	for {
		more, err := w.config.Registrar.SignEvidence(ctx, e.Signer, e.Witness.Last(), w.config.Now())
		if err != nil {
			return err
		}
		if _, err := w.config.Registrar.FollowEvidence(ctx, e.Signer, e.Witness); err != nil || !more {
			return err
		}
	}
}
