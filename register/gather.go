package register

import (
	"maps"

	"hukou/workflow"
)

// collector finds the value of one computed fact for an act.
type collector func(*act) (any, error)

// collectors says how each computed fact is found. A test shows that every
// computed field of the vocabulary has one.
func collectors() map[workflow.Field]collector {
	out := coreCollectors()
	for _, more := range []map[workflow.Field]collector{partyCollectors(), birthCollectors(), wardCollectors(), matchCollectors(), endingCollectors(), peerCollectors(), bundleCollectors(), elsewhereCollectors(), objectionCollectors(), changeCollectors(), householdCollectors(), kinCollectors(), keptCollectors(), identityCollectors(), restoreCollectors(), firstCollectors(), transitCollectors(), incomerCollectors(), publicHouseholdCollectors(), certificateCollectors(), bookletCollectors(), queryCollectors(), collectiveCollectors()} {
		maps.Copy(out, more)
	}
	return out
}

// gather finds the facts that the guards of a step read, and no others.
func (a *act) gather(fields []workflow.Field) (workflow.Facts, error) {
	facts := make(workflow.Facts, len(a.form.Facts)+len(fields))
	maps.Copy(facts, a.form.Facts)
	for _, f := range fields {
		if err := a.collect(facts, f); err != nil {
			return nil, err
		}
	}
	return facts, nil
}

// collect puts one field's value among the facts, unless it is there.
func (a *act) collect(facts workflow.Facts, f workflow.Field) error {
	rule, ok := a.r.book.Field(f)
	if !ok || rule.Source != workflow.Computed {
		return nil
	}
	if _, have := facts[f]; have {
		return nil
	}
	find, ok := a.r.collect[f]
	if !ok {
		return nil
	}
	v, err := find(a)
	if err != nil {
		return err
	}
	facts[f] = v
	return nil
}

// holds evaluates a named condition for this case, gathering what it reads.
func (a *act) holds(id workflow.GuardID) (bool, error) {
	if id == "" {
		return true, nil
	}
	g, ok := a.r.book.Guard(id)
	if !ok {
		return false, nil
	}
	facts, err := a.gather(g.Reads)
	if err != nil {
		return false, err
	}
	maps.Copy(facts, a.req.Input)
	return a.r.book.Holds(id, facts), nil
}

// requiredLevel is the level that decides this case now: never a lower one than a change of
// the form took it from (factLevel).
func (a *act) requiredLevel() (any, error) {
	reads := []workflow.Field{workflow.FPolicyLevel}
	for _, e := range a.def.Escalators {
		g, _ := a.r.book.Guard(e.When)
		reads = append(reads, g.Reads...)
	}
	facts, err := a.gather(reads)
	if err != nil {
		return nil, err
	}
	return max(int(a.r.book.RequiredLevel(a.def, facts)), a.form.Facts.Int(factLevel)), nil
}
