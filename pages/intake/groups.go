package intake

import (
	"slices"

	"hukou/workflow"
)

// group is a heading of the list of businesses.
type group struct {
	zh, en string
	of     []workflow.Business
	list   []*workflow.Definition
}

// groups are the headings, in the order of a station's window; a business of none of
// them stands under the last.
func groups() []group {
	return []group{
		{zh: "出生和首次登记", en: "Births and first registrations", of: []workflow.Business{workflow.BirthCert, workflow.BirthNoCert, workflow.BirthAbroad, workflow.BirthThenDeath, workflow.FoundlingInstitution,
			workflow.WardFirst, workflow.WardMove, workflow.AdoptionFirst, workflow.AdoptionMove, workflow.Unreg1, workflow.Unreg2, workflow.Unreg3, workflow.Unreg4, workflow.Unreg5,
			workflow.Unreg6, workflow.Unreg7, workflow.Unreg8, workflow.ReturnSettle, workflow.Naturalised, workflow.Regain}},
		{zh: "注销和恢复", en: "Ends and restorations", of: []workflow.Business{workflow.Death, workflow.DeathDeclared, workflow.DeathUnreported, workflow.DeclaredRevoked, workflow.AbroadCancel, workflow.EnlistMark,
			workflow.VeteranRestore, workflow.RestoreOther, workflow.DupCancel, workflow.FalseCancel}},
		{zh: "迁移", en: "Moves", of: []workflow.Business{workflow.MoveInStation, workflow.MoveInCounty, workflow.MoveInPrefecture, workflow.MoveInRegion, workflow.MoveAcrossRegion, workflow.MoveOutOfRegion, workflow.PublicHousehold}},
		{zh: "户", en: "Households", of: []workflow.Business{workflow.HouseholdCreate, workflow.HouseholdSplit, workflow.HouseholdMerge, workflow.HeadChange, workflow.CollectiveCreate, workflow.CollectiveAdmin}},
		{zh: "变更和更正", en: "Changes and corrections", of: []workflow.Business{workflow.ItemMinor, workflow.NameChange, workflow.NameCorrect, workflow.ParentItem, workflow.GuardianChange, workflow.SexChange,
			workflow.SexCorrect, workflow.BirthdateCorrect, workflow.NumberCorrect, workflow.EthnicityChange}},
		{zh: "证明、簿册和查询", en: "Certificates, booklets and queries", of: []workflow.Business{workflow.CertIssue, workflow.BookletReissue, workflow.RegisterQuery}},
		{zh: "其他", en: "Other"},
	}
}

// grouped are the headings with the businesses of the list, in the heading's order; one
// that has none is left out.
func (c choosing) grouped() []group {
	out := groups()
	for _, d := range c.list {
		i := slices.IndexFunc(out, func(g group) bool { return slices.Contains(g.of, d.Business) })
		if i < 0 {
			i = len(out) - 1
		}
		out[i].list = append(out[i].list, d)
	}
	for _, g := range out {
		slices.SortStableFunc(g.list, func(x, y *workflow.Definition) int {
			return slices.Index(g.of, x.Business) - slices.Index(g.of, y.Business)
		})
	}
	return slices.DeleteFunc(out, func(g group) bool { return len(g.list) == 0 })
}
