package workflow

// What is declared for a query of the register.
const (
	FactQueryKind    Field = "query_kind"
	FactQueryName    Field = "query_name"
	FactQueryBody    Field = "query_body"
	FactQueryLetter  Field = "query_letter_no"
	FactQueryConsent Field = "query_consent"
	FactQueryContact Field = "query_contact"
)

// What the register finds out for queries.
const (
	// The following are true also where the kind of query does not ask for it.
	// FQueryAskerFit: the person asks, or the guardian of somebody without full capacity.
	FQueryAskerFit Field = "query_asker_fits"
	// FQueryStationFit: one's own history is asked where one is or was registered, a body
	// and who seeks somebody ask where that person is.
	FQueryStationFit Field = "query_station_fits"
	// FQueryPapersFit: a body and its papers are named.
	FQueryPapersFit Field = "query_papers_named"
	// FQueryConsentFit: whoever is looked for agreed, and to what.
	FQueryConsentFit Field = "query_consent_noted"
)

func queryFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FactQueryKind: form("查询类别", "Kind of query", KindCode, "B", code("own", "本人户口登记历史信息", "One's own history in the register"), code("authority", "司法机关办案或者审计、纪检、监察等履职查询", "A judicial or supervisory body at work"),
			code("namesakes", "给婴儿取名的重名人数", "How many bear a name, for a newborn"), code("seek", "寻访亲友", "Looking for kin or friends"), code("other", "其他（律师、债权人、单位等自行查询）", "Anything else (a lawyer, creditor or employer on their own)")),
		FactQueryName:    form("拟取姓名", "The name thought of", KindName, "B"),
		FactQueryBody:    form("查询机关和查询人姓名", "The body that asks, and its officer", KindText, "B"),
		FactQueryLetter:  form("办案文书和单位介绍信文号", "Numbers of the case document and the letter", KindText, "B"),
		FactQueryConsent: form("征得被查询人同意的时间、方式和经办人", "When, how and by whom the person looked for was asked", KindText, "C"),
		FactQueryContact: form("被查询人同意告知的内容", "What the person looked for lets be told", KindText, "C"),
		FQueryAskerFit:   computed("查询人适格", "The asker fits", KindBool), FQueryStationFit: computed("由本所查询", "This station answers", KindBool),
		FQueryPapersFit: computed("文书齐全", "The papers are named", KindBool), FQueryConsentFit: computed("已征得同意", "Consent is noted", KindBool),
	}
}

// The guards of queries.
const (
	GQueryLawful    GuardID = "query_lawful"
	GQueryOwnAsker  GuardID = "query_by_oneself"
	GQueryHere      GuardID = "query_at_the_station"
	GQueryConsent   GuardID = "query_consented"
	GQueryPapers    GuardID = "query_with_papers"
	GQueryOfPerson  GuardID = "query_of_a_person"
	GQueryOwn       GuardID = "query_own"
	GQueryAuthority GuardID = "query_by_authority"
	GQueryNamesakes GuardID = "query_of_namesakes"
	GQuerySeek      GuardID = "query_to_find"
)

func queryGuards() map[GuardID]Guard {
	kind := func(b Basis, zh, en string, values ...string) Guard {
		return coded(FactQueryKind, b, zh, en, values...)
	}
	return map[GuardID]Guard{
		GQueryLawful: kind("Norm 88, 89, 91–94", "户口登记只按四种情形查询：查本人历史信息、司法和监督机关凭文书查询、婴儿取名重名人数、征得同意的寻访亲友。律师、债权人和单位自行查询的不提供：律师凭人民法院调查令、其他诉讼用途由人民法院按司法机关查询办理；单位核对身份的看本人证件。",
			"The register answers four kinds of queries: one's own history, judicial and supervisory bodies with their papers, how many bear a name, and kin or friends who agree. A lawyer, creditor or employer asking alone is told nothing: a court's order or the court itself asks as a judicial body; who somebody is, their own card shows.", "own", "authority", "namesakes", "seek"),
		GQueryOwnAsker: flag(FQueryAskerFit, true, "Norm 91", "历史信息由本人查询；未成年人和无、限制民事行为能力人由登记的监护人代为查询：请改由其申请。亲属要用的，由本人查询后自行提供，或者由人民法院、公证机构依法核实。",
			"The person asks for the own history; for a minor, and for somebody without full capacity, the guardian who is registered: have one of them ask. Kin who need it have it from the person, or by way of the court or notary."),
		GQueryHere: flag(FQueryStationFit, true, "Norm 89, 91", "历史信息向现在或者原户口所在地派出所查询，机关查询向被查询人户口所在地公安机关查询：请转该所，或者由本所代收材料（登记地填该所）。",
			"One's history is asked of the station where one is or was registered, a body asks that of the person's registration: send it there, or name that station as the register station."),
		GQueryPapers: flag(FQueryPapersFit, true, "Norm 89", "请核对并填写办案文书、单位介绍信的文号和查询机关、查询人：缺一不能查询。",
			"Compare and write down the numbers of the case document and of the letter, the body and its officer: without all of them nothing is told."),
		GQueryConsent: flag(FQueryConsentFit, true, "Norm 93", "请先联系被查询人，征得同意并记明同意告知的内容；不同意或者联系不上的，不告知任何情况，包括是否在册。",
			"Reach the person looked for first, and note that and what they let be told. Where they do not agree or cannot be reached nothing is told, not even whether they are registered."),
		GQueryOfPerson: kind("Norm 89, 91, 93", "不是查询某人的登记。", "It is about nobody's entry.", "own", "authority", "seek"), GQueryOwn: kind("Norm 91", "不是查询本人历史信息。", "It is not one's own history.", "own"),
		GQueryAuthority: kind("Norm 89", "不是机关查询。", "No body asks.", "authority"), GQueryNamesakes: kind("Norm 92", "不是重名人数查询。", "It is not about namesakes.", "namesakes"),
		GQuerySeek: kind("Norm 93", "不是寻访亲友。", "Nobody is looked for.", "seek"),
	}
}

// Papers of queries.
const (
	MatCaseDocument MaterialKind = "case_document"
	MatUnitLetter   MaterialKind = "letter_of_introduction"
)

func queryMaterials() map[MaterialKind]MaterialWord {
	return map[MaterialKind]MaterialWord{
		MatCaseDocument: {Word{Zh: "办案文书（审计、纪检、监察的履职文书）", En: "Document of the case, or of the audit or inspection"}, "B"},
		MatUnitLetter:   {Word{Zh: "单位介绍信", En: "Letter of introduction of the body"}, "B"},
	}
}

// EffAnswer writes the answer under its number and notes with the person that it was given.
const EffAnswer Effect = "answer_query"

var queryEffects = map[Effect]Word{EffAnswer: {Zh: "编号出具查询结果，记入打印日志和本人的使用记录", En: "answer under a number, log the print and note it among the uses of the person's data"}}
