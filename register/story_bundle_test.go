package register

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"

	"github.com/google/go-cmp/cmp"
)

// offersItems enters the region's row on joint items: three of them from today on.
func (w *world) offersItems() {
	w.t.Helper()
	bodies := map[string]json.RawMessage{"vaccination": json.RawMessage(`"甲县疾病预防控制中心"`), "medical_insurance": json.RawMessage(`"甲县医疗保障局"`), "social_card": json.RawMessage(`"甲县人社局"`)}
	_, err := w.r.AddPolicyRow(context.Background(), w.officer("region"), NewPolicyRow{Business: BusinessBundle, Division: "64", From: w.r.Today(), To: "2026-12-31", Options: bodies, Document: "宁政办〔2026〕1号"})
	w.must(err)
}

// bornWith lodges a birth at the village with consents ticked in its form.
func (w *world) bornWith(items ...ItemConsentRequest) string {
	w.t.Helper()
	id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts("p-li", "p-ma", "h-ma"), Consents: items})
	w.step("clerk", id, workflow.Lodge, nil)
	for _, k := range []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage} {
		w.paper(id, k)
	}
	return id
}

func (w *world) itemsEntered(id string) {
	w.t.Helper()
	w.step("clerk", id, workflow.Accept, nil)
	w.step("clerk", id, workflow.SkipCheck, nil)
	w.wantState(id, workflow.Effected)
}

// items says how each joint item of the case stands, and to whom it went.
func (w *world) items(id string) map[string]ItemState {
	w.t.Helper()
	v, err := w.r.View(context.Background(), w.officer("clerk"), id)
	w.must(err)
	out := map[string]ItemState{}
	for _, i := range v.Items {
		out[i.Item] = i.State
	}
	return out
}

func (w *world) wantItems(id string, want map[string]ItemState) {
	w.t.Helper()
	if diff := cmp.Diff(want, w.items(id)); diff != "" {
		w.t.Errorf("joint items (-want +got):\n%s", diff)
	}
}

func (w *world) itemMessages(kind string) []models.Outbox {
	var out []models.Outbox
	w.must(w.db.Read(context.Background(), func(tx *store.Tx) (err error) {
		out, err = store.Many[models.Outbox](tx, "id", "kind = ?", kind)
		return err
	}))
	return out
}

func (w *world) newbornOf(id string) string {
	w.t.Helper()
	p, ok := w.child(id, workflow.Child)
	if !ok {
		w.t.Fatal("the case has no child")
	}
	return p.ID
}

func consent(item, by string) workflow.Facts {
	return workflow.Facts{"bundle_item": item, "consent_by": by}
}

// Nobody is asked twice and no box is ticked beforehand: without consent nothing leaves.
func TestWithoutConsentNothingLeavesWithABirth(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.offersItems()
		id := w.bornWith()
		w.wantItems(id, map[string]ItemState{"vaccination": ItemOffered, "medical_insurance": ItemOffered, "social_card": ItemOffered})
		w.itemsEntered(id)
		if n := len(w.itemMessages(MessageItem)); n != 0 {
			t.Errorf("%d messages left without consent", n)
		}
		w.wantItems(id, map[string]ItemState{})
	})
}

