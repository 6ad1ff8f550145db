package handlers

import (
	"hukou/register"
	"hukou/workflow"
)

// access says who may make a call. What an officer may do with a case is the rule
// book's to say; this only keeps whole calls from those who have no part in them.
type access struct {
	name string
	// open needs no session.
	open bool
	// roles may call; none listed means every officer.
	roles []workflow.Role
	// onCase tells that the call names a case: to those who see no cases it looks
	// as if there were none.
	onCase bool
}

// caseworkers take steps; readers see cases and persons too, and change nothing.
// The three administrators are in neither: they see no personal data.
func caseworkers() []workflow.Role {
	return []workflow.Role{workflow.Aux, workflow.Clerk, workflow.Community, workflow.Head, workflow.County, workflow.CountyLead,
		workflow.City, workflow.CityLead, workflow.Region}
}

func readers() []workflow.Role {
	return append(caseworkers(), workflow.Auditor, workflow.PrivacyOfficer)
}

// anyone may call without a session.
func anyone() access { return access{name: "anyone", open: true} }

// officers may call: whoever is signed in.
func officers() access { return access{name: "officers"} }

// workers may call: the roles that take steps.
func workers() access { return access{name: "caseworkers", roles: caseworkers()} }

// viewers may call: the roles that see personal data.
func viewers() access { return access{name: "readers", roles: readers()} }

// usageReaders may call: supervision, and the window that gives people their slip.
func usageReaders() access {
	return access{name: "supervision and the window", roles: []workflow.Role{workflow.Auditor, workflow.PrivacyOfficer, workflow.Clerk, workflow.Head}}
}

// leaders may call: those who answer for a body.
func leaders() access {
	return access{name: "heads", roles: []workflow.Role{workflow.Head, workflow.CountyLead, workflow.CityLead, workflow.Region}}
}

// supervisors may call: those who see the board.
func supervisors() access {
	return access{name: "heads and registration offices", roles: []workflow.Role{workflow.Head, workflow.County, workflow.CountyLead, workflow.City, workflow.CityLead, workflow.Region}}
}

// countyOffice may call: the registration office of a county.
func countyOffice() access {
	return access{name: "registration offices of counties", roles: []workflow.Role{workflow.County, workflow.CountyLead}}
}

// sealers may call: those who may ask for a seal.
func sealers() access {
	return access{name: "deciding caseworkers", roles: []workflow.Role{workflow.Clerk, workflow.Head, workflow.County, workflow.CountyLead, workflow.City, workflow.CityLead, workflow.Region}}
}

// glassBreakers may call: caseworkers but auxiliaries.
func glassBreakers() access {
	return access{name: "caseworkers but auxiliaries", roles: caseworkers()[1:]}
}

// watchers may call: supervision and heads.
func watchers() access {
	return access{name: "supervision and heads", roles: append(leaders().roles, workflow.Auditor, workflow.PrivacyOfficer)}
}

// campaigners may call: those who open campaigns of visits and note what is found.
func campaigners() access {
	return access{name: "caseworkers of stations and counties", roles: []workflow.Role{workflow.Clerk, workflow.Community, workflow.Head, workflow.County, workflow.CountyLead}}
}

// bellKeepers may call: those who keep the neighbours' bell of their station.
func bellKeepers() access {
	return access{name: "caseworkers of stations", roles: []workflow.Role{workflow.Clerk, workflow.Community, workflow.Head}}
}

// parties may call: those among the readers whose organisation takes part in the
// case. The register answers for the case, as for one that does not exist.
func parties() access { return access{name: "readers with a seat", roles: readers(), onCase: true} }

// handlingParties may call: caseworkers whose organisation takes part in the case.
func handlingParties() access {
	return access{name: "caseworkers with a seat", roles: caseworkers(), onCase: true}
}

// allows says whether the officer may make the call, and if not with which answer.
func (a access) allows(actor register.Actor) *refusal {
	switch {
	case len(a.roles) == 0 || actor.Has(a.roles...):
		return nil
	case a.onCase && !actor.Has(readers()...):
		return refuse(codeNotFound)
	}
	return &refusal{code: codeForbidden, say: onlyFor(a.roles)}
}
