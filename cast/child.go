package cast

import (
	"fmt"

	"hukou/models"
	"hukou/roster"
	"hukou/workflow"
)

// Fate is what becomes of a child's line of the roster.
type Fate string

// The fates. Those of registered children come first.
const (
	Cleared        Fate = "cleared"           // the place of origin confirms, the child moves in
	Returned       Fate = "returned"          // the county sends the line back once, then approves
	RuledFor       Fate = "ruled_for"         // the origin objects, the body above rules for the move
	RuledAgainst   Fate = "ruled_against"     // … and here against it
	TwoEntries     Fate = "two_entries"       // registered twice; one entry is cancelled first
	ParentFound    Fate = "parent_found"      // a living parent is the guardian: taken off the roster
	Kept           Fate = "kept_at_origin"    // the registration stays where it is
	ComesOfAge     Fate = "comes_of_age"      // turns 18 on the way and goes on by choice
	LeftHome       Fate = "left"              // adopted while the line ran
	Died           Fate = "died"              // dies while the line runs
	OriginMerged   Fate = "origin_merged"     // the station of the old papers was merged
	NameDiffers    Fate = "name_differs"      // the register writes one character otherwise
	BirthDiffers   Fate = "birth_differs"     // the institution estimated the birth date
	OriginSilent   Fate = "origin_silent"     // the origin does not answer; its county does
	FirstEntry     Fate = "first_entry"       // nobody registered the child before
	BareComesOfAge Fate = "bare_comes_of_age" // turns 18 without ever having been registered
)

// Registered tells whether the child stands in the register before the roster.
func (f Fate) Registered() bool { return f != FirstEntry && f != BareComesOfAge }

// End is the state in which the line ends.
func (f Fate) End() workflow.State {
	switch f {
	case RuledAgainst, ParentFound, LeftHome:
		return workflow.Excluded
	case Kept:
		return workflow.KeptAtOrigin
	case Died:
		return workflow.Terminated
	case BareComesOfAge:
		return workflow.AgedOut
	}
	return workflow.Delivered
}

// Child is a child of the roster: what the institution wrote, and what will come of
// it.
type Child struct {
	No        int // line of the roster, from 1
	Name      string
	Sex       models.Sex
	Birth     models.Date
	Estimated bool
	// Number is empty for a child without registration, and where the institution
	// does not know it.
	Number   models.CitizenNumber
	IntakeNo string
	IntakeOn models.Date
	Ground   roster.LegalGround
	Document string // of guardianship; some follow later
	// Station and Division are those of the registration, empty without one.
	Station  string
	Division string
	Fate     Fate
	// Person is the id in the register before the roster, Book the name and Born the
	// birth date there; empty for a child without registration.
	Person string
	Book   string
	Born   models.Date

	wave int
	kin  kin
}

// Key is the child's short name among the cast: child/07.
func (c Child) Key() string { return fmt.Sprintf("child/%02d", c.No) }

// Line is the child's row of the roster file.
func (c Child) Line() roster.Line {
	return roster.Line{Name: c.Name, Sex: c.Sex, BirthDate: c.Birth, BirthEstimated: c.Estimated, CitizenNumber: c.Number, IntakeNo: c.IntakeNo, IntakeOn: c.IntakeOn,
		LegalGround: c.Ground, GuardianshipDocNo: c.Document, OriginStation: c.Station, OriginDivision: c.Division}
}

// Facts is the child's row as the facts of a line of the batch.
func (c Child) Facts() workflow.Facts {
	f := workflow.Facts{workflow.FactWardName: c.Name, workflow.FactWardSex: string(c.Sex), workflow.FactWardBirth: string(c.Birth), workflow.FactIntakeNo: c.IntakeNo,
		workflow.FactIntakeOn: string(c.IntakeOn), workflow.FactLegalGround: string(c.Ground), workflow.FactEthnicityBy: "institution"}
	if c.Estimated {
		f[workflow.FactWardEstimated] = true
	}
	for field, text := range map[workflow.Field]string{workflow.FactWardNumber: c.Number.Reveal(), workflow.FactGuardianshipDoc: c.Document,
		workflow.FactOriginStation: c.Station, workflow.FactOriginDivision: c.Division} {
		if text != "" {
			f[field] = text
		}
	}
	return f
}

// Seventy are the children of the roster, in its order.
func Seventy() []Child { return children(seventyRows, 0, "QH") }

// Next are the children of a second roster, which nobody has handed in yet.
func Next() []Child { return children(nextRows, len(seventyRows), "NQ") }

// childRow is a line of the tables below. What it leaves out follows from its place.
type childRow struct {
	name    string
	sex     models.Sex
	birth   models.Date
	station string // short name; empty for a child without registration
	kin     kin
	fate    Fate
	wave    int
	but     *but
}

// but is what differs from the ordinary in a line.
type but struct {
	book      string      // the name in the register
	born      models.Date // the birth date in the register
	noNumber  bool        // the institution does not know the number
	noPaper   bool        // the guardianship's document follows later
	estimated bool
}

func children(rows []childRow, before int, intake string) []Child {
	out := make([]Child, len(rows))
	for i, r := range rows {
		out[i] = r.child(before+i+1, intake)
	}
	return out
}

func (r childRow) child(no int, intake string) Child {
	c := Child{No: no, Name: r.name, Sex: r.sex, Birth: r.birth, Fate: r.fate, wave: r.wave, kin: r.kin, Ground: roster.GroundParentsNotFound}
	taken := min(r.birth.AddDays(90+no*97%1100), models.Date("2026-07-01").AddDays(-no))
	c.IntakeOn, c.IntakeNo = max(taken, r.birth), fmt.Sprintf("%s-%d-%03d", intake, max(taken, r.birth).Year(), no)
	c.Document = fmt.Sprintf("永民监〔%d〕%d号", c.IntakeOn.Year(), 100+no)
	x := but{}
	if r.but != nil {
		x = *r.but
	}
	if x.noPaper {
		c.Document = ""
	}
	c.Estimated = x.estimated
	if r.station == "" {
		return c
	}
	c.Person, c.Book, c.Born, c.Station = ID("person/"+c.Key()), r.name, r.birth, stationOf(r.station)
	c.Division, c.Ground = c.Station[:6], grounds[no%len(grounds)]
	if x.book != "" {
		c.Book = x.book
	}
	if x.born != "" {
		c.Born = x.born
	}
	if !x.noNumber {
		c.Number = c.bookNumber()
	}
	return c
}

// grounds of registered children: somebody was their guardian once.
var grounds = []roster.LegalGround{roster.GroundGuardianDead, roster.GroundGuardianIncapable, roster.GroundGuardianshipRevoke}

// bookNumber is the citizen number in the register. The place in the roster gives
// the sequence code, so that no two children share one.
func (c Child) bookNumber() models.CitizenNumber {
	seq := 2 * c.No
	if c.Sex == models.SexMale {
		seq++
	}
	return number(c.Born, seq)
}

func stationOf(slug string) string {
	for _, p := range allStations() {
		if p.slug == slug {
			return p.code
		}
	}
	return ""
}
