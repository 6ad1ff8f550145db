package admin

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/a-h/templ"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// trace is a page of the acts of administration.
type trace struct {
	rows   []register.AdminActView
	filter register.AdminActFilter
	// own tells that the officer sees only what they did themselves.
	own  bool
	next string
}

// mostActs is how many acts register lists at once.
const mostActs = 200

// acts lists them, newest first.
func acts(r *desk.Request) error {
	t := trace{own: !r.Actor.Has(workflow.AuditAdmin, workflow.Auditor)}
	t.filter = register.AdminActFilter{Act: r.QueryParam("act"), Day: day(r, "day")}
	if before, err := time.Parse(time.RFC3339Nano, r.QueryParam("before")); err == nil {
		t.filter.Before = before
	}
	var err error
	if t.rows, err = r.Reg.AdminActs(r.Request().Context(), r.Actor, t.filter); err != nil {
		return err
	}
	if len(t.rows) == mostActs {
		q := url.Values{"before": {t.rows[mostActs-1].At.Format(time.RFC3339Nano)}, "act": {t.filter.Act}, "day": {string(t.filter.Day)}}
		t.next = "/admin/acts?" + q.Encode()
	}
	return framed(r, http.StatusOK, r.T("管理留痕", "Acts of administration"), "/admin/acts", func(v *ui.View) templ.Component { return actsPage(v, t) })
}

// institutions lists the bodies that keep a collective household.
func institutions(r *desk.Request) error {
	all, err := r.Reg.Institutions(r.Request().Context(), r.Actor)
	if err != nil {
		return err
	}
	return framed(r, http.StatusOK, r.T("集体户机构", "Institutions"), "/admin/institutions", func(v *ui.View) templ.Component { return institutionsPage(v, all) })
}

// change is an item that an act changed; a new thing was nothing before.
type change struct{ item, was, became string }

// changes are the items that differ before and after an act.
func changes(a register.AdminActView) []change {
	was, became := items(a.Before), items(a.After)
	names := slices.Collect(maps.Keys(was))
	for name := range became {
		if _, both := was[name]; !both {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var out []change
	for _, name := range names {
		if was[name] != became[name] {
			out = append(out, change{name, was[name], became[name]})
		}
	}
	return out
}

// items are the values of a JSON object as texts; of anything else there are none.
func items(text string) map[string]string {
	raw := map[string]json.RawMessage{}
	_ = json.Unmarshal([]byte(text), &raw) // an act without particulars has no text
	out := map[string]string{}
	for name, value := range raw {
		var plain string
		if json.Unmarshal(value, &plain) != nil {
			plain = string(bytes.Trim(value, `"`))
		}
		if plain != "null" {
			out[name] = plain
		}
	}
	return out
}

// itemName names what an act changed.
func itemName(v *ui.View, item string) string {
	switch item {
	case "officer":
		return v.T("民警", "officer")
	case "org":
		return v.T("单位", "body")
	case "role":
		return v.T("岗位", "role")
	case "from":
		return v.T("自", "from")
	case "to":
		return v.T("至", "to")
	case "secondment":
		return v.T("借调", "secondment")
	case "document":
		return v.T("文书", "document")
	case "business":
		return v.T("业务", "business")
	case "division":
		return v.T("地区", "division")
	case "level":
		return v.T("决定层级", "level")
	case "limits":
		return v.T("期限", "periods")
	case "options":
		return v.T("选项", "options")
	case "rule", "weekdays", "periods", "exceptions", "workdays_only":
		return v.T("时间表 ", "timetable ") + item
	}
	return item
}

// actKinds are the acts that the list can be narrowed to.
func actKinds() []string {
	return []string{register.ActAccountAdded, register.ActAccountDisabled, register.ActAccountReset, register.ActPostingAdded, register.ActPostingEnded,
		register.ActTimetableSet, register.ActPolicyAdded, register.ActPolicyEnded, register.ActStationsImported}
}
