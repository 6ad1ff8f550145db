package register

import (
	"errors"
	"strings"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// prints has an officer print a paper of a case, and gives its code.
func (w *world) prints(officer, id, number string) string {
	w.t.Helper()
	code, err := w.r.PrintSheet(w.t.Context(), w.officer(officer), id, number)
	w.must(err)
	if len(code) != 26 {
		w.t.Fatalf("%s has the code %q, want 26 signs", number, code)
	}
	return code
}

// papersOf are the papers that a case gave out.
func (w *world) papersOf(id string) []GivenPaper {
	w.t.Helper()
	out, err := w.r.Papers(w.t.Context(), w.officer("clerk"), id)
	w.must(err)
	return out
}

// numberOfKind is the number of the newest paper of a kind.
func (w *world) numberOfKind(id string, kind PaperKind) string {
	w.t.Helper()
	number := ""
	for _, p := range w.papersOf(id) {
		if p.Kind == kind {
			number = p.Number
		}
	}
	if number == "" {
		w.t.Fatalf("the case gave out no %s: %+v", kind, w.papersOf(id))
	}
	return number
}

// checks wants the paper under a code void or good.
func (w *world) checks(code string, void bool) PaperCheck {
	w.t.Helper()
	p, err := w.r.CheckPaper(w.t.Context(), code)
	w.must(err)
	if p.Void != void {
		w.t.Errorf("%s under %s is void: %v, want %v", p.Title.Zh, code, p.Void, void)
	}
	return p
}

func TestAPaperIsGoodForAnybodyUntilItsCaseIsReversed(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.alters(workflow.NameChange, "p-li", workflow.Facts{"new_name": "李春", "name_reason": "生活中一直使用", "surname_ground": "unchanged"})
		w.accepts(id, workflow.MatNameRequest, workflow.MatHouseholdBook, workflow.MatComparison)
		receipt := w.prints("clerk", id, w.numberOfKind(id, PaperReceipt))
		w.byCounty(id)
		w.wantState(id, workflow.Effected)
		decision := w.prints("head", id, w.numberOfKind(id, PaperDecision))
		if again := w.prints("head", id, w.numberOfKind(id, PaperReceipt)); again != receipt || receipt == decision {
			t.Errorf("the receipt has the codes %s and %s, the decision %s", receipt, again, decision)
		}
		// The receipt names who she was when it was given out.
		want := PaperCheck{Title: workflow.Word{Zh: "受理回执", En: "Receipt"}, IssuedOn: "2026-09-24", Name: "李*梅"}
		got := w.checks(receipt, false)
		if want.Body = got.Body; got != want || want.Body.Zh == "" {
			t.Errorf("of the receipt is told %+v, want %+v", got, want)
		}
		w.checks(strings.ToLower(decision[:7]+" - "+decision[7:]), false)
		var said []string
		for _, p := range w.papersOf(id) {
			for _, l := range p.Prints {
				said = append(said, string(p.Kind)+" "+l.Officer+" "+l.Body.Zh)
			}
		}
		if len(said) != 3 || said[0] == said[1] || !strings.HasPrefix(said[1], "receipt ") || !strings.HasPrefix(said[2], "decision ") {
			t.Errorf("the print log says %q", said)
		}
		// A certificate rests on what the case entered.
		cert := w.certifies("p-li", "item_change", workflow.Facts{"proof_item": "name"})
		w.onTheSpot(cert, nil)
		paper, _ := w.given(cert)
		w.checks(paper.Code, false)

		w.setClock("2026-09-26T09:00:00+08:00")
		w.undoes("p-li", w.last("p-li").ID)
		for _, code := range []string{receipt, decision, paper.Code} {
			w.checks(code, true)
		}
		for _, p := range w.papersOf(id) {
			if !p.Void {
				t.Errorf("%s stands as good in a reversed case", p.Number)
			}
		}
	})
}

