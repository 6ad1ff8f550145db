package handlers

import (
	"net/http"

	"hukou/bell"
	"hukou/register"
)

// routes is the table of calls under /api/v1: the method, the path, who may call,
// what it does, takes and gives, and who answers. A call with a case in its path
// answers 404 to whoever has no part in the case, before anything else is told.
func (s *server) routes() []route {
	const get, post, patch, del = http.MethodGet, http.MethodPost, http.MethodPatch, http.MethodDelete
	return []route{
		{post, "/sessions", anyone(), "sign_in", text{"登录", "Sign in"}, jsonBody[signInBody](), created[sessionOut](), calls(s.signIn)},
		{post, "/passwords", anyone(), "change_password", text{"修改密码", "Change the password"}, jsonBody[passwordBody](), created[sessionOut](), calls(s.changePassword)},
		{get, "/sessions/current", officers(), "get_session", text{"当前登录", "Who is signed in"}, nothing(), found[sessionOut](), calls(s.currentSession)},
		{del, "/sessions/current", officers(), "sign_out", text{"退出", "Sign out"}, nothing(), empty(), calls(s.signOut)},

		{get, "/verify", anyone(), "verify_paper", text{"凭核验码查文书是否有效（无须登录）", "Whether the paper under a code is still good; no sign-in"}, nothing(), found[register.PaperCheck](), calls(s.verifyPaper)},

		{get, "/businesses", officers(), "list_businesses", text{"业务目录", "The catalogue of businesses"}, nothing(), found[list[businessOut]](), calls(s.listBusinesses)},
		{get, "/businesses/{id}", officers(), "get_business", text{"一项业务的规则", "The rules of a business"}, nothing(), found[businessOut](), calls(s.getBusiness)},

		{post, "/cases", workers(), "open_case", text{"新建业务（草稿）", "Open a case, as a draft"}, jsonBody[openBody]().once(), created[register.CaseView](), calls(s.openCase)},
		{get, "/cases/{id}", parties(), "get_case", text{"查看业务", "Look at a case"}, nothing(), found[register.CaseView](), calls(s.getCase)},
		{patch, "/cases/{id}", handlingParties(), "change_case", text{"修改草稿或补正内容", "Change a draft or what is corrected"}, jsonBody[changeBody]().ifMatch(), found[register.CaseView](), calls(s.changeCase)},
		{get, "/cases/{id}/steps", parties(), "list_steps", text{"当前各环节能否办理", "The steps from here, and what each lacks"}, nothing(), found[list[stepOut]](), calls(s.listSteps)},
		{post, "/cases/{id}/steps", parties(), "take_step", text{"办理一个环节", "Take a step"}, jsonBody[stepBody]().once().ifMatch(), found[register.CaseView](), calls(s.takeStep)},
		{get, "/cases/{id}/journal", parties(), "get_journal", text{"办理留痕", "The journal"}, nothing(), found[list[register.JournalView]](), calls(s.journal)},
		{get, "/cases/{id}/papers", parties(), "list_papers", text{"发给申请人的文书、是否有效及打印日志", "The papers given to the applicant, valid or void, with who printed them"}, nothing(), found[list[register.GivenPaper]](), calls(s.listPapers)},
		{get, "/cases/{id}/candidates", handlingParties(), "list_candidates", text{"可能为同一人的登记（仅查找比对时）", "Entries that may be the child searched for"}, nothing(), found[list[register.Candidate]](), calls(s.candidates)},
		{get, "/cases/{id}/comparison", parties(), "compare_case", text{"申报、材料与登记库核对", "What is declared beside the papers and the register"}, nothing(), found[list[register.CompareRow]](), calls(s.compareCase)},
		{post, "/cases/{id}/comparison/{field}", handlingParties(), "settle_difference", text{"认定一项不符：用证明、用登记库或保留申报", "Settle a difference: take the paper's value or the register's, or keep what was declared"}, jsonBody[differenceBody]().once().ifMatch(), found[register.CaseView](), calls(s.settleDifference)},
		{post, "/cases/{id}/claim", parties(), "claim_case", text{"领办", "Take a case in hand"}, nothing(), found[register.CaseView](), calls(s.claimCase)},
		{post, "/cases/{id}/release", parties(), "release_case", text{"放回", "Let a case go"}, nothing(), found[register.CaseView](), calls(s.releaseCase)},
		{post, "/cases/{id}/takeover", parties(), "take_over_case", text{"接管", "Take a case from its holder"}, jsonBody[reasonBody](), found[register.CaseView](), calls(s.takeOverCase)},
		{post, "/cases/{id}/recusal", handlingParties(), "declare_recusal", text{"申请回避", "Declare recusal"}, jsonBody[reasonBody]().once(), created[register.CaseView](), calls(s.declareRecusal)},
		{post, "/cases/{id}/materials", handlingParties(), "add_material", text{"添加材料", "Add a paper"}, formBody(materialFields()...), created[register.CaseView](), calls(s.addMaterial)},
		{get, "/cases/{id}/materials/{mid}/content", parties(), "get_material_content", text{"材料扫描件", "The scan of a paper"}, nothing(), file("application/octet-stream"), calls(s.materialContent)},
		{post, "/cases/{id}/materials/{mid}/verdict", handlingParties(), "judge_material", text{"核验材料", "Judge a paper"}, jsonBody[verdictBody](), found[register.CaseView](), calls(s.judgeMaterial)},

		{get, "/queues/{name}", viewers(), "get_queue", text{"工作队列", "A queue of work"}, nothing(), found[register.QueuePage](), calls(s.queue)},
		{get, "/tasks", viewers(), "list_tasks", text{"等本人办理的事项", "Tasks that wait for you"}, nothing(), found[list[register.TaskItem]](), calls(s.listTasks)},
		{post, "/tasks/{id}/end", workers(), "end_task", text{"办结一个事项", "End a task"}, jsonBody[endTaskBody]().once(), found[register.TaskItem](), calls(s.endTask)},
		{post, "/queues/station/next", workers(), "next_from_station", text{"领取本所最急的一件", "Take the most urgent case of the station"}, nothing(), found[register.CaseView](), calls(s.nextFromStation)},

		{post, "/batches", workers(), "open_batch", text{"新建批量业务（JSON 或名册文件）", "Open a batch, from JSON or a roster"}, jsonBody[batchBody]().orForm(rosterFields()...).once(), created[register.CaseView](), calls(s.openBatch)},
		{get, "/batches/roster-template", workers(), "get_roster_template", text{"名册模板", "An empty roster"}, nothing(), file(xlsxMedia), calls(s.rosterTemplate)},
		{get, "/batches/{id}", parties(), "get_batch", text{"查看批量业务", "Look at a batch"}, nothing(), found[register.CaseView](), calls(s.getCase)},
		{get, "/batches/{id}/lines", parties(), "list_lines", text{"批量业务的各行", "The lines of a batch"}, nothing(), found[list[register.LineView]](), calls(s.listLines)},
		{post, "/batches/{id}/lines", handlingParties(), "add_lines", text{"增加行", "List further children"}, jsonBody[linesBody]().once().ifMatch(), found[register.CaseView](), calls(s.addLines)},
		{post, "/batches/{id}/lines/steps", parties(), "take_line_steps", text{"对多行办理同一环节，逐行决定", "Take a step on many lines, each its own decision"}, jsonBody[lineStepsBody]().once(), found[list[lineResult]](), calls(s.takeLineSteps)},

		{post, "/campaigns", campaigners(), "open_campaign", text{"开展走访活动", "Open a campaign of visits"}, jsonBody[campaignBody]().once(), created[register.CampaignView](), calls(s.openCampaign)},
		{get, "/campaigns", viewers(), "list_campaigns", text{"走访活动", "The campaigns of visits"}, nothing(), found[list[register.CampaignView]](), calls(s.listCampaigns)},
		{get, "/campaigns/leads-template", workers(), "get_leads_template", text{"走访线索表模板", "An empty list of visits"}, nothing(), file(xlsxMedia), calls(s.leadsTemplate)},
		{get, "/campaigns/{id}", viewers(), "get_campaign", text{"一项走访活动及其统计", "A campaign of visits with its tally"}, nothing(), found[register.CampaignView](), calls(s.getCampaign)},
		{post, "/campaigns/{id}/officers", campaigners(), "join_campaign", text{"增加走访人员", "Let more officers take part"}, jsonBody[joinBody](), found[register.CampaignView](), calls(s.joinCampaign)},
		{post, "/campaigns/{id}/visits", workers(), "note_visit", text{"记一天的走访数目", "Note the counts of a day's visits"}, jsonBody[visitBody]().once(), created[register.VisitView](), calls(s.noteVisit)},
		{post, "/campaigns/{id}/visits/{mid}/strike", workers(), "strike_visit", text{"划去记错的走访数目", "Strike counts that were wrong"}, nothing(), found[register.VisitView](), calls(s.strikeVisit)},
		{get, "/campaigns/{id}/leads", viewers(), "list_campaign_leads", text{"走访活动的线索及结果", "The leads of a campaign and what became of them"}, nothing(), found[campaignLeads](), calls(s.listLeads)},
		{post, "/campaigns/{id}/leads/check", campaigners(), "check_leads", text{"核对走访线索表，不导入", "Check a list of visits, importing nothing"}, formBody(leadsFields()...), found[leadsReport](), calls(s.checkLeads)},
		{post, "/campaigns/{id}/leads", campaigners(), "add_leads", text{"由走访线索表记线索，有一处问题就都不记", "Note the leads of a list of visits; one fault keeps all out"}, formBody(leadsFields()...).once(), created[newLeads](), calls(s.addLeads)},
		{post, "/campaigns/{id}/cases", campaigners(), "open_cases_of_leads", text{"由线索开立业务，逐条决定", "Open cases from leads, each its own decision"}, jsonBody[casesBody]().once(), found[list[leadResult]](), calls(s.openCases)},

		{get, "/statistics/{sheet}", supervisors(), "get_statistics", text{"某月的统计报表", "A sheet of the statistics of a month"}, nothing(), found[register.Statistics](), calls(s.statistics)},
		{get, "/statistics/{sheet}/xlsx", supervisors(), "get_statistics_workbook", text{"某月的统计报表（xlsx）", "A sheet of the statistics of a month, as .xlsx"}, nothing(), file(xlsxMedia), calls(s.workbook)},
		{post, "/statistics/closings", countyOffice(), "close_month", text{"结账：本县该月的报表自此不变", "Close a month of the county: its sheets stay as they are"}, jsonBody[closingBody](), found[register.Closing](), calls(s.closeMonth)},

		{post, "/search", viewers(), "search", text{"检索", "Search"}, jsonBody[searchBody](), found[hits](), calls(s.search)},
		{get, "/people/{id}", viewers(), "get_person", text{"人员登记页", "A person of the register"}, nothing(), found[register.PersonView](), calls(s.getPerson)},
		{get, "/people/{id}/history", viewers(), "get_person_history", text{"人员变动历史", "The history of a person"}, nothing(), found[list[register.EventView]](), calls(s.getPersonHistory)},
		{get, "/households/{id}", viewers(), "get_household", text{"户", "A household"}, nothing(), found[register.HouseholdView](), calls(s.getHousehold)},
		{get, "/people/{id}/usage", usageReaders(), "get_person_usage", text{"谁查阅过此人、何时、为何", "Who has looked at a person, when and why"}, nothing(), found[register.Usage](), calls(s.personUsage)},
		{post, "/people/{id}/access-requests", viewers(), "ask_access", text{"申请查阅未成年人或已封存的登记", "Ask for access to the file of a minor, or a sealed one"}, jsonBody[askBody]().once(), created[register.AccessRequestView](), calls(s.askAccess)},
		{get, "/access-requests", viewers(), "list_access_requests", text{"查阅申请", "Requests for access"}, nothing(), found[list[register.AccessRequestView]](), calls(s.listRequests)},
		{post, "/access-requests/{id}/grant", leaders(), "grant_access", text{"批准查阅", "Grant access"}, jsonBody[becauseBody](), found[register.AccessRequestView](), calls(s.grantAccess)},
		{post, "/access-requests/{id}/refuse", leaders(), "refuse_access", text{"不批准查阅", "Refuse access"}, jsonBody[becauseBody](), found[register.AccessRequestView](), calls(s.refuseAccess)},
		{post, "/people/{id}/seals", sealers(), "seal_person", text{"申请封存一人的登记", "Ask for a seal on a person"}, jsonBody[sealBody]().once(), created[register.SealView](), calls(s.sealPerson)},
		{get, "/seals", sealers(), "list_seals", text{"本辖区的封存", "The seals of your area"}, nothing(), found[list[register.SealView]](), calls(s.listSeals)},
		{post, "/seals/{id}/confirm", leaders(), "confirm_seal", text{"确认封存或解除", "Confirm a seal or its end"}, nothing(), found[register.SealView](), calls(s.confirmSeal)},
		{post, "/seals/{id}/end", sealers(), "end_seal", text{"申请解除封存", "Ask for the end of a seal"}, jsonBody[becauseBody](), found[register.SealView](), calls(s.endSeal)},
		{post, "/break-glass", glassBreakers(), "break_glass", text{"紧急查阅", "Break glass"}, jsonBody[glassBody]().once(), created[register.GlassView](), calls(s.breakGlass)},
		{del, "/break-glass/current", glassBreakers(), "end_break_glass", text{"结束紧急查阅", "End your break-glass"}, nothing(), empty(), calls(s.endGlass)},
		{get, "/audit/alarms", watchers(), "list_alarms", text{"查阅告警与紧急查阅", "Alarms of looks, and break-glass"}, nothing(), found[list[register.NoticeView]](), calls(s.listAlarms)},
		{post, "/audit/alarms/{id}/review", watchers(), "review_alarm", text{"复核告警或紧急查阅", "Review an alarm or a break-glass"}, jsonBody[findingBody](), found[register.NoticeView](), calls(s.reviewAlarm)},

		{get, "/bell-alarms", bellKeepers(), "list_bell_alarms", text{"本所的警铃", "What rings and rang at your station"}, nothing(), found[list[bell.AlarmView]](), calls(s.listBellAlarms)},
		{post, "/bell-alarms/{id}/seen", bellKeepers(), "see_bell_alarm", text{"已看到警铃", "Note that the station has seen an alarm"}, nothing(), found[bell.AlarmView](), calls(s.seeBellAlarm)},
		{post, "/bell-alarms/{id}/close", bellKeepers(), "close_bell_alarm", text{"结束警铃", "Close an alarm"}, jsonBody[bellCloseBody](), found[bell.AlarmView](), calls(s.closeBellAlarm)},
		{get, "/bell-groups", bellKeepers(), "list_bell_groups", text{"本所的警铃组", "The bell groups of your station"}, nothing(), found[list[bell.GroupView]](), calls(s.listBellGroups)},
		{post, "/bell-groups", bellKeepers(), "make_bell_group", text{"建立警铃组", "Make a bell group"}, jsonBody[bellGroupBody](), created[bell.GroupView](), calls(s.makeBellGroup)},
		{get, "/bell-groups/{id}", bellKeepers(), "get_bell_group", text{"警铃组及其门户", "A bell group with its doors"}, nothing(), found[bell.GroupView](), calls(s.getBellGroup)},
		{post, "/bell-groups/{id}/doors", bellKeepers(), "join_bell", text{"一户加入（成年人人人签名）", "Let a door join, once every adult has signed"}, jsonBody[bellDoorBody](), created[bell.GroupView](), calls(s.joinBell)},
		{post, "/bell-groups/{id}/drills", bellKeepers(), "drill_bell", text{"开始演练", "Begin a drill"}, nothing(), empty(), calls(s.drillBell)},
		{post, "/bell-doors/{id}/address", bellKeepers(), "renew_bell_address", text{"给一户新地址，只告知这一次", "Give a door a new address, told this once"}, nothing(), found[bell.Sheet](), calls(s.renewBell)},

		{get, "/feed", viewers(), "get_feed", text{"已提交环节的事件流", "The feed of committed steps"}, nothing(), found[list[cloudEvent]](), calls(s.feed)},
		{get, "/audit/checkpoint", officers(), "get_checkpoint", text{"最近一次签名的检查点", "The newest signed checkpoint"}, nothing(), file(noteMedia), calls(s.checkpoint)},
		{get, "/audit/proof", viewers(), "get_proof", text{"一条留痕在存证树中的证明", "The proof that a journal row is in the tree"}, nothing(), found[register.EntryProof](), calls(s.proof)},
		{get, "/organisations", officers(), "list_organisations", text{"机构", "The bodies of the organisation"}, nothing(), found[list[register.BodyView]](), calls(s.listOrganisations)},
		{get, "/institutions", viewers(), "list_institutions", text{"本辖区设有集体户的机构", "The institutions of your area that keep a collective household"}, nothing(), found[list[institutionOut]](), calls(s.listInstitutions)},
		{get, "/sites", officers(), "list_sites", text{"服务点及开放日", "Service sites and their days"}, nothing(), found[list[register.SiteDay]](), calls(s.listSites)},
	}
}
