package workflow

// MaterialWord names a kind of paper and its privacy class (domain 4).
type MaterialWord struct {
	Word
	Class string
}

// The papers of the core and of most businesses.
const (
	MatBirthCertificate MaterialKind = "birth_certificate"
	MatParentBook       MaterialKind = "parent_household_book"
	MatMarriage         MaterialKind = "marriage_certificate"
	// MatBirthStatement is the 非婚生育说明 of Norm 20. Lists and prints are read by
	// others too, so neither its name nor its code says how the parents stand.
	MatBirthStatement     MaterialKind = "birth_statement"
	MatParentageReport    MaterialKind = "parentage_report"
	MatIdentity           MaterialKind = "identity_card"
	MatDeathProof         MaterialKind = "death_proof"
	MatHouseholdBook      MaterialKind = "household_book"
	MatAgentMandate       MaterialKind = "agent_mandate"
	MatPhotoNone          MaterialKind = "other"
	MatExternalDocument   MaterialKind = "external_document"
	MatEthnicityStatement MaterialKind = "ethnicity_statement"
)

// MaterialWords names every kind of paper of every business.
func MaterialWords() map[MaterialKind]MaterialWord {
	m := func(zh, en, class string) MaterialWord { return MaterialWord{Word: Word{Zh: zh, En: en}, Class: class} }
	return merged(map[MaterialKind]MaterialWord{
		MatBirthCertificate:   m("出生医学证明", "Medical certificate of birth", "C"),
		MatParentBook:         m("父母一方居民户口簿", "One parent's household booklet", "B"),
		MatMarriage:           m("结婚证", "Marriage certificate", "B"),
		MatBirthStatement:     m("出生情况说明（申报人签名）", "Statement on the birth, signed by the declarant", "D"),
		MatParentageReport:    m("司法亲子鉴定意见书", "Judicial parentage report", "D"),
		MatIdentity:           m("居民身份证", "Identity card", "B"),
		MatDeathProof:         m("死亡证明", "Proof of death", "C"),
		MatHouseholdBook:      m("居民户口簿", "Household booklet", "B"),
		MatAgentMandate:       m("授权委托书", "Agent's mandate", "B"),
		MatPhotoNone:          m("其他材料", "Other paper", "B"),
		MatExternalDocument:   m("外部文书", "Document of another body", "C"),
		MatEthnicityStatement: m("民族成份共同声明", "Parents' joint statement on ethnicity", "B"),
	}, birthMaterials(), wardMaterials(), endingMaterials(), declaredMaterials(), restoreMaterials(), abroadMaterials(), serviceMaterials(), falseMaterials(), changeMaterials(), firstMaterials(), issueMaterials())
}

// The roles persons have in a case.
const (
	Child     SubjectRole = "child"
	Mother    SubjectRole = "mother"
	Father    SubjectRole = "father"
	Deceased  SubjectRole = "deceased"
	Ward      SubjectRole = "ward"
	Keeper    SubjectRole = "keeper"
	Duplicate SubjectRole = "duplicate"
	Applicant SubjectRole = "applicant"
	Guardian  SubjectRole = "guardian"
	Carer     SubjectRole = "carer"
	Found     SubjectRole = "found"
	Affected  SubjectRole = "affected"
	// KinOf is the other person of a certificate of kinship.
	KinOf SubjectRole = "kin"
	// HelperOf looks after a collective household for its body (协管人, Norm 15).
	HelperOf SubjectRole = "helper"
)

