package register

import "hukou/workflow"

// work is what officers do in a state. The rule book lists every step that is possible
// there; this names the one that is the state's work, where it is not the first of
// them, or says in words what leads to one of several findings.
type work struct {
	// event is empty where the work is to choose between findings: no list leans to one.
	event workflow.Event
	// instead are events that do the work in a business that has not the first.
	instead []workflow.Event
	word    workflow.Word
	// ready tells that the papers are together and only the step is left.
	ready bool
}

func acting(on workflow.Event, instead ...workflow.Event) work {
	return work{event: on, instead: instead}
}

func (w work) said(zh, en string) work { w.word = workflow.Word{Zh: zh, En: en}; return w }

func (w work) only() work { w.ready = true; return w }

// works are the works by state. A test holds each to the rule book.
func works() map[workflow.State]work {
	review := acting(workflow.Approve).said("审批", "Decide")
	return map[workflow.State]work{
		workflow.Draft:           acting(workflow.Lodge, workflow.OpenExOfficio).said("补全后申报", "Complete and lodge"),
		workflow.Lodged:          acting(workflow.Accept),
		workflow.Correcting:      acting(workflow.Resubmit).said("登记补正并再次提交", "Enter the corrections and resubmit"),
		workflow.Accepted:        acting(workflow.SkipCheck, workflow.ChooseRoute, workflow.AssignCheck, workflow.Search).only(),
		workflow.Verifying:       acting(workflow.ReportCheck, workflow.Tell).said("调查核实并报结果", "Verify and report"),
		workflow.WaitingExternal: acting(workflow.ExternalResult, "").said("登记外部结果", "Enter the outside result"),
		workflow.Supplementing:   acting(workflow.Supplied).said("登记补交的材料", "Enter the papers supplied"),
		workflow.StationReview:   review, workflow.CountyReview: review, workflow.CityReview: review, workflow.InReview: review,
		workflow.Approved:  acting(workflow.EffectIt).only(),
		workflow.Effected:  acting(workflow.Deliver),
		workflow.Suspended: acting(workflow.Resume),

		workflow.RouteR1:             acting(workflow.ReferHealth),
		workflow.RouteR2:             acting(workflow.ReportCheck).said("取得出生证据并报核实结果", "Get proof of the birth and report"),
		workflow.RouteR0:             acting(workflow.TownshipCertified),
		workflow.HealthReferred:      acting("").said("登记卫健部门答复", "Enter health's answer"),
		workflow.R0Statement:         acting("").said("登记妇幼保健机构答复", "Enter the mother-and-child station's answer"),
		workflow.AwaitingParentage:   acting("").said("登记证明意见", "Enter the report"),
		workflow.ParentageSupported:  acting(workflow.ReportCheck),
		workflow.ParentageMotherOnly: acting(workflow.ReportCheck),
		workflow.ParentageFatherOnly: acting(workflow.ReportCheck),
		workflow.CertVerified:        acting(workflow.Approve).said("当场办结", "Decide on the spot").only(),
		workflow.OriginInquiry:       acting("").said("核查", "Inquire"),

		workflow.BDraft:      acting(workflow.Lodge).said("补全名册后申报", "Complete the roster and lodge"),
		workflow.BLodged:     acting(workflow.Accept),
		workflow.BCorrecting: acting(workflow.Resubmit).said("登记补正并再次提交", "Enter the corrections and resubmit"),
		workflow.BRunning:    acting(workflow.CloseBatch).said("等各人办结", "Wait for the lines to end"),
		workflow.BSuspended:  acting(workflow.Resume),

		workflow.Listed:              acting(workflow.Search).only(),
		workflow.Matching:            acting("").said("比对并登记结果", "Compare and enter the finding"),
		workflow.Duplicated:          acting(workflow.DupRuled).said("等重户处理", "Wait for the ruling on the entries"),
		workflow.UnregisteredChild:   acting(workflow.AskComparison),
		workflow.RegisteredElsewhere: acting(workflow.RequestOrigin),
		workflow.GuardianElsewhere:   acting(workflow.GuardianshipDocument).said("补录文书", "Enter the document"),
		workflow.Ready:               acting(workflow.Submit).only(),
		workflow.OriginCleared:       acting(workflow.Submit, workflow.EffectIt).only(),
		workflow.OriginPending:       acting("").said("核实后答复", "Verify and answer"),
		workflow.Disputed:            acting("").said("裁定异议", "Rule on the objection"),
		workflow.InTransit:           acting(workflow.Landed, workflow.LandNotice).only(),
		workflow.PermitIssued:        acting(workflow.PresentCert).said("等迁移证，收到后落户", "Wait for the certificate, then enter"),
		workflow.CertReturned:        acting(workflow.PresentCert).said("等更正后的迁移证", "Wait for the corrected certificate"),
		workflow.PermitExpired:       acting(workflow.ReissuePermit).said("换发准迁证或者了结", "Reissue the permit, or close"),
		workflow.CertReceived:        acting(workflow.EffectIt).only(),
		workflow.CertLost:            acting(workflow.ReissueCert).said("补发迁移证或者恢复户口", "Reissue, or restore"),
		workflow.CertExpired:         acting(workflow.ReissueCert).said("补发迁移证或者恢复户口", "Reissue, or restore"),

		workflow.ExOfficio:    acting(workflow.AssignCheck),
		workflow.Objection:    acting(workflow.AssignCheck).said("核实异议", "Verify the objection"),
		workflow.Told:         acting(workflow.PublishNotice, workflow.ReportCheck),
		workflow.PublicNotice: acting(workflow.ReportCheck).said("公示期满后报结果", "Report when the notice is over"),

		workflow.LeadNoted:     acting(workflow.LeadContact),
		workflow.LeadContacted: acting("").said("转办或了结", "Make it a case, or close"),
	}
}

