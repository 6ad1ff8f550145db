package workflow

import "slices"

// Field is a typed word for a fact: something declared in the form, written with
// a step, or computed from the case, the register, the officer and the calendar.
// Guards read fields and nothing else, so what they may look at can be listed.
type Field string

// Kind is the shape of a field's value.
type Kind string

// The kinds. A KindCode is one of the field's Codes; KindList is a list of texts.
const (
	KindText   Kind = "text"
	KindLong   Kind = "long_text"
	KindDate   Kind = "date"
	KindBool   Kind = "bool"
	KindInt    Kind = "int"
	KindCode   Kind = "code"
	KindList   Kind = "list"
	KindNumber Kind = "citizen_number"
	KindName   Kind = "name"
	KindPerson Kind = "person_id"
	KindHouse  Kind = "household_id"
	KindOrg    Kind = "organisation_code"
	KindCase   Kind = "case_id"
)

// Source tells where a field's value comes from.
type Source string

// The sources of facts.
const (
	// FromForm is declared by the applicant and kept with the case.
	FromForm Source = "form"
	// FromInput is written by the officer with one step.
	FromInput Source = "input"
	// Computed is found by the register when a guard asks for it.
	Computed Source = "computed"
)

// FieldRule describes a field: its words, shape, source and privacy class (A
// public code, B personal, C sensitive, D restricted; domain 4).
type FieldRule struct {
	Word
	Kind   Kind
	Source Source
	Class  string
	Codes  []Code
	// Settled names the inputs that settle a computed fact where a step takes them.
	Settled []Field
}

// by is the rule of a computed fact that inputs settle.
func (r FieldRule) by(inputs ...Field) FieldRule {
	r.Settled = inputs
	return r
}

// Choice is the word of one of the field's codes; false where the value is none of them.
func (r FieldRule) Choice(value string) (Word, bool) {
	i := slices.IndexFunc(r.Codes, func(c Code) bool { return c.Value == value })
	if i < 0 {
		return Word{}, false
	}
	return r.Codes[i].Word, true
}

// Code is one allowed value of a coded field.
type Code struct {
	Value string `json:"value"`
	Word
}

// Input fields of the core's steps.
const (
	InItems       Field = "items"
	InReason      Field = "reason"
	InReasonCode  Field = "reason_code"
	InReturnCode  Field = "return_code"
	InFactsFound  Field = "facts_found"
	InEvidence    Field = "evidence"
	InLaw         Field = "law"
	InHeard       Field = "persons_heard"
	InFindings    Field = "findings"
	InDocument    Field = "document_no"
	InAddressee   Field = "addressee"
	InStopReason  Field = "stop_reason"
	InResult      Field = "result"
	InUntil       Field = "until"
	InReceiver    Field = "receiver"
	InMethod      Field = "method"
	InOfficer     Field = "officer"
	InOfficers    Field = "officers"
	InRequired    Field = "required"
	InTask        Field = "task_id"
	InAgree       Field = "agree"
	InAsk         Field = "ask_id"
	InOpinion     Field = "opinion"
	InStation     Field = "station"
	InSuccessor   Field = "successor"
	InCompetent   Field = "competent_body"
	InOnBehalf    Field = "on_behalf_of"
	InNote        Field = "note"
	InDeclaration Field = "declaration"
	// InBrought are items of the notice of corrections, or of further papers, that are
	// neither a paper nor an item of the form and are here; InNotHad are those that the
	// applicant cannot bring. Both name them as the notice has them.
	InBrought Field = "items_brought"
	InNotHad  Field = "items_not_had"
)

