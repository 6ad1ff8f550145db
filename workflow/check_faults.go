package workflow

// Faults describes every code a Finding may carry: what is wrong, in the words of
// whoever keeps the rule book.
func Faults() map[string]Word {
	unknown := func(zh, en string) Word {
		return Word{Zh: zh + "不在词表中", En: "not in the vocabulary of " + en}
	}
	return map[string]Word{
		"unknown_state":     unknown("环节", "states"),
		"unknown_event":     unknown("事项", "events"),
		"unknown_role":      unknown("角色", "roles"),
		"unknown_seat":      unknown("席位", "seats"),
		"unknown_guard":     unknown("条件", "guards"),
		"unknown_effect":    unknown("效果", "effects"),
		"unknown_limit":     unknown("期限", "limits"),
		"unknown_field":     unknown("项目", "fields"),
		"unknown_material":  unknown("材料", "papers"),
		"unknown_task":      unknown("待办事项", "tasks"),
		"unknown_subject":   unknown("当事人角色", "subjects"),
		"unknown_business":  unknown("业务", "businesses"),
		"missing_word":      {Zh: "缺少中文或英文名称", En: "a Chinese or an English name is missing"},
		"missing_basis":     {Zh: "没有写明依据", En: "no legal basis is given"},
		"unpublished_basis": {Zh: "依据不是法律、规范条文，也不是已公布的本程序规则", En: "the basis is neither an article nor a published rule of our own"},
		"wrong_source":      {Zh: "项目的来源不符：办理时填写的与申报表的不能混用", En: "the field comes from elsewhere: what a step takes and what the form holds are kept apart"},
		"bad_code_list":     {Zh: "选项项目没有选项，或密级不明", En: "a coded field has no codes, or a field has no privacy class"},
		"bad_edition":       {Zh: "版本日期不是日期", En: "the edition is not a date"},
		"bad_level":         {Zh: "决定层级不在四级之内，或未高于原层级", En: "the level is not one of the four, or does not lift the profile"},

		"duplicate_edition": {Zh: "同一业务同一版本写了两次", En: "the same edition of a business is written twice"},
		"edition_gap":       {Zh: "版本启用之日，其所属各行的业务尚无版本", En: "on the day the edition begins, the business of its lines has none"},
		"unreachable":       {Zh: "任何办法都到不了的环节", En: "no step leads to this state"},
		"dead_end":          {Zh: "除撤回、终止外走不到任何终点", En: "no way to an end but giving the case up"},
		"leaves_end":        {Zh: "有步骤离开终点", En: "a step leaves an end"},
		"duplicate_edge":    {Zh: "同一环节同一事项同一去向同一办理人写了两次", En: "the same step by the same role is written twice"},
		"impossible_step":   {Zh: "条件互相矛盾，永远办不了", En: "the conditions contradict each other, so nobody can ever take the step"},

		"back_without_list":    {Zh: "返回的步骤没有列出可返回的环节", En: "a step back lists no state to go back to"},
		"stood_elsewhere":      {Zh: "只对到过的业务开放的去向不在所列去向中", En: "a target open only where the case has been is not among the targets"},
		"back_unfed":           {Zh: "返回的步骤所列环节都没有记下来路", En: "a step back lists no state that is remembered on the way in"},
		"push_lost":            {Zh: "记下了来路却没有返回的步骤", En: "the state left is remembered, but no step leads back to it"},
		"no_clock_or_owner":    {Zh: "既没有期限，也没有能办下去的民警", En: "neither a limit nor an officer who can go on"},
		"stop_without_resume":  {Zh: "计时停止后，除撤回、终止外没有恢复计时的去路", En: "time stands still here, and but for giving up no step leads on to where it runs or ends"},
		"limit_without_days":   {Zh: "期限没有预设天数", En: "the limit has no preset of a day or more"},
		"timer_not_system":     {Zh: "到期自动办理的步骤写给了人", En: "a step taken at a limit is written for officers"},
		"timer_without_limit":  {Zh: "系统自动办理的步骤没有期限或条件", En: "the system takes the step by itself, and neither limit nor condition says when"},
		"missing_role":         {Zh: "没有写明由谁办理", En: "nobody is named who may take the step"},
		"two_person_one_side":  {Zh: "两人办理的步骤缺少一方，或一方是系统", En: "an act of two persons lacks a side, or the system is one"},
		"system_takes_adverse": {Zh: "系统不得作出不利决定", En: "the system may not decide against anyone"},
		"system_decides":       {Zh: "系统不得作出准予决定", En: "the system may not approve"},

		"adverse_unmarked":        {Zh: "不利的终点没有标为不利决定", En: "the step leads to an adverse end and is not marked adverse"},
		"adverse_without_reasons": {Zh: "不利决定没有要求填写理由、事实、证据、依据", En: "an adverse decision does not ask for reason, facts, evidence and law"},
		"return_without_reason":   {Zh: "退回没有要求填写退回原因和理由", En: "a return does not ask for its code and its reason"},
		"adverse_without_sheet":   {Zh: "不利决定没有出具写明救济途径的决定书", En: "an adverse decision writes no sheet with the remedy"},
		"maker_may_check":         {Zh: "经办人可以审批自己经办的业务", En: "whoever made the case could decide it"},
		"checker_may_make":        {Zh: "审批人可以再经办同一业务", En: "whoever decided in the case could go on making it"},
		"recused_may_act":         {Zh: "应当回避的民警可以办理", En: "an officer who must stand aside could take the step"},
		"effect_undecided":        {Zh: "未经审批就能改动登记", En: "the register can be changed without a decision"},
		"no_decider":              {Zh: "有的层级没有人可以批准", En: "at this level nobody may approve"},
		"decided_too_low":         {Zh: "低于应有层级的人可以决定", En: "somebody below the deciding level may decide"},
		"loose_child":             {Zh: "无户口人员的业务可以没有后续就结束", En: "a case on a person without registration may end without a successor"},
		"input_not_asked":         {Zh: "条件要看的项目，办理时无处填写", En: "a condition reads a field that the step does not take"},
		"fact_not_asked":          {Zh: "条件要看的项目，申报表里没有", En: "a condition reads a field that the form does not have"},

		"missing_unmet":    {Zh: "条件没有写明不满足时如何告知", En: "a condition does not say what is lacking and what to do"},
		"missing_reads":    {Zh: "条件没有写明看哪些事实，或没有写判断", En: "a condition declares no facts, or has no test"},
		"empty_condition":  {Zh: "条件永远满足，或永远不满足", En: "a condition always holds, or never does, on any value its facts may have"},
		"reads_undeclared": {Zh: "条件看了没有写明的事实", En: "a condition depends on a fact it does not declare"},
		"forbidden_fact":   {Zh: "条件看了民族、信仰、生育、婚姻或费用债务", En: "a condition reads ethnicity, faith, family planning, marriage, fees or debts"},
	}
}
