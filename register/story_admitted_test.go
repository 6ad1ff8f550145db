package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// Old Ding was entered dead by mistake. His station cannot put him in the Ma family's
// household behind their backs: the head consents, what he is to the head is declared, and
// both hold to the entry, under whoever is head by then. What the register knows of him
// there nobody may contradict.
func TestNobodyIsRestoredIntoAHouseholdOfStrangersBehindItsHead(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.death("p-old", "2026-09-20")
		accept := func(more workflow.Facts) (string, error) {
			id := w.restores("p-old", "h-ma", "mistaken", more)
			w.step("clerk", id, workflow.Lodge, nil)
			for _, k := range restorePapers {
				w.paper(id, k)
			}
			return id, w.try("clerk", id, workflow.Accept, "", nil)
		}
		for _, c := range []struct {
			more workflow.Facts
			want []workflow.GuardID
		}{
			{nil, []workflow.GuardID{workflow.GConsentsNoted, workflow.GRelationTold}},
			{workflow.Facts{"relation_to_head": "99", "consents": []string{"李春梅"}}, []workflow.GuardID{workflow.GConsentsNoted}},
			{workflow.Facts{"relation_to_head": "20", "consents": []string{"马文"}}, []workflow.GuardID{workflow.GRelationsAgree}},
			{workflow.Facts{"relation_to_head": "02", "consents": []string{"马文"}}, []workflow.GuardID{workflow.GRelationGiven}},
		} {
			id, err := accept(c.more)
			for _, g := range c.want {
				if !refusedFor(err, g) {
					t.Errorf("with %v: %s, want %s", c.more, describe(err), g)
				}
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "试"})
		}
		wantBlocked(t, w.act(workflow.RestoreOther, workflow.Affected, "p-old", workflow.Facts{"person_id": "p-old", "household_id": "h-ma", "relation_to_head": "99"}, workflow.EffRestorePerson), string(workflow.GConsentsNoted))

		id, err := accept(workflow.Facts{"relation_to_head": "55", "consents": []string{"马文"}})
		w.must(err)
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.step("community", id, workflow.ReportCheck, nobodyObjected)
		w.headedBy("p-li", nil, "马文", "李春梅")
		w.step("head", id, workflow.PassUp, nil)
		if err := w.try("county_lead", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GConsentsNoted) || !refusedFor(err, workflow.GHeadJoinedSame) || !mentions(describe(err), "李春梅") {
			t.Errorf("approved under a head who was not asked: %s", describe(err))
		}
		w.must(orNil(w.try("county_lead", id, workflow.Return, workflow.Verifying, workflow.Facts{"return_code": "verify", "items": []string{"与户主关系"}, "reason": "户主已变更"})))
		_, err = w.r.Change(t.Context(), w.officer("community"), id, w.row(id).Version, workflow.Facts{"relation_to_head": "51", "consents": []string{"李春梅"}})
		w.must(err)
		if err := w.try("community", id, workflow.ReportBack, "", workflow.Facts{"findings": "属实"}); !refusedFor(err, workflow.GHeadJoinedSeen) {
			t.Errorf("reported without going through the relation anew: %s", describe(err))
		}
		w.step("community", id, workflow.ReportBack, workflow.Facts{"findings": "属实", "relations_confirmed": true})
		w.step("county_lead", id, workflow.Approve, nil)
		w.delivers(id)
		if got := w.stands("p-old"); got != "p-old:h-ma/51" {
			t.Errorf("with the head's consent he stands as %s", got)
		}
		w.sound()
		// A stay that was undone makes nobody at home there.
		w.undoes("p-old", w.last("p-old").ID)
		if _, err := accept(workflow.Facts{"relation_to_head": "51"}); !refusedFor(err, workflow.GConsentsNoted) {
			t.Errorf("at home where he was entered wrongly: %s", describe(err))
		}
	})
}

// A family needs no leave of its own: the wife's household by the register, one's own of
// before, whoever heads it since, and a parent's of whom the case names as the child's.
func TestAFamilyIsNotAskedForLeaveToTakeItsOwnIn(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs = append(hs, LoadedHousehold{ID: "h-her", Number: "000103", Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: "城关镇南街20号", OpenedOn: "2001-01-01", Members: []LoadedPerson{
			{ID: "p-her", Number: "649901194802020022", Name: "白兰", Sex: "2", BirthDate: "1948-02-02", Ethnicity: "01", Relation: "02", Since: "2001-01-01", Spouse: "649901194501010034"}}})
		w.load(hs)
		restored := func(person, house string) {
			id := w.restores(person, house, "mistaken", nil)
			w.accepts(id, restorePapers...)
			w.byCounty(id)
			w.delivers(id)
		}
		w.death("p-old", "2026-09-20")
		restored("p-old", "h-her")
		w.death("p-ma", "2026-09-20")
		w.headedBy("p-li", nil, "李春梅")
		restored("p-ma", "h-ma")
		if got := w.stands("p-old", "p-ma"); got != "p-old:h-her/11 p-ma:h-ma/11" {
			t.Errorf("they stand as %s", got)
		}
		// The child of a father who heads nothing.
		id := w.open("clerk", OpenRequest{Business: workflow.Unreg2, Facts: missed("马晚", "2", "2018-05-05", workflow.Facts{"follows": "father", "father": "p-ma", "ethnicity_source": "father"})})
		w.accepts(id)
		w.sound()
	})
}

// A first registration is no way round either: into somebody else's household nobody comes
// without its head, nor where it has none at the time without those of age.
func TestNobodyIsFirstEnteredInAHouseholdOfStrangersBehindIt(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		refused := func(house string, want ...string) {
			f := missed("郭无名", "1", "1999-05-05", workflow.Facts{"household_id": house, "relation_to_head": "99", "applicant_relation": "self", "applicant_name": "郭无名"})
			delete(f, "ethnicity_source")
			id := w.open("clerk", OpenRequest{Business: workflow.Unreg8, Facts: f})
			w.step("clerk", id, workflow.Lodge, nil)
			if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GConsentsNoted) || !mentions(describe(err), want...) {
				t.Errorf("into %s: %s", house, describe(err))
			}
		}
		refused("h-old", "丁福")
		w.death("p-ma", "2026-09-20")
		refused("h-ma", "李春梅")
	})
}
