package register

import (
	"context"
	"fmt"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// BusinessLoad is the business of the case under which existing people, households
// and used sequence codes are taken over (domain 2.6). It is no business of the rule
// book: the case is opened, decided and ended in one act, with one journal row, so
// that every row of the register names its case.
const BusinessLoad workflow.Business = "load"

// loadEdition is the edition that load cases carry.
const loadEdition models.Date = "2021-10-01"

// LoadRequest is what a station brings along on its first day.
type LoadRequest struct {
	// Title says where the data comes from; it stands in the journal.
	Title      string
	Households []LoadedHousehold
	// Used are citizen numbers already given to people who are not among the
	// households; their sequence codes are never given again.
	Used []models.CitizenNumber
	// Certify are the codes of divisions whose list of used codes is complete with
	// this load, so that they may issue numbers from today on.
	Certify []string
	// CheckOnly looks for everything that is wrong and writes nothing, because part of
	// what was brought cannot be read.
	CheckOnly bool
}

// LoadedHousehold is a household as it stood. Number is unique in the station's
// area, and tells on a second load that it is the same. ID is optional.
type LoadedHousehold struct {
	ID            string
	Number        string
	Org           string
	Division      string
	Kind          string
	Collective    string
	InstitutionID string
	Head          string // key or number of a collective household's head; a family's is the member of relation 02
	HelperID      string
	HelperUntil   models.Date
	Address       string
	OpenedOn      models.Date
	Members       []LoadedPerson
}

// LoadedPerson is a person as they stood, or were struck off. The citizen number
// tells on a second load that it is the same person; without one, name and birth
// date in the household do. Father, Mother and Spouse name another line of the load
// by its Key or citizen number, or a person of the register by number; a number that
// nobody has is left out and reported. Status is active unless it says otherwise.
type LoadedPerson struct {
	ID             string
	Key            string
	Number         models.CitizenNumber
	Name           string
	FormerNames    string
	Sex            string
	BirthDate      models.Date
	BirthTime      string
	BirthEstimated bool
	BirthPlaceCode string
	BirthPlace     string
	NativePlace    string
	Ethnicity      string
	EthnicityProof string
	Certificate    string
	Father         string
	Mother         string
	Spouse         string
	Marital        string
	Education      string
	Relation       string
	Since          models.Date
	Status         models.PersonStatus
	StatusOn       models.Date
	StatusReason   string
	Protected      bool
	Guardian       *LoadedGuardian
}

// LoadedGuardian is who answers for a loaded ward: a person of the load by key or
// number, or a body.
type LoadedGuardian struct {
	Person   string
	Body     string
	Carer    string
	Ground   string
	Document string
	From     models.Date
}

// LoadCount reconciles one kind of row: Given is the sum of the others.
type LoadCount struct {
	Given     int `json:"given"`
	Added     int `json:"added"`
	Same      int `json:"same"`
	Different int `json:"different"`
}

// LoadReport reconciles a load. CaseID is empty when there was nothing to add. Notes
// name the lines that differ from the register, which were left as they are, and
// references that lead to nobody.
type LoadReport struct {
	CaseID     string        `json:"case_id,omitempty"`
	CaseNumber string        `json:"case_number,omitempty"`
	Households LoadCount     `json:"households"`
	People     LoadCount     `json:"people"`
	Numbers    LoadCount     `json:"numbers"`
	Certified  []string      `json:"certified"`
	Notes      []LoadProblem `json:"notes"`
}

// LoadProblem is what is wrong with, or to be known about, one line: the household by
// station and number, the member by place from 1 (0 is the household itself). It
// never repeats a name or a citizen number.
type LoadProblem struct {
	Household string        `json:"household"`
	Member    int           `json:"member"`
	Code      string        `json:"code"`
	Message   workflow.Word `json:"message"`
}

// LoadError lists everything that keeps a load from being taken over; nothing of it
// was.
type LoadError struct{ Problems []LoadProblem }

// Error counts the problems and tells the first.
func (e *LoadError) Error() string {
	if len(e.Problems) == 0 {
		return "nothing was loaded: it was only looked at"
	}
	p := e.Problems[0]
	return fmt.Sprintf("nothing was loaded: %s, the first at household %s, member %d: %s", workflow.Counted(len(e.Problems), "%d problem", "%d problems"), p.Household, p.Member, p.Message.En)
}

// LoadHouseholds takes over households with their members under one load case.
func (r *Registrar) LoadHouseholds(ctx context.Context, actor Actor, title string, hs []LoadedHousehold) (LoadReport, error) {
	return r.Load(ctx, actor, LoadRequest{Title: title, Households: hs})
}

// Load takes over existing households, people and used sequence codes: all of it or
// nothing, in one transaction. What the register has already is not touched, so that
// the same load twice changes nothing the second time. Each division named is
// certified to issue numbers from today.
func (r *Registrar) Load(ctx context.Context, actor Actor, q LoadRequest) (LoadReport, error) {
	var report LoadReport
	err := r.db.InLongTx(ctx, func(tx *store.Tx) error {
		l := &loading{act: r.begin(tx, actor), q: q, report: LoadReport{Certified: []string{}, Notes: []LoadProblem{}}}
		if err := l.run(); err != nil {
			return err
		}
		report = l.report
		return nil
	})
	return report, mapStore(err)
}

// loading is one load on its way.
type loading struct {
	*act
	q        LoadRequest
	report   LoadReport
	problems []LoadProblem
	// people finds a person's id by key or number of the load.
	people map[string]string
	// given counts the lines a citizen number stands on.
	given map[models.CitizenNumber]bool
	todo  []loadedHouse
	codes []models.NumberEntry
}

// loadedHouse is a household ready to be written: new ones have version 0.
type loadedHouse struct {
	row     models.Household
	fresh   bool
	members []loadedMember
}

type loadedMember struct {
	row       models.Person
	number    models.CitizenNumber
	guardians []models.Guardianship
	fresh     bool
}

func (l *loading) run() error {
	l.people, l.given = map[string]string{}, map[models.CitizenNumber]bool{}
	// Whatever one part finds, the others look as well: all of it is told at once.
	for _, part := range []func() error{l.check, l.identify, l.resolve, l.compare, l.used} {
		if err := part(); err != nil {
			return err
		}
	}
	divisions, err := l.toCertify()
	if err != nil {
		return err
	}
	if len(l.problems) > 0 || l.q.CheckOnly {
		return &LoadError{Problems: l.problems}
	}
	if l.report.Households.Added+l.report.People.Added+l.report.Numbers.Added+len(divisions) == 0 {
		return nil
	}
	if err := l.openLoadCase(); err != nil {
		return err
	}
	if err := l.write(); err != nil {
		return err
	}
	if err := l.analyse(); err != nil {
		return err
	}
	return l.certify(divisions)
}

// analyse tells PostgreSQL that its tables have grown: until it knows, it goes on
// with the plans it made for empty ones. Without the owner's rights this is a warning
// of the server and nothing more; its own housekeeping comes by later.
func (l *loading) analyse() error {
	if l.tx.Engine() != store.Postgres || l.report.People.Added < 1000 {
		return nil
	}
	_, err := l.tx.Exec("ANALYZE people, households, residences, register_events, number_ledger")
	return err
}

func (l *loading) problem(h LoadedHousehold, member int, code, zh, en string) {
	l.problems = append(l.problems, LoadProblem{Household: h.Org + "/" + h.Number, Member: member, Code: code, Message: workflow.Word{Zh: zh, En: en}})
}

func (l *loading) remark(h LoadedHousehold, member int, code, zh, en string) {
	l.report.Notes = append(l.report.Notes, LoadProblem{Household: h.Org + "/" + h.Number, Member: member, Code: code, Message: workflow.Word{Zh: zh, En: en}})
}

// openLoadCase writes the case of the load, decided and ended, with its journal row.
func (l *loading) openLoadCase() error {
	org := l.station()
	if org == "" {
		l.problem(LoadedHousehold{}, 0, "no_station", "没有户，也没有经办人的机关，无法编业务号。", "There is neither a household nor a posting, so the case has no station to be numbered by.")
		return &LoadError{Problems: l.problems}
	}
	n, err := l.tx.NextCaseNumbers(org, l.today.Year(), 1)
	if err != nil {
		return err
	}
	l.def = &workflow.Definition{Business: BusinessLoad, Edition: loadEdition}
	l.c = models.Case{ID: l.r.newID(), Number: fmt.Sprintf("%s-%d-%06d", org, l.today.Year(), n), Business: string(BusinessLoad), Edition: loadEdition,
		State: string(workflow.Delivered), Version: 1, AcceptanceOrg: org, HandlingOrg: org, RegisterOrg: org, OpenedBy: l.actor.OfficerID, OpenedAt: l.now,
		LodgedOn: l.today, AcceptedOn: l.today, LastOfficer: l.actor.OfficerID, EnteredOn: l.today, ClosedAt: &l.now}
	l.form = form{Facts: workflow.Facts{"title": l.q.Title}}
	l.note("title", l.q.Title)
	l.note("households", l.report.Households.Added)
	l.note("people", l.report.People.Added)
	l.note("numbers", l.report.Numbers.Added)
	l.note("certified", l.q.Certify)
	row, err := l.sealForm()
	if err != nil {
		return err
	}
	e := l.entry("load", workflow.Draft, workflow.Delivered)
	l.c.Seq, l.c.Head = e.Seq, e.Hash
	if err := store.Insert(l.tx, l.c); err != nil {
		return err
	}
	if err := store.Insert(l.tx, row); err != nil {
		return err
	}
	if err := l.seat(org, workflow.Own); err != nil {
		return err
	}
	l.send("step", map[string]string{"case": l.c.ID, "event": "load"})
	l.out[0].Seq = e.Seq
	l.report.CaseID, l.report.CaseNumber = l.c.ID, l.c.Number
	return l.tx.Append(e, l.out)
}

// station is the body whose number the case bears.
func (l *loading) station() string {
	for _, p := range l.actor.Postings {
		return p.Org
	}
	for _, h := range l.q.Households {
		return h.Org
	}
	return ""
}

// toCertify are the divisions named that hold today and are not certified yet.
func (l *loading) toCertify() ([]models.Division, error) {
	var out []models.Division
	for _, code := range l.q.Certify {
		d, ok, err := l.divisionOn(code, l.today)
		if err != nil {
			return nil, err
		}
		if !ok || d.NumberPrefix == "" {
			l.problem(LoadedHousehold{Org: code}, 0, "unknown_division", "没有这个现行区划，或其没有号码前六位。", "No such division holds today, or it has no prefix for numbers.")
			continue
		}
		if d.LedgerCertifiedOn == "" && !slices.ContainsFunc(out, func(x models.Division) bool { return x.Code == code }) {
			out = append(out, d)
		}
	}
	return out, nil
}

func (l *loading) certify(divisions []models.Division) error {
	for _, d := range divisions {
		if _, err := store.Set[models.Division](l.tx, map[string]any{"ledger_certified_on": l.today}, "code = ? and valid_from = ?", d.Code, d.From); err != nil {
			return err
		}
		l.report.Certified = append(l.report.Certified, d.Code)
	}
	return nil
}
