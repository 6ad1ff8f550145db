package register

import (
	"slices"
	"strings"

	"hukou/models"
	"hukou/workflow"
)

// sealedFiles tells which of some people are sealed, and which of those files a lift or a
// break-glass opens to this officer. A case opens none. Whatever the system writes is read
// by officers, each of whom is asked again.
func (a *act) sealedFiles(people []string) (map[string]closedFile, error) {
	out := map[string]closedFile{}
	if a.actor.system {
		return out, nil
	}
	seals, err := a.sealKinds(people)
	if err != nil {
		return nil, err
	}
	for id := range seals {
		out[id] = closedFile{kind: AccessSealed}
	}
	return out, a.openFiles(out)
}

// liftsOf are the lifts by which this officer has sealed ones open.
func (a *act) liftsOf(seals map[string]string) (map[string]string, error) {
	lifts, files := map[string]string{}, map[string]closedFile{}
	if a.actor.system {
		return lifts, nil
	}
	for id := range seals {
		files[id] = closedFile{kind: AccessSealed}
	}
	err := a.openFiles(files)
	for id, f := range files {
		if f.approval != "" {
			lifts[id] = f.approval
		}
	}
	return lifts, err
}

// openSealed are the lifts by which this officer has sealed ones among some people.
func (a *act) openSealed(people []string) (map[string]string, error) {
	if a.actor.system {
		return map[string]string{}, nil
	}
	seals, err := a.sealKinds(people)
	if err != nil {
		return nil, err
	}
	return a.liftsOf(seals)
}

// shownSubjects are the people of the case by the names that this officer may read. Of a
// sealed one that is the word of the seal, unless the file is open to them.
func (a *act) shownSubjects() ([]models.CaseSubject, error) {
	if a.cache.loaded["shown"] {
		return a.cache.shown, nil
	}
	rows, err := a.subjects()
	if err != nil {
		return nil, err
	}
	files, err := a.sealedFiles(registeredOf(rows))
	if err != nil {
		return nil, err
	}
	out := slices.Clone(rows)
	for i, s := range out {
		if files[s.PersonID].withheld() != "" {
			out[i].Name = SealedWord().Zh
		}
	}
	a.cache.shown = out
	a.loaded("shown")
	return out, nil
}

// registeredOf are the people of the register among the subjects of cases, each once.
func registeredOf(rows []models.CaseSubject) []string {
	var out []string
	for _, s := range rows {
		if s.PersonID != "" && !slices.Contains(out, s.PersonID) {
			out = append(out, s.PersonID)
		}
	}
	return out
}

// nameBeside is what a list, or the page of another, calls somebody: of a sealed person
// the word of the seal whoever reads it, since no look at that file is logged there.
func (a *act) nameBeside(p models.Person) (string, error) {
	sealed, err := a.sealedAmong([]string{p.ID})
	if sealed[p.ID] {
		return SealedWord().Zh, err
	}
	return p.Name, err
}

// called is the name by which the rule book's facts speak of a person of the register; who
// was called so is known when a refusal lists the facts.
func (a *act) called(p models.Person) string {
	if !slices.ContainsFunc(a.cache.called, func(x models.Person) bool { return x.ID == p.ID }) {
		a.cache.called = append(a.cache.called, p)
	}
	return p.Name
}

// veil writes the word of the seal into what conditions list of sealed people, whoever
// reads them: a refusal takes back what the act wrote, so that no look could be logged.
func (a *act) veil(unmet []workflow.Condition) ([]workflow.Condition, error) {
	if !slices.ContainsFunc(unmet, func(c workflow.Condition) bool { return len(c.Detail) > 0 }) {
		return unmet, nil
	}
	var ids []string
	for _, p := range a.cache.called {
		ids = append(ids, p.ID)
	}
	sealed, err := a.sealedAmong(ids)
	if err != nil || len(sealed) == 0 {
		return unmet, err
	}
	out := slices.Clone(unmet)
	for i := range out {
		out[i].Detail = slices.Clone(out[i].Detail)
		for k, text := range out[i].Detail {
			out[i].Detail[k] = veiled(text, a.cache.called, sealed)
		}
	}
	return out, nil
}

func veiled(text string, people []models.Person, sealed map[string]bool) string {
	for _, p := range people {
		if sealed[p.ID] && p.Name != "" {
			text = strings.ReplaceAll(text, p.Name, SealedWord().Zh)
		}
	}
	return text
}