func TestOfTheProtectedTheSealedAndTheUnknownNothingIsFound(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.rebooks("p-li", "lost", nil)
		w.onTheSpot(id, nil, workflow.MatLossStatement)
		code := w.prints("clerk", id, w.numberOfKind(id, PaperReceipt))
		w.checks(code, false)
		nothing := func(why string, codes ...string) {
			t.Helper()
			for _, c := range codes {
				if p, err := w.r.CheckPaper(t.Context(), c); !errors.Is(err, ErrNotFound) || err.Error() != ErrNotFound.Error() || p != (PaperCheck{}) {
					t.Errorf("%s: %+v %v", why, p, err)
				}
			}
		}
		nothing("unknown or none", strings.Repeat("0", 26), "", "x", code[:25], code+"0", strings.Repeat("甲", 300), code+"'--")
		set := func(table func(*store.Tx) error) { w.tx(table) }
		set(func(tx *store.Tx) error {
			return store.Change[models.Person](tx, map[string]any{"protected": true}, "id = 'p-li'")
		})
		nothing("protected", code)
		if printed, err := w.r.PrintSheet(t.Context(), w.officer("clerk"), id, w.numberOfKind(id, PaperReceipt)); err != nil || printed != "" {
			t.Errorf("a paper on somebody protected is printed with the code %q (%v)", printed, err)
		}
		set(func(tx *store.Tx) error {
			return store.Change[models.Person](tx, map[string]any{"protected": false}, "id = 'p-li'")
		})
		w.checks(code, false)
		set(func(tx *store.Tx) error {
			return store.Change[models.Case](tx, map[string]any{"restricted": true}, "id = ?", id)
		})
		nothing("restricted", code)
		set(func(tx *store.Tx) error {
			return store.Change[models.Case](tx, map[string]any{"restricted": false}, "id = ?", id)
		})
		w.checks(code, false)
		w.sealedOff("p-li")
		nothing("sealed", code)
	})
}

func TestAPaperIsVoidWhenReplacedWithdrawnUsedOrPastItsDays(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		// A booklet, by the next one.
		first := w.rebooks("p-li", "lost", nil)
		w.onTheSpot(first, nil, workflow.MatLossStatement)
		old, _ := w.given(first)
		w.checks(old.Code, false)
		second := w.rebooks("p-ma", "damaged", nil)
		w.onTheSpot(second, nil, workflow.MatHouseholdBook)
		next, _ := w.given(second)
		w.checks(old.Code, true)
		w.checks(next.Code, false)
		// A receipt, with the case that is given up.
		up := w.alters(workflow.NameChange, "p-li", workflow.Facts{"new_name": "李春", "name_reason": "生活中一直使用", "surname_ground": "unchanged"})
		w.accepts(up, workflow.MatNameRequest, workflow.MatHouseholdBook, workflow.MatComparison)
		receipt := w.prints("clerk", up, w.numberOfKind(up, PaperReceipt))
		w.checks(receipt, false)
		w.step("clerk", up, workflow.Withdraw, workflow.Facts{"reason": "不改了"})
		w.checks(receipt, true)
		// A permit, past its days and by the next one.
		in := w.permitted(fromAfar(nil))
		permit := w.prints("clerk", in, w.numberOfKind(in, PaperPermit))
		if p := w.checks(permit, false); p.Title.Zh != "户口准迁证" || p.Name != "周*" {
			t.Errorf("the permit: %+v", p)
		}
		// A certificate of the move, by being used.
		id := w.away("p-ma", goingAway(), permitPapers...)
		cert := w.prints("clerk", id, w.numberOfKind(id, PaperMoveCert))
		w.checks(cert, false)
		w.checks(next.Code, true) // all left, and their household is closed
		w.step("clerk", id, workflow.LandNotice, landNote)
		w.checks(cert, true)
		w.setClock("2027-01-20T09:00:00+08:00")
		w.checks(permit, true)
	})
}

func TestANameIsMaskedToItsEnds(t *testing.T) {
	for name, want := range map[string]string{"周念诺": "周*诺", "马文": "马*", "": "", "马": "马*", "古丽米热·阿卜杜热合曼": "古*曼", "葛\U000E0100一\U000E0101": "葛\U000E0100*", "李𬴊𫍲": "李*𫍲"} {
		if got := maskedName(name); got != want {
			t.Errorf("%q is told as %q, want %q", name, got, want)
		}
	}
}

func TestACodeIsReadAsItIsTyped(t *testing.T) {
	const code = "0123456789ABCDEFGHJKMNPQR0"
	for _, typed := range []string{code, strings.ToLower(code), "0123-4567-89AB-CDEF-GHJK-MNPQ-R0", " OI23 4567-89ab-cdef-ghjk-mnpq-rO "} {
		if got, ok := ParsePaperCode(typed); !ok || got != code {
			t.Errorf("%q is read as %q", typed, got)
		}
	}
	for _, typed := range []string{"", code[:25], code + "0", code[:25] + "1", code[:25] + "U", "×" + code[1:]} {
		if got, ok := ParsePaperCode(typed); ok {
			t.Errorf("%q is taken for the code %q", typed, got)
		}
	}
}