// SubjectWords names the roles of persons in a case.
func SubjectWords() map[SubjectRole]Word {
	return map[SubjectRole]Word{
		Child: {Zh: "新生儿", En: "Child"}, Mother: {Zh: "母亲", En: "Mother"}, Father: {Zh: "父亲", En: "Father"},
		Deceased: {Zh: "死者", En: "Deceased"}, Ward: {Zh: "落户儿童", En: "Child to be enrolled"}, Keeper: {Zh: "保留户口者", En: "Entry kept"},
		Duplicate: {Zh: "重复户口", En: "Entry in duplicate"}, Applicant: {Zh: "申报人", En: "Applicant"}, Guardian: {Zh: "监护人", En: "Guardian"},
		Carer: {Zh: "照料人", En: "Carer"}, Found: {Zh: "走访对象", En: "Person met on a visit"}, Affected: {Zh: "所涉人员", En: "Person concerned"}, KinOf: {Zh: "亲属一方", En: "The other person"}, HelperOf: {Zh: "协管人", En: "Helper"},
	}
}

// The tasks of the core.
const (
	TaskOpinion     Task = "opinion"
	TaskCountersign Task = "countersign"
	TaskDelegated   Task = "delegated"
	TaskSpotCheck   Task = "spot_check"
	TaskHeadVacancy Task = "head_vacancy"
	TaskMissing     Task = "missing_paper"
	// TaskDuplicateKin settles what a person's line still says of an entry cancelled as a
	// duplicate or as false; its note names the person.
	TaskDuplicateKin Task = "duplicate_kin"
	// TaskWardParent settles, by a change of guardian, who guards a body's ward whose parent was
	// filled in, or anybody's whose parent is back (民法典 27; 未成年人保护法 94); its note is the child.
	TaskWardParent Task = "parent_of_ward"
	// TaskWardGuardian has a guardian entered for somebody whose guardians have died or were
	// cancelled (民法典 31, 32, 39); its note is the ward.
	TaskWardGuardian Task = "ward_without_guardian"
	// TaskHeld settles which of two cases about one person goes on: one that would count as
	// accepted by now, and the one that holds the person.
	TaskHeld   Task = "person_held"
	TaskAlert  Task = "alert"
	TaskIDCard Task = "id_card_surrender"
	// TaskPapersBack takes back what was handed out in a case that was reversed since, and
	// gives out what the register says now; its note is that case's number.
	TaskPapersBack Task = "papers_back"
)

// TaskWords names every task of every business.
func TaskWords() map[Task]Word {
	return merged(map[Task]Word{
		TaskOpinion:      {Zh: "签署加签意见", En: "Give an opinion"},
		TaskCountersign:  {Zh: "会签", En: "Countersign"},
		TaskDelegated:    {Zh: "委派事项", En: "Delegated work"},
		TaskSpotCheck:    {Zh: "当场办结复核", En: "Second look"},
		TaskHeadVacancy:  {Zh: "变更户主", En: "Choose a new head"},
		TaskWardParent:   {Zh: "厘清监护（父母已补录或者恢复在册，由组织或者他人监护）：能够监护的，办监护人变更", En: "Settle the guardianship (a parent is entered or back, a body or another guards): where the parent can, change the guardian"},
		TaskWardGuardian: {Zh: "被监护人没有能够履职的监护人：另行确定后办监护人变更", En: "A ward without a guardian who can act: have one settled on, then change the guardian"},
		TaskDuplicateKin: {Zh: "厘清指向已注销登记的亲属关系", En: "Settle kin that name the cancelled entry"},
		TaskPeerWord:     peerEvents[PeerWord],
		TaskBundleItem:   {Zh: "联办事项未办成：告知家长，能补正的补正", En: "A joint item was refused: tell the parents, put right what can be"},
		TaskMissing:      {Zh: "补收材料", En: "Take in a missing paper"},
		TaskAlert:        {Zh: "提醒", En: "Alert"},
		TaskHeld:         {Zh: "厘清哪一件继续办理（受理期限已满，当事人另有在办业务）", En: "Settle which case goes on (past its day of acceptance, another holds the person)"},
		TaskIDCard:       {Zh: "收缴居民身份证", En: "Take in the identity card"},
		TaskPapersBack:   {Zh: "收回已送达的簿页、证件并换发", En: "Take back the papers handed out, and reissue them"},
	}, birthTasks(), wardTasks(), restoreTasks(), firstTasks(), collectiveTasks())
}
