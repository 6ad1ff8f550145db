package workflow

import (
	"slices"
	"testing"
)

func TestTheRuleBookIsSound(t *testing.T) {
	for _, f := range NewBook().Check() {
		t.Error(f)
	}
}

func TestTheSmallBusinessIsSound(t *testing.T) {
	for _, f := range newBook([]*Definition{small()}).Check() {
		t.Error(f)
	}
}

// on is the step of the event in the definition, for a test to spoil.
func on(d *Definition, e Event) *Step {
	i := slices.IndexFunc(d.Steps, func(s Step) bool { return s.On == e })
	return &d.Steps[i]
}

// planted is one fault put into the small business, and the code it is found by.
type planted struct {
	name, code string
	spoil      func(b *Book, d *Definition)
}

// TestEveryPlantedFaultIsFound spoils the small business in one way at a time. No
// code of the proof goes without a fault that shows it at work.
func TestEveryPlantedFaultIsFound(t *testing.T) {
	shown := map[string]bool{}
	for _, p := range slices.Concat(wordFaults, graphFaults, handFaults, guardFaults) {
		shown[p.code] = true
		t.Run(p.name, func(t *testing.T) {
			d := small()
			b := newBook([]*Definition{d})
			p.spoil(b, d)
			found := b.Check()
			if !slices.ContainsFunc(found, func(f Finding) bool { return f.Code == p.code && f.Zh != "" && f.En != "" }) {
				t.Errorf("want a finding %s, got %v", p.code, found)
			}
		})
	}
	for _, code := range sorted(Faults()) {
		if !shown[code] {
			t.Errorf("no planted fault shows that %s is found", code)
		}
	}
}

// TestTheKindsOfFaultThatMatterMost keeps the list of what a rule book must never have: each
// kind is planted, and so found by the test above; no two findings read alike.
func TestTheKindsOfFaultThatMatterMost(t *testing.T) {
	plants := map[string]bool{}
	for _, p := range slices.Concat(wordFaults, graphFaults, handFaults, guardFaults) {
		plants[p.name] = true
	}
	for kind, names := range map[string][]string{
		"dead end":                              {"a state from which nothing leads on", "a state from which one can only give up"},
		"unreachable state":                     {"a state no step leads to", "a way back to a state never left"},
		"duplicate event":                       {"the same step by the same role twice"},
		"missing basis":                         {"a step without a basis", "a condition without a basis", "a business without a basis"},
		"missing remedy":                        {"a refusal without a remedy"},
		"wait without a clock":                  {"a wait without clock or owner"},
		"same officer on both sides":            {"an approval by whoever made the case", "making after checking"},
		"guard on a forbidden field":            {"a condition on ethnicity", "a condition on faith, by its Chinese name alone", "a condition on a fee"},
		"unknown event":                         {"an event without a word"},
		"unknown state":                         {"a state without a word"},
		"unknown role":                          {"a role without a word"},
		"unknown field":                         {"an input without a word", "a field of the form without a word"},
		"unknown guard":                         {"a condition nobody wrote"},
		"unknown material":                      {"a paper without a word"},
		"unknown notice":                        {"a notice without a word", "an effect nobody carries out"},
		"unknown task":                          {"a task without a word"},
		"missing word in one language":          {"a business without an English name", "a state without a Chinese name", "a condition without its English text"},
		"event nobody may do":                   {"a step nobody may take"},
		"effect without an approving step":      {"an entry without a decision", "an entry after a check that decides nothing"},
		"clock that stops with no resume":       {"a clock that stops and goes on only by another stop", "a clock that stops until a limit alone"},
		"child business unknown":                {"lines of a business that does not exist"},
		"edition gap or overlap":                {"lines of a business that begins later", "an edition written twice"},
		"refusal without reason code":           {"a refusal without a code"},
		"makes and checks path without a check": {"an approval that is no check"},
		"material without a basis":              {"a paper without a basis"},
		"two transitions alike":                 {"two transitions alike but for their conditions"},
		"terminal state with a way out":         {"a step out of an end", "a step to and fro out of the last end"},
	} {
		for _, name := range names {
			if !plants[name] {
				t.Errorf("%s: nobody plants %q", kind, name)
			}
		}
	}
	said := map[string]string{}
	for code, w := range Faults() {
		for _, text := range []string{w.Zh, w.En} {
			if other := said[text]; other != "" || text == "" {
				t.Errorf("%s and %s read alike: %q", code, other, text)
			}
			said[text] = code
		}
	}
}

