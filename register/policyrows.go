package register

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// PolicyFilter narrows the policy rows. Division finds the rows that speak for it:
// its own and those of every wider division. On leaves the rows in force that day;
// empty means those of every day.
type PolicyFilter struct {
	Business workflow.Business
	Division string
	On       models.Date
}

// PolicyRowView is a policy row as everyone who works here may read it.
type PolicyRowView struct {
	ID           string                     `json:"id"`
	Business     workflow.Business          `json:"business"`
	BusinessName workflow.Word              `json:"business_name"`
	Division     string                     `json:"division"` // code or its beginning; empty: everywhere
	DivisionName workflow.Word              `json:"division_name"`
	From         models.Date                `json:"from"`
	To           models.Date                `json:"to,omitempty"` // the last day; empty: open
	Level        *workflow.Level            `json:"level,omitempty"`
	LevelName    *workflow.Word             `json:"level_name,omitempty"`
	Limits       []PolicyLimit              `json:"limits"`
	Materials    string                     `json:"materials,omitempty"` // JSON
	Options      map[string]json.RawMessage `json:"options,omitempty"`
	Document     string                     `json:"document"`
	EnteredBy    string                     `json:"entered_by"` // the officer's name
	EnteredAt    time.Time                  `json:"entered_at"`
	InForce      bool                       `json:"in_force"` // today
}

// PolicyLimit is a period that a place set, beside the rule book's preset.
type PolicyLimit struct {
	Limit  workflow.Limit `json:"limit"`
	Name   workflow.Word  `json:"name"`
	Span   calendar.Span  `json:"span"`
	Preset calendar.Span  `json:"preset"`
}

// NewPolicyRow is what a place chooses from a day on. Level nil leaves the rule book's
// profile alone. Document is the paper it rests on.
type NewPolicyRow struct {
	Business workflow.Business
	Division string
	From     models.Date
	To       models.Date
	Level    *workflow.Level
	Limits   map[workflow.Limit]calendar.Span
	Options  map[string]json.RawMessage
	Document string
}

// PolicyRows lists policy rows by business, division and first day. It holds no
// personal data and is open to every officer.
func (r *Registrar) PolicyRows(ctx context.Context, actor Actor, f PolicyFilter) ([]PolicyRowView, error) {
	out := []PolicyRowView{}
	if len(actor.Postings) == 0 && !actor.isOperator() {
		return nil, ErrForbidden
	}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		where, args := f.where()
		rows, err := store.Many[models.PolicyRow](tx, "business, division, valid_from, id", where, args...)
		if err != nil {
			return err
		}
		out, err = r.policyViews(tx, rows)
		return err
	})
	return out, mapStore(err)
}

// where is the filter as a condition. A row speaks for a division whose code begins
// with the row's.
func (f PolicyFilter) where() (string, []any) {
	parts, args := []string{}, []any{}
	if f.Business != "" {
		parts, args = append(parts, "business = ?"), append(args, string(f.Business))
	}
	if f.Division != "" {
		wider := []string{""}
		for n := range len(f.Division) {
			wider = append(wider, f.Division[:n+1])
		}
		parts, args = append(parts, "division in ?"), append(args, wider)
	}
	if f.On != "" {
		parts, args = append(parts, "valid_from <= ? and (valid_to = '' or valid_to >= ?)"), append(args, f.On, f.On)
	}
	return strings.Join(parts, " and "), args
}

func (r *Registrar) policyViews(tx *store.Tx, rows []models.PolicyRow) ([]PolicyRowView, error) {
	officers, divisions := []string{}, []string{}
	for _, row := range rows {
		officers, divisions = append(officers, row.EnteredBy), append(divisions, fullCode(row.Division))
	}
	names, err := officerNames(tx, officers)
	if err != nil {
		return nil, err
	}
	names[operatorID] = Operator().Name
	named, err := store.Many[models.Division](tx, "code, valid_from", "code in ?", append(divisions, ""))
	if err != nil {
		return nil, err
	}
	places := map[string]workflow.Word{"": {Zh: "全部地区", En: "Everywhere"}}
	for _, d := range named {
		places[d.Code] = workflow.Word{Zh: d.Name, En: d.NameEn}
	}
	out := make([]PolicyRowView, len(rows))
	for i, row := range rows {
		if out[i], err = r.policyView(row); err != nil {
			return nil, err
		}
		out[i].EnteredBy, out[i].DivisionName = names[row.EnteredBy], places[fullCode(row.Division)]
	}
	return out, nil
}

