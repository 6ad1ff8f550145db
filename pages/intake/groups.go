package intake

import (
	"slices"

	"hukou/workflow"
)

// group is a heading of the list of businesses.
type group struct {
	zh, en string
	of     []workflow.Business
}

// groups are the headings, in the order of a station's window; a business of none of
// them stands under the last.
func groups() []group {
	return []group{
		{"出生和首次登记", "Births and first registrations", []workflow.Business{workflow.BirthCert, workflow.BirthNoCert, workflow.BirthAbroad, workflow.BirthThenDeath, workflow.FoundlingInstitution,
			workflow.WardFirst, workflow.WardMove, workflow.AdoptionFirst, workflow.AdoptionMove, workflow.Unreg1, workflow.Unreg2, workflow.Unreg3, workflow.Unreg4, workflow.Unreg5,
			workflow.Unreg6, workflow.Unreg7, workflow.Unreg8, workflow.ReturnSettle, workflow.Naturalised, workflow.Regain}},
		{"注销和恢复", "Ends and restorations", []workflow.Business{workflow.Death, workflow.DeathDeclared, workflow.DeathUnreported, workflow.DeclaredRevoked, workflow.AbroadCancel, workflow.EnlistMark,
			workflow.VeteranRestore, workflow.RestoreOther, workflow.DupCancel, workflow.FalseCancel}},
		{"迁移", "Moves", []workflow.Business{workflow.MoveInStation, workflow.MoveInCounty, workflow.MoveInPrefecture, workflow.MoveInRegion, workflow.MoveAcrossRegion, workflow.MoveOutOfRegion, workflow.PublicHousehold}},
		{"户", "Households", []workflow.Business{workflow.HouseholdCreate, workflow.HouseholdSplit, workflow.HouseholdMerge, workflow.HeadChange}},
		{"变更和更正", "Changes and corrections", []workflow.Business{workflow.ItemMinor, workflow.NameChange, workflow.NameCorrect, workflow.ParentItem, workflow.GuardianChange, workflow.SexChange,
			workflow.SexCorrect, workflow.BirthdateCorrect, workflow.NumberCorrect, workflow.EthnicityChange}},
		{"其他", "Other", nil},
	}
}

// grouped are the businesses of each heading, in the heading's order; a heading may have
// none.
func (c choosing) grouped() [][]*workflow.Definition {
	all := groups()
	out := make([][]*workflow.Definition, len(all))
	for _, d := range c.list {
		i := slices.IndexFunc(all, func(g group) bool { return slices.Contains(g.of, d.Business) })
		if i < 0 {
			i = len(all) - 1
		}
		out[i] = append(out[i], d)
	}
	for i, list := range out {
		slices.SortStableFunc(list, func(x, y *workflow.Definition) int {
			return slices.Index(all[i].of, x.Business) - slices.Index(all[i].of, y.Business)
		})
	}
	return out
}
