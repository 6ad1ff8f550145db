package roster

// The codes of a Problem. Problems of a name or a number carry the codes of
// models.CheckName and models.ParseCitizenNumber, and Rules adds its own.
const (
	CodeNoHeader          = "no_header"
	CodeMissingColumn     = "missing_column"
	CodeDuplicateColumn   = "duplicate_column"
	CodeUnknownColumn     = "unknown_column"
	CodeUnnamedColumn     = "unnamed_column"
	CodeTooManyColumns    = "too_many_columns"
	CodeTooManyRows       = "too_many_rows"
	CodeEmptyRows         = "empty_rows" // a warning
	CodeMergedCells       = "merged_cells"
	CodeCSVSyntax         = "csv_syntax"
	CodeFormula           = "formula"
	CodeFormulaText       = "formula_text"
	CodeErrorValue        = "error_value"
	CodeInvisible         = "invisible_character"
	CodeUndecodable       = "undecodable"
	CodeTooLong           = "too_long"
	CodeMissing           = "missing"
	CodeSex               = "sex"
	CodeDateForm          = "date_form"
	CodeNoSuchDay         = "no_such_day"
	CodeYesNo             = "yes_no"
	CodeGround            = "legal_ground"
	CodeNumberAsNumber    = "number_as_number"
	CodeStationForm       = "station_form"
	CodeStationUnknown    = "unknown_station"
	CodeStationElsewhere  = "station_elsewhere"
	CodeDivisionForm      = "division_form"
	CodeDivisionUnknown   = "unknown_division"
	CodeDivisionAbolished = "abolished_division"
	CodeBirthFuture       = "birth_in_future"
	CodeIntakeFuture      = "intake_in_future"
	CodeIntakeBeforeBirth = "intake_before_birth"
	CodeAlready18         = "already_18"
	CodeSexDisagrees      = "sex_disagrees"
	CodeBirthDisagrees    = "birth_disagrees"
	CodeRepeatedChild     = "repeated_child"
	CodeRoute             = "route"
	CodePhone             = "phone"
)

// texts are the words for a code. Those with a verb take the arguments of
// table.problem.
func texts(code string) (zh, en string) {
	if zh, en = layoutTexts(code); zh != "" {
		return zh, en
	}
	switch code {
	case CodeFormula:
		return "单元格是公式，请改为粘贴数值", "the cell is a formula: paste it as a value"
	case CodeFormulaText:
		return "内容以 = + - @ 开头，表格软件会当作公式，请改正", "the text begins with = + - or @, which a spreadsheet takes for a formula: correct it"
	case CodeErrorValue:
		return "单元格是表格软件的错误值，请改为正确内容", "the cell is an error of the spreadsheet: put the right content there"
	case CodeInvisible:
		return "含有不可见字符或控制字符，请重新录入", "there is an invisible or control character: type the cell again"
	case CodeUndecodable:
		return "有字符无法识别，请将文件另存为 CSV UTF-8 或 xlsx", "a character cannot be read: save the file as CSV UTF-8 or as xlsx"
	case CodeTooLong:
		return "内容过长，最多 %d 个字符", "too long: at most %d characters"
	case CodeMissing:
		return "此项必填", "this cell may not be empty"
	case CodeSex:
		return "性别应为 男 或 女（或 1、2）", "the sex is 男 or 女, or 1 or 2"
	case CodeDateForm:
		return "日期格式不对，应如 2009-02-20", "not a date: write it as 2009-02-20"
	case CodeNoSuchDay:
		return "没有这一天，请与材料核对", "there is no such day: compare it with the papers"
	case CodeYesNo:
		return "应为 是 或 否", "the answer is 是 (yes) or 否 (no)"
	case CodeGround:
		return "监护依据应为未成年人保护法第九十四条的情形之一，请从模板列表选择", "the ground must be one of article 94: choose from the list in the template"
	case CodeNumberAsNumber:
		return "号码被存成了数值，末几位已丢失，请将列设为文本后重新录入", "the number was stored as a numeric value and has lost its last digits: format the column as text and type it again"
	}
	return childTexts(code)
}

