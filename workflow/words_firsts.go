package workflow

import "hukou/workflow/calendar"

// The first registrations beside those of births at home and of children in care
// (domain 3.1).
const (
	BirthAbroad          Business = "birth_abroad"
	FoundlingInstitution Business = "foundling_institution"
	ReturnSettle         Business = "return_settle"
	Naturalised          Business = "naturalised"
	Regain               Business = "regain"
	AdoptionFirst        Business = "adoption_first"
	AdoptionMove         Business = "adoption_move"
)

// firstsEdition is the day from which the working norm is in force.
const firstsEdition = "2021-10-01"

// firsts lists them.
func firsts() []*Definition {
	return append([]*Definition{birthAbroad(), foundlingInstitution(), returnSettle(), naturalised(), regain(), adoptionFirst(), adoptionMove()}, unregs()...)
}

// NationalityCheck is where a case waits for the exit-entry administration.
const NationalityCheck State = "nationality_check"

// Comparing is where a case waits for the comparison of face, fingerprint or DNA.
const Comparing State = "comparing"

var firstStates = map[State]Word{
	NationalityCheck: {Zh: "国籍核实", En: "Nationality being verified", Means: "With the exit-entry administration; the clock stands still."},
	Comparing:        {Zh: "比对中（身份）", En: "Being compared", Means: "Reference and conclusion come back and nothing else; the clock stands still."},
}

// firstStops are those of first registrations: while exit and entry, or the comparison, is
// waited for.
var firstStops = map[State]calendar.StopReason{NationalityCheck: calendar.StopLetter, Comparing: calendar.StopLetter}

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

// The effects of first registrations.
const (
	// EffNationality keeps what the exit-entry administration found.
	EffNationality Effect = "record_nationality"
	// EffComparison keeps the conclusion of the comparison and the number of its document.
	EffComparison Effect = "record_comparison"
	// EffReadmit puts a person who stands in no household back into the one declared: the
	// same line with the number of before.
	EffReadmit Effect = "readmit_person"
	// EffEnterOrReadmit enters whoever was never in the register, with a number, and puts
	// whoever was back as EffReadmit does.
	EffEnterOrReadmit Effect = "enter_or_readmit"
	// EffAdopted brings a registered child to the adopters: household, relation, parents;
	// the guardianships that stood end. The number stays.
	EffAdopted Effect = "adopt_person"
	// EffSealFile seals the child's file where secrecy was asked for, on the word of the
	// officer who checked the case and of the one who decided it.
	EffSealFile Effect = "seal_adoption"
	// EffFirstCard opens the task of the first identity card of whoever is sixteen.
	EffFirstCard Effect = "first_card_task"
)

var firstEffects = map[Effect]Word{
	EffComparison:     {Zh: "记录比对结论", En: "record the comparison"},
	EffReadmit:        {Zh: "恢复登记，沿用原号码", En: "put the person back with the number of before"},
	EffEnterOrReadmit: {Zh: "首次登记并编号，原有登记的恢复并沿用原号码", En: "first registration with a number, or the line and number of before"},
	EffAdopted:        {Zh: "迁入收养人户内、变更父母、终止原监护，号码不变", En: "move to the adopters, with other parents and no guardian; the number stays"},
	EffSealFile:       {Zh: "要求保密的，封存档案", En: "seal the file where secrecy was asked for"},
	EffFirstCard:      {Zh: "满十六周岁的，生成首次申领身份证事项", En: "open the task of the first identity card, from sixteen on"},
	EffNationality:    {Zh: "记录国籍核实结果", En: "record the nationality found"},
}

const (
	// TaskOriginPapers has the papers on how a child without known parents was found
	// taken in, or notes why there are none.
	TaskOriginPapers Task = "origin_papers"
	// TaskFirstCard has whoever is sixteen apply for an identity card (居民身份证法 7).
	TaskFirstCard Task = "first_id_card"
)

func firstTasks() map[Task]Word {
	return map[Task]Word{TaskFirstCard: {Zh: "受理首次申领居民身份证", En: "Take the first application for an identity card"}, TaskOriginPapers: {Zh: "补收来源材料（捡拾报案证明、临时照料通知书或者寻亲公告；没有的写明原因）", En: "Take in the papers on how the child was found, or say why there are none"}}
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
	// MatAdoption is the registration of an adoption, or the notarial deed of one in fact.
	MatAdoption     MaterialKind = "adoption_paper"
	MatRevocation   MaterialKind = "revocation_judgment"
	MatNotElsewhere MaterialKind = "not_registered_elsewhere"
	MatMoveRecord   MaterialKind = "move_record"
	MatSettlement   MaterialKind = "settlement_permit"
	MatNaturalised  MaterialKind = "naturalisation_certificate"
	MatRegained     MaterialKind = "citizenship_regained"
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
		MatAdoption:      {Word{Zh: "收养登记证或者事实收养公证书", En: "Certificate of the adoption, or the notarial deed of an adoption in fact"}, "D"},
		MatRevocation:    {Word{Zh: "撤销宣告的生效判决书", En: "Effective judgment revoking the declaration"}, "C"},
		MatNotElsewhere:  {Word{Zh: "未在他处落户的核查记录", En: "Police record that the person is registered nowhere else"}, "B"},
		MatSettlement:    {Word{Zh: "华侨回国定居证", En: "Permit to settle, of a Chinese citizen from abroad"}, "B"},
		MatNaturalised:   {Word{Zh: "批准加入中国国籍证书", En: "Certificate of naturalisation"}, "C"},
		MatRegained:      {Word{Zh: "批准恢复中国国籍证书", En: "Certificate that citizenship is regained"}, "C"},
		MatMoveRecord:    {Word{Zh: "迁移证件存根或者签发机关说明", En: "Stub of the move certificate, or its issuer's statement"}, "B"},
	}
}
