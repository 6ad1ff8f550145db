package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"hukou/evidence"
)

type verifyCommand struct {
	settings
	keySettings
	witnessSettings
	Export string `placeholder:"FILE" help:"只看导出件，不需要数据库 · Look at an export alone; needs no database."`
}

// Run proves the journal by its chains, the tree and the signed checkpoints, and holds
// all of it against the witness file. Each finding is a line that names the row, the
// earliest first.
func (c *verifyCommand) Run(ctx context.Context, p *program) error {
	witness := c.witnessSettings.path(c.Data)
	v, err := witnessed(witness)
	if err != nil {
		return err
	}
	if c.Export != "" {
		err = readLines(c.Export, v.Take)
	} else {
		err = c.looking(ctx, p, c.keySettings, func(a *app) error { return a.registrar.Evidence(ctx, v.Take) })
	}
	if err != nil {
		return err
	}
	findings, sum := v.Finish()
	for _, f := range findings {
		p.print("%s\n", f)
	}
	p.print("留痕 %d 条，存证 %d 条，检查点 %d 个，见证到第 %d 条，待存证 %d 条 · rows: %d, leaves: %d, checkpoints: %d, witnessed up to %d, too new for a leaf: %d\n",
		sum.Rows, sum.Leaves, sum.Checkpoints, sum.Witnessed, sum.Pending, sum.Rows, sum.Leaves, sum.Checkpoints, sum.Witnessed, sum.Pending)
	for _, r := range sum.Restarts {
		p.print("%s 从旧副本重新开始：此前见证 %d 条，副本有 %d 条 · restarted from an older copy; rows witnessed before: %d, in the copy: %d\n",
			r.At.Format("2006-01-02 15:04:05Z07:00"), r.Witnessed, r.Has, r.Witnessed, r.Has)
	}
	if len(findings) > 0 {
		return errFound
	}
	p.print("没有发现问题 nothing is wrong\n")
	return nil
}

// witnessed is a verifier that knows what the witness file has seen by now.
func witnessed(path string) (*evidence.Verifier, error) {
	keys, err := witnessKeys(path)
	if err != nil {
		return nil, err
	}
	v := evidence.NewVerifier(keys)
	return v, readLines(path, v.Witness)
}

// witnessKeys are the public keys that the witness file itself names.
func witnessKeys(path string) (evidence.Keys, error) {
	var public []string
	err := readLines(path, func(l evidence.Line) error {
		if l.Key != "" {
			public = append(public, l.Key)
		}
		return nil
	})
	if err != nil {
		return evidence.Keys{}, err
	}
	return evidence.NewKeys(public...)
}

func readLines(path string, take func(evidence.Line) error) error {
	file, err := os.Open(path) // #nosec G304 -- the export or witness file that a command is given
	if errors.Is(err, os.ErrNotExist) {
		return usagef("there is no file %s: name the witness file with --witness, the export with --export", path)
	}
	if err != nil {
		return err
	}
	if err := errors.Join(evidence.Read(file, take), file.Close()); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

type exportCommand struct {
	settings
	keySettings
	File string `arg:"" placeholder:"FILE" help:"写到哪里 · Where to write."`
}

// Run writes what verifying needs: the journal's rows as stored, the leaves, the hashes
// above them and the checkpoints, a JSON object a line. Where the journal's rows are
// plain, so is the export.
func (c *exportCommand) Run(ctx context.Context, p *program) error {
	return c.looking(ctx, p, c.keySettings, func(a *app) error {
		file, err := os.OpenFile(c.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, os.ErrExist) {
			return usagef("%s is there already: name another file", c.File)
		}
		if err != nil {
			return err
		}
		to := evidence.NewWriter(file)
		err = a.registrar.Evidence(ctx, to.Write)
		return errors.Join(err, to.Flush(), file.Sync(), file.Close())
	})
}
