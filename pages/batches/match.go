package batches

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// match sets every child that is searched for beside the entries of the register that
// may be theirs. A person looks at each pair; nothing is taken by a score. Where a
// single entry agrees in all, it is offered as the answer; where anything differs, or
// there are several, nothing is.
type match struct {
	*batch
	pairs    []pair
	findings string
	byEye    bool
	searched bool
	over     bool
	fault    *ui.Fault
}

// pair is a child and its candidates. choice is a person's id, none, many, or empty; two
// are the entries ticked as one child's where more than two were found.
type pair struct {
	register.BatchLine
	facts  workflow.Facts
	found  []register.Candidate
	choice string
	two    []string
	// why says why an entry that differs is the child's, or one that agrees is not.
	why    string
	result *ui.Fault
	sent   bool
}

const (
	choseNone = "none"
	choseMany = "many"
	choseWait = "wait"
)

// chosen is the entry chosen as the child's.
func (p pair) chosen() (register.Candidate, bool) {
	i := slices.IndexFunc(p.found, func(c register.Candidate) bool { return c.PersonID == p.choice })
	if i < 0 {
		return register.Candidate{}, false
	}
	return p.found[i], true
}

// fits are the entries that may be the child's second one: those of the declared sex.
func (p pair) fits() []register.Candidate {
	return slices.DeleteFunc(slices.Clone(p.found), func(c register.Candidate) bool { return slices.Contains(c.Differs, "sex") })
}

// picks tells that it has to be said which two entries are one child's: a ruling is on two.
func (p pair) picks() bool { return len(p.found) > 2 && len(p.fits()) > 1 }

// together are the entries said to be one child's.
func (p pair) together() []string {
	if p.picks() {
		return p.two
	}
	var out []string
	for _, c := range p.found {
		out = append(out, c.PersonID)
	}
	return out
}

// passedOver are the entries that agree in name, sex and birth date with a child who is
// said to be in none.
func (p pair) passedOver() []string {
	var out []string
	for _, c := range p.found {
		if p.choice == choseNone && c.Alike() {
			out = append(out, c.PersonID)
		}
	}
	return out
}

// unsaid tells that the choice needs a reason and has none.
func (p pair) unsaid() bool {
	c, ok := p.chosen()
	return p.why == "" && (ok && len(c.Differs) > 0 || len(p.passedOver()) > 0)
}

// same tells that there is one entry and that it agrees in all that is declared.
func (p pair) same() bool { return len(p.found) == 1 && len(p.found[0].Differs) == 0 }

func readMatch(r *desk.Request) (*match, error) {
	b, err := read(r)
	if err != nil {
		return nil, err
	}
	m := &match{batch: b}
	for _, l := range b.lines {
		if l.State != workflow.Matching || l.Closed {
			continue
		}
		p := pair{BatchLine: l}
		if p.found, err = r.Reg.Candidates(r.Request().Context(), r.Actor, l.ID); err != nil {
			return nil, err
		}
		v, err := r.Reg.View(r.Request().Context(), r.Actor, l.ID)
		if err != nil {
			return nil, err
		}
		p.facts = v.Facts
		switch {
		case p.same():
			p.choice = p.found[0].PersonID
		case len(p.found) == 0:
			p.choice = choseNone
		}
		m.pairs = append(m.pairs, p)
	}
	if len(m.pairs) == 0 {
		return nil, desk.NotFound()
	}
	return m, nil
}

func askMatch(r *desk.Request) error {
	m, err := readMatch(r)
	if err != nil {
		return err
	}
	return m.show(r, http.StatusOK)
}

func (m *match) show(r *desk.Request, status int) error {
	return r.Page(status, r.T("逐人比对", "Compare child by child")+" "+m.Number, ui.Batches, func(v *ui.View) templ.Component { return matchPage(keeping(v), m) })
}

