package workflow

// leads are the businesses of visits.
func leads() []*Definition { return []*Definition{lead()} }

// lead is no core machine: it changes nothing in the register and holds nobody.
// Converting opens a draft of the business named and carries over every fact that
// the two share; a lead on a child without registration is not closed without one.
func lead() *Definition {
	open, who := []State{LeadNoted, LeadContacted}, []By{ownCommunity, ownClerk}
	steps := Process{
		{From: []State{LeadNoted}, On: LeadContact, To: []State{LeadContacted}, By: who, Needs: []Field{InContactBy, InFindings}, Basis: []Basis{"国办发〔2015〕96号", ruleLeads}},
		{From: []State{LeadContacted}, On: LeadConvert, To: []State{LeadConverted}, By: who, Needs: []Field{InSuccessor}, May: []Field{InWanted},
			If: []GuardID{GLeadToCase, GLeadAgreed, GLeadGoesOn}, Do: []Effect{EffSuccessor}, Basis: []Basis{"Reg. 7", "国办发〔2015〕96号"}},
		{From: []State{LeadContacted}, On: LeadClose, To: []State{LeadClosed}, By: who, Needs: []Field{InCloseWhy, InReason}, May: []Field{InSuccessor, InDocument, InFoundNumber},
			If: []GuardID{GLeadNoChild, GLeadFits}, Do: []Effect{EffSuccessor}, Basis: []Basis{"未成年人保护法 4", ruleLeads}},
		// Where a case went before, its child ends on an entry by two persons, as the case would have.
		{From: []State{LeadContacted}, On: LeadCloseHad, To: []State{LeadClosed}, By: []By{ownHead}, Propose: who, Hand: Checks, Needs: []Field{InReason, InFoundNumber}, If: []GuardID{GNotMaker, GNotRecused, GLeadFits},
			Basis: []Basis{"Reg. 6", "未成年人保护法 4", ruleLeads}},
		// An entry in another region's register cannot be looked up here: two persons vouch for it.
		{From: []State{LeadContacted}, On: LeadCloseFar, To: []State{LeadClosed}, By: []By{ownHead}, Propose: who, Hand: Checks, Needs: []Field{InReason, InDocument}, If: []GuardID{GNotMaker, GNotRecused},
			Basis: []Basis{"未成年人保护法 4", ruleLeads}},
		// A slip of the pen, or a child of whom a neighbour only spoke: two persons say so.
		{From: []State{LeadContacted}, On: LeadCloseNone, To: []State{LeadClosed}, By: []By{ownHead}, Propose: who, Hand: Checks, Needs: []Field{InReason, InFindings, InHeard}, If: []GuardID{GNotMaker, GNotRecused, GLeadHearsay},
			Basis: []Basis{"未成年人保护法 4", ruleLeads}},
	}
	for _, s := range verbs(open) {
		if s.On == HandOver || s.On == Urge {
			steps = steps.Plus(s)
		}
	}
	return &Definition{
		Business: Lead, Edition: "2021-10-01",
		Names:   Word{Zh: "走访线索", En: "Lead"},
		Initial: LeadNoted, Ends: []State{LeadConverted, LeadClosed},
		Steps: steps, Limits: map[State]Limit{LeadNoted: LimitContact, LeadContacted: LimitFollow},
		Facts: []FactRule{
			{Field: FactLeadSource, Required: true}, {Field: FactLeadMatter, Required: true}, {Field: FactLeadPlace, Required: true}, {Field: FactLeadNote},
			{Field: FactUnregistered}, {Field: FactLeadHead}, {Field: FactLeadPhone}, {Field: FactLeadRoute}, {Field: FactApplicantName}, {Field: FactApplicantRelation},
			{Field: FactChildName}, {Field: FactChildSex}, {Field: FactChildBirthDate}, {Field: FactBirthSaid}, {Field: FactBirthOrder}, {Field: FactBornWhere}, {Field: FactBirthHospital},
			{Field: FactMother}, {Field: FactMotherName}, {Field: FactFather}, {Field: FactFatherName},
		},
		Subject: Found, NoLock: true, Whole: true,
		Basis: []Basis{"国办发〔2015〕96号", ruleLeads},
	}
}
