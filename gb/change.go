package gb

// ChangeKind is a code of GA/T 2000.24-2014: which item of the register is
// changed or corrected. Codes from 60 on are those of its predecessor.
type ChangeKind string

// Valid tells whether k is a code of the list.
func (k ChangeKind) Valid() bool { return changeKinds.has(string(k)) }

// Term is the entry of the list; ok is false for an unknown code.
func (k ChangeKind) Term() (term Term, ok bool) { return changeKinds.find(string(k)) }

// CancelKind is a code of GA/T 2000.25-2014: why a registration ends. The full
// list was not seen; codes beyond these may exist.
type CancelKind string

// The kinds seen.
const (
	CancelDeath   CancelKind = "1"
	CancelMissing CancelKind = "2"
	CancelMoveOut CancelKind = "3"
)

// Valid tells whether k is a code of the list.
func (k CancelKind) Valid() bool { return cancelKinds.has(string(k)) }

// Term is the entry of the list; ok is false for an unknown code.
func (k CancelKind) Term() (term Term, ok bool) { return cancelKinds.find(string(k)) }

// BusinessKind is what a register event was done for, by a word of our own.
type BusinessKind string

// Valid tells whether k is a kind of the list.
func (k BusinessKind) Valid() bool { return businessKinds.has(string(k)) }

// Term is the entry of the list; ok is false for an unknown kind.
func (k BusinessKind) Term() (term Term, ok bool) { return businessKinds.find(string(k)) }

// DuplicateOutcome is how a number given twice was resolved, by a word of our own.
type DuplicateOutcome string

// Valid tells whether o is an outcome of the list.
func (o DuplicateOutcome) Valid() bool { return duplicateOutcomes.has(string(o)) }

// Term is the entry of the list; ok is false for an unknown outcome.
func (o DuplicateOutcome) Term() (term Term, ok bool) { return duplicateOutcomes.find(string(o)) }

var changeKinds = List{
	ID: "change_kind", Standard: "GA/T 2000.24-2014", Names: Names{"变更更正类别", "Kind of change"},
	Terms: []Term{
		national("10", "公民身份号码", "citizen number"),
		national("11", "纠正重号", "number given twice, put right"),
		national("12", "纠正错号", "wrong number, put right"),
		national("19", "其他号码变更更正", "number, other"),
		national("20", "姓名", "name"),
		national("21", "姓名变更", "name changed"),
		national("22", "姓名更正", "name corrected"),
		national("23", "曾用名", "former name"),
		national("30", "性别", "sex"),
		recalled("31", "性别变更", "sex changed"),
		recalled("32", "性别更正", "sex corrected"),
		national("40", "出生日期", "birth date"),
		national("41", "出生日期更正", "birth date corrected"),
		national("49", "其他出生日期变更更正", "birth date, other"),
		national("50", "民族", "ethnicity"),
		recalled("51", "民族变更", "ethnicity changed"),
		recalled("52", "民族更正", "ethnicity corrected"),
		recalled("60", "出生地", "birth place"),
		recalled("61", "出生地更正", "birth place corrected"),
		recalled("69", "其他出生地变更更正", "birth place, other"),
		recalled("70", "籍贯", "native place"),
		recalled("71", "籍贯变更", "native place changed"),
		recalled("72", "籍贯更正", "native place corrected"),
		recalled("80", "信息级别", "information level"),
		recalled("81", "信息级别变更", "information level changed"),
		recalled("90", "其他项目", "other items"),
		recalled("91", "其他项目变更", "other item changed"),
		recalled("92", "其他项目更正", "other item corrected"),
	},
}

var cancelKinds = List{
	ID: "cancel_kind", Standard: "GA/T 2000.25-2014", Names: Names{"注销类别", "Kind of cancellation"},
	Terms: []Term{
		national("1", "死亡", "death"),
		national("2", "失踪", "declared missing"),
		national("3", "迁出（离开）本地", "moved out or left"),
	},
}

var businessKinds = List{
	ID: "business_kind", Standard: "practice", Names: Names{"业务内容", "Business"},
	Terms: []Term{
		practice("birth", "101", "出生", "birth"),
		practice("death", "102", "死亡", "death"),
		practice("address_in", "103", "住址变动（迁入）", "change of address, in"),
		practice("address_out", "104", "住址变动（迁出）", "change of address, out"),
		practice("move_in", "105", "迁入", "move in"),
		practice("move_out", "106", "迁出", "move out"),
		practice("change", "107", "变更更正", "change or correction"),
		practice("supplement", "108", "补录", "late entry"),
		practice("delete", "109", "删除", "deletion"),
		practice("household_type", "110", "户别变更", "change of household type"),
		practice("cancel", "111", "注销", "cancellation"),
		practice("restore", "112", "恢复", "restoration"),
		practice("household_open", "201", "户建立", "household opened"),
		practice("household_change", "202", "户变更", "household changed"),
		practice("household_close", "203", "户撤消", "household closed"),
		presumed("address_open", "301", "地建立", "address opened"),
		presumed("address_change", "302", "地变更", "address changed"),
		presumed("address_close", "303", "地撤消", "address closed"),
		practice("division", "400", "区划调整", "change of divisions"),
	},
}

var duplicateOutcomes = List{
	ID: "duplicate_outcome", Standard: "practice", Names: Names{"重号处理结果", "Outcome for a number given twice"},
	Terms: []Term{
		practice("open", "0", "未处理", "open"),
		practice("own_changed", "1", "本方改号", "own number changed"),
		practice("other_changed", "2", "对方改号", "other number changed"),
		presumed("own_moved", "3", "本方迁出", "own person moved out"),
		presumed("other_moved", "4", "对方迁出", "other person moved out"),
		presumed("own_dead", "5", "本方死亡", "own person dead"),
		presumed("other_dead", "6", "对方死亡", "other person dead"),
		presumed("own_cancelled", "7", "本方注销", "own registration cancelled"),
		presumed("other_cancelled", "8", "对方注销", "other registration cancelled"),
		practice("other", "9", "其他", "other"),
	},
}
