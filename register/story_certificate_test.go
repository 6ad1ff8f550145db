package register

import (
	"context"
	"errors"
	"strings"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// certifies asks for a certificate of a kind on a person.
func (w *world) certifies(person, kind string, more workflow.Facts) string {
	w.t.Helper()
	f := workflow.Facts{"proof_kind": kind, "paper_used_for": "县公证处办理继承公证"}
	for k, v := range more {
		f[k] = v
	}
	return w.alters(workflow.CertIssue, person, f)
}

// given is the newest numbered paper of a case, as printed.
func (w *world) given(id string) (PrintedPaper, string) {
	w.t.Helper()
	p, err := w.r.PrintPaper(context.Background(), w.officer("clerk"), id, "")
	w.must(err)
	var text []string
	for _, l := range append(p.Lines, p.Note) {
		text = append(text, l.Zh)
	}
	return p, strings.Join(text, "\n")
}

// onTheSpot takes a case in, decides it and hands the paper over.
func (w *world) onTheSpot(id string, decision workflow.Facts, papers ...workflow.MaterialKind) {
	w.t.Helper()
	w.accepts(id, append([]workflow.MaterialKind{workflow.MatIdentity}, papers...)...)
	w.step("clerk", id, workflow.SkipCheck, decision)
	w.delivers(id)
}

// notTaken lodges a case whose acceptance the guards refuse.
func (w *world) notTaken(id string, want ...workflow.GuardID) {
	w.t.Helper()
	w.step("clerk", id, workflow.Lodge, nil)
	w.paper(id, workflow.MatIdentity)
	err := w.try("clerk", id, workflow.Accept, "", nil)
	for _, g := range want {
		if !refusedFor(err, g) {
			w.t.Errorf("%v: %s, want %s", w.row(id).Business, describe(err), g)
		}
	}
}

func TestAChangedNameIsCertifiedUnderANumberAndPrinted(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		asks := workflow.Facts{"proof_item": "name"}
		w.notTaken(w.certifies("p-li", "item_change", asks), workflow.GItemChanged)
		w.renames("p-li", "李春")

		draft := func() string { return w.certifies("p-li", "item_change", asks) }
		w.otherEnds(draft, func(id string) { w.accepts(id, workflow.MatIdentity) })
		id := draft()
		w.onTheSpot(id, nil)
		p, text := w.given(id)
		if p.Number != "640522010000-2026-证字第000001号" || p.To != "李春梅" || p.IssuedOn != "2026-09-24" {
			t.Errorf("the paper: %+v", p)
		}
		if !mentions(text, "由“李春梅”变更更正为“李春”", "仅用于县公证处办理继承公证", "申请行政复议") || mentions(text, "民族") {
			t.Errorf("it says %s", text)
		}
		if n := count[models.PrintEntry](w, "number = ?", p.Number); n != 2 {
			t.Errorf("%d lines of the print log, want the issue and the print", n)
		}
		w.wantUnchanged(id)
		w.sound()
		// The change undone, there is nothing to certify any more.
		w.undoes("p-li", w.last("p-li").ID)
		w.notTaken(draft(), workflow.GItemChanged)
		w.tx(func(tx *store.Tx) error {
			return store.Change[models.IssuedPaper](tx, map[string]any{"number": "x"}, "id = ?", p.ID)
		})
		if found, err := w.r.Check(t.Context()); err != nil || len(found) != 1 || found[0].Code != "paper_differs" {
			t.Errorf("a paper changed by hand: %v %v", found, err)
		}
	})
}

// renames gives somebody another name by the business for it.
func (w *world) renames(person, name string) {
	w.t.Helper()
	id := w.alters(workflow.NameChange, person, workflow.Facts{"new_name": name, "name_reason": "生活中一直使用", "surname_ground": "unchanged"})
	w.step("clerk", id, workflow.Lodge, nil)
	w.paper(id, workflow.MatNameRequest)
	w.paper(id, workflow.MatHouseholdBook)
	w.paper(id, workflow.MatComparison)
	w.step("clerk", id, workflow.Accept, nil)
	w.byCounty(id)
	w.wantState(id, workflow.Effected)
}

func TestKinshipIsCertifiedAsTheRegisterHoldsItAndTheBookletDoesNot(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		// The booklet of the Ma household says what the son is to its head.
		w.notTaken(w.certifies("p-ma", "kinship", workflow.Facts{"kin_id": "p-son"}), workflow.GBookShowsNot)
		w.notTaken(w.certifies("p-ma", "kinship", workflow.Facts{"kin_id": "p-old"}), workflow.GKinshipHeld)
		id := w.certifies("p-son", "kinship", workflow.Facts{"kin_id": "p-li", "applicant_relation": "parent"})
		w.onTheSpot(id, nil)
		if _, text := w.given(id); !mentions(text, "李春梅（公民身份号码649901********", "）是马小麦", "的母亲") {
			t.Errorf("it says %s", text)
		}
		// A neighbour has no standing; whoever is protected is on no paper.
		w.notTaken(w.certifies("p-li", "kinship", workflow.Facts{"kin_id": "p-son", "applicant_relation": "neighbour"}), workflow.GCertAsker)
		w.tx(func(tx *store.Tx) error {
			return store.Change[models.Person](tx, map[string]any{"protected": true}, "id = 'p-son'")
		})
		w.notTaken(w.certifies("p-li", "kinship", workflow.Facts{"kin_id": "p-son"}), workflow.GNotWithheld)
		var no *Blocked
		if _, err := w.r.PrintPaper(t.Context(), w.officer("clerk"), id, ""); !errors.As(err, &no) {
			t.Errorf("the paper on somebody protected prints: %v", err)
		}
	})
}

