package models

func nameProblem(code string, pos int) NameProblem {
	zh, en := nameTexts(code)
	return NameProblem{Code: code, Pos: pos, Zh: zh, En: en}
}

// nameTexts tell why a character cannot stand and what to do. They follow the character's
// own name; those of the whole text stand alone.
func nameTexts(code string) (zh, en string) {
	switch code {
	case NameEmpty:
		return "姓名不能为空", "A name is needed."
	case NameLong:
		return "姓名不能超过 100 个字符", "A name has at most 100 characters."
	case NameEncoding:
		return "姓名含有损坏的字符编码，请重新录入", "The text is damaged; type the name again."
	case NameSpace:
		return "姓名中不能有空格或换行，请删除", "A name has no spaces or line ends; delete this one."
	case NameControl:
		return "姓名含有控制字符，请删除", "There is a control character here; delete it."
	case NameInvisible:
		return "姓名含有不可见字符，请删除", "There is an invisible character here; delete it."
	case NameBidi:
		return "姓名含有改变书写方向的字符，请删除", "There is a character here that turns the writing direction; delete it."
	case NameTag:
		return "姓名含有不可见的标签字符，请删除", "There is an invisible tag character here; delete it."
	case NameFiller:
		return "姓名含有空白填充字符，请删除", "There is a blank filler here; delete it."
	case NameSelector:
		return "异体选择符只能紧跟在汉字之后，请删除", "A variation selector may only follow a Han character, one at a time; delete it."
	case NamePrivateUse:
		return "此字为自造字，须先对应到国家标准用字", "This is a private-use character; find the character of the national standard first."
	case NameDot:
		return "间隔号应为“·”（U+00B7），请确认替换", "The dot of a name is U+00B7; confirm the replacement."
	case NameDotEnd:
		return "间隔号不能在姓名首尾", "A dot cannot begin or end a name."
	case NameDotDouble:
		return "间隔号不能连用", "Two dots cannot stand together."
	case NameCompat:
		return "此字为兼容汉字，请改用对应的标准字", "This is a compatibility form; type the standard character."
	case NameRadical:
		return "此为部首或笔画符号，请改用对应的汉字", "This is a radical or a stroke that looks like a character; type the character."
	case NameLatin:
		return "外国人姓名按护照用拉丁字母填写，不混用其他文字；有汉字姓名的全部用汉字", "A foreigner's name is written in the Latin letters of the passport and in no others beside them; who has a name in Han characters is written in these alone."
	case NameLatinSpace:
		return "护照姓名的各部分之间只用一个空格、连字符、撇号、句点、逗号或者斜线，首尾不用，请删除多余的", "One space, hyphen, apostrophe, full stop, comma or stroke stands between two parts of a passport's name and none at its ends; delete what is more."
	default:
		return "登记的姓名用汉字书写，音译姓名的各部分用“·”隔开；请改用汉字或者删除", "A name in the register is written in Han characters, with U+00B7 between the parts of a transliterated one; write it so, or delete this."
	}
}
