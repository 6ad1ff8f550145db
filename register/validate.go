package register

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/workflow"
)

func fieldError(field, code, zh, en string) FieldError {
	return FieldError{Field: field, Code: code, Message: workflow.Word{Zh: zh, En: en}}
}

// Among adds the values to choose from to what is said of a wrong one; all is where the
// whole list stands.
func (e FieldError) Among(right []workflow.Code, all workflow.Word) FieldError {
	if len(right) > workflow.MostListed {
		e.Short = e.Message
	}
	e.Message = e.Message.Among(right, all)
	return e
}

// Where whole lists stand that a refusal only begins.
var (
	inBusiness = workflow.Word{Zh: "本项的选项表（接口 GET /businesses/{id} 的 facts）", En: "the list of this item (facts of GET /businesses/{id})"}
	inStep     = workflow.Word{Zh: "本项的选项表（接口 GET /cases/{id}/steps 的 input）", En: "the list of this item (input of GET /cases/{id}/steps)"}
	inBook     = workflow.Word{Zh: "业务目录（接口 GET /businesses）", En: "the catalogue (GET /businesses)"}
)

// allOf is where the whole list of a coded field stands: with the form or with the step.
func allOf(rule workflow.Asked) workflow.Word {
	if rule.Source == workflow.FromInput {
		return inStep
	}
	return inBusiness
}

// noSuchFact is said of an item that the business does not ask for.
func (a *act) noSuchFact(k workflow.Field) FieldError {
	var asked []workflow.Field
	for _, f := range a.def.Facts {
		asked = append(asked, f.Field)
	}
	return fieldError("facts."+string(k), "unknown_field", "本业务没有此项目。", "This business has no such item.").Among(a.r.book.FieldCodes(asked), inBusiness)
}

// noSuchInput is said of an item that the step does not take.
func (a *act) noSuchInput(field string, taken []workflow.Field) FieldError {
	if len(taken) == 0 {
		return fieldError(field, "unknown_field", "本步骤没有此项目，也不需要填写任何内容，请删去。", "This step has no such item and takes none at all; leave it out.")
	}
	return fieldError(field, "unknown_field", "本步骤没有此项目。", "This step has no such item.").Among(a.r.book.FieldCodes(taken), inStep)
}

// checkFacts finds every declared fact that breaks a rule: unknown to the business,
// of the wrong shape, or not among the codes.
func (a *act) checkFacts(declared workflow.Facts) []FieldError {
	rules := a.def.FactsOf()
	var wrong []FieldError
	for _, k := range sortedFields(declared) {
		field := "facts." + string(k)
		if _, ok := rules[k]; !ok {
			wrong = append(wrong, a.noSuchFact(k))
			continue
		}
		wrong = append(wrong, checkValue(field, a.r.book.Ask(k, false), declared[k])...)
		wrong = append(wrong, checkOwn(field, k, declared[k], a.today)...)
	}
	return wrong
}

// checkInput finds every value written with the step that breaks a rule.
func (a *act) checkInput() error {
	if a.actor.system {
		return nil
	}
	wrong := a.checkFields(append(slices.Clone(a.dec.Step.Needs), a.dec.Step.May...))
	for _, k := range a.dec.Step.Needs {
		if v, ok := a.req.Input[k]; ok && blank(v) {
			wrong = append(wrong, fieldError("input."+string(k), "required", "请填写内容，不能只有空白或不可见字符。", "Write something: blanks and invisible characters say nothing."))
		}
	}
	if e := unclean("grounds", a.req.Grounds); e != nil {
		wrong = append(wrong, *e)
	}
	if a.excluded(a.in(workflow.InReceiver)) {
		wrong = append(wrong, fieldError("input.receiver", "excluded_person", "此人不得领取本案证件和文书，请交给母亲、其他监护人或机构。", "This person may not be handed the papers of this case; give them to the mother, another guardian or a body."))
	}
	lines, err := a.checkLinesNamed()
	if err != nil {
		return err
	}
	rare, err := a.rareNameNow()
	if err != nil {
		return err
	}
	answer, err := a.checkCorrections()
	if err != nil {
		return err
	}
	return refused(slices.Concat(wrong, lines, answer, a.checkStepTogether(), rare))
}

