package workflow

// returnCodes say why a case goes back to whoever worked on it; what is to be mended
// stands in the items, and the reason says it in words.
func returnCodes() []Code {
	return []Code{
		code("unclear", "材料看不清或缺页", "A paper is unreadable or lacks pages"),
		code("differs", "申报与材料或登记库不符", "Declared items differ from the papers or the register"),
		code("mistaken", "项目填写有误", "An item is filled in wrongly"),
		code("lacking", "手续或文书不全", "A procedure or a document is lacking"),
		code("verify", "事实需要进一步核实", "The facts need more verifying"),
		code("other", "其他（须写明）", "Other (to be written out)"),
	}
}

// refusalCodes say why a body decides against what was asked, or stops or ends a case
// (行政许可法 38). They are counted; the facts and the law stand in words beside them.
func refusalCodes() []Code {
	return []Code{
		code("not_competent", "不属本机关管辖", "Another body is competent"),
		code("no_standing", "申报人无资格", "The applicant has no standing"),
		code("not_eligible", "不符合登记条件", "The conditions of the registration are not met"),
		code("registered_already", "已登记或另有在办", "Registered already or in hand elsewhere"),
		code("proof_insufficient", "证据不足以认定", "The evidence does not prove it"),
		code("proof_false", "材料虚假", "The papers are false"),
		code("dispute", "有争议或诉讼", "A dispute or action is pending"),
		code("objection", "对方机关或利害关系人有异议", "The other body or a person concerned objects"),
		code("guardian_able", "监护人有能力监护", "A guardian is able to care"),
		code("child_interest", "不利于儿童", "It would not serve the child"),
		code("left", "已离开机构", "The child has left the institution"),
		code("moot", "事由消失", "Nothing is left to decide"),
		code("other", "其他（在理由中写明）", "Other (say so in the reason)"),
	}
}
