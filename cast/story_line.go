package cast

import (
	"fmt"

	"hukou/models"
	"hukou/workflow"
)

// pace is on which days a line goes on. Told is the day on which kin in the book were
// told; for a child without registration, the day of asking for a comparison.
type pace struct {
	search, hit, told, cleared, heard, submitted, approved, city, delivered models.Date
}

// paces of registered children, by wave. The first is done by the opening.
var paces = []pace{
	{"2026-09-15", "2026-09-15", "2026-09-15", "2026-09-16", "2026-09-17", "2026-09-21", "2026-09-22", "", "2026-09-23"},
	{"2026-09-15", "2026-09-16", "2026-09-17", "2026-09-17", "2026-09-18", "2026-09-22", "2026-09-28", "", "2026-09-29"},
	{"2026-09-15", "2026-09-17", "2026-09-20", "2026-09-21", "2026-09-22", "2026-09-28", "2026-10-08", "", "2026-10-09"},
	{"2026-09-15", "2026-09-22", "2026-09-28", "2026-09-28", "2026-09-29", "2026-10-08", "2026-10-12", "", "2026-10-13"},
	{"2026-09-15", "2026-09-28", "2026-09-29", "2026-09-30", "2026-10-08", "2026-10-09", "2026-10-13", "", "2026-10-14"},
	{"2026-09-28", "2026-09-28", "2026-09-29", "2026-09-30", "2026-10-08", "2026-10-09", "2026-10-13", "", "2026-10-14"},
}

// newcomers are the paces of children without registration; from six years on the
// prefecture decides.
var newcomers = []pace{
	{"2026-09-15", "2026-09-15", "2026-09-15", "2026-09-18", "2026-09-20", "2026-09-20", "2026-09-22", "", "2026-09-23"},
	{"2026-09-15", "2026-09-16", "2026-09-16", "2026-09-18", "2026-09-20", "2026-09-21", "2026-09-22", "2026-09-29", "2026-09-30"},
	{"2026-09-15", "2026-09-17", "2026-09-17", "2026-09-28", "2026-09-29", "2026-09-29", "2026-10-08", "2026-10-09", "2026-10-12"},
	{"2026-09-15", "2026-09-18", "2026-09-28", "2026-10-08", "2026-10-08", "2026-10-09", "2026-10-12", "2026-10-13", "2026-10-14"},
	{"2026-09-15", "2026-09-16", "2026-09-17", "2026-09-22", "2026-09-28", "2026-09-28", "2026-09-30", "2026-10-08", "2026-10-09"},
	{"2026-09-28", "2026-09-28", "2026-09-29", "2026-10-08", "2026-10-09", "2026-10-09", "2026-10-12", "2026-10-13", "2026-10-14"},
	{"2026-09-15", "2026-09-15", "2026-09-15", "2026-09-18", "2026-09-20", "2026-09-20", "2026-09-21", "2026-09-23", "2026-09-28"},
}

// double is the pace of a child with two entries, whose ruling comes first.
type double struct {
	pace
	opened, wrote, notice, reported, ruled models.Date
}

var doubles = []double{
	{pace{"", "2026-09-16", "2026-10-29", "2026-10-29", "2026-10-30", "2026-11-02", "2026-11-09", "", "2026-11-10"}, "2026-09-17", "2026-09-18", "2026-09-22", "2026-10-23", "2026-10-26"},
	{pace{"", "2026-09-18", "2026-11-09", "2026-11-09", "2026-11-10", "2026-11-11", "2026-11-18", "", "2026-11-19"}, "2026-09-22", "2026-09-23", "2026-09-29", "2026-11-02", "2026-11-04"},
}

// pacesOf is the wave's pace with what a fate changes in it.
func pacesOf(c Child) pace {
	d := paces[c.wave-1]
	switch c.Fate {
	case ComesOfAge:
		d.approved, d.delivered = "2026-10-13", "2026-10-14"
	case OriginSilent:
		d.told, d.cleared, d.heard, d.submitted, d.approved, d.delivered = "2026-09-28", "2026-09-28", "2026-09-29", "2026-10-08", "2026-10-12", "2026-10-13"
	case RuledFor:
		d.heard, d.submitted, d.approved, d.delivered = "2026-09-23", "2026-09-30", "2026-10-08", "2026-10-09"
	case Returned:
		d.approved, d.delivered = "2026-09-30", "2026-10-08"
	}
	return d
}

