package casefile

import (
	"errors"
	"slices"
	"strings"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// inputName is the name of a step's box, as the register names what is wrong with it.
func inputName(f workflow.Field) string { return "input." + string(f) }

// cutField is the field of a box; false for what is none.
func cutField(name string) (workflow.Field, bool) {
	rest, ok := strings.CutPrefix(name, "input.")
	return workflow.Field(strings.TrimSuffix(rest, ".asked")), ok
}

// lines are the items of a list given partly as ticks and partly in a box, each once.
func lines(values []string) []string {
	var out []string
	for _, value := range values {
		for _, line := range strings.Split(value, "\n") {
			if line = strings.TrimSpace(line); line != "" && !slices.Contains(out, line) {
				out = append(out, line)
			}
		}
	}
	return out
}

// prefill writes into the form what the case already says, so that an officer confirms
// it instead of typing it: the other officer's words where two must agree, else the
// articles of the step, the papers found good, the task, the usual way of handing over.
func (a *act) prefill(l ui.Lang, task string) {
	if a.proposed != nil {
		for f, x := range a.proposed.Input {
			a.typed[f] = x
		}
		a.grounds = a.proposed.Grounds
	}
	for _, ask := range a.asks {
		if a.typed.Has(ask.Field) {
			continue
		}
		if value := a.known(l, ask.Field, task); value != nil {
			a.typed[ask.Field] = value
		}
	}
}

// readExtract asks the register for the extract where the step wants one that nobody has
// written yet: the look is logged, so that no other form makes it.
func (a *act) readExtract(r *desk.Request) error {
	wants := slices.ContainsFunc(a.asks, func(x workflow.Asked) bool { return x.Field == workflow.InExtract })
	if !wants || a.proposed != nil {
		return nil
	}
	says, err := r.Reg.Extract(r.Request().Context(), r.Actor, a.ID)
	a.extract = r.Lang.Word(says)
	return err
}

func (a *act) known(l ui.Lang, f workflow.Field, task string) any {
	switch f {
	case workflow.InLaw:
		// It goes on a sheet for others, which cites in Chinese and knows no rule of ours.
		var out []string
		for _, b := range a.step.Basis {
			if law := workflow.Cited(b).Zh; law != "" {
				out = append(out, law)
			}
		}
		return nonempty(out)
	case workflow.InEvidence:
		var out []string
		for _, m := range a.Materials {
			if m.Verdict == register.VerdictOK {
				out = append(out, l.Word(m.Name))
			}
		}
		return nonempty(out)
	case workflow.InExtract:
		return text(a.extract)
	case workflow.InItems:
		return nonempty(a.lacking())
	case workflow.InMethod:
		return "window"
	case workflow.InReceiver:
		return text(a.Facts.Text(workflow.FactApplicantName))
	case workflow.InTask:
		if task != "" {
			return task
		}
		if o := a.options[f]; len(o) == 1 {
			return o[0].value
		}
	}
	return nil
}

// lacking are the kinds of paper to ask for: those that lack and that nobody but the
// applicant has, and those that were found not good.
func (a *act) lacking() []string {
	var out []string
	for _, m := range a.Missing {
		if have, ok := a.paper(m.Kind); !ok && !a.shared(m.Kind) || ok && have.Verdict != "" {
			out = append(out, string(m.Kind))
		}
	}
	return out
}

func nonempty(list []string) any {
	if len(list) == 0 {
		return nil
	}
	return list
}

func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// choices are the values that this case gives a field to choose from, instead of ids to
// type.
func (a *act) choices(r *desk.Request) (map[workflow.Field][]option, error) {
	out := map[workflow.Field][]option{}
	for _, ask := range a.asks {
		list, err := a.choose(r, ask.Field)
		if err != nil {
			return nil, err
		}
		if list != nil {
			out[ask.Field] = list
		}
	}
	return out, nil
}

func (a *act) choose(r *desk.Request, f workflow.Field) ([]option, error) {
	switch f {
	case workflow.InOfficer, workflow.InOfficers:
		return a.colleagues(r)
	case workflow.InTask:
		return a.openOnes(r), nil
	case workflow.InAsk:
		return a.askedFor(r), nil
	case workflow.InItems:
		return a.items(r.Lang), nil
	case workflow.InBrought:
		return a.offered(r.Lang, a.lackingWords()), nil
	case workflow.InNotHad:
		return a.offered(r.Lang, a.NoticeLacking), nil
	case workflow.InHitPerson, workflow.InHitPersons:
		return a.candidates(r)
	case workflow.InKeep:
		return a.entries(r.Lang), nil
	case workflow.InLines:
		return a.lines(r)
	case workflow.InStation:
		return a.stations(r)
	case workflow.InInstitution:
		return institutions(r)
	case workflow.InSuccessor:
		return a.becomes(r.Lang), nil
	}
	return nil, nil
}

// becomes are the businesses that a lead may become: another lead is none.
func (a *act) becomes(l ui.Lang) []option {
	if a.Business != workflow.Lead {
		return nil
	}
	rule, _ := a.book.Field(workflow.InSuccessor)
	out := []option{}
	for _, c := range rule.Codes {
		if c.Value != string(workflow.Lead) {
			out = append(out, option{value: c.Value, label: l.Word(c.Word)})
		}
	}
	return out
}

func (a *act) colleagues(r *desk.Request) ([]option, error) {
	rows, err := r.Reg.Colleagues(r.Request().Context(), r.Actor, a.ID)
	out := []option{}
	for _, c := range rows {
		if i := slices.IndexFunc(out, func(o option) bool { return o.value == c.OfficerID }); i >= 0 {
			continue
		}
		out = append(out, option{value: c.OfficerID, label: c.Name, note: r.Lang.Word(c.Role) + " · " + r.Lang.Word(c.Body)})
	}
	return out, err
}

func (a *act) openOnes(r *desk.Request) []option {
	out := []option{}
	for _, t := range a.Tasks {
		if on, ok := a.finishes(t); ok && on == a.step.Event {
			out = append(out, option{value: t.ID, label: r.Lang.Word(t.Name), note: string(t.DueOn)})
		}
	}
	return out
}

// askedFor are the opinions, countersignatures and delegated works that were asked for.
// An answered countersignature stands among them: it may still lack others.
func (a *act) askedFor(r *desk.Request) []option {
	out := []option{}
	for _, t := range a.Tasks {
		asks := slices.Contains([]workflow.Task{workflow.TaskOpinion, workflow.TaskCountersign, workflow.TaskDelegated}, t.Kind)
		if asks && (!t.Done || t.Kind == workflow.TaskCountersign) {
			out = append(out, option{value: t.ID, label: r.Lang.Word(t.Name), note: string(t.DueOn)})
		}
	}
	return out
}

// items are the papers and items of the form that can be asked for, by code.
func (a *act) items(l ui.Lang) []option {
	out := []option{}
	if a.def == nil {
		return out
	}
	for _, m := range a.def.Materials {
		w, _ := a.book.Material(m.Kind)
		need := slices.ContainsFunc(a.Missing, func(x register.MissingView) bool { return x.Kind == m.Kind })
		if _, here := a.paper(m.Kind); (need || here) && w.Class != "D" {
			out = append(out, option{value: string(m.Kind), label: l.Word(w.Word)})
		}
	}
	for _, rule := range a.def.Facts {
		f, _ := a.book.Field(rule.Field)
		if rule.Required && f.Class != "D" && !a.book.Forbidden(rule.Field) && f.Kind != workflow.KindPerson {
			out = append(out, option{value: string(rule.Field), label: l.Word(f.Word), note: l.T("申报内容", "item of the form")})
		}
	}
	return out
}

// candidates are entries of the register that may be the child. The search is logged,
// and a state that has none shows a box.
func (a *act) candidates(r *desk.Request) ([]option, error) {
	rows, err := r.Reg.Candidates(r.Request().Context(), r.Actor, a.ID)
	if err != nil && desk.Shown(r.Fault(err)) {
		return nil, nil
	}
	out := []option{}
	for _, c := range rows {
		out = append(out, option{value: c.PersonID, label: c.Name + " " + string(c.BirthDate) + " " + ui.Tail(c.Number), note: c.Station})
	}
	return out, err
}

// entries are the two entries of a case on one person registered twice.
func (a *act) entries(l ui.Lang) []option {
	out := []option{}
	for _, f := range []workflow.Field{workflow.FactFirstEntry, workflow.FactSecondEntry} {
		id := a.Facts.Text(f)
		rule, _ := a.book.Field(f)
		if id != "" {
			out = append(out, option{value: id, label: l.Word(rule.Word), note: a.named(id)})
		}
	}
	return out
}

func (a *act) lines(r *desk.Request) ([]option, error) {
	rows, err := r.Reg.Lines(r.Request().Context(), r.Actor, a.ID)
	out := []option{}
	for _, line := range rows {
		if !line.Closed {
			out = append(out, option{value: line.ID, label: line.Name, note: line.Number + " · " + r.Lang.Word(line.StateName)})
		}
	}
	return out, err
}

// stations are those that a step may name: any but the handling one, and of a question
// that is sent on those that the register names.
func (a *act) stations(r *desk.Request) ([]option, error) {
	rows, err := r.Reg.Bodies(r.Request().Context())
	if err != nil {
		return nil, err
	}
	shown := []string{}
	if a.sendsOn() {
		if shown, err = r.Reg.OriginStations(r.Request().Context(), r.Actor, a.ID); errors.Is(err, register.ErrForbidden) {
			err = nil // whoever may not take the step sees its form, and no station in it
		}
	}
	out := []option{}
	for _, b := range rows {
		if a.sendsOn() && !slices.Contains(shown, b.Code) {
			continue
		}
		if b.Kind == "station" && b.MergedInto == "" && (b.ValidTo == "" || b.ValidTo >= a.today) && b.Code != a.HandlingStation {
			out = append(out, option{value: b.Code, label: desk.BodyName(r.Lang, b)})
		}
	}
	return out, err
}

// sendsOn tells that the step sends the question about an entry on to another station.
func (a *act) sendsOn() bool { return a.step.Event == workflow.NotOurs }

func institutions(r *desk.Request) ([]option, error) {
	rows, err := r.Reg.Institutions(r.Request().Context(), r.Actor)
	out := []option{}
	for _, u := range rows {
		out = append(out, option{value: u.ID, label: u.Name})
	}
	return out, err
}
