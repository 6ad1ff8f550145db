package register

import (
	"context"
	"encoding/json"
	"time"

	"hukou/models"
	"hukou/workflow"
)

// EventView is one act on a person as the register has it: what, when it happened,
// from when it holds, when it was entered, under which case. Changed names the items
// it gave another value, in the order of the page.
type EventView struct {
	ID            string          `json:"id"`
	Kind          string          `json:"kind"`
	Name          workflow.Word   `json:"name"`
	Reason        string          `json:"reason,omitempty"`
	Scope         string          `json:"scope,omitempty"`
	EventOn       models.Date     `json:"event_on"`
	EffectiveOn   models.Date     `json:"effective_on"`
	RecordedAt    time.Time       `json:"recorded_at"`
	CaseID        string          `json:"case_id"`
	CaseNumber    string          `json:"case_number"`
	FromStation   string          `json:"from_station,omitempty"`
	ToStation     string          `json:"to_station,omitempty"`
	FromHousehold string          `json:"from_household,omitempty"`
	ToHousehold   string          `json:"to_household,omitempty"`
	Correlation   string          `json:"correlation,omitempty"`
	Reverses      string          `json:"reverses,omitempty"`
	ReversedBy    string          `json:"reversed_by,omitempty"`
	Changed       []workflow.Word `json:"changed"`
}

// eventWords name the kinds of register events.
var eventWords = map[string]workflow.Word{
	EventBirth:       {Zh: "出生登记", En: "Birth"},
	EventFirst:       {Zh: "首次登记", En: "First registration"},
	EventNumber:      {Zh: "编制公民身份号码", En: "Citizen number allotted"},
	EventGuardian:    {Zh: "监护登记", En: "Guardianship"},
	EventMoveOut:     {Zh: "迁出", En: "Move out"},
	EventMoveIn:      {Zh: "迁入", En: "Move in"},
	EventDeath:       {Zh: "死亡注销", En: "Death"},
	EventCancel:      {Zh: "注销", En: "Cancellation"},
	EventRestore:     {Zh: "恢复户口", En: "Restored"},
	EventReverse:     {Zh: "冲销", En: "Reversal"},
	EventLoad:        {Zh: "建库录入", En: "Taken over"},
	EventHeadVacant:  {Zh: "户主空缺", En: "Head's place vacant"},
	EventHouseClosed: {Zh: "销户", En: "Household closed"},
	EventChange:      {Zh: "项目变更", En: "Items changed"},
	EventRelation:    {Zh: "与户主关系变更", En: "Relation to the head"},
	EventHead:        {Zh: "变更户主", En: "Head changed"},
	EventHouseOpened: {Zh: "立户", En: "Household set up"},
	EventService:     {Zh: "服现役标注", En: "Mark of service"},
	EventParents:     {Zh: "父母信息", En: "Parents"},
	EventName:        {Zh: "姓名变更更正", En: "Name changed or corrected"},
	EventLandedAway:  {Zh: "已在外省落户", En: "Landed in another province"},
	EventHelper:      {Zh: "变更协管人", En: "Helper changed"},
	EventAddress:     {Zh: "住址变更", En: "Address changed"},
}

// PersonHistory lists every act on a person, oldest first, as known at an instant
// (zero: now), under the same rule and log as Person. Of a protected person's moves
// the destination is left out for whoever does not hold the register there.
func (r *Registrar) PersonHistory(ctx context.Context, actor Actor, id string, q PersonQuery) ([]EventView, error) {
	out := []EventView{}
	err := r.reading(ctx, actor, func(a *act) error {
		p, l, err := a.lookAt(id, q)
		if err != nil {
			return err
		}
		events, err := a.r.openEvents(a.tx, p.ID)
		if err != nil {
			return err
		}
		hide, err := a.protected(p)
		if err != nil {
			return err
		}
		if hide {
			here, err := a.within(p.Org, actor.readerOrgs())
			if err != nil {
				return err
			}
			hide = !here
		}
		if out, err = a.eventViews(events, q, hide); err != nil {
			return err
		}
		return a.logLook(l, "history", p)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (a *act) eventViews(events []Opened, q PersonQuery, hide bool) ([]EventView, error) {
	out := []EventView{}
	place := map[string]int{}
	var cases []string
	var before Folded
	for _, e := range events {
		if !q.KnownAt.IsZero() && e.RecordedAt.After(q.KnownAt) || q.AsOf != "" && e.EffectiveOn > q.AsOf {
			continue
		}
		items, err := itemsOf(e.Plain)
		if err != nil {
			return nil, err
		}
		v := EventView{ID: e.ID, Kind: e.Kind, Name: eventWords[e.Kind], Reason: e.Reason, Scope: e.Scope, EventOn: e.EventOn, EffectiveOn: e.EffectiveOn,
			RecordedAt: e.RecordedAt, CaseID: e.CaseID, FromStation: e.FromOrg, ToStation: e.ToOrg, FromHousehold: e.FromHouse, ToHousehold: e.ToHouse,
			Correlation: e.Correlation, Reverses: e.Reverses, Changed: changed(before, items)}
		if hide {
			v.ToStation, v.ToHousehold = "", ""
		}
		if i, ok := place[e.Reverses]; ok {
			out[i].ReversedBy = e.ID
		}
		before = Folded{Image: items}
		place[e.ID] = len(out)
		out, cases = append(out, v), append(cases, e.CaseID)
	}
	numbers, err := a.caseNumbers(cases)
	for i := range out {
		out[i].CaseNumber = numbers[out[i].CaseID]
	}
	return out, err
}

// changed names the items of the page that differ between two images.
func changed(before Folded, after map[string]json.RawMessage) []workflow.Word {
	out := []workflow.Word{}
	for _, rule := range personPage {
		if string(before.Image[rule.key]) != string(after[rule.key]) {
			out = append(out, rule.label)
		}
	}
	return out
}
