package bench

import (
	"context"
	"fmt"
	"hash/fnv"
	"math/rand/v2"

	"hukou/register"
	"hukou/workflow"
)

// turn is one officer at work: whose share of the cases, and which of it next.
type turn struct {
	worker, workers int
	random          *rand.Rand
	// done counts, so that every step has a key of its own.
	done int
	name string
	// anywhere lets the officer draw from all cases ever opened.
	anywhere bool
}

// inHand are the cases that are worked on: the newest. A register keeps every case for
// ever, and officers step on those of these weeks.
const inHand = 10_000

// newTurn is an officer's turn. Officers and turns draw their cases in other orders,
// and in the same one in every run.
func newTurn(name string, worker, workers int) *turn {
	seed := fnv.New64a()
	_, _ = seed.Write([]byte(name))
	return &turn{worker: worker, workers: workers, name: name, random: rand.New(rand.NewPCG(seed.Sum64(), uint64(worker)))} // #nosec G115 G404 -- a measurement draws the same again from its seed; a worker is counted from 0
}

// draw is the number of a case of the officer's own share, from 1: no two officers
// take the same one, as a case in hand is one officer's.
func (t *turn) draw(cases int) int {
	ended := max(0, cases-inHand)
	if t.anywhere || t.workers > cases-ended { // or one named case is wanted
		ended = 0
	}
	share := (cases - ended) / t.workers
	return 1 + ended + t.worker + t.workers*t.random.IntN(share)
}

// stepAnywhere is a step on any of all cases ever opened: nothing of it is at hand.
func (w *world) stepAnywhere(ctx context.Context, t *turn) error {
	t.anywhere = true
	return w.step(ctx, t)
}

// step has the clerk of the case's station report the check to the head, or take
// the case back that lies there: the road from verifying to the station's review
// and back, which every business has.
func (w *world) step(ctx context.Context, t *turn) error {
	i := t.draw(w.size)
	at := &w.cases[i]
	t.done++
	q := register.StepRequest{CaseID: caseID(i), Event: workflow.ReportCheck, Version: at.version, Key: fmt.Sprintf("%s-%d-%d", t.name, t.worker, t.done),
		Input: workflow.Facts{workflow.InFindings: findings, workflow.InHeard: []string{"李春梅"}}}
	if at.passed {
		q.Event, q.To, q.Input = workflow.TakeBack, workflow.Verifying, workflow.Facts{workflow.InReason: "走访记录需补充"}
	}
	ans, err := w.r.Take(ctx, w.clerks[i%stations], q)
	if err != nil {
		return explained("take the step "+string(q.Event), err)
	}
	at.version, at.passed = ans.Version, !at.passed
	return nil
}

// findings are what a clerk writes after a visit.
const findings = "已走访，孩子随母亲居住于申报地址，邻居二人证实，出生时间与医院记录一致。"
