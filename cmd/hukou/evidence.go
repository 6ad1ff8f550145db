package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"hukou/evidence"
	"hukou/jobs"
	"hukou/register"
)

// signingKey is the file of the key that signs checkpoints, in the data directory.
const signingKey = "checkpoint.key"

// witnessSettings say where checkpoints are seen outside the database.
type witnessSettings struct {
	Witness string `env:"HUKOU_WITNESS" placeholder:"FILE" help:"见证文件，宜放在另一块盘或另一台机器上 · The witness file, better on another disk or machine; DIR/witness.txt when empty."`
}

func (w witnessSettings) path(dir string) string {
	if w.Witness != "" {
		return w.Witness
	}
	return filepath.Join(dir, "witness.txt")
}

// openEvidence is the signing key and the witness of a register that is about to
// serve. A register whose log does not go on from what the witness saw is an older copy
// or was changed, and is not served before somebody has looked; restored says that
// they have.
func openEvidence(ctx context.Context, a *app, p *program, dir, witness string, restored bool) (*jobs.Evidence, error) {
	signer, err := openSigningKey(ctx, a, p, filepath.Join(dir, signingKey))
	if err != nil {
		return nil, err
	}
	w, err := evidence.OpenWitness(witness, signer.Public())
	if err != nil {
		return nil, err
	}
	seen := w.Last()
	err = a.registrar.EvidenceExtends(ctx, seen)
	if errors.Is(err, register.ErrEvidence) && restored {
		has, countErr := a.registrar.EvidenceSize(ctx)
		if countErr != nil {
			return nil, countErr
		}
		err = w.Restart(evidence.Restart{At: p.now().UTC(), Witnessed: seen.Size, Has: has}, signer.Public())
	}
	if errors.Is(err, register.ErrEvidence) {
		return nil, fmt.Errorf("%w. The witness file %s saw the journal signed up to row %d; hukou verify names what differs. After a restore from a backup that is known to lack the newest rows, start once with --restored: the witness file keeps a line about it", err, witness, seen.Size)
	}
	if err != nil {
		return nil, err
	}
	return &jobs.Evidence{Signer: signer, Witness: w}, nil
}

// openSigningKey reads the key, and makes one for a register that has signed nothing.
func openSigningKey(ctx context.Context, a *app, p *program, path string) (*evidence.Signer, error) {
	signer, err := evidence.ReadKey(path)
	if !errors.Is(err, evidence.ErrNoKey) {
		return signer, err
	}
	if _, err := a.registrar.LastCheckpoint(ctx); err == nil {
		return nil, fmt.Errorf("the signing key %s is missing and checkpoints were signed with it: put it back from its backup", path)
	} else if !errors.Is(err, register.ErrNotFound) {
		return nil, err
	}
	if err := evidence.MakeKey(path, p.random); err != nil {
		return nil, err
	}
	return evidence.ReadKey(path)
}
