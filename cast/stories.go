package cast

import (
	"context"
	"maps"

	"hukou/models"
	"hukou/register"
	"hukou/workflow"
)

// The days on which the stories begin and by which every scene is over.
const (
	firstDay models.Date = "2026-08-28"
	lastDay  models.Date = "2026-12-10"
)

// PlayStories plays both stories in a world that LoadWorld filled, up to Until, fills
// in the cases in out, and leaves the register's clock at Now.
func PlayStories(ctx context.Context, r *register.Registrar, o Options, out *Loaded) error {
	o, err := o.complete()
	if err != nil {
		return err
	}
	s := &script{today: map[string]int{}}
	if s.specimen, err = specimen(); err != nil {
		return err
	}
	s.roster()
	s.births()
	s.nights(firstDay, min(lastDay, models.DateOf(o.Until)))
	p := &player{r: r, o: o, out: out, cases: map[string]string{}}
	if err := p.play(ctx, s); err != nil {
		return err
	}
	out.Batch = p.cases[batchKey]
	for _, c := range Seventy() {
		if id := p.cases[c.Key()]; id != "" {
			out.Lines[c.No] = id
		}
	}
	keys := []string{TwiceAgain, LedOn, DiesBoth}
	for _, n := range Newborns() {
		keys = append(keys, n.Key)
	}
	for _, key := range keys {
		if id := p.cases[key]; id != "" {
			out.Births[key] = id
		}
	}
	o.At(o.Now)
	return nil
}

// reasoned is what a decision against somebody says, with what the step asks beside.
func reasoned(code, reason string, more workflow.Facts) workflow.Facts {
	out := workflow.Facts{workflow.InReasonCode: code, workflow.InReason: reason, workflow.InFactsFound: "经核实：" + reason, workflow.InEvidence: []string{"核实记录"},
		workflow.InLaw: []string{"户口居民身份证管理工作规范（试行）"}}
	maps.Copy(out, more)
	return out
}
