package workflow

// conditioned says to people, of the conditions that papers hang on, in which case a
// paper is needed. The conditions' own words are for officers: they say what is lacking.
// As with the papers' names, no case tells how the parents stand.
var conditioned = map[GuardID]Word{
	GByCertificate:    {Zh: "用结婚证说明父母关系的要", En: "If a marriage certificate shows who the parents are"},
	GByStatement:      {Zh: "不用结婚证、由申报人写说明的要，可以到窗口再写", En: "If you write a statement in the place of a marriage certificate; it can be written at the counter"},
	GFatherSide:       {Zh: "随父亲落户、又不用结婚证的要", En: "If the child joins the father's household and no marriage certificate is shown"},
	GAwayProof:        {Zh: "由外省派出所代收的要", En: "If a station of another region takes the papers in"},
	GKinUnknown:       {Zh: "孩子要落的户没有父母、户口簿又看不出亲属关系的", En: "If the child joins a household without a parent, and the household book does not show the kinship"},
	GEthnicityJoint:   {Zh: "孩子的民族由父母共同声明的要", En: "If both parents declare the child's ethnicity together"},
	GCertificateGiven: {Zh: "已经领到出生医学证明的要", En: "If a certificate of birth was issued"},
	GCertificateLacks: {Zh: "没有领到出生医学证明的要", En: "If no certificate of birth was issued"},
	GGuardianStays:    {Zh: "换监护人或者新设监护人的要", En: "If a guardian is named or another follows"},
	GCapacityRuled:    {Zh: "第一次为成年人设监护人、或者成年人不再需要监护人的要", En: "If an adult is given a guardian for the first time, or needs none any more"},
	GNeedsRuling:      {Zh: "父母能够监护、监护人由法院或者民政部门确定的，或者现任监护人是单位、由指定产生、不同意变更的要", En: "If a parent could be guardian and a court or civil affairs decided; if the guardian of now is a body, was appointed, or does not agree"},
	GIsMinor:          {Zh: "未满十八周岁的要", En: "If the person is under eighteen"},
	GPublicServant:    {Zh: "人事档案由组织（人事）部门管理的要", En: "If a staff office keeps the person's file"},
	GOffRegister:      {Zh: "户口注销过、现在恢复的要", En: "If a registration that was cancelled is restored"},
	GOwnWish:          {Zh: "本人或者家人来申报的要", En: "If you declare it yourselves"},
	GExOfficio:        {Zh: "派出所依职权办理的要", En: "If the station opens the case by itself"},
	GAdoptionProven:   {Zh: "已办理收养登记或者有事实收养公证书的要", En: "If the adoption is registered, or a notarial deed exists"},
	GTravelPaper:      {Zh: "孩子持有中国护照或者旅行证的要", En: "If the child holds a Chinese passport or travel document"},
	GCauseKin:         {Zh: "投靠亲属、结婚或者离婚后迁移的要", En: "If you join relatives, or move after a marriage or divorce"},
	GCauseHome:        {Zh: "因购房、搬迁、回原籍等迁移的要", En: "If you move to a home of your own or go home"},
	GCauseWork:        {Zh: "因工作迁移的要", En: "If you move for work"},
	GCauseTalent:      {Zh: "按人才引进迁移的要", En: "If you move under a scheme for wanted skills"},
	GCauseStudy:       {Zh: "因录取、毕业或者退学迁移的要", En: "If you move to or from your studies"},
	GCauseArmy:        {Zh: "随军迁移的要", En: "If you follow a soldier"},
	GCauseCare:        {Zh: "因收养或者监护变更迁移的要", En: "If a child moves to an adopter or guardian"},
	GPermitExempt:     {Zh: "因录取、毕业、退学迁移的，申报时就要；其他人领到准迁证、办完迁出后再带来", En: "At once if you move to or from your studies; all others bring it after they had the permit and moved out"},
	GNamedOtherwise:   {Zh: "从本区迁出后改过姓名、现在迁回的要", En: "If you come back under another name than you left with"},
	GPermitNeeded:     {Zh: "除录取、毕业、退学的学生外都要", En: "Unless you move to or from your studies"},
	GAskedByKin:       {Zh: "由亲属来申请的要", En: "If kin ask"},
	GCareIsNaming:     {Zh: "换户主或者协管人的要", En: "If head or helper change"},
	GCareIsPapers:     {Zh: "单位证书续期的要", En: "If the certificate is renewed"},
	GBookLost:         {Zh: "户口簿丢了的，可以到窗口再写", En: "If the booklet is lost; it can be written at the counter"},
	GBookThere:        {Zh: "户口簿坏了或者写满了的要，换发时收回", En: "If it is damaged or full; it is taken in"},
	GQueryAuthority:   {Zh: "司法、审计、纪检、监察等机关来查的要", En: "If a judicial or supervisory body asks"},
	GItemsProof:       {Zh: "变更文化程度、职业、服务处所、身高等的要", En: "If education, occupation, place of work, height or the like is changed"},
	GItemWedding:      {Zh: "婚姻状况变更为已婚的要", En: "If the person has married"},
	GItemParting:      {Zh: "婚姻状况变更为离婚的要", En: "If the person is divorced"},
	GItemDeath:        {Zh: "婚姻状况变更为丧偶、户籍库没有配偶死亡登记的要", En: "If the person is widowed and the register has not the spouse as dead"},
	GItemVoid:         {Zh: "登记为有过婚姻，实际没有的要", En: "If a marriage stands in the register that there was not"},
	GBirthEstimated:   {Zh: "出生日期是推算的要", En: "If the date of birth is an estimate"},
}

