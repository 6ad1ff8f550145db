package roster

import "strings"

// field is a column the roster knows.
type field int

const (
	noField   field = iota - 1 // a column without a name
	fieldNone                  // a column that is read over: a running number
	fieldName
	fieldSex
	fieldBirthDate
	fieldCitizenNumber
	fieldBirthEstimated
	fieldIntakeNo
	fieldIntakeOn
	fieldLegalGround
	fieldGuardianshipDocNo
	fieldOriginStation
	fieldOriginDivision
	fieldNote
	fieldBirthSaid
	fieldHead // from here on those of a list of visits alone
	fieldAddress
	fieldMother
	fieldFather
	fieldRoute
	fieldPhone
	fieldCount
)

// column describes a field: its names, its rules, its hint in the template.
type column struct {
	id, zh  string
	aliases []string
	// column tells that the file is no roster without the column, cell that the
	// cell may not be empty.
	column, cell bool
	// coded cells are dates, numbers and codes with a check of their own; in the
	// others a text that a spreadsheet could take for a formula is refused.
	coded  bool
	max    int // in characters
	zhHint string
	enHint string
}

// columns are the fields of a roster in the order of its template.
func columns() [fieldCount]column {
	return [fieldCount]column{
		fieldNone: {aliases: []string{"序号", "编号", "no", "no.", "#"}},
		fieldName: {id: "name", zh: "姓名", aliases: []string{"儿童姓名"}, column: true, cell: true, max: 400,
			zhHint: "与出生或入院材料一致；音译姓名用“·”分隔", enHint: "as on the papers; U+00B7 between the parts of a transliterated name"},
		fieldSex: {id: "sex", zh: "性别", column: true, cell: true, max: 10,
			zhHint: "男 或 女（也可填 1、2）", enHint: "男 or 女, or 1 or 2"},
		fieldBirthDate: {id: "birth_date", zh: "出生日期", aliases: []string{"出生年月日"}, column: true, cell: true, coded: true, max: 40,
			zhHint: "日期，如 2009-02-20", enHint: "a date such as 2009-02-20"},
		fieldCitizenNumber: {id: "citizen_number", zh: "公民身份号码", aliases: []string{"身份证号", "身份证号码", "身份证件号码"}, column: true, coded: true, max: 40,
			zhHint: "18 位；无户口的留空。单元格须为文本格式", enHint: "18 characters; empty when unregistered. The cell must be text"},
		fieldBirthEstimated: {id: "birth_estimated", zh: "出生日期是否估计", max: 10,
			zhHint: "是 或 否，留空为否", enHint: "是 (yes) or 否 (no); empty means no"},
		fieldIntakeNo: {id: "intake_no", zh: "入院登记号", column: true, cell: true, max: 64,
			zhHint: "机构的入院登记号", enHint: "the institution's intake number"},
		fieldIntakeOn: {id: "intake_on", zh: "入院日期", column: true, cell: true, coded: true, max: 40,
			zhHint: "日期，如 2015-09-01", enHint: "a date such as 2015-09-01"},
		fieldLegalGround: {id: "legal_ground", zh: "监护依据", column: true, cell: true, max: 64,
			zhHint: "未成年人保护法第九十四条的情形，从列表选择", enHint: "a ground of article 94 of the law on the protection of minors"},
		fieldGuardianshipDocNo: {id: "guardianship_doc_no", zh: "监护文书号", max: 100,
			zhHint: "判决书、证明或民政部门文书的编号，可后补", enHint: "number of the judgment or document; may follow later"},
		fieldOriginStation: {id: "origin_station", zh: "户口所在派出所", aliases: []string{"户籍所在派出所"}, coded: true, max: 40,
			zhHint: "12 位机构代码，不知道的留空", enHint: "code of twelve digits; empty when unknown"},
		fieldOriginDivision: {id: "origin_division", zh: "户口所在地行政区划", aliases: []string{"户籍所在地行政区划"}, coded: true, max: 40,
			zhHint: "6 位区划代码，不知道的留空", enHint: "code of six digits; empty when unknown"},
		fieldNote: {id: "note", zh: "备注", max: 500,
			zhHint: "不要写与办理无关的个人情况", enHint: "nothing personal that the case does not need"},
		fieldBirthSaid: {id: "child_birth_date_said", zh: "出生日期原话", aliases: []string{"农历出生日期", "农历生日"}, max: 200,
			zhHint: "家属或者机构原来怎么说，如 农历八月十五、去年腊月；出生日期栏仍填公历", enHint: "the day in the words of family or institution, lunar or rough; the date itself stays in its own column"},
	}
}

// headerIndex finds a field by the text of a header cell.
func headerIndex(columns [fieldCount]column) map[string]field {
	index := make(map[string]field)
	for f, c := range columns {
		for _, name := range append([]string{c.id, c.zh}, c.aliases...) {
			if name != "" {
				index[headerKey(name)] = field(f)
			}
		}
	}
	return index
}

// headerKey folds a header cell: no spaces, no star for "required", no remark
// in brackets, small letters.
func headerKey(text string) string {
	text = strings.TrimLeft(text, "\ufeff")
	if i := strings.IndexAny(text, "(（"); i > 0 {
		text = text[:i]
	}
	return strings.ToLower(strings.Map(func(r rune) rune {
		if isBlank(r) || r == '*' || r == '＊' {
			return -1
		}
		return r
	}, text))
}

// grounds are the legal grounds with the words of the article and the short
// forms people write.
func grounds() []struct {
	code  LegalGround
	zh    string
	short []string
} {
	return []struct {
		code  LegalGround
		zh    string
		short []string
	}{
		{GroundParentsNotFound, "查找不到父母或者其他监护人", []string{"查找不到父母", "查找不到未成年人的父母或者其他监护人"}},
		{GroundGuardianDead, "监护人死亡或者被宣告死亡", []string{"监护人死亡"}},
		{GroundGuardianIncapable, "监护人丧失监护能力", []string{"丧失监护能力"}},
		{GroundGuardianshipRevoke, "监护人资格被撤销", []string{"撤销监护人资格", "判决撤销监护人资格"}},
		{GroundOther, "法律规定的其他情形", []string{"其他", "其他情形"}},
	}
}
