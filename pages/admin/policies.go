package admin

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"hukou/models"
	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// rulings are the policy rows as they are drawn.
type rulings struct {
	rows  []register.PolicyRowView
	all   bool
	makes bool
}

// policies lists what places chose: what holds today, or every row there ever was.
func policies(r *desk.Request) error {
	p := rulings{all: r.QueryParam("all") == "1", makes: policyMakers(r.Actor)}
	f := register.PolicyFilter{}
	if !p.all {
		f.On = r.Reg.Today()
	}
	var err error
	if p.rows, err = r.Reg.PolicyRows(r.Request().Context(), r.Actor, f); err != nil {
		return err
	}
	return framed(r, http.StatusOK, r.T("政策行", "Policy rows"), "/admin/policies", func(v *ui.View) templ.Component { return policiesPage(v, p) })
}

// limitBoxes is how many periods one form sets.
const limitBoxes = 3

// ruling is the form of a policy row.
type ruling struct {
	values     url.Values
	businesses []*workflow.Definition
	limits     []limitChoice
	// rules tells that the officer may rule on businesses, passwords that they may on
	// passwords.
	rules, passwords bool
	fault            *ui.Fault
}

// limitChoice is a period of the rule book with its preset.
type limitChoice struct {
	limit workflow.Limit
	rule  workflow.LimitRule
}

func newPolicy(r *desk.Request) error {
	return showPolicy(r, http.StatusOK, ruling{values: url.Values{"from": {string(r.Reg.Today())}, "business": {r.QueryParam("business")}}})
}

func showPolicy(r *desk.Request, status int, p ruling) error {
	p.rules, p.passwords = register.MayRule(r.Actor, ""), register.MayRule(r.Actor, register.BusinessPasswords)
	p.businesses = r.Reg.Book().All(r.Reg.Today())
	all := workflow.Limits()
	for _, l := range slices.Sorted(maps.Keys(all)) {
		p.limits = append(p.limits, limitChoice{l, all[l]})
	}
	return framed(r, status, r.T("新政策行", "New policy row"), "/admin/policies", func(v *ui.View) templ.Component { return policyPage(v, p) })
}

// addPolicy enters the row.
func addPolicy(r *desk.Request) error {
	form, err := r.FormParams()
	if err != nil {
		return err
	}
	if _, err := r.Reg.AddPolicyRow(r.Request().Context(), r.Actor, policyOf(form)); err != nil {
		return refused(r, err, func(f *ui.Fault) error {
			return showPolicy(r, f.Status, ruling{values: form, fault: placed(f, form)})
		})
	}
	return r.Go("/admin/policies?all=1", r.T("政策行已新增；同一业务、同一地区的前一行到前一日为止", "The row is entered; the one before it of the same business and division ends the day before"))
}

// policyOf reads the form. A period that is no number is one that register refuses.
func policyOf(form url.Values) register.NewPolicyRow {
	n := register.NewPolicyRow{Business: workflow.Business(form.Get("business")), Division: strings.TrimSpace(form.Get("division")),
		From: models.Date(desk.Date(strings.TrimSpace(form.Get("from")))), To: models.Date(desk.Date(strings.TrimSpace(form.Get("to")))), Document: strings.TrimSpace(form.Get("document"))}
	if level, err := strconv.Atoi(form.Get("level")); err == nil {
		l := workflow.Level(level)
		n.Level = &l
	}
	for i := range limitBoxes {
		box := strconv.Itoa(i + 1)
		limit := workflow.Limit(form.Get("limit" + box))
		if limit == "" {
			continue
		}
		days, err := strconv.Atoi(strings.TrimSpace(form.Get("n" + box)))
		if err != nil {
			days = -1
		}
		if n.Limits == nil {
			n.Limits = map[workflow.Limit]calendar.Span{}
		}
		n.Limits[limit] = calendar.Span{N: days, Unit: calendar.Unit(form.Get("unit" + box))}
	}
	n.Options = optionsOf(form)
	return n
}