// Two of three items are consented to, one of them is taken back before the child is
// entered: one message leaves, with ids alone, once. The body acknowledges it.
func TestWhatAParentConsentsToIsSentOnceTheChildIsEntered(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.offersItems()
		id := w.bornWith(ItemConsentRequest{"vaccination", "mother"})
		w.step("clerk", id, workflow.ConsentItem, consent("social_card", "father"))
		if err := w.try("clerk", id, workflow.ConsentItem, "", consent("social_card", "mother")); !invalidAt(err, "input.bundle_item", "consented_already") {
			t.Errorf("consented twice: %s", describe(err))
		}
		if err := w.try("clerk", id, workflow.ConsentItem, "", consent("health_record", "mother")); !invalidAt(err, "input.bundle_item", "item_not_offered") {
			t.Errorf("an item that the place has not: %s", describe(err))
		}
		w.step("clerk", id, workflow.RevokeItem, consent("social_card", "mother"))
		w.wantItems(id, map[string]ItemState{"vaccination": ItemConsented, "medical_insurance": ItemOffered, "social_card": ItemRevoked})
		c := one[models.ItemConsent](w, "case_id = ? and item = 'social_card'", id)
		if c.GivenBy != "father" || c.RevokedFor != "mother" || c.RevokedBy != "o-clerk" || c.RevokedAt == nil {
			t.Errorf("who took it back is kept as %+v", c)
		}
		w.itemsEntered(id)
		sent := w.itemMessages(MessageItem)
		if len(sent) != 1 || sent[0].ID != "item/"+id+"/vaccination/1" {
			t.Fatalf("sent: %+v", sent)
		}
		var body map[string]string
		w.must(json.Unmarshal([]byte(sent[0].Body), &body))
		if diff := cmp.Diff(map[string]string{"number": w.row(id).Number, "item": "vaccination", "to": "甲县疾病预防控制中心"}, body); diff != "" {
			t.Errorf("the message (-want +got):\n%s", diff)
		}
		w.wantItems(id, map[string]ItemState{"vaccination": ItemWaiting, "social_card": ItemRevoked})
		for range 2 { // what has its place keeps it, however often the job comes by
			_, err := w.r.Sequence(context.Background())
			w.must(err)
		}
		w.wantItems(id, map[string]ItemState{"vaccination": ItemSent, "social_card": ItemRevoked})
		feed, err := w.r.Feed(context.Background(), 0, 200)
		w.must(err)
		told := 0
		for _, i := range feed {
			if i.Kind == MessageItem {
				told++
				if i.Item != "vaccination" || i.To == "" || i.Number != w.row(id).Number {
					t.Errorf("the feed says %+v", i)
				}
			}
		}
		if told != 1 {
			t.Errorf("the feed has the item %d times", told)
		}
		if err := w.try("clerk", id, workflow.RevokeItem, "", consent("vaccination", "mother")); err == nil {
			t.Error("what was sent is taken back here")
		}
		w.step("clerk", id, workflow.AcknowledgedThere, workflow.Facts{"bundle_item": "vaccination", "document_no": "疾控回执3"})
		w.wantItems(id, map[string]ItemState{"vaccination": ItemAcknowledged, "social_card": ItemRevoked})
		if err := w.try("clerk", id, workflow.RefusedThere, "", workflow.Facts{"bundle_item": "vaccination", "item_refusal": "other", "document_no": "1"}); !refusedFor(err, workflow.GItemsSent) {
			t.Errorf("answered twice: %s", describe(err))
		}
		w.sound()
	})
}

// A body that refuses stops nothing: the birth stands and the station has a task. When the
// entry is undone, the bodies that have the child are told, the one that refused is not.
func TestABodyThatRefusesIsATaskAndAReversalTellsTheOthers(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.offersItems()
		id := w.bornWith(ItemConsentRequest{"vaccination", "mother"}, ItemConsentRequest{"medical_insurance", "mother"}, ItemConsentRequest{"social_card", "father"})
		w.itemsEntered(id)
		if n := len(w.itemMessages(MessageItem)); n != 3 {
			t.Fatalf("%d messages left", n)
		}
		w.step("clerk", id, workflow.RefusedThere, workflow.Facts{"bundle_item": "social_card", "item_refusal": "data_lacking", "document_no": "人社函5", "reason": "缺照片"})
		tasks := w.task(id, workflow.TaskBundleItem)
		if len(tasks) != 1 || tasks[0].Note != "social_card" || tasks[0].Org != stationOrg {
			t.Fatalf("the station's task: %+v", tasks)
		}
		w.step("clerk", id, workflow.Deliver, workflow.Facts{"receiver": "李春梅", "method": "window"})
		w.step("clerk", id, workflow.FinishTask, workflow.Facts{"task_id": tasks[0].ID, "result": "已告知家长补照片"})
		child := w.newbornOf(id)
		w.undoes(child, w.last(child).ID)
		w.wantItems(id, map[string]ItemState{"vaccination": ItemUndone, "medical_insurance": ItemUndone, "social_card": ItemRefused})
		undone := w.itemMessages(MessageItemUndone)
		if len(undone) != 2 {
			t.Fatalf("told: %+v", undone)
		}
		for _, o := range undone {
			if !strings.Contains(o.Body, `"undoes":"item/`+id) || !strings.Contains(o.Body, w.row(id).Number) || strings.Contains(o.Body, child) {
				t.Errorf("the message is %s", o.Body)
			}
		}
	})
}

