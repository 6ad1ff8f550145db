package register

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"hukou/roster"
	"hukou/workflow"
)

// CheckVisits tells all that keeps a list of visits from making leads, by the file's own
// rules and the register's, each at its cell. It writes nothing.
func (r *Registrar) CheckVisits(ctx context.Context, actor Actor, campaign string, list *roster.Result) ([]FieldError, error) {
	wrong := faultsOfVisits(list)
	if len(list.Found) == 0 {
		return wrong, r.SeesCampaign(ctx, actor, campaign)
	}
	err := r.CheckLeads(ctx, actor, LeadsRequest{Campaign: campaign, Leads: leadsFound(list)})
	more, err := leadsAtCells(list, err)
	return append(wrong, more...), err
}

// AddVisits notes a lead for each row of a list of visits: all of them, or none and what is
// wrong with the cells.
func (r *Registrar) AddVisits(ctx context.Context, actor Actor, campaign, key string, list *roster.Result) (Answer, []FieldError, error) {
	if len(faultsOfVisits(list)) > 0 {
		wrong, err := r.CheckVisits(ctx, actor, campaign, list)
		return Answer{}, wrong, err
	}
	ans, err := r.AddLeads(ctx, actor, LeadsRequest{Campaign: campaign, Leads: leadsFound(list), Key: key})
	wrong, err := leadsAtCells(list, err)
	return ans, wrong, err
}

// faultsOfVisits are the faults that the file has by itself.
func faultsOfVisits(list *roster.Result) []FieldError {
	var out []FieldError
	for _, p := range list.Problems {
		if !p.Warning {
			out = append(out, fieldError(p.Place(), p.Code, p.Zh, p.En))
		}
	}
	if len(list.Found) == 0 && len(out) == 0 {
		out = append(out, fieldError("file", "too_few", "表中没有列出儿童。", "The list has no child."))
	}
	return out
}

// visitColumn is a fact of a lead and the column of a list of visits in which it stands.
type visitColumn struct {
	fact   workflow.Field
	column string
	value  func(roster.Found) string
}

func visitColumns() []visitColumn {
	return []visitColumn{
		{workflow.FactLeadHead, "household_head", func(f roster.Found) string { return f.Head }},
		{workflow.FactLeadPlace, "address", func(f roster.Found) string { return f.Address }},
		{workflow.FactChildName, "child_name", func(f roster.Found) string { return f.Name }},
		{workflow.FactChildSex, "sex", func(f roster.Found) string { return string(f.Sex) }},
		{workflow.FactChildBirthDate, "birth", func(f roster.Found) string { return string(f.BirthDate) }},
		{workflow.FactBirthSaid, "birth", func(f roster.Found) string { return f.BirthSaid }},
		{workflow.FactMotherName, "mother", func(f roster.Found) string { return f.Mother }},
		{workflow.FactFatherName, "father", func(f roster.Found) string { return f.Father }},
		{workflow.FactLeadRoute, "route", func(f roster.Found) string { return string(f.Route) }},
		{workflow.FactLeadPhone, "phone", func(f roster.Found) string { return f.Phone }},
	}
}

// leadsFound are the rows as what leads declare: a visit, about a birth not registered.
func leadsFound(list *roster.Result) []workflow.Facts {
	out := make([]workflow.Facts, 0, len(list.Found))
	for _, f := range list.Found {
		facts := workflow.Facts{workflow.FactLeadSource: "visit", workflow.FactLeadMatter: "birth", workflow.FactUnregistered: true}
		for _, c := range visitColumns() {
			if v := c.value(f); v != "" {
				facts[c.fact] = v
			}
		}
		out = append(out, facts)
	}
	return out
}

// leadsAtCells puts what is wrong with leads at its cell; what is said of a lead as such
// stands at the child, whose column every list has. Any other error stays one.
func leadsAtCells(list *roster.Result, err error) ([]FieldError, error) {
	var wrong *Invalid
	if !errors.As(err, &wrong) {
		return nil, err
	}
	var out []FieldError
	for _, e := range wrong.Errors {
		if rest, ok := strings.CutPrefix(e.Field, "leads["); ok {
			number, field, _ := strings.Cut(rest, "]")
			if i, err := strconv.Atoi(number); err == nil && i < len(list.Found) {
				e.Field = cellOfLead(list, list.Found[i], workflow.Field(strings.TrimPrefix(field, ".facts.")))
			}
		}
		out = append(out, e)
	}
	return out, nil
}

func cellOfLead(list *roster.Result, f roster.Found, fact workflow.Field) string {
	column := "child_name"
	for _, c := range visitColumns() {
		if c.fact == fact {
			column = c.column
		}
	}
	return roster.Problem{Sheet: f.Sheet, Row: f.Row, Cell: list.CellOf(f, column)}.Place()
}
