package register

import "hukou/workflow"

// inMaterials is where every paper of a business stands.
var inMaterials = workflow.Word{Zh: "材料清单（接口 GET /businesses/{id} 的 materials）", En: "the list of papers (materials of GET /businesses/{id})"}

// noSuchBusiness is said of a business that the book has not in force.
func (r *Registrar) noSuchBusiness(field string) *Invalid {
	e := fieldError(field, "unknown_business", "没有这项业务，请从业务目录中选择。", "There is no such business; choose one of the catalogue.")
	return &Invalid{Errors: []FieldError{e.Among(r.book.BusinessCodes(r.book.All(r.Today())), inBook)}}
}

// noSuchState is said of a state that a business has not.
func (r *Registrar) noSuchState(def *workflow.Definition) *Invalid {
	e := fieldError("state", "unknown_state", "本业务没有这个环节。", "This business has no such state.")
	return &Invalid{Errors: []FieldError{e.Among(r.book.StateCodes(def.States()), inBook)}}
}

// noSuchEvent is said of a step that does not start from a state.
func (r *Registrar) noSuchEvent(def *workflow.Definition, from workflow.State) *Invalid {
	e := fieldError("event", "not_from_here", "本环节没有这个步骤。", "This step does not start from this state.")
	return &Invalid{Errors: []FieldError{e.Among(r.book.EventCodes(def.Events(from)), inBook)}}
}
