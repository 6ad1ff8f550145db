package register

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"testing"

	"hukou/models"
	"hukou/store/storetest"
	"hukou/workflow"
)

// suitors loads men who each live alone, and of each man two women who live alone too.
func (w *world) suitors() {
	w.t.Helper()
	hs := village()
	alone := func(id string, n int, sex string, org, division string) {
		body := fmt.Sprintf("64990119800101%03d", n)
		hs = append(hs, LoadedHousehold{ID: "h-" + id, Number: fmt.Sprintf("0005%02d", n), Org: org, Division: division, Kind: models.FamilyHousehold, Address: fmt.Sprintf("城关镇东街%d号", n), OpenedOn: "2001-01-01", Members: []LoadedPerson{
			{ID: "p-" + id, Number: models.CitizenNumber(body + string(models.CheckDigit(body))), Name: "孙" + string(rune('一'+n)), Sex: sex, BirthDate: "1980-01-01", Ethnicity: "01", Relation: "02", Since: "2001-01-01"}}})
	}
	for i := range atOnce {
		k := strconv.Itoa(i)
		alone("g"+k, 6*i+1, "1", stationOrg, "640522")
		alone("x"+k, 6*i+2, "2", stationOrg, "640522")
		alone("y"+k, 6*i+4, "2", stationOrg, "640522")
	}
	w.load(hs)
}

// wives are how many stand as the spouse of a household's head.
func (w *world) wives(house string) int64 {
	w.t.Helper()
	return count[models.Person](w, "household_id = ? and relation in ('10', '11', '12') and status = 'active'", house)
}

// movesAsWife moves a woman to a man as his wife, without the steps before.
func (w *world) movesAsWife(end func(), woman, house string) error {
	return w.actUntil(end, workflow.MoveInStation, workflow.Affected, woman, workflow.Facts{"person_id": woman, "household_id": house, "relations": []string{woman + "=12"}}, workflow.EffJoin)
}

// comesAsWife registers a woman in a man's household for the first time as his wife, without
// the steps before.
func (w *world) comesAsWife(end func(), name, house, head string) error {
	return w.actUntil(end, workflow.Unreg8, workflow.Affected, "", workflow.Facts{"name": name, "sex": "2", "birth_date": "1981-02-03", "household_id": house, "relation_to_head": "12", "consents": []string{head}}, workflow.EffFirst)
}

// One man is the husband of one wife: whoever comes second as his wife, from another
// household or as a new entry, does not come in.
func TestWhoeverComesSecondAsAWifeStaysOut(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.suitors()
		w.must(orNil(w.movesAsWife(func() {}, "p-x0", "h-g0")))
		wantBlocked(t, w.movesAsWife(func() {}, "p-y0", "h-g0"), string(workflow.GRelationsAgree))
		head := one[models.Person](w, "id = 'p-g0'").Name
		wantBlocked(t, w.comesAsWife(func() {}, "路小月", "h-g0", head), string(workflow.GRelationsAgree))
		if n := w.wives("h-g0"); n != 1 {
			t.Errorf("he has %d wives", n)
		}
		w.must(orNil(w.comesAsWife(func() {}, "路小月", "h-g1", one[models.Person](w, "id = 'p-g1'").Name)))
	})
}

// At one instant on PostgreSQL it is the same, whichever of the two is the first.
func TestOfTwoWivesAtThatInstantOneComesIn(t *testing.T) {
	w := newWorld(t, storetest.Postgres(t))
	w.suitors()
	for i := range atOnce {
		house, x, y := fmt.Sprintf("h-g%d", i), fmt.Sprintf("p-x%d", i), fmt.Sprintf("p-y%d", i)
		other := func(end func()) error { return w.movesAsWife(end, y, house) }
		if i >= atOnce/2 {
			head := one[models.Person](w, "id = ?", fmt.Sprintf("p-g%d", i)).Name
			other = func(end func()) error { return w.comesAsWife(end, "路小月", house, head) }
		}
		inTurn(i, func(end func()) error { return w.movesAsWife(end, x, house) }, other)
		if n := w.wives(house); n != 1 {
			t.Errorf("try %d: he has %d wives", i, n)
		}
	}
}

// Two clerks decide at one instant. Whichever case comes second is refused, or rests approved and
// is returned by the head, with the woman at home.
func TestOfTwoWivesDecidedAtOnceOneCaseIsEnteredAndTheOtherGoesBack(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.suitors()
		for i := range atOnce {
			house, head := fmt.Sprintf("h-g%d", i), one[models.Person](w, "id = ?", fmt.Sprintf("p-g%d", i)).Name
			var cases []string
			for _, who := range []string{"p-x", "p-y"} {
				woman := fmt.Sprintf("%s%d", who, i)
				name := one[models.Person](w, "id = ?", woman).Name
				id, err := w.movesHere(woman, workflow.Facts{"household_id": house, "move_cause": "relatives", "relations": []string{woman + "=12"}, "consents": []string{name, head}, "applicant_name": name, "applicant_relation": "self"})
				w.must(err)
				cases = append(cases, id)
			}
			var both sync.WaitGroup
			errs := make([]error, len(cases))
			for n, id := range cases {
				version := w.row(id).Version
				both.Go(func() {
					_, errs[n] = w.r.Take(context.Background(), w.officer("clerk"), StepRequest{CaseID: id, Event: workflow.SkipCheck, Version: version, Key: "at once " + id, Input: workflow.Facts{}})
				})
			}
			both.Wait()
			entered := 0
			for n, id := range cases {
				switch state := w.row(id).State; {
				case errs[n] != nil && !refusedFor(errs[n], workflow.GRelationsAgree):
					t.Errorf("try %d: refused for %s", i, describe(errs[n]))
				case errs[n] == nil && state == string(workflow.Effected):
					entered++
				case errs[n] == nil:
					w.wantState(id, workflow.Approved)
					w.wantUnentered(id)
					w.must(w.try("head", id, workflow.Return, workflow.Accepted, workflow.Facts{"return_code": "unclear", "reason": "户主已有配偶", "items": []string{"与户主关系"}}))
				}
			}
			if n := w.wives(house); entered != 1 || n != 1 {
				t.Errorf("try %d: %d cases are entered, and he has %d wives", i, entered, n)
			}
		}
		w.sound()
	})
}
