package register

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"hukou/store"
	"hukou/workflow"
)

// A child of a roster is the victim of a crime, and the head restricts the line. The pages of
// the roster name it to nobody who has no part in it, and its file, which the line alone
// opened to this station, is not there for them any more.
func TestARestrictedLineIsInNoRosterOfWhoeverHasNoPart(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		batch, shut, open := w.askedRoster()
		if err := w.r.SeesPerson(ctx, w.officer("clerk2"), "p-ward"); err != nil {
			t.Errorf("before, the line opens the file: %v", err)
		}
		w.step("head", shut, workflow.Restrict, workflow.Facts{"reason": "刑事案件被害人"})
		number := w.row(shut).Number
		for who, sees := range map[string]bool{"clerk": true, "head": true, "county_lead": true, "clerk2": false, "community": false} {
			list, err := w.r.Lines(ctx, w.officer(who), batch)
			w.must(err)
			page, err := w.r.BatchLines(ctx, w.officer(who), batch)
			w.must(err)
			var ids []string
			for _, l := range page {
				ids = append(ids, l.ID)
			}
			if sees != slices.Contains(ids, shut) || !slices.Contains(ids, open) || sees != (len(list) == 2) || sees != (len(ids) == 2) {
				t.Errorf("%s is shown %+v and %v, want the restricted line: %v", who, list, ids, sees)
			}
			for _, told := range []string{"王小石", number, shut} {
				if said := jsonText(list) + jsonText(page); !sees && strings.Contains(said, told) {
					t.Errorf("%s reads %q in %s", who, told, said)
				}
			}
			v, err := w.r.View(ctx, w.officer(who), batch)
			w.must(err)
			if n := v.Lines[workflow.OriginPending]; n != 1 || strings.Contains(jsonText(v), number) {
				t.Errorf("%s: the roster counts %+v", who, v.Lines)
			}
			if err := w.r.SeesPerson(ctx, w.officer(who), "p-ward"); sees != (err == nil) || !sees && !errors.Is(err, ErrNotFound) {
				t.Errorf("%s looks at the child: %v, want %v", who, err, sees)
			}
			if _, err := w.r.Search(ctx, w.officer(who), SearchQuery{Q: "王小石", Kind: SearchPeople, CaseID: number}); sees != (err == nil) || !sees && !errors.Is(err, ErrNotFound) {
				t.Errorf("%s searches in the case: %v, want %v", who, err, sees)
			}
		}
		// The station that is asked answers for it; its auxiliary learns of no roster.
		if _, mine, err := w.r.AskedLines(ctx, w.officer("clerk_b"), batch); err != nil || len(mine) != 1 {
			t.Errorf("the asked clerk is shown %+v, %v", mine, err)
		}
		helper := w.officer("clerk_b")
		helper.OfficerID, helper.PersonID, helper.Postings[0].Role = "o-aux_b", "p-aux_b", string(workflow.Aux)
		if _, _, err := w.r.AskedLines(ctx, helper, batch); !errors.Is(err, ErrNotFound) {
			t.Errorf("the asked auxiliary finds the roster: %v", err)
		}
		if list, err := w.r.Batches(ctx, helper); err != nil || len(list) != 0 {
			t.Errorf("the asked auxiliary lists %+v, %v", list, err)
		}
	})
}

// A case that is restricted opens the file of its minor to those alone who have a part in it;
// everybody else of the station asks for an approval, as if there were no case.
func TestARestrictedCaseOpensNoFileToWhoeverHasNoPart(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.alters(workflow.ItemMinor, "p-son", nil)
		w.step("clerk", id, workflow.Lodge, nil)
		for _, who := range []string{"clerk", "clerk2"} {
			if _, err := w.see(who, "p-son", PersonQuery{Code: PurposeCheck}); err != nil {
				t.Errorf("%s before: %v", who, err)
			}
		}
		w.tx(func(tx *store.Tx) error {
			_, err := tx.Exec("update cases set restricted = true where id = ?", id)
			return err
		})
		if _, err := w.see("clerk", "p-son", PersonQuery{Code: PurposeCheck}); err != nil {
			t.Errorf("whoever works on it: %v", err)
		}
		v, err := w.see("clerk2", "p-son", PersonQuery{Code: PurposeCheck})
		if !closed(err, AccessMinor) || v != nil {
			t.Errorf("a colleague without a part reads %+v, %v", v, err)
		}
		if found, err := w.r.Search(t.Context(), w.officer("clerk2"), SearchQuery{Q: "马小麦", Kind: SearchPeople, CaseID: id}); !errors.Is(err, ErrNotFound) {
			t.Errorf("the case is a reason to search: %+v, %v", found, err)
		}
		w.approved("clerk2", "head", "p-son")
		if _, err := w.see("clerk2", "p-son", PersonQuery{Code: PurposeCheck}); err != nil {
			t.Errorf("with the approval: %v", err)
		}
	})
}