func TestACancellationIsCertifiedToKinOfTheDead(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.notTaken(w.certifies("p-ma", "cancellation", nil), workflow.GStruckOff)
		w.death("p-ma", "2026-09-24")
		id := w.certifies("p-ma", "cancellation", workflow.Facts{"applicant_relation": "relative"})
		w.step("clerk", id, workflow.Lodge, nil)
		w.paper(id, workflow.MatIdentity)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GMaterials) {
			t.Errorf("kin without proof of kinship: %s", describe(err))
		}
		w.paper(id, workflow.MatKinship)
		w.step("clerk", id, workflow.Accept, nil)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.delivers(id)
		if _, text := w.given(id); !mentions(text, "马文", "自2026-09-24起因死亡注销") {
			t.Errorf("it says %s", text)
		}
		w.sound()
	})
}

func TestARecordIsLookedUpBeforeItIsCertifiedClean(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.certifies("p-ma", "no_record", nil)
		w.accepts(id, workflow.MatIdentity)
		if err := w.try("clerk", id, workflow.SkipCheck, workflow.Approved, nil); !refusedFor(err, workflow.GRecordClean) {
			t.Errorf("nobody looked: %s", describe(err))
		}
		w.step("clerk", id, workflow.SkipCheck, workflow.Facts{"record_check_no": "查2026-77", "no_record_found": true})
		if _, text := w.given(id); !mentions(text, "查2026-77", "未发现马文", "有犯罪记录") {
			t.Errorf("it says %s", text)
		}
	})
}

func TestAStationCertifiesNineKindsAndEachItsOwn(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.notTaken(w.certifies("p-ma", "outside", nil), workflow.GOneOfNine)
		w.notTaken(w.certifies("p-ma", "identity", workflow.Facts{"has_valid_card": true}), workflow.GNoValidCard)
		w.notTaken(w.certifies("p-ma", "item_change", workflow.Facts{"proof_item": "ethnicity", "applicant_relation": "head"}), workflow.GOwnItem, workflow.GCertAsker)
		for _, kind := range []string{"finding", "unnatural_death", "abducted_child"} {
			f := workflow.Facts{"proof_kind": kind, "event_station": otherOrg, "police_report_no": "接警7号", "police_findings": "九月二十日清晨在城关镇客运站发现一名男童", "paper_used_for": "县民政局",
				"applicant_name": "钱进", "applicant_relation": "committee"}
			w.notTaken(w.open("clerk", OpenRequest{Business: workflow.CertIssue, Facts: f}), workflow.GIssuedWhereItHappened)
			f["event_station"], f["police_findings"] = stationOrg, "系弃婴"
			w.notTaken(w.open("clerk", OpenRequest{Business: workflow.CertIssue, Facts: f}), workflow.GNoLabels)
			f["police_findings"] = "九月二十日清晨在城关镇客运站发现一名男童"
			id := w.open("clerk", OpenRequest{Business: workflow.CertIssue, Facts: f})
			w.onTheSpot(id, nil)
			if p, text := w.given(id); !mentions(text, "接警7号", "客运站") || mentions(p.Title.Zh, "弃") {
				t.Errorf("%s: %s says %s", kind, p.Title.Zh, text)
			}
		}
		// Another station's person is named by the card: the home station alone certifies the
		// entry, any station who stands before it.
		card := proper(village())[2].Members[0].Number.Reveal()
		away := workflow.Facts{"proof_kind": "no_record", "person_number": card, "paper_used_for": "县公证处", "applicant_name": "王大山", "applicant_relation": "self"}
		w.notTaken(w.open("clerk", OpenRequest{Business: workflow.CertIssue, Facts: away}), workflow.GIssuedAtHome)
		id := w.certifies("p-ma", "identity", nil)
		w.onTheSpot(id, nil)
		if p, text := w.given(id); p.Until != "2026-10-01" || !mentions(text, "有效期至2026-10-01", "马文") {
			t.Errorf("until %s: %s", p.Until, text)
		}
		if _, err := w.r.PrintPaper(t.Context(), w.officer("clerk_b"), id, ""); !errors.Is(err, ErrNotFound) {
			t.Errorf("another county prints it: %v", err)
		}
		w.sound()
	})
}
