package register

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// StationView is a body of the organisation with what it has. Depth is how far it
// stands below the region.
type StationView struct {
	BodyView
	Depth    int `json:"depth"`
	Officers int `json:"officers"` // with a posting in force today
	Sites    int `json:"sites"`
	// NoApprover tells that nobody is posted today who decides at this body.
	NoApprover bool `json:"no_approver,omitempty"`
	// Ended tells that it was merged or its last day is over.
	Ended bool `json:"ended,omitempty"`
}

// SiteView is a service site with the rule of its days.
type SiteView struct {
	ID        string        `json:"id"`
	Org       string        `json:"station"`
	OrgName   workflow.Word `json:"station_name"`
	Name      string        `json:"name"`
	NameEn    string        `json:"name_en"`
	Address   string        `json:"address"`
	Office    bool          `json:"office"`
	Timetable Timetable     `json:"timetable"`
	OpenToday bool          `json:"open_today"`
	NextOpen  models.Date   `json:"next_open,omitempty"` // from tomorrow, within sixty days
	MayChange bool          `json:"may_change"`
}

// stationsArea are the bodies the actor may see: all for an administrator, else the
// own and those below.
func (a *act) stationsArea() (area []string, all bool, err error) {
	if a.actor.isOperator() || a.actor.Has(administrators...) {
		return nil, true, nil
	}
	s := searcher{a: a, orgs: a.actor.readerOrgs()}
	area, err = s.jurisdiction()
	return area, false, err
}

// Stations lists the bodies as a tree, each above those below it. The administrators
// see all, officers those of the own area.
func (r *Registrar) Stations(ctx context.Context, actor Actor) ([]StationView, error) {
	out := []StationView{}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		area, all, err := r.begin(tx, actor).stationsArea()
		if err != nil {
			return err
		}
		type tally struct {
			Org, Role string
			N         int
		}
		var bodies []models.Organisation
		var posts, sites []tally
		today := r.Today()
		err = tx.Together(store.Into(&bodies, "code", ""),
			store.IntoRows(&posts, `select p.org, p.role, count(distinct p.officer_id) as n from postings p join officers o on o.id = p.officer_id
				where o.disabled_at is null and p.valid_from <= ? and (p.valid_to = '' or p.valid_to >= ?) group by p.org, p.role`, today, today),
			store.IntoRows(&sites, "select org, '' as role, count(*) as n from service_sites group by org"))
		if err != nil {
			return err
		}
		views := map[string]*StationView{}
		for _, o := range bodies {
			if !all && !slices.Contains(area, o.Code) {
				continue
			}
			ended := o.MergedInto != "" || o.ValidTo != "" && o.ValidTo < today
			views[o.Code] = &StationView{BodyView: BodyView{Code: o.Code, Name: o.Name, NameEn: o.NameEn, Kind: o.Kind, Parent: o.Parent, Division: o.Division,
				ValidFrom: o.ValidFrom, ValidTo: o.ValidTo, MergedInto: o.MergedInto}, Ended: ended, NoApprover: !ended && deciders[o.Kind] != ""}
		}
		for _, p := range posts {
			if v := views[p.Org]; v != nil {
				v.Officers += p.N
				v.NoApprover = v.NoApprover && workflow.Role(p.Role) != deciders[v.Kind]
			}
		}
		for _, s := range sites {
			if v := views[s.Org]; v != nil {
				v.Sites = s.N
			}
		}
		out = tree(bodies, views)
		return nil
	})
	return out, mapStore(err)
}

// deciders are who decides at a body of each rank (Norm 9).
var deciders = map[models.OrgKind]workflow.Role{models.KindStation: workflow.Head, models.KindCounty: workflow.CountyLead, models.KindCity: workflow.CityLead}

// tree puts each body above those below it, in the order of the codes. A body whose
// upper one is not seen is a root.
func tree(bodies []models.Organisation, views map[string]*StationView) []StationView {
	below := map[string][]string{}
	for _, o := range bodies {
		if v := views[o.Code]; v != nil {
			parent := o.Parent
			if views[parent] == nil {
				parent = ""
			}
			below[parent] = append(below[parent], o.Code)
		}
	}
	out := []StationView{}
	var add func(code string, depth int)
	add = func(code string, depth int) {
		for _, c := range below[code] {
			v := *views[c]
			v.Depth = depth
			out = append(out, v)
			add(c, depth+1)
		}
	}
	add("", 0)
	return out
}

