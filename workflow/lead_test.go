package workflow

import "testing"

// met is a lead about a child without registration, noted on a visit.
func met(t *testing.T, facts Facts) *walk {
	t.Helper()
	w := newWalk(t, Lead, facts)
	return w.takes(leg{on: LeadContact, as: ownCommunity, want: LeadContacted})
}

func TestALeadBecomesACaseOrIsClosed(t *testing.T) {
	met(t, Facts{FactUnregistered: true}).takes(leg{on: LeadConvert, as: ownClerk, in: Facts{InSuccessor: "birth_no_cert"}, set: Facts{FHasSuccessor: true}, want: LeadConverted}).effects(EffSuccessor)
	met(t, nil).takes(leg{on: LeadConvert, as: ownCommunity, in: Facts{InSuccessor: "unreg_8", InWanted: true}, want: LeadConverted})
	met(t, nil).takes(leg{on: LeadClose, as: ownCommunity, in: Facts{InCloseWhy: "not_wanted"}, want: LeadClosed})
}

func TestALeadIsNotConvertedAgainstTheWillOfWhomItConcerns(t *testing.T) {
	met(t, nil).refused(leg{on: LeadConvert, as: ownClerk, in: Facts{InSuccessor: "unreg_8"}}, string(GLeadAgreed))
	met(t, nil).refused(leg{on: LeadConvert, as: ownClerk, in: Facts{InSuccessor: "lead", InWanted: true}}, string(GLeadToCase))
}

func TestALeadOnAnUnregisteredChildIsNotJustClosed(t *testing.T) {
	w := met(t, Facts{FactUnregistered: true})
	for _, why := range []string{"not_wanted", "moved_away", "nothing_needed"} {
		w.refused(leg{on: LeadClose, as: ownClerk, in: Facts{InCloseWhy: why}}, string(GLeadNoChild))
	}
	w.refused(leg{on: LeadClose, as: ownClerk, in: Facts{InCloseWhy: "duplicate", InSuccessor: "existing"}}, string(GLeadNoChild))
	w.takes(leg{on: LeadClose, as: ownClerk, in: Facts{InCloseWhy: "moved_away", InSuccessor: "lead"}, set: Facts{FHasSuccessor: true}, want: LeadClosed}).effects(EffSuccessor)
	found := leg{on: LeadClose, as: ownClerk, in: Facts{InCloseWhy: "registered"}}
	met(t, Facts{FactUnregistered: true}).refused(found, string(GLeadNoChild))
	found.in = Facts{InCloseWhy: "registered", InDocument: "随便", InFoundNumber: "649901202402290011"}
	met(t, Facts{FactUnregistered: true}).refused(found, string(GLeadNoChild))
	found.set, found.want = Facts{FLeadFound: true}, LeadClosed
	met(t, Facts{FactUnregistered: true}).takes(found)
	met(t, Facts{FactUnregistered: true, FFollowsCase: true}).refused(found, string(GLeadNoChild))
}

// TestALeadBecomesACaseThatRegistersTheChild: neither a case that nobody finds nor a
// business that registers no child takes a child without registration over.
func TestALeadBecomesACaseThatRegistersTheChild(t *testing.T) {
	for _, next := range []string{"existing", "death"} {
		met(t, Facts{FactUnregistered: true}).refused(leg{on: LeadConvert, as: ownClerk, in: Facts{InSuccessor: next}, set: Facts{FHasSuccessor: false}}, string(GLeadGoesOn))
	}
	met(t, nil).refused(leg{on: LeadConvert, as: ownClerk, in: Facts{InSuccessor: "existing", InWanted: true}}, string(GLeadGoesOn))
}

func TestALeadHoldsNobodyAndChangesNothing(t *testing.T) {
	d := lead()
	if !d.NoLock {
		t.Error("a lead locks its subject")
	}
	for _, s := range d.Steps {
		for _, e := range s.Do {
			if e != EffSuccessor && e != EffHandOver && e != EffNotifyHolder {
				t.Errorf("%s does %s", s.On, e)
			}
		}
	}
	if d.Limits[LeadNoted] != LimitContact || leadLimits()[LimitContact].Preset.N != 10 {
		t.Error("a lead is to be contacted within ten working days")
	}
}

func TestALeadGoesThroughContact(t *testing.T) {
	w := newWalk(t, Lead, Facts{FactUnregistered: true})
	w.refused(leg{on: LeadConvert, as: ownClerk, in: Facts{InSuccessor: "birth_no_cert"}})
	w.refused(leg{on: LeadContact, as: ownAux})
}