func TestAFindingSaysWhereItLies(t *testing.T) {
	d := small()
	b := newBook([]*Definition{d})
	on(d, Deliver).Basis = nil
	want := "small@2021-10-01 effected deliver: no legal basis is given (missing_basis) / 没有写明依据"
	if got := b.Check(); len(got) != 1 || got[0].String() != want {
		t.Errorf("got %v, want %q", got, want)
	}
}

var wordFaults = []planted{
	{"a state without a word", "unknown_state", func(_ *Book, d *Definition) { on(d, Return).To = []State{Draft, "lodgd"} }},
	{"a limit on a state the business lacks", "unknown_state", func(_ *Book, d *Definition) { d.Limits[CityReview] = LimitCity }},
	{"a step that starts nowhere", "unknown_state", func(_ *Book, d *Definition) { on(d, Urge).From = nil }},
	{"an event without a word", "unknown_event", func(_ *Book, d *Definition) { on(d, Urge).On = "urgee" }},
	{"a task after an event that never comes", "unknown_event", func(_ *Book, d *Definition) { d.Tasks[0].On = Suspend }},
	{"a role without a word", "unknown_role", func(_ *Book, d *Definition) { on(d, Urge).By = []By{{"hed", Own}} }},
	{"a seat without a word", "unknown_seat", func(_ *Book, d *Definition) { on(d, Urge).By = []By{{Head, "there"}} }},
	{"a condition nobody wrote", "unknown_guard", func(_ *Book, d *Definition) { on(d, Urge).If = []GuardID{"materials_verifed"} }},
	{"an escalator on a condition nobody wrote", "unknown_guard", func(_ *Book, d *Definition) { d.Escalators[0].When = "age_at_least_7" }},
	{"a rule of papers on a condition nobody wrote", "unknown_guard", func(_ *Book, d *Definition) { d.Materials[0].When = "born_abroad" }},
	{"an effect nobody carries out", "unknown_effect", func(_ *Book, d *Definition) { on(d, EffectIt).Do = []Effect{"register_brith"} }},
	{"a limit nobody set", "unknown_limit", func(_ *Book, d *Definition) { d.Limits[Lodged] = "fortnight" }},
	{"an input without a word", "unknown_field", func(_ *Book, d *Definition) { on(d, Urge).Needs = []Field{"resaon"} }},
	{"a notice without a word", "unknown_effect", func(_ *Book, d *Definition) { on(d, Approve).Do = []Effect{"decision_sheat"} }},
	{"a field of the form without a word", "unknown_field", func(_ *Book, d *Definition) { d.Facts[0].Field = "aplicant_name" }},
	{"a paper without a word", "unknown_material", func(_ *Book, d *Definition) { d.Materials[0].Kind = "birth_certifcate" }},
	{"a task without a word", "unknown_task", func(_ *Book, d *Definition) { d.Tasks[0].Task = "look_again" }},
	{"a subject without a word", "unknown_subject", func(_ *Book, d *Definition) { d.Subject = "" }},
	{"lines of a business that does not exist", "unknown_business", func(_ *Book, d *Definition) { d.Child = "smaller" }},
	{"a business without an English name", "missing_word", func(_ *Book, d *Definition) { d.Names.En = "" }},
	{"a state without a Chinese name", "missing_word", func(b *Book, _ *Definition) { b.states[Lodged] = Word{En: "Lodged"} }},
	{"a step without a basis", "missing_basis", func(_ *Book, d *Definition) { on(d, Deliver).Basis = nil }},
	{"a paper without a basis", "missing_basis", func(_ *Book, d *Definition) { d.Materials[0].Basis = "" }},
	{"a task without a basis", "missing_basis", func(_ *Book, d *Definition) { d.Tasks[0].Basis = "" }},
	{"a business without a basis", "missing_basis", func(_ *Book, d *Definition) { d.Basis = nil }},
	{"a step that rests on our own notes", "unpublished_basis", func(_ *Book, d *Definition) { on(d, Deliver).Basis = []Basis{"domain 2.3"} }},
	{"a condition that rests on a rule of the house", "unpublished_basis", func(b *Book, _ *Definition) {
		spoil(b, GMaterials, func(g *Guard) { g.Basis = "Norm 12; house rule" })
	}},
	{"a period that rests on no law and no page", "unpublished_basis", func(b *Book, _ *Definition) {
		r := b.limits[LimitTask]
		r.Basis = "House rule"
		b.limits[LimitTask] = r
	}},
	{"a form that asks for what a step takes", "wrong_source", func(_ *Book, d *Definition) { d.Facts[0].Field = InReason }},
	{"a choice without choices", "bad_code_list", func(b *Book, _ *Definition) {
		b.fields["empty"] = FieldRule{Word: Word{Zh: "空", En: "Empty"}, Kind: KindCode, Source: FromForm, Class: "B"}
	}},
	{"an edition that is no day", "bad_edition", func(_ *Book, d *Definition) { d.Edition = "2021-02-30" }},
	{"an edition written twice", "duplicate_edition", func(b *Book, _ *Definition) { b.defs = append(b.defs, small()) }},
	{"lines of a business that begins later", "edition_gap", func(b *Book, d *Definition) {
		later := small()
		later.Business, later.Edition = "smaller", "2022-01-01"
		b.defs, d.Child = append(b.defs, later), "smaller"
	}},
	{"an escalator that lifts nothing", "bad_level", func(_ *Book, d *Definition) { d.Escalators[0].To = P0 }},
}

