package register

import (
	"context"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// originCandidates are the stations that may answer for a person's entry: the one where
// it stands, then those where it stood, the latest first. What the asking side declares on
// a roster makes no station one of them.
func (a *act) originCandidates() ([]string, error) {
	p, ok, err := a.person()
	if err != nil || !ok {
		return nil, err
	}
	stays, err := store.Many[models.Residence](a.tx, "valid_from desc, recorded_at desc", "person_id = ?", p.ID)
	if err != nil {
		return nil, err
	}
	moves, err := store.Many[models.RegisterEvent](a.tx, "serial desc", "subject_kind = ? and subject_id = ?", SubjectPerson, p.ID)
	if err != nil {
		return nil, err
	}
	shown := []string{p.Org}
	for _, r := range stays {
		h, ok, err := a.householdByID(r.HouseholdID)
		if err != nil {
			return nil, err
		}
		if ok {
			shown = append(shown, h.Org)
		}
	}
	for _, e := range moves {
		shown = append(shown, e.ToOrg, e.FromOrg)
	}
	var out []string
	for _, s := range shown {
		over, err := a.tookOver(s)
		if err != nil {
			return nil, err
		}
		if over != "" && !slices.Contains(out, over) && (over == p.Org || !a.destination(over)) {
			out = append(out, over)
		}
	}
	return out, nil
}

// OriginStations are the stations to which the station that is asked about an entry may
// send the question on: those that the register shows for the person and that were not
// asked yet, the latest first. Nobody else is told them: ErrForbidden, and ErrNotFound
// where the case is not there.
func (r *Registrar) OriginStations(ctx context.Context, actor Actor, caseID string) ([]string, error) {
	out := []string{}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if err := a.load(caseID); err != nil {
			return err
		}
		if !slices.Contains(actor.standings(a.seats), workflow.By{Role: workflow.Head, Seat: workflow.Origin}) {
			return ErrForbidden
		}
		able, err := a.originCandidates()
		if err != nil {
			return err
		}
		asked, err := a.askedBefore()
		out = slices.DeleteFunc(able, func(s string) bool { return slices.Contains(asked, s) })
		return err
	})
	return out, mapStore(err)
}

// tookOver is the station that does a station's work today; empty for what is none.
func (a *act) tookOver(station string) (string, error) {
	if station == "" {
		return "", nil
	}
	bodies, err := chain(a.tx, station)
	if err != nil || len(bodies) == 0 || bodies[0].Kind != models.KindStation {
		return "", ignoreNotFound(err)
	}
	return bodies[0].Code, nil
}

// destination tells whether a station is on the asking side.
func (a *act) destination(station string) bool {
	return station == a.c.HandlingOrg || station == a.c.RegisterOrg || station == a.c.AcceptanceOrg
}

// asksRegion tells whether no station has the question, and the region is to name one.
func (a *act) asksRegion() (bool, error) {
	n, err := store.Count[models.CaseOrg](a.tx, "case_id = ? and seat = ? and org = ?", a.c.ID, string(workflow.Origin), a.fact(factOriginOrg))
	return n == 0, err
}

// mayBeAsked refuses a station that could not speak for the place of origin: whoever asks
// would confirm to themselves, and whoever never had the entry knows nothing of it. The
// region alone may name a station that the register does not show, where the entry is in
// force nowhere.
func (a *act) mayBeAsked(named string) error {
	field := "input." + string(workflow.InStation)
	station, err := a.tookOver(named)
	if err != nil {
		return err
	}
	if station == "" {
		return invalid(field, "unknown_station", "没有这个派出所，请核对机构代码。", "There is no such station; check its code.")
	}
	able, err := a.originCandidates()
	if err != nil {
		return err
	}
	if a.destination(station) && !slices.Contains(able, station) {
		return invalid(field, "asking_station", "这是提出商请的一方，不能代迁出地确认：请另选户口现在或曾经所在的派出所；不知道的留空，由系统按户口沿革商请下一所，没有的由自治区户政指定。",
			"This is the asking side, which cannot confirm for the place of origin: name the station where the entry stands or stood; where that is not known leave it empty, and the next one by history is asked, or else the region names one.")
	}
	open, err := a.asksRegion()
	if err != nil {
		return err
	}
	if station == a.fact(factOriginOrg) && !open {
		return invalid(field, "asked_already", "该所正在被商请，不能转给自己：属于本所的请答复（确认或提出异议）；不属于的请另选，或留空由系统商请下一所。",
			"This station has the question already: answer it where the entry is yours (confirm or object); else name another one, or leave it empty so that the next one is asked.")
	}
	if a.req.Event == workflow.NameOrigin {
		return a.namedByRegion(field, station, able)
	}
	asked, err := a.askedBefore()
	if err != nil {
		return err
	}
	if slices.Contains(asked, station) {
		return invalid(field, "answered_already", "该所已就本次商请答复不属其管辖：请另选；不知道的留空，由系统按沿革商请下一所，没有的由自治区户政指定。",
			"This station has answered this question that the entry is not its own: name another; where none is known leave it empty, and the next one by history is asked, or else the region names one.")
	}
	if slices.Contains(able, station) {
		return nil
	}
	return invalid(field, "no_candidate", "户口登记和沿革都没有显示该所管理过此人的户口，不能由其确认：请另选；不知道的留空，由系统按沿革商请下一所，没有的由自治区户政指定。",
		"Neither the entry nor its history shows this station, so it cannot confirm: name another; where none is known leave it empty, and the next one by history is asked, or else the region names one.")
}

// namedByRegion refuses a station that the register does not show, while it shows the
// entry in force at another one: that one would lose it without being asked. Of an entry
// in force nowhere the region may find out more than the register tells.
func (a *act) namedByRegion(field, station string, able []string) error {
	p, ok, err := a.person()
	if err != nil || !ok || !stays(p) || slices.Contains(able, station) {
		return err
	}
	at, err := a.org(p.Org)
	if err != nil {
		return ignoreNotFound(err)
	}
	return invalid(field, "entry_stands_elsewhere", "登记库显示此人的户口现在"+at.Name+"，该所从未管理过其户口，不能由其确认：请指定户口现在或者曾经所在的派出所；登记有误的，先由户口所在的派出所办理更正。",
		"The register shows the entry in force at "+at.NameEn+", and it never stood with this station, which cannot confirm: name the station where it stands or stood; a wrong entry is first put right where it stands.")
}

// entryStandsHere tells whether the entry asked about stands in force with the station
// that is asked.
func (a *act) entryStandsHere() (bool, error) {
	p, ok, err := a.person()
	if err != nil || !ok || !stays(p) || a.fact(factOriginOrg) == "" {
		return false, err
	}
	return a.sameStation(p.Org, a.fact(factOriginOrg))
}

// askedBefore are the stations to which the present question was put.
func (a *act) askedBefore() ([]string, error) {
	rows, err := a.entries()
	if err != nil {
		return nil, err
	}
	out := []string{a.fact(factOriginOrg)}
	for _, e := range rows {
		if slices.Contains(questions, workflow.Event(e.Event)) {
			out = out[:1]
		}
		rec, err := a.r.openRecord(e)
		if err != nil {
			return nil, err
		}
		if asked, ok := rec.Detail["asked"].(string); ok {
			out = append(out, asked)
		}
	}
	return out, nil
}

// nextCandidate is the next station by history after those already asked.
func (a *act) nextCandidate() (string, error) {
	able, err := a.originCandidates()
	if err != nil {
		return "", err
	}
	asked, err := a.askedBefore()
	for _, s := range able {
		if !slices.Contains(asked, s) {
			return s, err
		}
	}
	return "", err
}