// Computed facts of the core.
const (
	FMaterialsMissing Field = "materials_missing"
	FConflictingCase  Field = "conflicting_case"
	// FHolders lists, by number, the open cases that hold the subject or the certificate, of
	// those that the officer may open; no condition rests on it.
	FHolders          Field = "holding_cases"
	FActorIsMaker     Field = "actor_made_this_case"
	FActorIsChecker   Field = "actor_checked_this_case"
	FActorIsAcceptor  Field = "actor_accepted_this_case"
	FActorIsSubject   Field = "actor_is_party"
	FActorIsKin       Field = "actor_is_kin_of_party"
	FActorRecused     Field = "actor_recused"
	FRequiredLevel    Field = "required_level"
	FCorrectionAsked  Field = "correction_asked_before"
	FNoticePeriodOver Field = "notice_period_over"
	// FNoticeLacking are the items of the notice of corrections, or of further papers, that
	// did not come since and of which nobody says that they came or cannot be had, as the
	// notice has them.
	FNoticeLacking    Field = "notice_items_lacking"
	FExtended         Field = "extended_before"
	FOpenOpinions     Field = "open_opinions"
	FCountersignLack  Field = "countersignatures_lacking"
	FCountersignWaits Field = "countersignatures_unanswered"
	FOpenTasks        Field = "open_tasks"
	FProposedByOther  Field = "proposed_by_another"
	FReturnTo         Field = "return_to"
	FReturnedBy       Field = "returned_by"
	FLastStepMine     Field = "last_step_mine"
	FOpenedSince      Field = "opened_by_next_officer"
	FPreviousState    Field = "previous_state"
	// FStatesBefore are the states in which the case has stood, as texts, oldest first.
	FStatesBefore Field = "states_before"
	FUnregistered Field = "subject_unregistered"
	FHasSuccessor Field = "has_successor"
	// FSuccessorsFit lists the successors that bring this case's person into the register, as
	// "CODE term" of InSuccessor, for whoever is refused for want of one.
	FSuccessorsFit Field = "successors_that_register"
	// FFollowsCase is true when another case opened this one as its successor.
	FFollowsCase     Field = "follows_another_case"
	FSiteMayEffect   Field = "site_may_effect"
	FSubjectVersions Field = "subject_versions_unchanged"
	FSubjectDead     Field = "subject_dead"
	FHouseholdOpen   Field = "household_open"
	// FHouseholdHere is true when the household to join lies in the area of the case's
	// register station, mergers followed, and when no household is named yet.
	FHouseholdHere Field = "household_here"
	// FRegisteredHere is true when the person whom the case changes is registered with
	// the case's register station, mergers followed; of two entries in duplicate one is
	// enough, and so is it when the system opened the case out of another one.
	FRegisteredHere Field = "registered_here"
	FTaskIsMine     Field = "task_is_mine"
	// FStillHeadless is true when the task named in the input looks for a head of a household
	// that has none yet.
	FStillHeadless Field = "household_still_headless"
	// FStageOf names the bodies with which the case is, where that is the county or one
	// above it and the officer acts for none of them; empty elsewhere.
	FStageOf Field = "stage_lies_with"
	// FAskIsMine is true when the opinion, countersignature or delegated work named in the
	// input still holds the case up, and the officer asked for it, or leads at the level that
	// asked or at one above it.
	FAskIsMine Field = "ask_is_mine"
	// FEntryRefused lists the conditions that keep an approved case out of the register, but
	// those that the office or time meets: a book of numbers, the day of a site.
	FEntryRefused Field = "entry_refused_by"
	// FAnsweredNo is true when the whole of a countersignature is named to be taken back to
	// which somebody answered no, unless the officer leads above the level that asked, or as
	// many of the level of whoever answered no, or above, have agreed in another one asked since.
	FAnsweredNo        Field = "countersign_answered_no"
	FAge               Field = "subject_age"
	FFactsMissing      Field = "facts_missing"
	FStanding          Field = "applicant_has_standing"
	FJurisdiction      Field = "register_station_competent"
	FSuspensionReached Field = "suspension_end_reached"
	FLateYears         Field = "years_late"
	FOpenLines         Field = "open_lines"
	FAdult             Field = "subject_adult"
	FSubjectWard       Field = "subject_has_guardian"
	FRegisteredAlready Field = "subject_registered"
	FToday             Field = "today"
	FPolicyLevel       Field = "policy_level"
	FDivisionLedger    Field = "number_ledger_certified"
)

func input(zh, en string, k Kind, class string, codes ...Code) FieldRule {
	return FieldRule{Word: Word{Zh: zh, En: en}, Kind: k, Source: FromInput, Class: class, Codes: codes}
}

func form(zh, en string, k Kind, class string, codes ...Code) FieldRule {
	return FieldRule{Word: Word{Zh: zh, En: en}, Kind: k, Source: FromForm, Class: class, Codes: codes}
}

func computed(zh, en string, k Kind) FieldRule {
	return FieldRule{Word: Word{Zh: zh, En: en}, Kind: k, Source: Computed, Class: "A"}
}

func code(value, zh, en string) Code { return Code{Value: value, Word: Word{Zh: zh, En: en}} }

// Fields describes every field of every business.
func Fields() map[Field]FieldRule {
	return merged(inputFields(), computedFields(), formFields(), birthFields(), wardFields(), endingFields(), peerFields(), bundleFields(), elsewhereFields(), objectionFields(), declaredFields(), restoreFields(), abroadFields(), serviceFields(), falseFields(), changeFields(), firstFields(), issueFields(), leadFields())
}