// takeMatch enters what the officer found, child by child.
func takeMatch(r *desk.Request) error {
	m, err := readMatch(r)
	if err != nil {
		return err
	}
	m.findings, m.byEye, m.searched = strings.TrimSpace(r.FormValue("findings")), r.FormValue("by_eye") == "true", r.FormValue("searched") == "true"
	hits, nones := 0, 0
	for i := range m.pairs {
		p := &m.pairs[i]
		p.choice, p.why = r.FormValue("choice."+p.ID), strings.TrimSpace(r.FormValue("why."+p.ID))
		p.two = r.Request().PostForm["two."+p.ID]
		switch p.choice {
		case "", choseWait:
		case choseNone:
			nones++
		default:
			hits++
		}
	}
	if m.fault = m.lacks(r, hits, nones); m.fault != nil {
		return m.show(r, m.fault.Status)
	}
	for i := range m.pairs {
		m.enter(r, &m.pairs[i])
	}
	m.over = true
	entered, refused, _ := m.tally()
	if entered > 0 {
		if err := r.Sent(); err != nil {
			return err
		}
	}
	if refused == 0 {
		return r.Go("/batches/"+m.ID, r.T("已登记结果 ", "Findings entered: ")+strconv.Itoa(entered)+r.T(" 人", ""))
	}
	return m.show(r, http.StatusOK)
}

func (m *match) lacks(r *desk.Request, hits, nones int) *ui.Fault {
	f := &ui.Fault{Status: http.StatusUnprocessableEntity, Title: r.T("还有没填的", "Something is not filled in"), Text: r.T("填好后再交一次，已填的都还在。", "Fill it in and send again; what you typed is kept.")}
	need := func(lacks bool, field, zh, en string) {
		if lacks {
			f.Fields = append(f.Fields, ui.FieldFault{Field: field, Text: r.T(zh, en)})
		}
	}
	need(hits > 0 && !m.byEye, "by_eye", "须逐人并列看过后打勾。", "Look at each pair, then tick.")
	need(nones > 0 && !m.searched, "searched", "查无登记的，须按姓名号码和按父母各查一次后打勾。", "Search by name and number and by the parents, then tick.")
	need(m.findings == "", "findings", "请写核对情况。", "Write what you found.")
	need(hits+nones == 0, "findings", "一个也没有选。", "Nobody is chosen.")
	for _, p := range m.pairs {
		need(p.choice == choseMany && p.picks() && len(p.two) != 2, "two."+p.ID, "一次裁定两条：请勾选是同一人的两条。其余的，裁定后撤回比中，再选保留的一条和其余的一条。", "Two entries are ruled on at a time: tick the two that are one child's. Of the others, take the match back after the ruling and choose the one kept with another.")
		need(p.unsaid(), "why."+p.ID, "所选登记有不同之处，或相同的登记未选：请写明理由。", "The entry chosen differs, or one that agrees was not chosen: say why.")
	}
	if len(f.Fields) == 0 {
		return nil
	}
	return f
}

func (m *match) enter(r *desk.Request, p *pair) {
	q := register.StepRequest{CaseID: p.ID, Version: p.Version, Key: r.FormValue("key") + "/" + p.ID}
	switch p.choice {
	case "", choseWait:
		return
	case choseNone:
		q.Event, q.Input = workflow.HitNone, workflow.Facts{workflow.InByName: true, workflow.InByParents: true, workflow.InFindings: m.findings}
		var dismissed []string
		for _, id := range p.passedOver() {
			dismissed = append(dismissed, id+"="+p.why)
		}
		if len(dismissed) > 0 {
			q.Input[workflow.InDismissed] = dismissed
		}
	case choseMany:
		q.Event, q.Input = workflow.HitMany, workflow.Facts{workflow.InHitPersons: p.together(), workflow.InFindings: m.findings}
	default:
		q.Event, q.Input = workflow.HitOne, workflow.Facts{workflow.InHitPerson: p.choice, workflow.InByEye: m.byEye, workflow.InFindings: m.findings}
		if c, ok := p.chosen(); ok && len(c.Differs) > 0 {
			q.Input[workflow.InDifference] = p.why
		}
	}
	p.sent = true
	if _, err := r.Reg.Take(r.Request().Context(), r.Actor, q); err != nil {
		p.result = r.Fault(err)
	}
}

// tally counts what was entered, and what was refused.
func (m *match) tally() (entered, refused, left int) {
	for _, p := range m.pairs {
		switch {
		case !p.sent:
			left++
		case p.result != nil:
			refused++
		default:
			entered++
		}
	}
	return entered, refused, left
}
