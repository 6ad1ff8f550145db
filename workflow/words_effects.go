package workflow

// The effects of the core. Each names a function of package register; a test
// there shows that none is missing.
const (
	// EffAcceptance starts the authority's clock, takes the subject's lock and pins
	// the policy row.
	EffAcceptance Effect = "acceptance"
	// EffCorrectionNotice writes the one-time notice with all items.
	EffCorrectionNotice Effect = "correction_notice"
	// EffSupplement writes the notice of new facts to be shown after acceptance, with its
	// number, which is the document of the stop. What was told once is not asked again.
	EffSupplement Effect = "supplement_notice"
	// EffDecisionSheet writes the reasoned decision, with remedy where it is adverse.
	EffDecisionSheet Effect = "decision_sheet"
	// EffExtend adds the one extension to the running clock.
	EffExtend Effect = "extend_clock"
	// EffUnlock frees the subject.
	EffUnlock Effect = "unlock_subject"
	// EffSuccessor opens the successor case or lead named in the input (invariant 13).
	EffSuccessor Effect = "open_successor"
	// EffSpotCheck opens the second officer's task after an on-the-spot decision.
	EffSpotCheck     Effect = "spot_check_task"
	EffHandOver      Effect = "hand_over"
	EffDelegate      Effect = "open_delegated_task"
	EffOpinion       Effect = "open_opinion_task"
	EffCountersign   Effect = "open_countersign_tasks"
	EffCompleteTask  Effect = "complete_task"
	EffCountersigned Effect = "countersigned"
	// EffWithdrawAsk ends an ask that nobody answered; of a countersignature the whole
	// ask, or with another officer in the input the one task, put to that officer.
	EffWithdrawAsk   Effect = "withdraw_ask"
	EffNotifyHolder  Effect = "notify_holder"
	EffDesignate     Effect = "designate"
	EffAlertHead     Effect = "alert_head"
	EffSuspensionEnd Effect = "set_suspension_end"

	EffBirth        Effect = "register_birth"
	EffDeath        Effect = "register_death"
	EffNumber       Effect = "allot_number"
	EffMove         Effect = "move_residence"
	EffFirst        Effect = "first_registration"
	EffCancelPerson Effect = "cancel_registration"
	EffGuardian     Effect = "record_guardian"
	EffMootCases    Effect = "close_moot_cases"
	EffHeadVacancy  Effect = "head_vacancy_task"
	EffReverse      Effect = "reverse_event"
)

// EffectWords names every effect.
func EffectWords() map[Effect]Word {
	return merged(map[Effect]Word{
		EffAcceptance:       {Zh: "起算期限、锁定当事人", En: "start the clock and lock the subject"},
		EffCorrectionNotice: {Zh: "出具一次性告知书", En: "write the one-time notice"},
		EffSupplement:       {Zh: "出具补充材料告知书", En: "write the notice of further papers"},
		EffDecisionSheet:    {Zh: "出具决定书", En: "write the decision"},
		EffExtend:           {Zh: "延长期限", En: "extend the clock"},
		EffUnlock:           {Zh: "解除锁定", En: "free the subject"},
		EffSuccessor:        {Zh: "开立后续业务", En: "open the successor"},
		EffSpotCheck:        {Zh: "生成复核事项", En: "open the second look"},
		EffHandOver:         {Zh: "变更承办人", En: "change the holder"},
		EffDelegate:         {Zh: "生成委派事项", En: "open the delegated task"},
		EffOpinion:          {Zh: "生成加签事项", En: "open the opinion task"},
		EffCountersign:      {Zh: "生成会签事项", En: "open the countersign tasks"},
		EffCompleteTask:     {Zh: "办结事项", En: "complete the task"},
		EffWithdrawAsk:      {Zh: "撤回征询或改请他人", En: "take the ask back, or put it to another"},
		EffCountersigned:    {Zh: "记录会签", En: "record the countersignature"},
		EffNotifyHolder:     {Zh: "通知承办人", En: "notify the holder"},
		EffDesignate:        {Zh: "变更办理机关或人员", En: "change the handling body or officer"},
		EffAlertHead:        {Zh: "提醒所领导", En: "alert the head"},
		EffSuspensionEnd:    {Zh: "设定中止期满日", En: "set the end of the suspension"},
		EffBirth:            {Zh: "登记出生", En: "register the birth"},
		EffDeath:            {Zh: "注销（死亡）", En: "register the death"},
		EffNumber:           {Zh: "编制公民身份号码", En: "allot the citizen number"},
		EffMove:             {Zh: "迁出迁入", En: "move the residence"},
		EffFirst:            {Zh: "首次登记", En: "first registration"},
		EffCancelPerson:     {Zh: "注销登记", En: "cancel the registration"},
		EffGuardian:         {Zh: "登记监护关系", En: "record the guardian"},
		EffMootCases:        {Zh: "终止当事人在办业务", En: "close the person's open cases"},
		EffHeadVacancy:      {Zh: "生成变更户主事项", En: "open the vacancy of the head"},
		EffReverse:          {Zh: "冲销", En: "reverse the entry"},
	}, birthEffects, wardEffects, endingEffects, peerEffects, declaredEffects, restoreEffects, abroadEffects, serviceEffects, falseEffects, changeEffects, firstEffects, transitEffects, incomerEffects, publicHouseholdEffects, followEffects, bundleEffects, issueEffects())
}
