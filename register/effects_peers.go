package register

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// factStationsUnder is workflow.FStationsUnder as it was when the stations were told, for
// lists, which read no other row.
const factStationsUnder workflow.Field = "kept_stations_under"

// peerEffects hears the stations that keep an entry beside the handling one.
func peerEffects() map[workflow.Effect]effect {
	return map[workflow.Effect]effect{
		workflow.EffTellStations: (*act).tellStations,
		workflow.EffSeatSuperior: (*act).seatSuperior,
		workflow.EffStationsSaid: (*act).stationsSaid,
	}
}

// peerCollectors finds what the guards on the stations of two entries read.
func peerCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{
		workflow.FEntriesDiffer: func(a *act) (any, error) { return a.entriesContradict() },
		workflow.FPeersAwaited:  func(a *act) (any, error) { return a.peersAwaited() },
		workflow.FPeersAgree:    func(a *act) (any, error) { return a.peersAgree() },
		workflow.FStationsUnder: func(a *act) (any, error) { return a.stationsUnder() },
	}
}

// otherStations are the stations, mergers followed, that keep one of the two entries and do
// not handle the case, each once; for the undoing of a ruling those of the ruling.
func (a *act) otherStations() ([]string, error) {
	keep, err := a.rulingStations()
	if err != nil {
		return nil, err
	}
	for _, f := range []workflow.Field{workflow.FactFirstEntry, workflow.FactSecondEntry} {
		p, ok, err := a.personByID(a.fact(f))
		if err != nil {
			return nil, err
		}
		if ok && p.Org != "" {
			keep = append(keep, p.Org)
		}
	}
	var out []string
	for _, org := range keep {
		same, err := a.sameStation(org, a.c.HandlingOrg)
		if err != nil {
			return nil, err
		}
		there, err := chain(a.tx, org)
		if err != nil {
			return nil, err
		}
		if !same && len(there) > 0 && !slices.Contains(out, there[0].Code) {
			out = append(out, there[0].Code)
		}
	}
	return out, nil
}

// stationsUnder is the kind of the lowest body above the handling station and the others;
// stations of two regions have none, and the handling one's own answers for them.
func (a *act) stationsUnder() (string, error) {
	others, err := a.otherStations()
	if err != nil {
		return "", err
	}
	widest := models.KindCounty
	for _, org := range others {
		kind := models.KindRegion
		over, err := common(a.tx, a.c.HandlingOrg, org)
		if err == nil {
			kind = over.Kind
		} else if err = ignoreNotFound(err); err != nil {
			return "", err
		}
		if kind == models.KindRegion || widest == models.KindCounty {
			widest = kind
		}
	}
	return map[models.OrgKind]string{models.KindCounty: "county", models.KindCity: "city", models.KindRegion: "region"}[widest], nil
}

// peerTasks are what other stations were asked, answered or not.
func (a *act) peerTasks() ([]models.CaseTask, error) {
	rows, err := a.tasks()
	return slices.DeleteFunc(slices.Clone(rows), func(t models.CaseTask) bool { return t.Kind != string(workflow.TaskPeerWord) }), err
}

func (a *act) peersAwaited() (int, error) {
	rows, err := a.peerTasks()
	n := 0
	for _, t := range rows {
		if t.DoneAt == nil && t.DueOn >= a.today {
			n++
		}
	}
	return n, err
}

func (a *act) peersAgree() (bool, error) {
	if a.def.Business == workflow.Reversal {
		return a.rulerAbove()
	}
	rows, err := a.peerTasks()
	return !slices.ContainsFunc(rows, func(t models.CaseTask) bool { return t.Outcome != "agree" }), err
}

// tellStations asks the other stations for their word, each once.
func (a *act) tellStations() error {
	others, err := a.otherStations()
	if err != nil || len(others) == 0 {
		return err
	}
	told, err := a.peerTasks()
	if err != nil {
		return err
	}
	if _, err := a.policy(); err != nil { // whose days are those of the place
		return err
	}
	for _, org := range others {
		if slices.ContainsFunc(told, func(t models.CaseTask) bool { return t.Org == org }) {
			continue
		}
		if err := a.seat(org, workflow.Origin); err != nil {
			return err
		}
		a.send("other_station_asked", map[string]string{"case": a.c.ID, "org": org})
		if _, err := a.openTask(models.CaseTask{Kind: string(workflow.TaskPeerWord), Org: org}, workflow.LimitPeerWord); err != nil {
			return err
		}
	}
	under, err := a.stationsUnder()
	if err != nil {
		return err
	}
	_ = a.keepFact(factStationsUnder, under)
	return a.seatSuperior()
}

// seatSuperior lets the region find the case among those that it decides, and no longer
// once the prefecture does.
func (a *act) seatSuperior() error {
	facts, err := a.gather([]workflow.Field{workflow.FStationsUnder, workflow.FPeersAgree})
	if err != nil {
		return err
	}
	if a.def.Business == workflow.Reversal {
		_ = a.keepFact(factStationsUnder, facts.Text(workflow.FStationsUnder))
	}
	bodies, err := chain(a.tx, a.c.HandlingOrg)
	if err != nil || len(bodies) == 0 {
		return err
	}
	if a.r.book.Holds(workflow.GRegionDecides, facts) {
		_, err = store.InsertNew(a.tx, models.CaseOrg{CaseID: a.c.ID, Org: bodies[len(bodies)-1].Code, Seat: string(workflow.Superior)})
		return err
	}
	_, err = a.tx.Exec("DELETE FROM case_orgs WHERE case_id = ? AND seat = ?", a.c.ID, string(workflow.Superior))
	return err
}

// stationsSaid writes the word of each station asked, or its silence, behind the facts that
// the decision rests on.
func (a *act) stationsSaid() error {
	rows, err := a.peerTasks()
	if err != nil || len(rows) == 0 {
		return err
	}
	var said []string
	if found := a.in(workflow.InFactsFound); found != "" {
		said = append(said, found)
	}
	for _, t := range rows {
		org, err := a.org(t.Org)
		if err != nil {
			return err
		}
		if t.DoneAt == nil {
			said = append(said, fmt.Sprintf("对方派出所%s经通知至%s未答复。 The other station, %s, was told and had not answered by %s.", org.Name, t.DueOn, org.NameEn, t.DueOn))
			continue
		}
		zh, en, on := "不同意", "disagreed", models.DateOf(*t.DoneAt)
		if t.Outcome == "agree" {
			zh, en = "同意", "agreed"
		}
		said = append(said, fmt.Sprintf("对方派出所%s于%s答复%s。 The other station, %s, %s on %s.", org.Name, on, zh, org.NameEn, en, on))
	}
	a.req.Input = maps.Clone(a.req.Input)
	a.req.Input[workflow.InFactsFound] = strings.Join(said, "\n")
	return nil
}