// Sites lists the service sites of a station, or of every station when org is empty,
// among those that the actor may see by Stations.
func (r *Registrar) Sites(ctx context.Context, actor Actor, org string) ([]SiteView, error) {
	out := []SiteView{}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		area, all, err := r.begin(tx, actor).stationsArea()
		if err != nil {
			return err
		}
		var sites []models.ServiceSite
		var orgs []models.Organisation
		if err := tx.Together(store.Into(&sites, "org, id", "org = ? or ? = ''", org, org), store.Into(&orgs, "code", "code in (select org from service_sites)")); err != nil {
			return err
		}
		names := orgWords(orgs)
		for _, s := range sites {
			if !all && !slices.Contains(area, s.Org) {
				continue
			}
			v, err := r.siteView(s, names[s.Org], actor)
			if err != nil {
				return err
			}
			out = append(out, v)
		}
		return nil
	})
	return out, mapStore(err)
}

// daysSeen is how far ahead the next open day of a site is looked for.
const daysSeen = 60

func (r *Registrar) siteView(s models.ServiceSite, org workflow.Word, actor Actor) (SiteView, error) {
	t, err := timetableOf(s)
	if err != nil {
		return SiteView{}, err
	}
	v := SiteView{ID: s.ID, Org: s.Org, OrgName: org, Name: s.Name, NameEn: s.NameEn, Address: s.Address, Office: s.Office, Timetable: t,
		OpenToday: r.openOn(t, r.Today()), MayChange: keepsSites(actor)}
	v.NextOpen, _ = r.nextOpen(t)
	return v, nil
}

func keepsSites(actor Actor) bool { return actor.isOperator() || actor.Has(workflow.SysAdmin) }

func (r *Registrar) openOn(t Timetable, day models.Date) bool {
	work, _ := r.Calendar().IsWorkday(day)
	return t.Open(day, work)
}

// nextOpen is the first open day after today.
func (r *Registrar) nextOpen(t Timetable) (models.Date, bool) {
	for n := 1; n <= daysSeen; n++ {
		if day := r.Today().AddDays(n); r.openOn(t, day) {
			return day, true
		}
	}
	return "", false
}

// SetTimetable gives a site another timetable from now on; the system administrator
// alone may, and the act is audited. What it says of past days stays as it was known.
// A timetable is refused that nobody could follow, or under which no site of the
// station that has the office would be open in the next sixty days.
func (r *Registrar) SetTimetable(ctx context.Context, actor Actor, site string, t Timetable) (SiteView, error) {
	if !keepsSites(actor) {
		return SiteView{}, ErrForbidden
	}
	if err := t.check(); err != nil {
		return SiteView{}, invalid("timetable", "bad_timetable", "时间表有误：请选择单日、双日、每日或星期几，日期按 2026-11-24 填写，时段不得重叠。", err.Error())
	}
	var out SiteView
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		s, ok, err := a.site(site)
		if err != nil {
			return err
		}
		if !ok {
			return ErrNotFound
		}
		was := s.Timetable
		s.Timetable = t.String()
		if err := a.stationStaysOpen(s); err != nil {
			return err
		}
		if err := store.Change[models.ServiceSite](tx, map[string]any{"timetable": s.Timetable}, "id = ?", s.ID); err != nil {
			return err
		}
		org, err := orgOf(tx, s.Org)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		if out, err = r.siteView(s, workflow.Word{Zh: org.Name, En: org.NameEn}, actor); err != nil {
			return err
		}
		return a.audit(ActTimetableSet, s.ID, json.RawMessage(was), t)
	})
	return out, mapStore(err)
}

// stationStaysOpen refuses when no site with the office would be open soon.
func (a *act) stationStaysOpen(changed models.ServiceSite) error {
	sites, err := store.Many[models.ServiceSite](a.tx, "id", "org = ? and office", changed.Org)
	if err != nil || !changed.Office {
		return err
	}
	for _, s := range sites {
		if s.ID == changed.ID {
			s = changed
		}
		t, err := timetableOf(s)
		if err != nil {
			return err
		}
		if _, ok := a.r.nextOpen(t); ok || a.r.openOn(t, a.today) {
			return nil
		}
	}
	return invalid("timetable", "never_open", "按此时间表，该派出所六十日内没有可办理登记的服务点开放，案件将无法登记。",
		"With this timetable no site of the station that enters the register is open within sixty days, so that nothing could be registered.")
}