// checkFields finds every value of the input that is none of the fields allowed, or not of
// their shape.
func (a *act) checkFields(allowed []workflow.Field) []FieldError {
	var wrong []FieldError
	for _, k := range sortedFields(a.req.Input) {
		field := "input." + string(k)
		if !slices.Contains(allowed, k) {
			wrong = append(wrong, a.noSuchInput(field, allowed))
			continue
		}
		wrong = append(wrong, checkValue(field, a.r.book.Ask(k, false), a.req.Input[k])...)
		wrong = append(wrong, checkOwn(field, k, a.req.Input[k], a.today)...)
		if k == workflow.InItems || a.dec.Step.Adverse && k != workflow.InLaw {
			wrong = append(wrong, noPrecondition(field, a.req.Input[k])...)
		}
	}
	return wrong
}

// sameBirth is how many days a certificate's date of birth may be off what was declared
// and still be taken for a slip.
const sameBirth = 30

// checkStepTogether finds what is wrong between an input and the form.
func (a *act) checkStepTogether() []FieldError {
	if wrong := a.suspensionPeriod(); wrong != nil {
		return wrong
	}
	born, issued := a.form.Facts.Date(workflow.FactChildBirthDate), a.req.Input.Date(workflow.InCertOn)
	if born.Valid() && issued.Valid() && issued < born {
		return []FieldError{certificateBeforeBirth("input." + string(workflow.InCertOn))}
	}
	if certified := a.req.Input.Date(workflow.InCertBorn); born.Valid() && certified.Valid() && (certified > born.AddDays(sameBirth) || certified < born.AddDays(-sameBirth)) {
		return []FieldError{fieldError("input."+string(workflow.InCertBorn), "another_birth", "与申报的出生日期相差三十天以上，可能是另一个孩子：证明有误的，登记“证明信息不符”请卫健更正；申报有误的，先请申报人补正出生日期。",
			"More than thirty days from the birth declared: it may be another child. Enter “certificate does not match” where the certificate is wrong; have the declared date corrected first where that is.")}
	}
	return a.deathBeforeBirth()
}

