package register

import (
	"testing"

	"hukou/workflow"
)

func TestEveryComputedFactHasACollectorAndEveryEffectAFunction(t *testing.T) {
	found := collectors()
	for f, rule := range workflow.Fields() {
		if rule.Source == workflow.Computed && found[f] == nil {
			t.Errorf("no collector for the computed fact %s", f)
		}
	}
	for f := range found {
		if rule, ok := workflow.Fields()[f]; !ok || rule.Source != workflow.Computed {
			t.Errorf("a collector for %s, which is no computed fact", f)
		}
	}
	written := effects()
	for e := range workflow.EffectWords() {
		if written[e] == nil {
			t.Errorf("no function for the effect %s", e)
		}
	}
	for e := range written {
		if _, ok := workflow.EffectWords()[e]; !ok {
			t.Errorf("a function for %s, which is no effect of the vocabulary", e)
		}
	}
}