// helpful says the same of papers that are never asked for: by the route that the case
// takes, or by who has one.
var helpful = map[MaterialKind]Word{
	MatHouseholdBook:     {Zh: "要落户的那一户有户口簿的", En: "If the household to join has a book"},
	MatParentBook:        {Zh: "父母一方有户口的", En: "If one of the parents is registered"},
	MatMarriage:          conditioned[GByCertificate],
	MatBirthStatement:    conditioned[GByStatement],
	MatHealthRefusal:     {Zh: "走无法取得证明路线：卫健部门已书面答复不予签发的", En: "On the route where no certificate can be had: if health has refused one in writing"},
	MatParentageReport:   {Zh: "走无法取得证明路线，或卫健要求鉴定：已经做过司法亲子鉴定的", En: "On the route where no certificate can be had, or if health asks for a test: if a judicial test was made"},
	MatBirthRecords:      {Zh: "没有领到出生医学证明，医院有住院分娩等记录的", En: "If no certificate of birth was issued and a hospital has records of the birth"},
	MatCourtFinding:      {Zh: "亲子关系由法院认定的", En: "If a court has ruled on who the parents are"},
	MatMidwifeStatement:  {Zh: "在家里出生、有人接生的", En: "If the child was born at home and somebody assisted"},
	MatTownshipStatement: {Zh: "走试点路线：当地卫生院可以出具的", En: "On the route of a pilot: where the township hospital issues one"},
	MatIdentity:          {Zh: "有居民身份证的；死者的带来交回", En: "If there is an identity card; one of the deceased is handed in"},
	MatHouseRight:        {Zh: "住房有产权证、租赁合同等证明的", En: "If there is proof of the dwelling, such as a title or a lease"},
	MatKinship:           {Zh: "户口簿上看不出亲属关系的", En: "If the household book does not show how you are related"},
	MatAgentMandate:      {Zh: "委托别人来办的", En: "If somebody comes in your place"},
	MatIntakeForm:        {Zh: "在福利或救助机构住过的", En: "If the person has lived in an institution"},
}

// Case says in which case a paper is needed or helps; empty where it is always needed.
// A condition comes before the kind: it is the rule.
func (m MaterialRule) Case() Word {
	if w, ok := conditioned[m.When]; ok || !m.Optional {
		return w
	}
	return helpful[m.Kind]
}

// Official tells that the offices write or draw the paper themselves: nobody brings it.
func (m MaterialRule) Official() bool {
	switch m.Kind {
	case MatComparison, MatVisitRecord, MatRegisterExtracts, MatImpact, MatExitCheck, MatInquiry, MatNotElsewhere:
		return true
	}
	return false
}