var graphFaults = []planted{
	{"a state no step leads to", "unreachable", func(_ *Book, d *Definition) { on(d, Urge).From = append(on(d, Urge).From, CityReview) }},
	{"a way back to a state never left", "unreachable", func(_ *Book, d *Definition) {
		on(d, ExternalResult).To = []State{StationReview, CityReview}
	}},
	{"a state from which nothing leads on", "dead_end", func(_ *Book, d *Definition) { on(d, Return).To = []State{Suspended} }},
	{"a state from which one can only give up", "dead_end", func(_ *Book, d *Definition) {
		on(d, Return).To = []State{Suspended}
		on(d, Withdraw).From = append(on(d, Withdraw).From, Suspended)
	}},
	{"a step out of an end", "leaves_end", func(_ *Book, d *Definition) { on(d, Return).From = []State{StationReview, Refused} }},
	{"the same step by the same role twice", "duplicate_edge", func(_ *Book, d *Definition) { d.Steps = append(d.Steps, *on(d, Urge)) }},
	{"two transitions alike but for their conditions", "duplicate_edge", func(_ *Book, d *Definition) {
		again := *on(d, Return)
		again.If = append(slices.Clone(again.If), GDoubtNoted)
		d.Steps = append(d.Steps, again)
	}},
	{"a step to and fro out of the last end", "leaves_end", func(_ *Book, d *Definition) {
		on(d, Deliver).To = []State{Delivered, Approved}
		on(d, Deliver).From = []State{Effected, Delivered}
	}},
	{"conditions that exclude each other", "impossible_step", func(_ *Book, d *Definition) {
		on(d, Urge).If = []GuardID{GOnSpotLevel, GAboveSpot}
	}},
	{"a way back without a list", "back_without_list", func(_ *Book, d *Definition) { on(d, ExternalResult).To = nil }},
	{"a return to a passed step that is no target", "stood_elsewhere", func(_ *Book, d *Definition) { on(d, Return).Stood = []State{Accepted} }},
	{"a way back nobody remembered", "back_unfed", func(_ *Book, d *Definition) { on(d, AskExternal).Push = false }},
	{"a memory without a way back", "push_lost", func(_ *Book, d *Definition) { on(d, Return).Push = true }},
	{"a wait without clock or owner", "no_clock_or_owner", func(_ *Book, d *Definition) {
		delete(d.Limits, WaitingExternal)
		on(d, ExternalResult).By = []By{bySystem}
	}},
	{"a clock that stops and goes on only by another stop", "stop_without_resume", func(_ *Book, d *Definition) {
		on(d, ExternalResult).Back, on(d, ExternalResult).To = false, []State{Suspended}
		on(d, Withdraw).From = append(on(d, Withdraw).From, Suspended)
	}},
	{"a clock that stops until a limit alone", "stop_without_resume", func(_ *Book, d *Definition) {
		on(d, ExternalResult).By, on(d, ExternalResult).After = []By{bySystem}, LimitExternal
	}},
	{"a limit of no days", "limit_without_days", func(b *Book, _ *Definition) {
		r := b.limits[LimitExternal]
		r.Preset.N = 0
		b.limits[LimitExternal] = r
	}},
	{"a timer whose limit nobody set", "unknown_limit", func(_ *Book, d *Definition) { on(d, DeemAccepted).After = "fortnight" }},
	{"a timer in an officer's hand", "timer_not_system", func(_ *Book, d *Definition) { on(d, DeemAccepted).By = []By{ownClerk} }},
	{"a timer without a limit", "timer_without_limit", func(_ *Book, d *Definition) { on(d, DeemAccepted).After = "" }},
	{"a step nobody may take", "missing_role", func(_ *Book, d *Definition) { on(d, Urge).By = nil }},
	{"an act of two persons with one side", "two_person_one_side", func(_ *Book, d *Definition) { on(d, Decline).By = nil }},
	{"an act of two persons, one of them the system", "two_person_one_side", func(_ *Book, d *Definition) { on(d, Decline).Propose = []By{bySystem} }},
}