// partyWords name the parties that are no role, roleWords the others.
var (
	partyWords = map[Party]workflow.Word{
		PartyApplicant: {Zh: "群众", En: "The applicant"}, PartyHealth: {Zh: "卫健部门", En: "Health authority"}, PartyExpert: {Zh: "鉴定机构", En: "Expert body"},
		PartyLetter: {Zh: "外部单位", En: "Another body"}, PartyPeer: {Zh: "外地派出所", En: "Another station"}, PartyNotice: {Zh: "公示期", En: "Public notice"},
		PartyDispute: {Zh: "争议或异议处理", En: "A dispute"}, PartyDuplicate: {Zh: "重户处理", En: "The ruling on two entries"}, PartySystem: {Zh: "系统", En: "The system"},
		PartyLines: {Zh: "名册内各人", En: "The lines of the roster"},
	}
	roleWords = workflow.RoleWords()
)

// partyWord names a party; a role goes by its own word.
func partyWord(p Party) workflow.Word {
	if w, ok := partyWords[p]; ok {
		return w
	}
	w := roleWords[workflow.Role(p)]
	return workflow.Word{Zh: w.Zh, En: w.En}
}

// groupWords are the heads of the groups.
func groupWords() map[Group]GroupCount {
	return map[Group]GroupCount{
		GroupNow:     {Group: GroupNow, Name: workflow.Word{Zh: "现在要你处理", En: "Yours to do now"}, Hint: workflow.Word{Zh: "群众已在等，或时限最近", En: "Somebody waits, or the day is near"}},
		GroupReady:   {Group: GroupReady, Name: workflow.Word{Zh: "可以办理下一步", En: "Ready for the next step"}, Hint: workflow.Word{Zh: "前面的事已办完，只差这一步", En: "All before is done; only the step is left"}},
		GroupWaiting: {Group: GroupWaiting, Name: workflow.Word{Zh: "等别人", En: "Waiting for others"}, Hint: workflow.Word{Zh: "到期前自动提醒；计时按规则暂停", En: "A reminder comes by itself; time stands still where the rule says so"}},
		GroupDone:    {Group: GroupDone, Name: workflow.Word{Zh: "已办", En: "Done"}, Hint: workflow.Word{Zh: "近三十天办结", En: "Ended in the last thirty days"}},
	}
}