// nowStates are the states at the opening, by wave.
var nowStates = map[Fate][]workflow.State{
	Cleared:        {workflow.Delivered, workflow.InReview, workflow.OriginCleared, workflow.OriginPending, workflow.Matching, workflow.Listed},
	Returned:       {workflow.OriginCleared},
	RuledFor:       {workflow.OriginCleared, workflow.Disputed},
	RuledAgainst:   {workflow.Excluded, workflow.Disputed},
	TwoEntries:     {workflow.Duplicated, workflow.Duplicated},
	ParentFound:    {workflow.Excluded, workflow.GuardianElsewhere},
	Kept:           {workflow.KeptAtOrigin, workflow.OriginCleared},
	ComesOfAge:     {"", workflow.InReview},
	LeftHome:       {workflow.Excluded},
	Died:           {workflow.Terminated},
	OriginSilent:   {workflow.OriginPending},
	FirstEntry:     {workflow.Delivered, workflow.CityReview, workflow.WaitingExternal, workflow.UnregisteredChild, workflow.Ready, workflow.Listed, workflow.Effected},
	BareComesOfAge: {"", "", workflow.WaitingExternal},
}

// Now is the state of the child's line at the opening of the demonstration.
func (c Child) Now() workflow.State {
	states, ok := nowStates[c.Fate]
	if !ok {
		states = nowStates[Cleared]
	}
	return states[c.wave-1]
}

// papers are those of a child (Norm 27).
func (s *script) papers(c Child, day models.Date) {
	s.pictured(day, rosterAux, counterClerk, c.Key(), workflow.MatIntakeForm)
	s.shared(day, rosterAux, counterClerk, c.Key(), workflow.MatCivilOpinion)
}

// origin is the answer of the place of origin, by clerk and head; of its county where
// the station stayed silent.
func (s *script) origin(c Child, d pace) {
	in := workflow.Facts{workflow.InExtract: "与户主关系、监护、在办业务已核，无其他在办", workflow.InLandNote: "无承包地，待遇已告知", workflow.InKinTold: "none"}
	if c.kin != alone {
		in[workflow.InKinTold], in[workflow.InKinToldOn] = "told", string(d.told)
	}
	first, second := c.originClerk("clerk"), c.originClerk("head")
	if c.Fate == OriginSilent {
		county := countyOf(c.Station).slug
		first, second = county+".county", county+".lead"
	}
	s.two(d.cleared, first, second, c.Key(), workflow.OriginConfirm, in)
}

// answered is the origin's answer and the child's own view.
func (s *script) answered(c Child, d pace) {
	s.origin(c, d)
	s.heard(c, d.heard, viewOf(c))
}

func (s *script) heard(c Child, day models.Date, view string) {
	s.step(day, rosterCommunity, c.Key(), workflow.HearChild, workflow.Facts{workflow.InView: view, workflow.InLanguage: "普通话",
		workflow.InDocument: "听取 " + c.IntakeNo, workflow.InHeardAlone: true})
}

// viewOf is what the child says; the youngest cannot say yet.
func viewOf(c Child) string {
	switch {
	case c.Fate == Kept && c.wave == 1:
		return "objects"
	case c.Birth.AgeOn(acceptedOn) < 4:
		return "unable"
	}
	return "agrees"
}

func (s *script) submitted(c Child, day models.Date) {
	in := workflow.Facts{workflow.InBestInterest: "永民监说〔2026〕" + fmt.Sprint(c.No) + "号"}
	if c.Fate.Registered() {
		in[workflow.InLandNotice] = "告知 " + c.IntakeNo
	}
	s.step(day, rosterHead, c.Key(), workflow.Submit, in)
}

// decided is the way from the head's desk into the collective household.
func (s *script) decided(c Child, d pace) {
	s.submitted(c, d.submitted)
	s.entered(c, d)
}

// entered is the decision of the county, or of the prefecture, and the hand-over of
// the papers. The entry itself follows the decision by itself.
func (s *script) entered(c Child, d pace) {
	if !c.Fate.Registered() && c.Birth.AgeOn(acceptedOn) >= 6 {
		s.step(d.approved, rosterCounty, c.Key(), workflow.PassUp, nil)
		s.step(d.city, rosterCity, c.Key(), workflow.Approve, nil)
	} else {
		s.step(d.approved, rosterLead, c.Key(), workflow.Approve, nil)
	}
	s.step(d.delivered, counterClerk, c.Key(), workflow.Deliver, workflow.Facts{workflow.InReceiver: "邵清和", workflow.InMethod: "window"})
}

// originClerk is an officer of the station that answers for the child.
func (c Child) originClerk(role string) string {
	return find(originStations, c.Station).slug + "." + role
}

// above is who rules between the child's origin and the home station: the lowest body
// above both.
func (c Child) above() string {
	switch {
	case c.Station[:6] == HomeStation[:6]:
		return rosterCounty
	case c.Station[:4] == HomeStation[:4]:
		return rosterCity
	}
	return "region1"
}

// findings are the clerk's words on the register's entry beside the roster's row.
func findings(c Child) string {
	switch c.Fate {
	case NameDiffers:
		return "姓名一字之差，其余逐项一致，经查系机构笔误"
	case BirthDiffers:
		return "出生日期为机构估计，以户籍登记为准，其余一致"
	}
	return "姓名、性别、出生日期、号码、父母逐项核对一致"
}