// fullCode is the six digits of a division that a row names by its beginning.
func fullCode(beginning string) string {
	if beginning == "" || len(beginning) >= 6 {
		return beginning
	}
	return (beginning + "000000")[:6]
}

func (r *Registrar) policyView(row models.PolicyRow) (PolicyRowView, error) {
	p, err := policyOf(row)
	if err != nil {
		return PolicyRowView{}, err
	}
	v := PolicyRowView{ID: row.ID, Business: workflow.Business(row.Business), Division: row.Division, From: row.From, To: row.To, Limits: []PolicyLimit{},
		Materials: row.Materials, Options: p.Options, Document: row.Document, EnteredAt: row.EnteredAt, InForce: row.From <= r.Today() && (row.To == "" || row.To >= r.Today())}
	if def, ok := r.book.Current(v.Business, r.Today()); ok {
		v.BusinessName = def.Names
	} else if v.Business == BusinessAccess {
		v.BusinessName = AccessWord()
	} else if v.Business == BusinessPasswords {
		v.BusinessName = PasswordsWord()
	} else if v.Business == BusinessBundle {
		v.BusinessName = BundleWord()
	}
	if p.Level != nil {
		level := workflow.Level(*p.Level)
		name := level.Word()
		v.Level, v.LevelName = &level, &name
	}
	for _, l := range slices.Sorted(maps.Keys(p.Limits)) {
		rule, _ := r.book.Limit(l)
		v.Limits = append(v.Limits, PolicyLimit{Limit: l, Name: rule.Word, Span: p.Limits[l], Preset: rule.Preset})
	}
	return v, nil
}

// AddPolicyRow enters what a place chose, from today at the earliest. Rows are not
// edited: the row of the same business and division that is in force then ends on the
// day before. A row that would overlap a later one, begins with one, or ends before it
// begins, is refused. Cases accepted before keep the row they were accepted under. The
// region's registration office and the system administrator may, of passwords the
// security administrator; the act is audited.
func (r *Registrar) AddPolicyRow(ctx context.Context, actor Actor, n NewPolicyRow) (PolicyRowView, error) {
	if !MayRule(actor, n.Business) {
		return PolicyRowView{}, ErrForbidden
	}
	var out PolicyRowView
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		wrong, err := a.checkPolicy(n)
		if err != nil {
			return err
		}
		if err := refused(wrong); err != nil {
			return err
		}
		if err := a.makeRoom(n); err != nil {
			return err
		}
		row := models.PolicyRow{ID: r.newID(), Business: string(n.Business), Division: n.Division, From: n.From, To: n.To, Level: -1, Document: n.Document,
			EnteredBy: actor.OfficerID, EnteredAt: a.now}
		if n.Level != nil {
			row.Level = int(*n.Level)
		}
		if len(n.Limits) > 0 {
			row.Limits = jsonText(n.Limits)
		}
		if len(n.Options) > 0 {
			row.Options = jsonText(n.Options)
		}
		if err := store.Insert(tx, row); err != nil {
			return err
		}
		views, err := r.policyViews(tx, []models.PolicyRow{row})
		if err != nil {
			return err
		}
		out = views[0]
		return a.audit(ActPolicyAdded, row.ID, nil, auditPolicy(row))
	})
	return out, mapStore(err)
}

// SetUpPolicy enters rows that a register begins with, each with its act of
// administration and in the actor's name; only the operator may. It asks nothing of the
// rows, which come from the program itself.
func (r *Registrar) SetUpPolicy(ctx context.Context, actor Actor, rows []models.PolicyRow) error {
	if !actor.isOperator() {
		return ErrForbidden
	}
	return mapStore(r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		for _, row := range rows {
			row.EnteredBy, row.EnteredAt = actor.OfficerID, a.now
			if err := store.Insert(tx, row); err != nil {
				return err
			}
			if err := a.audit(ActPolicyAdded, row.ID, nil, auditPolicy(row)); err != nil {
				return err
			}
		}
		return nil
	}))
}

