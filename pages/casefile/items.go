package casefile

import (
	"slices"

	"hukou/register"
)

// consented are the joint items that somebody consented to, whatever became of them.
func (p paper) consented() []register.JointItemView {
	return slices.DeleteFunc(slices.Clone(p.Items), func(i register.JointItemView) bool { return i.State == register.ItemOffered })
}
