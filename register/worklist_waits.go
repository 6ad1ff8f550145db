package register

import (
	"fmt"
	"slices"

	"hukou/models"
	"hukou/workflow"
)

// waitsFor names whoever is to act next.
func (a *act) waitsFor(t turn, mine bool, r *rowsRead) workflow.Word {
	you := workflow.Word{Zh: "你", En: "You"}
	if t.paused {
		if station, ok := r.origins[a.c.ID]; ok && t.party == PartyPeer {
			return station
		}
		if _, outside := partyWords[t.party]; outside {
			return partyWord(t.party)
		}
	}
	switch {
	case mine || a.c.HolderID == a.actor.OfficerID && t.party != PartySystem:
		return you
	case a.c.HolderID != "":
		name := r.officers[a.c.HolderID].Name
		return workflow.Word{Zh: name, En: name}
	}
	w := partyWord(t.party)
	if station := r.names[a.c.HandlingOrg]; slices.Contains(stationRoles, workflow.Role(t.party)) {
		return workflow.Word{Zh: station.Zh + w.Zh, En: w.En + ", " + station.En}
	}
	return w
}

var stationRoles = []workflow.Role{workflow.Aux, workflow.Clerk, workflow.Community, workflow.Head}

// toConfirm is a proposal of another person that stands in the present state.
func (a *act) toConfirm(open []models.CaseProposal) (models.CaseProposal, bool) {
	i := slices.IndexFunc(open, func(p models.CaseProposal) bool { return p.State == a.c.State && p.PersonID != a.actor.PersonID })
	if i < 0 {
		return models.CaseProposal{}, false
	}
	return open[i], true
}

// precondition says what must be done before the step itself: items of the form, papers, or
// tasks without which there is no decision. Whoever decides collects no papers. False when nothing stands before it.
func (a *act) precondition(item *WorkItem, steps []workflow.Step, tasks int) bool {
	asks := func(g workflow.GuardID) bool {
		return slices.ContainsFunc(steps, func(s workflow.Step) bool { return slices.Contains(s.If, g) })
	}
	if n := a.itemsLacking(); n > 0 && a.state() == a.def.Initial && asks(workflow.GFactsComplete) {
		item.Next = workflow.Word{Zh: fmt.Sprintf("补全申报内容（还差 %d 项）", n), En: workflow.Counted(n, "Fill in %d more item", "Fill in %d more items")}
		item.NextEvent = workflow.DataChanged
		return true
	}
	if lacking := a.papersLacking(); len(lacking) > 0 && item.StateFamily != FamilyApproval && asks(workflow.GMaterials) {
		item.Next, item.NextEvent = a.paperWork(lacking)
		return true
	}
	if tasks > 0 && asks(workflow.GTasksDone) {
		item.Next = workflow.Word{Zh: fmt.Sprintf("先完成待办事项（%d 项）", tasks), En: workflow.Counted(tasks, "First finish %d open task", "First finish %d open tasks")}
		item.NextEvent = workflow.CompleteTask
		return true
	}
	return false
}

// itemsLacking counts the required items of the form without a value.
func (a *act) itemsLacking() int {
	n := 0
	for _, rule := range a.def.Facts {
		if rule.Required && !a.form.Facts.Has(rule.Field) && a.r.book.Holds(rule.When, a.form.Facts) {
			n++
		}
	}
	return n
}

func (a *act) papersLacking() []workflow.MaterialRule {
	return slices.DeleteFunc(a.neededPapers(), func(rule workflow.MaterialRule) bool { return a.paperGood(rule.Kind) })
}

// paperWork is what is to be done about the first paper that lacks: to be looked at
// when it is there, else to be taken in, or fetched where others have its data.
func (a *act) paperWork(lacking []workflow.MaterialRule) (workflow.Word, workflow.Event) {
	has := func(rule workflow.MaterialRule, judged bool) bool {
		return slices.ContainsFunc(a.cache.materials, func(m models.Material) bool {
			return m.Kind == string(rule.Kind) && (m.Verdict != "") == judged
		})
	}
	first := lacking[0]
	if i := slices.IndexFunc(lacking, func(r workflow.MaterialRule) bool { return has(r, false) }); i >= 0 {
		first = lacking[i]
	}
	zh, en, event := "收取", "Take in: ", workflow.MaterialAdded
	switch {
	case has(first, false):
		zh, en, event = "核验", "Check: ", workflow.MaterialVerdict
	case has(first, true):
		zh, en = "更换", "Replace: "
	case first.Shared:
		zh, en = "调取或收取", "Fetch or take in: "
	}
	w := a.quietPaper(first.Kind)
	if n := len(lacking); n > 1 {
		return workflow.Word{Zh: fmt.Sprintf("%s%s等 %d 项", zh, w.Zh, n), En: fmt.Sprintf("%s%s, %d in all", en, w.En, n)}, event
	}
	return workflow.Word{Zh: zh + w.Zh, En: en + w.En}, event
}

// quietPaper names a paper as a list may: one that tells of parents or ethnicity goes
// without its name.
func (a *act) quietPaper(kind workflow.MaterialKind) workflow.Word {
	w, ok := a.r.book.Material(kind)
	if !ok || w.Class == "D" || kind == workflow.MatEthnicityStatement {
		return workflow.Word{Zh: "一项材料", En: "a paper"}
	}
	return workflow.Word{Zh: w.Zh, En: w.En}
}

// bulk lets a button on the group take a step that decides nothing and changes nothing
// but the state: nobody's hand checks by it, no second person, no effect, and nothing
// to write but on submitting, which needs a number for each child.
func (a *act) bulk(item *WorkItem, s workflow.Step) {
	decides := s.Adverse || s.TwoPerson() || s.Hand == workflow.Checks || s.Hand == workflow.OnSpot || len(s.Do) > 0 || s.On == workflow.PassUp
	if decides || s.Back || len(s.To) != 1 || len(s.Needs) > 0 && s.On != workflow.Submit {
		return
	}
	item.BulkEvent, item.BulkTo, item.BulkNeeds = s.On, s.To[0], slices.Clone(s.Needs)
}
