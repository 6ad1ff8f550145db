package gb

import "hukou/models"

// Marital is a code of GB/T 2261.2.
type Marital string

// The codes the program itself speaks of.
const (
	MaritalUnmarried Marital = "10"
	MaritalMarried   Marital = "20"
	MaritalWidowed   Marital = "30"
	MaritalDivorced  Marital = "40"
	MaritalNotStated Marital = "90"
)

// Valid tells whether m is a code of the standard.
func (m Marital) Valid() bool { return maritals.has(string(m)) }

// Term is the entry of the list; ok is false for an unknown code.
func (m Marital) Term() (term Term, ok bool) { return maritals.find(string(m)) }

// Education is a code of GB/T 4658-2006, the schooling of a person; optional in
// the register.
type Education string

// Valid tells whether e is a code of the standard.
func (e Education) Valid() bool { return educations.has(string(e)) }

// Term is the entry of the list; ok is false for an unknown code.
func (e Education) Term() (term Term, ok bool) { return educations.find(string(e)) }

// SexNames is the name of a code of GB/T 2261.1; empty for an unknown code.
func SexNames(sex models.Sex) Names {
	term, _ := sexes.find(string(sex))
	return term.Names
}

// PersonStatus is the state of a person's registration, by a word of our own.
type PersonStatus string

// The states of a registration.
const (
	StatusNormal        PersonStatus = "normal"
	StatusDead          PersonStatus = "dead"
	StatusMovedOut      PersonStatus = "moved_out"
	StatusServing       PersonStatus = "serving"
	StatusSettledAbroad PersonStatus = "settled_abroad"
	StatusMissing       PersonStatus = "missing"
	StatusDeleted       PersonStatus = "deleted"
	StatusCancelled     PersonStatus = "cancelled"
	StatusOther         PersonStatus = "other"
)

// Valid tells whether s is a state of the list.
func (s PersonStatus) Valid() bool { return personStatuses.has(string(s)) }

// Term is the entry of the list; ok is false for an unknown state.
func (s PersonStatus) Term() (term Term, ok bool) { return personStatuses.find(string(s)) }

// HouseholdKind tells a family household from a collective one. The split into
// farm and non-farm households is abolished and has no code here.
type HouseholdKind string

// The kinds of household.
const (
	HouseholdFamily     HouseholdKind = "1"
	HouseholdCollective HouseholdKind = "2"
)

// Valid tells whether k is a kind of the list.
func (k HouseholdKind) Valid() bool { return householdKinds.has(string(k)) }

// Term is the entry of the list; ok is false for an unknown kind.
func (k HouseholdKind) Term() (term Term, ok bool) { return householdKinds.find(string(k)) }

var sexes = List{
	ID: "sex", Standard: "GB/T 2261.1", Names: Names{"性别", "Sex"},
	Terms: []Term{
		recalled(string(models.SexUnknown), "未知的性别", "unknown"),
		recalled(string(models.SexMale), "男", "male"),
		recalled(string(models.SexFemale), "女", "female"),
		recalled(string(models.SexNotStated), "未说明的性别", "not stated"),
	},
}

var maritals = List{
	ID: "marital", Standard: "GB/T 2261.2", Names: Names{"婚姻状况", "Marital status"},
	Terms: []Term{
		national("10", "未婚", "never married"),
		recalled("20", "已婚", "married"),
		recalled("21", "初婚", "married, first time"),
		recalled("22", "再婚", "married again"),
		recalled("23", "复婚", "married again to the same person"),
		recalled("30", "丧偶", "widowed"),
		recalled("40", "离婚", "divorced"),
		national("90", "未说明的婚姻状况", "not stated"),
	},
}

var educations = List{
	ID: "education", Standard: "GB/T 4658-2006", Names: Names{"文化程度", "Education"},
	Terms: []Term{
		recalled("10", "研究生教育", "postgraduate"),
		recalled("11", "博士研究生毕业", "doctorate"),
		recalled("14", "硕士研究生毕业", "master's degree"),
		recalled("20", "大学本科教育", "university"),
		recalled("21", "大学本科毕业", "university, completed"),
		recalled("30", "大学专科教育", "college"),
		recalled("31", "大学专科毕业", "college, completed"),
		recalled("40", "中等职业教育", "secondary vocational"),
		recalled("41", "中等专科毕业", "secondary technical, completed"),
		recalled("44", "职业高中毕业", "vocational high school, completed"),
		recalled("47", "技工学校毕业", "skilled workers' school, completed"),
		recalled("60", "普通高级中学教育", "high school"),
		recalled("61", "普通高中毕业", "high school, completed"),
		recalled("70", "初级中学教育", "middle school"),
		recalled("71", "初中毕业", "middle school, completed"),
		recalled("80", "小学教育", "primary school"),
		recalled("81", "小学毕业", "primary school, completed"),
		recalled("90", "其他", "other"),
	},
}

var personStatuses = List{
	ID: "person_status", Standard: "practice", Names: Names{"人员状态", "State of registration"},
	Terms: []Term{
		practice("normal", "0", "正常", "registered"),
		practice("dead", "1", "死亡", "dead"),
		practice("moved_out", "2", "迁出", "moved out"),
		practice("serving", "3", "服兵役", "in military service"),
		practice("settled_abroad", "4", "出国（境）定居", "settled abroad"),
		practice("missing", "6", "失踪", "missing"),
		practice("deleted", "7", "删除", "deleted"),
		practice("cancelled", "8", "注销（冲销）", "cancelled"),
		practice("other", "9", "其他", "other"),
	},
}

var householdKinds = List{
	ID: "household_kind", Standard: "practice", Names: Names{"户类型", "Kind of household"},
	Terms: []Term{
		recalled("1", "家庭户", "family household"),
		recalled("2", "集体户", "collective household"),
	},
}
