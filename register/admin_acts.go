package register

import (
	"cmp"
	"context"
	"encoding/json"
	"strings"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// The acts of administration.
const (
	ActAccountAdded     = "account_added"
	ActAccountDisabled  = "account_disabled"
	ActAccountReset     = "account_reset"
	ActPasswordChanged  = "password_changed"
	ActAccountPerson    = "account_person"
	ActPostingAdded     = "posting_added"
	ActPostingEnded     = "posting_ended"
	ActTimetableSet     = "timetable_set"
	ActPolicyAdded      = "policy_added"
	ActPolicyEnded      = "policy_ended"
	ActStationsImported = "stations_imported"
	ActAccessGranted    = "access_granted"
	ActAccessRefused    = "access_refused"
	ActSealAsked        = "seal_asked"
	ActSealed           = "sealed"
	ActSealEndAsked     = "seal_end_asked"
	ActUnsealed         = "unsealed"
	ActDemonstration    = "demonstration"
	ActBellGroupMade    = "bell_group_made"
	ActBellDoorJoined   = "bell_door_joined"
	ActBellDoorLeft     = "bell_door_left"
	ActBellSheetPrinted = "bell_sheet_printed"
	ActBellDrill        = "bell_drill"
)

// actWords name the acts of administration.
var actWords = map[string]workflow.Word{
	ActAccountAdded:     {Zh: "新建账号", En: "Account made"},
	ActAccountDisabled:  {Zh: "停用账号", En: "Account disabled"},
	ActAccountReset:     {Zh: "重置账号", En: "Account reset"},
	ActPasswordChanged:  {Zh: "本人修改密码", En: "Officer changed the password"},
	ActAccountPerson:    {Zh: "账号改认保留的登记", En: "Account names the entry kept"},
	ActPostingAdded:     {Zh: "新增任职", En: "Posting added"},
	ActPostingEnded:     {Zh: "终止任职", En: "Posting ended"},
	ActTimetableSet:     {Zh: "调整服务点时间", En: "Timetable set"},
	ActPolicyAdded:      {Zh: "新增政策行", En: "Policy row added"},
	ActPolicyEnded:      {Zh: "政策行届满", En: "Policy row ended by a later one"},
	ActStationsImported: {Zh: "导入机构", En: "Organisation imported"},
	ActAccessGranted:    {Zh: "批准查阅", En: "Access granted"},
	ActAccessRefused:    {Zh: "不批准查阅", En: "Access refused"},
	ActSealAsked:        {Zh: "申请封存", En: "Seal asked for"},
	ActSealed:           {Zh: "确认封存", En: "Sealed"},
	ActSealEndAsked:     {Zh: "申请解除封存", En: "End of a seal asked for"},
	ActUnsealed:         {Zh: "解除封存", En: "Unsealed"},
	ActDemonstration:    {Zh: "装入演示数据", En: "Filled with invented people"},
	ActBellGroupMade:    {Zh: "建立警铃组", En: "Bell group made"},
	ActBellDoorJoined:   {Zh: "门户加入警铃组", En: "Door joined a bell group"},
	ActBellDoorLeft:     {Zh: "门户退出警铃组（派出所代办）", En: "Door left a bell group, by the station"},
	ActBellSheetPrinted: {Zh: "打印门户警铃单", En: "Sheet of a bell printed"},
	ActBellDrill:        {Zh: "警铃演练", En: "Drill of the bell"},
}

// audit writes an act of administration in the act's own transaction: without its row
// nothing is done. Was and became carry no personal data; nil stands for nothing.
func (a *act) audit(what, object string, was, became any) error {
	text := func(v any) string {
		if v == nil {
			return ""
		}
		return jsonText(v)
	}
	return store.Insert(a.tx, models.AdminAct{ID: a.r.newID(), At: a.now, OfficerID: a.actor.OfficerID, Act: what, ObjectID: object, Was: text(was), Became: text(became)})
}

// AdminActView is one act of administration: who, what, on what, what it was before
// and is after, as JSON without personal data.
type AdminActView struct {
	ID        string        `json:"id"`
	At        time.Time     `json:"at"`
	OfficerID string        `json:"officer_id"`
	Officer   string        `json:"officer"`
	Act       string        `json:"act"`
	Name      workflow.Word `json:"name"`
	ObjectID  string        `json:"object_id"`
	Before    string        `json:"before,omitempty"`
	After     string        `json:"after,omitempty"`
	// Names says who or what an officer's id or a body's code in Before and After is.
	Names map[string]workflow.Word `json:"names,omitempty"`
}

// AdminActFilter narrows the acts: on one object, by one officer, of one kind, on a
// day of China; Before is the instant of the last one seen, for the next page.
type AdminActFilter struct {
	ObjectID  string
	OfficerID string
	Act       string
	Before    time.Time
	Day       models.Date
}

// AdminActs lists acts of administration, newest first, at most 200. The audit
// administrator and the auditor see all; a system or security administrator the own;
// others none.
func (r *Registrar) AdminActs(ctx context.Context, actor Actor, f AdminActFilter) ([]AdminActView, error) {
	out := []AdminActView{}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		switch {
		case actor.isOperator() || actor.Has(workflow.AuditAdmin, workflow.Auditor):
		case actor.Has(workflow.SysAdmin, workflow.SecAdmin):
			f.OfficerID = actor.OfficerID
		default:
			return ErrForbidden
		}
		where, args := f.where()
		rows, err := store.Many[models.AdminAct](tx, "at desc, id desc limit 200", where, args...)
		if err != nil {
			return err
		}
		var ids, codes []string
		for _, row := range rows {
			officer, org := actOf(row)
			ids, codes = append(ids, row.OfficerID, officer), append(codes, org)
		}
		names, err := officerNames(tx, ids)
		if err != nil {
			return err
		}
		bodies, err := store.Many[models.Organisation](tx, "code", "code in ?", codes)
		if err != nil {
			return err
		}
		orgs := orgWords(bodies)
		names[operatorID], names[systemActor().OfficerID] = Operator().Name, "系统 system"
		for _, row := range rows {
			out = append(out, AdminActView{ID: row.ID, At: row.At, OfficerID: row.OfficerID, Officer: names[row.OfficerID], Act: row.Act, Name: actWords[row.Act],
				ObjectID: row.ObjectID, Before: row.Was, After: row.Became})
			said := &out[len(out)-1]
			officer, org := actOf(row)
			if name, ok := names[officer]; ok {
				said.Names = map[string]workflow.Word{officer: {Zh: name, En: name}}
			}
			if word, ok := orgs[org]; ok {
				if said.Names == nil {
					said.Names = map[string]workflow.Word{}
				}
				said.Names[org] = word
			}
		}
		return nil
	})
	return out, mapStore(err)
}

// actOf are the officer and the body that an act speaks of; empty for none.
func actOf(row models.AdminAct) (officer, org string) {
	var of struct{ Officer, Org string }
	_ = json.Unmarshal([]byte(cmp.Or(row.Became, row.Was)), &of) // an act without particulars names none
	return of.Officer, of.Org
}

// where is the filter as a condition.
func (f AdminActFilter) where() (string, []any) {
	var parts []string
	var args []any
	add := func(part string, values ...any) { parts, args = append(parts, part), append(args, values...) }
	if f.ObjectID != "" {
		add("object_id = ?", f.ObjectID)
	}
	if f.OfficerID != "" {
		add("officer_id = ?", f.OfficerID)
	}
	if f.Act != "" {
		add("act = ?", f.Act)
	}
	if !f.Before.IsZero() {
		add("at < ?", f.Before)
	}
	if f.Day.Valid() {
		t := f.Day.Time()
		start := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, models.Shanghai).UTC()
		add("at >= ? and at < ?", start, start.AddDate(0, 0, 1))
	}
	return strings.Join(parts, " and "), args
}
