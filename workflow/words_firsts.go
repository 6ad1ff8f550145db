package workflow

import "hukou/workflow/calendar"

// The first registrations beside those of births at home and of children in care
// (domain 3.1).
const (
	BirthAbroad          Business = "birth_abroad"
	FoundlingInstitution Business = "foundling_institution"
)

// firstsEdition is the day from which the working norm is in force.
const firstsEdition = "2021-10-01"

// firsts lists them.
func firsts() []*Definition { return []*Definition{birthAbroad(), foundlingInstitution()} }

// NationalityCheck is where a case waits for the exit-entry administration.
const NationalityCheck State = "nationality_check"

var firstStates = map[State]Word{
	NationalityCheck: {Zh: "国籍核实", En: "Nationality being verified", Means: "With the exit-entry administration; the clock stands still."},
}

// FirstStop tells why the authority's clock stands still in a state of these businesses;
// false where it runs.
func FirstStop(s State) (calendar.StopReason, bool) {
	return calendar.StopLetter, s == NationalityCheck
}

// The events of the check of nationality.
const (
	AskNationality     Event = "ask_nationality"
	NationalityChinese Event = "nationality_chinese"
	NationalityForeign Event = "nationality_foreign"
)

var firstEvents = map[Event]Word{
	AskNationality:     {Zh: "提请国籍核实", En: "Ask for the nationality to be verified"},
	NationalityChinese: {Zh: "核实为中国国籍", En: "Verified: of Chinese nationality"},
	NationalityForeign: {Zh: "核实为外国国籍", En: "Verified: of foreign nationality"},
}

// EffNationality keeps what the exit-entry administration found, and its document.
const EffNationality Effect = "record_nationality"

var firstEffects = map[Effect]Word{
	EffNationality: {Zh: "记录国籍核实结果", En: "record the nationality found"},
}

// TaskOriginPapers has the papers on how a child without known parents was found taken
// in, or notes why there are none.
const TaskOriginPapers Task = "origin_papers"

func firstTasks() map[Task]Word {
	return map[Task]Word{TaskOriginPapers: {Zh: "补收来源材料（捡拾报案证明、临时照料通知书或者寻亲公告；没有的写明原因）", En: "Take in the papers on how the child was found, or say why there are none"}}
}

// Papers of first registrations.
const (
	MatForeignBirth  MaterialKind = "foreign_birth_paper"
	MatTranslation   MaterialKind = "translation"
	MatTravelPaper   MaterialKind = "chinese_travel_document"
	MatNoForeign     MaterialKind = "no_foreign_nationality"
	MatFindingReport MaterialKind = "finding_report"
	MatTemporaryCare MaterialKind = "temporary_care_notice"
	MatSearchNotice  MaterialKind = "search_notice"
)

func firstMaterials() map[MaterialKind]MaterialWord {
	return map[MaterialKind]MaterialWord{
		MatForeignBirth:  {Word{Zh: "国（境）外出生证明（经领事认证、附加证明书或者公证）", En: "Birth paper of the place abroad, authenticated"}, "C"},
		MatTranslation:   {Word{Zh: "有资质机构的中文译本", En: "Chinese translation by a qualified translator"}, "C"},
		MatTravelPaper:   {Word{Zh: "中国护照或者旅行证", En: "Chinese passport or travel document"}, "C"},
		MatNoForeign:     {Word{Zh: "未取得外国国籍的声明", En: "Declaration that no foreign nationality was acquired"}, "C"},
		MatFindingReport: {Word{Zh: "捡拾报案证明", En: "Police record of the finding"}, "D"},
		MatTemporaryCare: {Word{Zh: "临时照料通知书", En: "Notice of temporary care"}, "D"},
		MatSearchNotice:  {Word{Zh: "寻亲公告", En: "Notice in search of the family"}, "D"},
	}
}