// layoutTexts are about the file and its columns.
func layoutTexts(code string) (zh, en string) {
	switch code {
	case CodeNoHeader:
		return "没有找到写列名的一行（表头）。%[1]s，前 %[2]d 行中都没有列名。请在第一行写上列名，必须有：%[3]s；或者下载空白模板，照模板填写后重新上传。",
			"there is no row of column names (header). %[1]s; none of the first %[2]d rows is one. Write the names in the first row, these at least: %[3]s; or download the empty template, fill it in and upload it"
	case CodeMissingColumn:
		return "表头缺少列：%s", "the header lacks the column %s"
	case CodeDuplicateColumn:
		return "表头中此列重复，请删去一列", "this column stands in the header twice: delete one"
	case CodeUnknownColumn:
		return "表头中此列不是名册的列，请删去或改用模板列名", "the roster has no such column: delete it or use a name of the template"
	case CodeUnnamedColumn:
		return "此列有内容但没有列名", "there is content in a column without a name"
	case CodeTooManyColumns:
		return "第 %d 列以后还有内容，请删去", "there is content beyond column %d: delete it"
	case CodeTooManyRows:
		return "名册超过 %d 行，从本行起未读取，请分成几份", "more than %d rows; nothing was read from here on: split the roster"
	case CodeEmptyRows:
		return "名册中间有空行（第 %d 至 %d 行），已跳过", "rows %d to %d are empty and were skipped"
	case CodeMergedCells:
		return "%s 是合并单元格，请取消合并并逐行填写", "%s are merged: unmerge them and fill in each row"
	case CodeCSVSyntax:
		return "本行引号不成对，从本行起未读取；请在表格软件中重新另存", "the quotation marks of this row do not match; nothing was read from here on: save the file again"
	}
	return "", ""
}

// childTexts are about what a row says of a child.
func childTexts(code string) (zh, en string) {
	switch code {
	case CodeStationForm:
		return "派出所代码应为 12 位数字", "a station code has twelve digits"
	case CodeStationUnknown:
		return "没有这个派出所代码，请查机构代码表", "no station has this code: look it up"
	case CodeStationElsewhere:
		return "派出所代码的前六位与区划代码不一致（见 %s），请核对", "the station's first six digits are not the division in %s: compare"
	case CodeDivisionForm:
		return "行政区划代码应为 6 位数字", "a division code has six digits"
	case CodeDivisionUnknown:
		return "没有这个行政区划代码%s", "no division has this code%s"
	case CodeDivisionAbolished:
		return "该行政区划已撤销，请填现行代码%s", "this division was abolished: give the present code%s"
	case CodeBirthFuture:
		return "出生日期晚于今天", "the birth date lies in the future"
	case CodeIntakeFuture:
		return "入院日期晚于今天", "the intake date lies in the future"
	case CodeIntakeBeforeBirth:
		return "入院日期早于出生日期", "the intake date is before the birth date"
	case CodeAlready18:
		return "已满十八周岁，不能列入名册", "already eighteen: cannot be on the roster"
	case CodeSexDisagrees:
		return "性别与公民身份号码第 17 位不符（见 %s）", "the sex differs from the citizen number in %s"
	case CodeBirthDisagrees:
		return "出生日期与公民身份号码不符（见 %s）", "the birth date differs from the citizen number in %s"
	case CodeRoute:
		return "办理途径应为：有出生证、R1、R2、R0，不清楚的留空", "the route is 有出生证 (there is a certificate), R1, R2 or R0; leave it empty when it is not clear"
	case CodePhone:
		return "电话应为 6 至 20 位数字，可带 + 和 -", "a telephone number has 6 to 20 digits, with + and - between them"
	case CodeRepeatedChild:
		return "同一儿童出现多次：%[1]s，请只留一行", "the same child stands here more than once: %[1]s; keep one row"
	}
	return "", ""
}
