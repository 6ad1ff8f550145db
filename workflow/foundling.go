package workflow

// foundlingInstitution enters a child whose parents cannot be found in the collective
// household of the institution that cares for it (Norm 27). The way is that of ward_first:
// searched for twice, compared with missing children, heard, decided by the county, from
// six years on by the prefecture. What Norm 27 asks for is the intake form and the opinion
// of civil affairs; a finder who will not hand over, or a notice whose sixty days run, hold
// nothing up: that notice is a rule of adoption.
func foundlingInstitution() *Definition {
	d := single(FoundlingInstitution, Word{Zh: "集体户首次登记（机构申报）", En: "First registration in a collective household (lodged by the institution)"})
	d.Steps = Process(d.Steps).Requiring(Lodge, GInstitutionAsks, GParentsUnknown, GIsMinor).Requiring(Accept, GUnitValid, GUnitPublic, GShelteredLong, GNoMarkerName)
	for i, r := range d.Facts {
		// Said either way: whether the date is an estimate, who chose the ethnicity, who asks.
		d.Facts[i].Required = r.Required || r.Field == FactWardEstimated || r.Field == FactEthnicityBy || r.Field == FactApplicantRelation
	}
	d.Facts = append(d.Facts, FactRule{Field: FactFoundHow, Required: true})
	d.Materials = append(d.Materials, MaterialRule{Kind: MatFindingReport, Optional: true, Basis: "Norm 27"},
		MaterialRule{Kind: MatTemporaryCare, Optional: true, Basis: "Norm 27"}, MaterialRule{Kind: MatSearchNotice, Optional: true, Basis: "Norm 27"})
	d.Tasks = append(d.Tasks, TaskRule{Task: TaskOriginPapers, On: Accept, By: ownClerk, Limit: LimitVisit, Basis: "Norm 27"})
	d.Basis = append(d.Basis, "Reg. 7", "民法典 1015")
	return d
}