func auditPolicy(row models.PolicyRow) map[string]any {
	return map[string]any{"business": row.Business, "division": row.Division, "from": row.From, "to": row.To, "level": row.Level, "limits": row.Limits, "materials": row.Materials,
		"options": row.Options, "document": row.Document}
}

// makeRoom ends the row of the same business and division that is in force on the
// first day, and refuses when a later one stands in the way. The business's rows are
// touched first, so that of two entered at once the second sees the first.
func (a *act) makeRoom(n NewPolicyRow) error {
	if _, err := a.tx.Exec("UPDATE policy_rows SET document = document WHERE business = ?", string(n.Business)); err != nil {
		return err
	}
	rows, err := store.Many[models.PolicyRow](a.tx, "valid_from, id", "business = ? and division = ? and (valid_to = '' or valid_to >= ?)", string(n.Business), n.Division, n.From)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if n.To != "" && row.From > n.To {
			continue
		}
		if row.From >= n.From {
			return invalid("from", "overlaps", "该业务在该地区自"+string(row.From)+"起已有规定（"+row.Document+"）：请改起止日期，使两者不重叠。",
				"A row of this business and division begins on "+string(row.From)+" ("+row.Document+"): choose days that do not overlap.")
		}
		was := auditPolicy(row)
		row.To = n.From.AddDays(-1)
		if err := store.Change[models.PolicyRow](a.tx, map[string]any{"valid_to": row.To}, "id = ?", row.ID); err != nil {
			return err
		}
		if err := a.audit(ActPolicyEnded, row.ID, was, auditPolicy(row)); err != nil {
			return err
		}
	}
	return nil
}

// policyOptions are the choices a row may make beside level and limits, each with the
// kind of its value; true for a list of texts, false for yes or no. How decisions are
// signed (optSignOff) is one more, a word out of three. accessOptions are
// those of the rows on access to closed files: whole numbers from 1 to the most.
var (
	policyOptions = map[string]bool{"head_consent_only": false, "name_refused_under_hold": false, "r2_directly": false, "r0": false, "r0_hospitals": true}
	accessOptions = map[string]int{"minor_access_days": mostMinorDays, "lift_hours": mostLiftHours}
)

// checkPolicy finds everything wrong with a new row.
func (a *act) checkPolicy(n NewPolicyRow) ([]FieldError, error) {
	var wrong []FieldError
	bad := func(field, code, zh, en string) { wrong = append(wrong, fieldError(field, code, zh, en)) }
	if _, ok := a.r.book.Current(n.Business, a.today); !ok && !slices.Contains([]workflow.Business{BusinessAccess, BusinessPasswords, BusinessBundle}, n.Business) {
		wrong = append(wrong, a.r.noSuchBusiness("business").Errors...)
	}
	switch {
	case !n.From.Valid() || n.To != "" && (!n.To.Valid() || n.To < n.From):
		bad("from", "bad_period", "起止日期有误：终止日不得早于起始日。", "The first and last day do not make a period.")
	case n.From < a.today:
		bad("from", "in_the_past", "规定不能溯及既往，起始日最早为今日。", "A row does not reach back; today is the earliest first day.")
	}
	if strings.TrimSpace(n.Document) == "" || len([]rune(n.Document)) > workflow.MaxText {
		bad("document", "required", "请填写所依据的文件及文号，最多200字。", "Give the document it rests on, in at most 200 characters.")
	}
	if n.Level != nil && (*n.Level < workflow.P0 || *n.Level > workflow.P3) {
		bad("level", "unknown_level", "决定层级须为 0（当场）、1（所）、2（县）、3（市）之一。", "The deciding level is 0 (on the spot), 1 (station), 2 (county) or 3 (prefecture).")
	}
	if n.Business == BusinessPasswords {
		return append(wrong, checkPasswordRow(n)...), nil
	}
	wrong = append(wrong, a.checkPolicyLimits(n.Limits)...)
	wrong = append(wrong, checkPolicyOptions(n.Business, n.Options)...)
	if n.Level == nil && len(n.Limits) == 0 && len(n.Options) == 0 {
		bad("level", "empty", "未作任何规定：请填写决定层级、期限或选项之一。", "The row says nothing: give a level, a limit or an option.")
	}
	known, err := a.knownDivision(n.Division)
	if err == nil && !known {
		bad("division", "unknown_division", "没有这个行政区划，请核对代码或其前两位、前四位。", "There is no such division; check its code, or its first two or four digits.")
	}
	return wrong, err
}

