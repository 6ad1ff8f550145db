package workflow

import "hukou/workflow/calendar"

// Lead is what a visit or another body brings: no register effect, nobody held.
const Lead Business = "lead"

// The states of a lead.
const (
	LeadNoted     State = "noted"
	LeadContacted State = "contacted"
	LeadConverted State = "converted"
	LeadClosed    State = "closed"
)

var leadStates = map[State]Word{
	LeadNoted:     {Zh: "已记录", En: "Noted"},
	LeadContacted: {Zh: "已联系", En: "Contacted"},
	LeadConverted: {Zh: "已转业务", En: "Became a case"},
	LeadClosed:    {Zh: "已了结", En: "Closed"},
}

// The events of a lead.
const (
	LeadContact Event = "contact"
	LeadConvert Event = "convert"
	LeadClose   Event = "close_lead"
	// LeadCloseHad ends a lead on somebody whom this register has, by two persons.
	LeadCloseHad Event = "close_lead_registered"
	// LeadCloseFar ends a lead on somebody whom another region's register has.
	LeadCloseFar Event = "close_lead_elsewhere"
	// LeadCloseNone ends a lead from a visit on a child who is not there.
	LeadCloseNone Event = "close_lead_no_child"
)

var leadEvents = map[Event]Word{
	LeadContact:   {Zh: "联系", En: "Contact"},
	LeadConvert:   {Zh: "转为业务", En: "Make it a case", Means: "The case opens as a draft with what is known."},
	LeadClose:     {Zh: "了结", En: "Close"},
	LeadCloseHad:  {Zh: "本区已有户口了结", En: "Close: registered in this region", Means: "The register is asked for the number found; one proposes, the head confirms."},
	LeadCloseNone: {Zh: "查无此无户口儿童了结", En: "Close: no such child", Means: "A visit's note that does not hold: where it was looked for and who said so; one proposes, the head confirms. A child whom a case was on before is never closed so."},
	LeadCloseFar:  {Zh: "外省已有户口了结", En: "Close: registered in another region", Means: "The document names the station there and its answer; one proposes, the head confirms."},
}

// LimitContact is the time to speak with the person; LimitLeadErase is when a
// closed lead is erased, counted from closing, and only the tally stays.
const (
	LimitContact   Limit = "lead_contact"
	LimitFollow    Limit = "lead_follow"
	LimitLeadErase Limit = "lead_erase"
)

func leadLimits() map[Limit]LimitRule {
	wd, day := calendar.UnitWorkday, calendar.UnitDay
	return map[Limit]LimitRule{
		LimitContact:   {Word{Zh: "联系期限", En: "Contact"}, days(10, wd), rulePeriods},
		LimitFollow:    {Word{Zh: "转办或了结期限", En: "Case or closing"}, days(10, wd), rulePeriods},
		LimitLeadErase: {Word{Zh: "线索清除", En: "A closed lead is erased"}, days(90, day), "个人信息保护法 19"},
	}
}

// What is noted with a lead. A name is noted only where the person agrees or a
// child is without registration; the facts of a birth carry over to its case.
const (
	FactLeadSource   Field = "lead_source"
	FactLeadMatter   Field = "lead_matter"
	FactLeadPlace    Field = "lead_place"
	FactLeadNote     Field = "lead_note"
	FactUnregistered Field = "child_unregistered"
	// FactLeadHead and FactLeadPhone say where the family is found again; FactLeadRoute is how
	// the birth could be registered, as far as the visit learnt.
	FactLeadHead  Field = "lead_household_head"
	FactLeadPhone Field = "lead_phone"
	FactLeadRoute Field = "lead_route"

	InContactBy Field = "contacted_by"
	InWanted    Field = "registration_wanted"
	InCloseWhy  Field = "close_reason"
	// InFoundNumber is the citizen number of whoever the lead, or the case of a person without
	// registration, is on, as found; FLeadFound is true when the register has them with it (a lead's also dead) and nothing declared differs, FLeadDiffers
	// lists what does, or "number" where nobody bears it.
	InFoundNumber Field = "found_number"
	FLeadFound    Field = "lead_person_found"
	FLeadDiffers  Field = "lead_person_differs"
)

func leadFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FactLeadSource: form("线索来源", "Where the lead comes from", KindCode, "B", code("visit", "走访", "A visit"), code("window", "窗口", "The window"), code("other_body", "其他单位", "Another body")),
		FactLeadMatter: form("所涉事项", "What it is about", KindCode, "B", code("birth", "出生未报", "A birth not registered"), code("ward", "监护儿童", "A ward"), code("unregistered", "无户口", "No registration"),
			code("death", "死亡未报", "A death not registered"), code("duplicate", "重复户口", "Registered twice"), code("other", "其他", "Other")),
		FactLeadPlace:    form("地点", "Place", KindText, "B"),
		FactLeadNote:     form("情况", "What was found", KindLong, "B"),
		FactUnregistered: form("涉及无户口儿童", "A child without registration", KindBool, "C"),
		FactLeadHead:     form("走访户的户主", "Head of the household visited", KindName, "B"),
		FactLeadPhone:    form("联系电话", "Telephone", KindText, "C"),
		FactLeadRoute: form("可能的办理途径", "How the birth could be registered", KindCode, "B", code("certificate", "有出生医学证明", "With a certificate"), code("r1", "医疗机构补发", "The institution or agency issues one (R1)"),
			code("r2", "凭亲子鉴定等办理", "None can be had: by report or records (R2)"), code("r0", "当地试点途径", "The pilot route of the place (R0)")),
		InContactBy:   input("联系方式", "How contacted", KindCode, "A", code("visit", "上门", "At home"), code("phone", "电话", "By telephone"), code("window", "窗口", "At the window")),
		InWanted:      input("本人或监护人同意办理", "The person or guardian agrees to register", KindBool, "B"),
		InFoundNumber: input("查到的公民身份号码", "The citizen number found", KindNumber, "C"),
		FLeadFound:    computed("户籍库有此人且与所记一致", "The register has this person, as noted", KindBool).by(InFoundNumber),
		FLeadDiffers:  computed("与所记不一致的项目", "What differs from what was noted", KindList).by(InFoundNumber),
		InCloseWhy: input("了结原因", "Why it is closed", KindCode, "A", code("nothing_needed", "无须办理", "Nothing is needed"), code("registered", "查明已有户口", "Found registered"), code("not_wanted", "本人不愿办理", "Not wanted"),
			code("moved_away", "已离开本地", "Gone elsewhere"), code("duplicate", "重复线索", "Noted twice")),
	}
}

// The conditions of a lead.
const (
	GLeadAgreed  GuardID = "wanted_or_child"
	GLeadToCase  GuardID = "lead_becomes_case"
	GLeadNoChild GuardID = "lead_leaves_no_child"
	GLeadGoesOn  GuardID = "lead_goes_on_in_a_case"
	GLeadFits    GuardID = "person_found_is_the_leads"
	GLeadHearsay GuardID = "lead_follows_no_case"
)

func leadGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GLeadAgreed: {Reads: []Field{FactUnregistered, InWanted}, Met: func(x Facts) bool { return x.Bool(FactUnregistered) || x.Bool(InWanted) }, Basis: "个人信息保护法 6, 13",
			Unmet: Word{Zh: "须本人或监护人同意办理，请确认“本人或监护人同意办理”一项；涉及无户口儿童的除外。", En: "The person or guardian must agree: confirm “The person or guardian agrees to register” (registration_wanted), unless a child is without registration."}},
		GLeadToCase: {Reads: []Field{InSuccessor}, Met: func(x Facts) bool { return x.Text(InSuccessor) != "" && x.Text(InSuccessor) != "lead" }, Basis: ruleLeads,
			Unmet: Word{Zh: "请选择要转为的业务，不能转为另一条线索。", En: "Choose the business it becomes; another lead is none."}},
		GLeadGoesOn: {Reads: []Field{FactUnregistered, InSuccessor, FHasSuccessor}, Met: func(x Facts) bool {
			if next := x.Text(InSuccessor); x.Bool(FactUnregistered) || next == "existing" || next == "" {
				return x.Bool(FHasSuccessor)
			}
			return true
		}, Basis: "国办发〔2015〕96号; 未成年人保护法 4", Unmet: Word{Zh: "所选业务不能为无户口儿童登记户口，或者没有查到此人的在办业务：请选能为其登记的业务（如出生登记、无户口人员登记）。", En: "The business chosen gives a child without registration none, or no open case of the person is found: choose one that registers them, such as a birth or an unregistered person."}},
		GLeadNoChild: {Reads: []Field{FactUnregistered, InCloseWhy, FLeadFound, FHasSuccessor, FFollowsCase}, Met: func(x Facts) bool {
			found := x.Text(InCloseWhy) == "registered" && x.Bool(FLeadFound) && !x.Bool(FFollowsCase)
			return !x.Bool(FactUnregistered) || found || x.Bool(FHasSuccessor)
		}, Basis: "国办发〔2015〕96号; 未成年人保护法 4", Unmet: Word{Zh: "涉及无户口儿童的线索，须转为业务或交由另一条线索后方可了结；查明已有户口的，填写查到的公民身份号码，由程序与户籍库核对，线索由另一案转来的，须由一人提出、所领导确认“本区已有户口了结”；外省已有户口的，凭文书由一人提出、所领导确认；走访误记、查无此儿童的，由一人提出、所领导确认“查无此无户口儿童了结”。", En: "A lead on a child without registration closes only with a successor; where the child is found registered, give the citizen number and the register is looked up, and where the lead follows another case one proposes and the head confirms “Close: registered in this region”; where another region has the child, one proposes with the document and the head confirms; where a visit noted it by mistake and there is no such child, one proposes and the head confirms “Close: no such child”."}},
		GLeadHearsay: flag(FFollowsCase, false, "国办发〔2015〕96号; 未成年人保护法 4", "本线索由另一案转来，那一案办理过这个孩子的登记，不能按“查无此人”了结：请转为能为其登记的业务，或者填写查到的公民身份号码了结。", "This lead follows a case that was on the child, so it does not end as a child who is not there: make it a case that registers them, or close it with the citizen number found."),
		GLeadFits:    none(FLeadDiffers, "国办发〔2015〕96号; 未成年人保护法 4", "查到的人与线索所记不一致，或者户籍库中没有人持有此号码：请核对号码和线索；不是同一人的，不能这样了结。", "The person found is not as the lead has it, or nobody in the register has this number: compare number and lead; another person does not end it."),
	}
}