func optionsOf(form url.Values) map[string]json.RawMessage {
	out := map[string]json.RawMessage{}
	for _, name := range []string{"r0", "r2_directly", "head_consent_only", "name_refused_under_hold"} {
		if value := form.Get(name); value == "true" || value == "false" {
			out[name] = json.RawMessage(value)
		}
	}
	for _, name := range []string{"minor_access_days", "lift_hours"} {
		if value := strings.TrimSpace(form.Get(name)); value != "" {
			n, err := strconv.Atoi(value)
			if err != nil {
				n = -1 // register says what it may be
			}
			out[name] = json.RawMessage(strconv.Itoa(n))
		}
	}
	for _, name := range []string{"signoff", "profile"} {
		if value := form.Get(name); value != "" {
			out[name], _ = json.Marshal(value) // register says what it may be
		}
	}
	for _, c := range workflow.BundleItems() {
		if body := strings.TrimSpace(form.Get(c.Value)); body != "" {
			out[c.Value], _ = json.Marshal(body) // register says what it may be
		}
	}
	var hospitals []string
	for _, line := range strings.Split(form.Get("r0_hospitals"), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			hospitals = append(hospitals, line)
		}
	}
	if len(hospitals) > 0 {
		if text, err := json.Marshal(hospitals); err == nil {
			out["r0_hospitals"] = text
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// placed puts what is wrong with a period or a choice at the box that it was written in.
func placed(f *ui.Fault, form url.Values) *ui.Fault {
	for i, x := range f.Fields {
		if limit, ok := strings.CutPrefix(x.Field, "limits."); ok {
			for box := range limitBoxes {
				if form.Get("limit"+strconv.Itoa(box+1)) == limit {
					f.Fields[i].Field = "n" + strconv.Itoa(box+1)
				}
			}
		}
		if name, ok := strings.CutPrefix(x.Field, "options."); ok {
			f.Fields[i].Field = name
		}
	}
	return f
}

// choices say what a row chooses, one a line.
func choices(v *ui.View, p register.PolicyRowView) []string {
	var out []string
	if p.LevelName != nil {
		out = append(out, v.T("由", "decided by: ")+v.Word(*p.LevelName)+v.T("决定", ""))
	}
	for _, l := range p.Limits {
		out = append(out, v.Word(l.Name)+v.T("：", ": ")+span(v, l.Span)+v.T("（预设 ", " (preset ")+span(v, l.Preset)+v.T("）", ")"))
	}
	for _, name := range slices.Sorted(maps.Keys(p.Options)) {
		out = append(out, option(v, name, p.Options[name]))
	}
	return out
}

func span(v *ui.View, s calendar.Span) string {
	text := s.Text()
	return v.T(text.Zh, text.En)
}

// option is a choice beside level and periods, in words.
func option(v *ui.View, name string, value json.RawMessage) string {
	if name == "profile" {
		return optionName(v, name) + v.T("：", ": ") + profileName(v, plainText(value))
	}
	var mode register.SignOffMode
	if name == "signoff" && json.Unmarshal(value, &mode) == nil {
		return optionName(v, name) + v.T("：", ": ") + signOffName(v, mode)
	}
	if i := slices.IndexFunc(workflow.BundleItems(), func(c workflow.Code) bool { return c.Value == name }); i >= 0 {
		return v.Word(workflow.BundleItems()[i].Word) + v.T("：", ": ") + plainText(value)
	}
	var list []string
	if json.Unmarshal(value, &list) == nil {
		return optionName(v, name) + v.T("：", ": ") + strings.Join(list, v.T("、", ", "))
	}
	if _, err := strconv.Atoi(string(value)); err == nil {
		return optionName(v, name) + v.T("：", ": ") + string(value)
	}
	if string(value) == "true" {
		return optionName(v, name) + v.T("：是", ": yes")
	}
	return optionName(v, name) + v.T("：否", ": no")
}

func optionName(v *ui.View, name string) string {
	switch name {
	case "profile":
		return v.T("密码档次", "Profile of passwords")
	case "signoff":
		return v.T("决定怎样签署", "How decisions are signed")
	case "r0":
		return v.T("试点先签发出生医学证明", "Pilot: the certificate is issued first")
	case "minor_access_days":
		return v.T("查阅未成年人登记最长几天", "Days that access to a minor's file lasts at most")
	case "lift_hours":
		return v.T("封存开启最长几小时", "Hours that a lift of a seal lasts at most")
	case "head_consent_only":
		return v.T("户的变动只须户主同意", "Changes of a household take the heads' consent alone")
	case "name_refused_under_hold":
		return v.T("被追捕、服刑期间不变更姓名", "No change of name while sought or serving a sentence")
	case "r0_hospitals":
		return v.T("试点卫生院", "Hospitals of the pilot")
	}
	return v.T("可直接走亲子鉴定路线", "The parentage route may be taken at once")
}

// profileName says what a profile of passwords follows.
func profileName(v *ui.View, name string) string {
	switch name {
	case "intl":
		return v.T("intl：长而不拘组成，不定期更换（预设）", "intl: long, of any characters, no change with time (preset)")
	case "dengbao3":
		return v.T("dengbao3：等级保护第三级（GB/T 22239）", "dengbao3: level three of GB/T 22239")
	}
	return name
}

func signOffName(v *ui.View, m register.SignOffMode) string {
	switch m {
	case register.SignOffEach:
		return v.T("逐件填动态口令", "a one-time code with each")
	case register.SignOffDocket:
		return v.T("填动态口令，几件可合签", "a one-time code, one for many in a docket")
	}
	return v.T("15分钟内验证过身份即可（预设）", "proof of identity within 15 minutes (preset)")
}