// knownDivision tells whether a code, or the beginning of codes, names a division.
func (a *act) knownDivision(code string) (bool, error) {
	if code == "" {
		return true, nil
	}
	if len(code)%2 != 0 {
		return false, nil
	}
	n, err := store.Count[models.Division](a.tx, "code >= ? and code < ?", code, store.Until(code))
	return n > 0, err
}

// checkPolicyLimits refuses periods that the rule book has not, and lengths nobody
// could mean.
func (a *act) checkPolicyLimits(limits map[workflow.Limit]calendar.Span) []FieldError {
	var wrong []FieldError
	for _, l := range slices.Sorted(maps.Keys(limits)) {
		if _, known := a.r.book.Limit(l); !known {
			wrong = append(wrong, fieldError("limits", "unknown_limit", "没有这项期限；各业务的期限见业务目录（接口 GET /businesses 的 deadlines）。", "There is no such period; the catalogue lists those of each business (deadlines of GET /businesses)."))
			continue
		}
		if span := limits[l]; span.N < 0 || span.N > 366 || !slices.Contains([]calendar.Unit{calendar.UnitWorkday, calendar.UnitDay, calendar.UnitMonth}, span.Unit) {
			wrong = append(wrong, fieldError("limits."+string(l), "bad_span", "期限须为0至366，单位为工作日、日或月。", "A period has 0 to 366 working days, days or months."))
		}
	}
	return wrong
}

// optionsOf are the options that a row of the business may set.
func optionsOf(business workflow.Business) []workflow.Code {
	names := slices.Sorted(maps.Keys(accessOptions))
	if business != BusinessAccess {
		names = append(slices.Sorted(maps.Keys(policyOptions)), optSignOff)
	}
	out := make([]workflow.Code, 0, len(names))
	for _, n := range names {
		out = append(out, workflow.Code{Value: n})
	}
	return out
}

func checkPolicyOptions(business workflow.Business, options map[string]json.RawMessage) []FieldError {
	if business == BusinessBundle {
		return checkBundleOptions(options)
	}
	var wrong []FieldError
	for _, name := range slices.Sorted(maps.Keys(options)) {
		if most, known := accessOptions[name]; known && business == BusinessAccess {
			var n int
			if json.Unmarshal(options[name], &n) != nil || n < 1 || n > most {
				wrong = append(wrong, fieldError("options."+name, "out_of_range", "须为1至"+strconv.Itoa(most)+"的整数。", "Give a whole number from 1 to "+strconv.Itoa(most)+"."))
			}
			continue
		}
		if name == optSignOff && business != BusinessAccess {
			var mode SignOffMode
			if json.Unmarshal(options[name], &mode) != nil || !slices.Contains(SignOffModes(), mode) {
				wrong = append(wrong, fieldError("options."+name, "unknown_code", "签署方式须为 each、docket、recent 之一。", "How decisions are signed is each, docket or recent."))
			}
			continue
		}
		isList, known := policyOptions[name]
		var yes bool
		var list []string
		switch {
		case !known || business == BusinessAccess:
			wrong = append(wrong, fieldError("options", "unknown_option", "没有这个选项。", "There is no such option.").Among(optionsOf(business), workflow.Word{}))
		case string(options[name]) == "null", isList && json.Unmarshal(options[name], &list) != nil, !isList && json.Unmarshal(options[name], &yes) != nil:
			wrong = append(wrong, fieldError("options."+name, "wrong_shape", "选项的值有误。", "The option's value has the wrong shape."))
		}
	}
	return wrong
}