var handFaults = []planted{
	{"a refusal by the system", "system_takes_adverse", func(_ *Book, d *Definition) { on(d, Refuse).By = []By{ownHead, bySystem} }},
	{"an approval by the system", "system_decides", func(_ *Book, d *Definition) { on(d, Approve).By = []By{ownHead, bySystem} }},
	{"a refusal not marked as adverse", "adverse_unmarked", func(_ *Book, d *Definition) { on(d, Refuse).Adverse = false }},
	{"a refusal without facts and evidence", "adverse_without_reasons", func(_ *Book, d *Definition) { on(d, Refuse).Needs = []Field{InReason, InLaw} }},
	{"a refusal without a code", "adverse_without_reasons", func(_ *Book, d *Definition) {
		on(d, Refuse).Needs = slices.DeleteFunc(slices.Clone(on(d, Refuse).Needs), func(f Field) bool { return f == InReasonCode })
	}},
	{"a return without a code", "return_without_reason", func(_ *Book, d *Definition) { on(d, Return).Needs = []Field{InItems, InReason} }},
	{"a return without words", "return_without_reason", func(_ *Book, d *Definition) { on(d, Return).Needs = []Field{InReturnCode} }},
	{"a refusal without a remedy", "adverse_without_sheet", func(_ *Book, d *Definition) { on(d, Refuse).Do = []Effect{EffSuccessor} }},
	{"an approval by whoever made the case", "maker_may_check", func(_ *Book, d *Definition) { on(d, Approve).If = []GuardID{GMaterials} }},
	{"an approval that is no check", "maker_may_check", func(_ *Book, d *Definition) { on(d, Approve).Hand = NoHand }},
	{"an on-the-spot decision nobody looks at", "maker_may_check", func(_ *Book, d *Definition) {
		on(d, Approve).Hand, on(d, Approve).If = OnSpot, []GuardID{GAcceptor, GOnSpotLevel}
	}},
	{"making after checking", "checker_may_make", func(_ *Book, d *Definition) {
		on(d, ExternalResult).Hand = Makes
		on(d, AskExternal).Hand = Checks
		on(d, AskExternal).If = []GuardID{GNotMaker}
	}},
	{"an approval by a party's brother", "recused_may_act", func(_ *Book, d *Definition) {
		on(d, Approve).If = without(on(d, Approve).If, GNotRecused)
	}},
	{"a case urged on by a party's brother", "recused_may_act", func(_ *Book, d *Definition) {
		on(d, Urge).If = without(on(d, Urge).If, GNotRecused)
	}},
	{"an entry that a party's brother may make beside the system", "recused_may_act", func(_ *Book, d *Definition) {
		on(d, EffectIt).If = without(on(d, EffectIt).If, GNotRecused)
	}},
	{"an entry without a decision", "effect_undecided", func(_ *Book, d *Definition) { on(d, Accept).Do = []Effect{EffFirst} }},
	{"a level at which nobody may approve", "no_decider", func(_ *Book, d *Definition) { d.Escalators[0].To = P2 }},
	{"a head who approves what the county decides", "decided_too_low", func(_ *Book, d *Definition) {
		on(d, Approve).If = []GuardID{GNotMaker}
	}},
	{"a head who refuses what the county decides", "decided_too_low", func(_ *Book, d *Definition) {
		on(d, Refuse).If = []GuardID{GNotMaker, GNoLooseChild}
	}},
	{"an entry after a check that decides nothing", "effect_undecided", func(_ *Book, d *Definition) {
		on(d, AskExternal).Hand, on(d, AskExternal).If = Checks, []GuardID{GNotMaker}
		on(d, ExternalResult).Do = []Effect{EffMove}
	}},
	{"a child left loose by a refusal", "loose_child", func(_ *Book, d *Definition) { on(d, Refuse).If = []GuardID{GNotMaker} }},
	{"an end without reasons that goes on nowhere", "adverse_unmarked", func(_ *Book, d *Definition) {
		on(d, Refuse).Adverse, on(d, Refuse).Needs = false, []Field{InReason}
	}},
	{"a successor nobody is asked for", "loose_child", func(_ *Book, d *Definition) { on(d, Withdraw).May = nil }},
}