func sortedFields(f workflow.Facts) []workflow.Field {
	out := make([]workflow.Field, 0, len(f))
	for k := range f {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// checkValue checks one value against what its field asks for. Messages never repeat it.
func checkValue(field string, rule workflow.Asked, v any) []FieldError {
	bad := func(code, zh, en string) []FieldError { return []FieldError{fieldError(field, code, zh, en)} }
	switch rule.Kind {
	case workflow.KindBool:
		if _, ok := v.(bool); !ok {
			return bad("not_bool", "请填是或否。", "Give true or false.")
		}
		return nil
	case workflow.KindInt:
		if n, ok := v.(float64); !ok || n != math.Trunc(n) || n < 0 || n > 1e6 {
			if i, isInt := v.(int); !isInt || i < 0 {
				return bad("not_int", "请填不小于零的整数。", "Give a whole number, not negative.")
			}
		}
		return nil
	case workflow.KindList:
		return checkList(field, rule, v)
	}
	s, ok := v.(string)
	if !ok {
		return bad("not_text", "请填文字。", "Give a text.")
	}
	return checkText(field, rule, s)
}

func checkText(field string, rule workflow.Asked, s string) []FieldError {
	bad := func(code, zh, en string) []FieldError { return []FieldError{fieldError(field, code, zh, en)} }
	if s == "" {
		return nil
	}
	if e := unclean(field, s); e != nil && rule.Kind != workflow.KindName {
		return []FieldError{*e} // of a name each character is looked at
	}
	if limit := cmp.Or(rule.MaxLength, workflow.MaxText); len([]rune(s)) > limit {
		return bad("too_long", fmt.Sprintf("最多%d个字。", limit), workflow.Counted(limit, "At most %d character.", "At most %d characters."))
	}
	switch rule.Kind {
	case workflow.KindDate:
		if !models.Date(s).Valid() {
			return bad("not_a_date", "不是有效日期，请按 2026-11-23 的格式填写。", "Not a real day; write it as 2026-11-23.")
		}
	case workflow.KindCode:
		if !slices.ContainsFunc(rule.Codes, func(c workflow.Code) bool { return c.Value == s }) {
			return []FieldError{fieldError(field, "unknown_code", "不在可选代码之列。", "Not one of the codes.").Among(rule.Codes, allOf(rule))}
		}
	case workflow.KindNumber:
		if _, err := models.ParseCitizenNumber(s); err != nil {
			if e, ok := err.(models.NumberError); ok {
				return bad(e.Code, e.Zh, e.En)
			}
			return bad("bad_number", "公民身份号码有误，请核对。", "The citizen number is wrong; compare it.")
		}
	case workflow.KindName:
		return checkName(field, rule, s)
	}
	return nil
}

// checkName finds what is wrong with a name, and what is meant by it where all of it can be
// told: the officer compares and confirms that, nothing is replaced by itself.
func checkName(field string, rule workflow.Asked, s string) []FieldError {
	faults := gb.NameFaults(s)
	if rule.Latin && models.Latin(s) {
		faults = gb.PassportFaults(s)
	}
	var out []FieldError
	for _, f := range faults {
		e := fieldError(field, f.Code, f.Zh, f.En)
		if mended, ok := gb.MendName(s, rule.Latin); ok {
			e.Suggest = mended
		}
		out = append(out, e)
	}
	return out
}

// checkList finds what is wrong with the texts of a list, each at its own place.
func checkList(field string, rule workflow.Asked, v any) []FieldError {
	items := workflow.Facts{"x": v}.List("x")
	if items == nil {
		return []FieldError{fieldError(field, "not_a_list", "请填文字列表。", "Give a list of texts.")}
	}
	if len(items) > rule.MaxItems {
		return []FieldError{fieldError(field, "too_many", fmt.Sprintf("最多列 %d 项。", rule.MaxItems), workflow.Counted(rule.MaxItems, "At most %d entry.", "At most %d entries."))}
	}
	var wrong []FieldError
	for i, s := range items {
		at := fmt.Sprintf("%s[%d]", field, i)
		switch e := unclean(at, s); {
		case e != nil:
			wrong = append(wrong, *e)
		case len([]rune(s)) > rule.MaxLength:
			wrong = append(wrong, fieldError(at, "too_long", fmt.Sprintf("最多%d个字。", rule.MaxLength), workflow.Counted(rule.MaxLength, "At most %d character.", "At most %d characters.")))
		case rule.Unique && slices.ContainsFunc(items[:i], func(t string) bool { return gb.Fold(t) == gb.Fold(s) }):
			wrong = append(wrong, fieldError(at, "twice", "此项重复，请删去。", "It stands in the list twice; take one out."))
		}
	}
	return wrong
}

// checkSite checks the service site a request names against the station's own, and that
// it is open: the place of acceptance on the receipt is one where somebody could be.
func (a *act) checkSite(site, station string) []FieldError {
	if site == "" {
		return nil
	}
	s, ok, err := a.site(site)
	if err != nil || !ok || s.Org != station {
		return []FieldError{fieldError("site", "unknown_site", "本所没有这个服务点。", "Your station has no such service site.")}
	}
	if day, err := a.r.siteDay(s, a.today); err != nil || !day.Open {
		return []FieldError{fieldError("site", "site_closed", "这个服务点今天不开放：请选实际收件的地方；今天临时开放的，请先由管理员在开放日程中加为例外。",
			"This site is closed today: choose the place where the papers were really handed in. Where it opened for once, an administrator adds the day to its timetable first.")}
	}
	return nil
}