// The bodies are told of a death too, once.
func TestADeathTellsTheBodiesThatHaveTheChild(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.offersItems()
		id := w.bornWith(ItemConsentRequest{"medical_insurance", "mother"})
		w.itemsEntered(id)
		w.setClock("2026-09-28T09:00:00+08:00")
		w.death(w.newbornOf(id), "2026-09-26")
		w.wantItems(id, map[string]ItemState{"medical_insurance": ItemUndone})
		if n := len(w.itemMessages(MessageItemUndone)); n != 1 {
			t.Errorf("%d messages tell of the death", n)
		}
	})
}

// A form is refused whole that ticks what the place has not, or names a parent who is not in
// it; a place without a row has no items at all.
func TestAFormTicksOnlyWhatItsPlaceOffers(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		q := OpenRequest{Business: workflow.BirthCert, Facts: birthFacts("p-li", "p-ma", "h-ma"), Key: "k", Consents: []ItemConsentRequest{{"vaccination", "mother"}}}
		if _, err := w.r.Open(t.Context(), w.officer("clerk"), q); !invalidAt(err, "consents[0].item", "item_not_offered") {
			t.Errorf("ticked without a row: %s", describe(err))
		}
		id := w.bornWith()
		if err := w.try("clerk", id, workflow.ConsentItem, "", consent("vaccination", "mother")); !refusedFor(err, workflow.GItemsOffered) {
			t.Errorf("consented without a row: %s", describe(err))
		}
		w.offersItems()
		q.Key, q.Consents = "k2", []ItemConsentRequest{{"vaccination", "neighbour"}, {"vaccination", "mother"}}
		if _, err := w.r.Open(t.Context(), w.officer("clerk"), q); !invalidAt(err, "consents[0].by", "unknown_code") || !invalidAt(err, "consents[1].item", "stated_twice") {
			t.Errorf("a neighbour consents: %s", describe(err))
		}
		q.Business, q.Consents = workflow.Death, []ItemConsentRequest{{"vaccination", "mother"}}
		if _, err := w.r.Open(t.Context(), w.officer("clerk"), q); !invalidAt(err, "consents", "no_joint_items") {
			t.Errorf("a death with joint items: %s", describe(err))
		}
		w.setClock("2027-01-04T09:00:00+08:00")
		if err := w.try("clerk", id, workflow.ConsentItem, "", consent("vaccination", "mother")); !refusedFor(err, workflow.GItemsOffered) {
			t.Errorf("the row is over: %s", describe(err))
		}
	})
}

// A row names items that there are, each with a body.
func TestARowOnJointItemsNamesABodyForEach(t *testing.T) {
	eachWorld(t, func(w *world) {
		row := NewPolicyRow{Business: BusinessBundle, Division: "64", From: w.r.Today(), Document: "文", Options: map[string]json.RawMessage{"vaccination": json.RawMessage(`true`), "pension": json.RawMessage(`"x"`)}}
		_, err := w.r.AddPolicyRow(t.Context(), w.officer("region"), row)
		if !invalidAt(err, "options.vaccination", "body_lacking") || !invalidAt(err, "options", "unknown_option") {
			t.Errorf("entered: %s", describe(err))
		}
	})
}
