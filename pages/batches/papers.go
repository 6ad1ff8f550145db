package batches

import (
	"strings"

	"hukou/pages/desk"
	"hukou/register"
	"hukou/workflow"
)

// fetchPaper takes in a paper of the roster that another authority's data stand for, by
// the reference of the query; a scan is added on the page of the case.
func fetchPaper(r *desk.Request) error {
	id := r.Param("id")
	m := register.NewMaterial{Kind: workflow.MaterialKind(r.FormValue("kind")), Source: register.SourceShared, Reference: strings.TrimSpace(r.FormValue("reference"))}
	if _, err := r.Reg.AddMaterial(r.Request().Context(), r.Actor, id, r.FormValue("key"), m); err != nil {
		return again(r, err)
	}
	w, _ := r.Reg.Book().Material(m.Kind)
	return r.Go("/batches/"+id, r.T("已收：", "Taken in: ")+r.Lang.Word(w.Word))
}

// judgePaper says that such data agree with what is declared; any other verdict is
// given on the page of the paper.
func judgePaper(r *desk.Request) error {
	id := r.Param("id")
	q := register.VerdictRequest{CaseID: id, Material: r.FormValue("material"), Result: register.VerdictOK, Version: versionOf(r), Key: r.FormValue("key")}
	if _, err := r.Reg.Verdict(r.Request().Context(), r.Actor, q); err != nil {
		return again(r, err)
	}
	return r.Go("/batches/"+id, r.T("材料已核验", "The paper is checked"))
}

// unchecked are the roster's papers that nobody has looked at.
func (b *batch) unchecked() []register.MaterialView {
	var out []register.MaterialView
	for _, m := range b.Materials {
		if m.Verdict == "" {
			out = append(out, m)
		}
	}
	return out
}

// lacking are the papers still to be asked for: those there and unchecked are not.
func (b *batch) lacking() []register.MissingView {
	var out []register.MissingView
	for _, x := range b.Missing {
		there := false
		for _, m := range b.unchecked() {
			there = there || m.Kind == x.Kind
		}
		if !there {
			out = append(out, x)
		}
	}
	return out
}