func spoil(b *Book, id GuardID, f func(*Guard)) {
	g := b.guards[id]
	f(&g)
	b.guards[id] = g
}

var guardFaults = []planted{
	{"a condition without its English text", "missing_unmet", func(b *Book, _ *Definition) { spoil(b, GMaterials, func(g *Guard) { g.Unmet.En = "" }) }},
	{"a condition without a basis", "missing_basis", func(b *Book, _ *Definition) { spoil(b, GMaterials, func(g *Guard) { g.Basis = "" }) }},
	{"a condition that declares nothing", "missing_reads", func(b *Book, _ *Definition) { spoil(b, GMaterials, func(g *Guard) { g.Reads = nil }) }},
	{"a condition on a fact nobody gathers", "unknown_field", func(b *Book, _ *Definition) {
		spoil(b, GMaterials, func(g *Guard) { g.Reads = append(g.Reads, "papers") })
	}},
	{"a condition that looks further than it says", "reads_undeclared", func(b *Book, _ *Definition) {
		spoil(b, GMaterials, func(g *Guard) {
			g.Met = func(f Facts) bool { return len(f.List(FMaterialsMissing)) == 0 && f.Int(FAge) < 18 }
		})
	}},
	{"a condition on a word that is none of the choices", "empty_condition", func(b *Book, _ *Definition) {
		spoil(b, GMaterials, func(g *Guard) {
			g.Reads, g.Met = []Field{FactApplicantRelation}, func(f Facts) bool { return f.Text(FactApplicantRelation) == "cousin" }
		})
	}},
	{"a condition that is no condition", "empty_condition", func(b *Book, _ *Definition) {
		spoil(b, GMaterials, func(g *Guard) { g.Met = func(Facts) bool { return true } })
	}},
	{"a condition on ethnicity", "forbidden_fact", func(b *Book, _ *Definition) { forbid(b, "ethnicity", "民族", "Ethnicity") }},
	{"a condition on faith, by its Chinese name alone", "forbidden_fact", func(b *Book, _ *Definition) { forbid(b, "note_7", "宗教信仰", "Note") }},
	{"a condition on marriage, by its English name alone", "forbidden_fact", func(b *Book, _ *Definition) { forbid(b, "note_8", "备注", "Parents married") }},
	{"a condition on a fee", "forbidden_fact", func(b *Book, _ *Definition) { forbid(b, "fee_paid", "已缴", "Paid") }},
	{"a condition on a fact the form lacks", "fact_not_asked", func(_ *Book, d *Definition) { d.Facts = d.Facts[:1] }},
	{"a condition on an input the step does not take", "input_not_asked", func(b *Book, d *Definition) {
		spoil(b, GTaskMine, func(g *Guard) {
			g.Reads, g.Met = []Field{InUntil}, func(f Facts) bool { return f.Has(InUntil) }
		})
		on(d, Urge).If = []GuardID{GTaskMine}
	}},
}

// forbid adds a field and lets a condition read it.
func forbid(b *Book, f Field, zh, en string) {
	b.fields[f] = form(zh, en, KindBool, "C")
	spoil(b, GMaterials, func(g *Guard) { g.Reads = append(g.Reads, f) })
}

// TestOnlyTheNewbornsEthnicitySourceMayBeRead holds domain 2.5: whose ethnicity a
// newborn's follows is read by one check; words that merely resemble a forbidden
// one are free.
func TestOnlyTheNewbornsEthnicitySourceMayBeRead(t *testing.T) {
	b := newBook(nil)
	for f, want := range map[Field]bool{"ethnicity": true, "mother_ethnicity": true, "ethnicity_source": false, "religion": true,
		"marital_status": true, "family_planning_certificate": true, "social_maintenance_fee": true, "debts_of_household": true,
		FMaterialsMissing: false, FactApplicantRelation: false, "feedback": false, "final_decision": false} {
		if got := b.Forbidden(f); got != want {
			t.Errorf("Forbidden(%s) = %v, want %v", f, got, want)
		}
	}
}
