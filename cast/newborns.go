package cast

import (
	"strings"

	"hukou/gb"
	"hukou/models"
	"hukou/register"
	"hukou/workflow"
)

// Newborn is a child of Haiyuan whom the register does not have yet. Mother and
// Father are ids in the register, empty where there is none to name; Household is the
// book the child joins.
type Newborn struct {
	Key     string
	Name    string
	Sex     models.Sex
	Birth   models.Date
	Station string
	// Hospital is the institution of birth, empty for a birth at home.
	Hospital   string
	Mother     string
	MotherName string
	Father     string
	FatherName string
	Household  string
	Business   workflow.Business
	// Now is the state of the newborn's case at the opening of the demonstration, End
	// the one in which it ends; both empty where nobody has opened a case yet.
	Now workflow.State
	End workflow.State
}

// kinMother is the mother of newborn "kin", the sister of KinClerk.
const kinMother = "冯雪梅"

// newbornRow is a line of the table below.
type newbornRow struct {
	key, name      string
	sex            models.Sex
	birth          models.Date
	station        string
	hospital       string
	mother, father string
	business       workflow.Business
	now, end       workflow.State
}

// newbornRows are the families of the second story, each on a way of its own.
var newbornRows = []newbornRow{
	{"r1_done", "苏念禾", girl, "2026-08-20", Yuntai, "海原县云台镇卫生院", "董玉岚", "苏立新", workflow.BirthNoCert, workflow.Delivered, workflow.Delivered},
	{"r1_waiting", "贾云飞", boy, "2026-08-11", Yuntai, "固原市云麓医院", "沙桂琴", "贾守义", workflow.BirthNoCert, workflow.HealthReferred, workflow.Delivered},
	{"r2_review", "牛向阳", boy, "2026-08-05", Yuntai, "", "田小娥", "牛国柱", workflow.BirthNoCert, workflow.CountyReview, workflow.Delivered},
	{"r2_test", "米朵", girl, "2026-07-28", Yuntai, "", "海秀云", "米志远", workflow.BirthNoCert, workflow.AwaitingParentage, workflow.Delivered},
	{"r0_done", "田雨生", boy, "2026-08-25", Yuntai, "", "柳春芽", "田得水", workflow.BirthNoCert, workflow.Delivered, workflow.Delivered},
	{"r0_waiting", "虎小山", boy, "2026-09-01", Nanping, "", "剡兰花", "虎平安", workflow.BirthNoCert, workflow.R0Statement, workflow.Delivered},
	{"father_only", "靳盼归", boy, "2026-06-30", Yuntai, "", "", "靳大川", workflow.BirthNoCert, workflow.ParentageFatherOnly, workflow.Delivered},
	{"mother_only", "摆晴", girl, "2026-07-15", Nanping, "", "摆红霞", "党建设", workflow.BirthNoCert, workflow.CountyReview, workflow.Delivered},
	{"twice", "洪双喜", boy, "2026-09-03", Yuntai, "海原县云台镇卫生院", "穆秋菊", "洪有福", workflow.BirthNoCert, workflow.HealthReferred, workflow.Delivered},
	{"dies", "单小星", girl, "2026-09-08", Yuntai, "", "丁彩虹", "单立春", workflow.BirthNoCert, workflow.Terminated, workflow.Terminated},
	{"lead_open", "安小舟", boy, "2026-08-30", Nanping, "", "勉素珍", "安永泉", workflow.Lead, workflow.LeadContacted, workflow.LeadConverted},
	{"lead_case", "保春来", boy, "2026-08-18", Yuntai, "", "买淑芬", "保学文", workflow.Lead, workflow.LeadConverted, workflow.LeadConverted},
	{"kin", "郝雪松", boy, "2026-09-12", Yuntai, "", kinMother, "郝卫东", workflow.BirthNoCert, workflow.Lodged, workflow.Delivered},
	{"certificate", "车乐乐", girl, "2026-09-14", Yuntai, "海原县云台镇卫生院", "何巧珍", "车建民", workflow.BirthCert, workflow.Delivered, workflow.Delivered},
	{"certificate_new", "咸安然", girl, "2026-09-18", Nanping, "南坪川乡卫生院", "余凤英", "咸志强", workflow.BirthCert, workflow.Lodged, workflow.Delivered},
	{"free_r1", "拓小满", girl, "2026-09-19", Yuntai, "海原县云台镇卫生院", "景春燕", "拓明亮", "", "", ""},
	{"free_r2", "逯晨光", boy, "2026-09-16", Yuntai, "", "慕玉莲", "逯广田", "", "", ""},
	{"free_r0", "仇秋月", girl, "2026-09-20", Nanping, "", "闵翠萍", "仇生财", "", "", ""},
	{"free_certificate", "计星河", boy, "2026-09-21", Yuntai, "海原县云台镇卫生院", "党玉洁", "计海涛", "", "", ""},
}

// Newborns are the children of the second story, and a few of whom nobody has told the
// station yet (keys "free_…").
func Newborns() []Newborn {
	out := make([]Newborn, len(newbornRows))
	for i, r := range newbornRows {
		out[i] = Newborn{Key: r.key, Name: r.name, Sex: r.sex, Birth: r.birth, Station: r.station, Hospital: r.hospital, MotherName: r.mother, FatherName: r.father,
			Household: ID("house/birth/" + r.key), Business: r.business, Now: r.now, End: r.end}
		if r.mother != "" {
			out[i].Mother = ID("person/birth/" + r.key + "/mother")
		}
		out[i].Father = ID("person/birth/" + r.key + "/father")
	}
	return out
}

// Facts is what the family declares at the window. Without a certificate in hand it
// is a birth_no_cert.
func (n Newborn) Facts() workflow.Facts {
	f := workflow.Facts{workflow.FactApplicantName: n.FatherName, workflow.FactApplicantRelation: "parent", workflow.FactChildName: n.Name, workflow.FactChildSex: string(n.Sex),
		workflow.FactChildBirthDate: string(n.Birth), workflow.FactBirthOrder: 1, workflow.FactBirthDivision: n.Station[:6], workflow.FactBornWhere: "home",
		workflow.FactHousehold: n.Household, workflow.FactFollows: "father", workflow.FactFather: n.Father, workflow.FactEthnicityBy: "father"}
	if n.Hospital != "" {
		f[workflow.FactBornWhere], f[workflow.FactBirthHospital] = "institution", n.Hospital
	}
	if n.Mother != "" {
		f[workflow.FactApplicantName], f[workflow.FactFollows], f[workflow.FactMother], f[workflow.FactEthnicityBy] = n.MotherName, "mother", n.Mother, "mother"
	}
	return f
}

// families adds the households of the newborns, and those of the clerk with kin.
func (b *population) families() {
	for i, r := range newbornRows {
		key := "birth/" + r.key
		father := b.adult(key+"/father", r.father, boy, models.Date("1992-01-15").AddDays(i*71), string(gb.RelationHead))
		mother := register.LoadedPerson{}
		if r.mother != "" {
			mother = b.adult(key+"/mother", r.mother, girl, models.Date("1994-05-20").AddDays(i*67), string(gb.RelationWife))
		}
		switch {
		case r.mother == "":
			b.house(key, r.station, "2019-04-01", father)
		case strings.HasPrefix(r.key, "mother"):
			// Not married: each in a book of their own.
			mother.Relation = string(gb.RelationHead)
			b.house(key, r.station, "2020-07-01", mother)
			b.house(key+"/father", r.station, "2018-03-01", father)
		default:
			father.Marital, mother.Marital, father.Spouse = string(gb.MaritalMarried), string(gb.MaritalMarried), mother.Key
			b.house(key, r.station, "2019-04-01", father, mother)
		}
	}
	b.kinOfTheClerk()
}

// kinOfTheClerk is the household of the clerk's parents, in which the clerk lives; the
// sister has married out.
func (b *population) kinOfTheClerk() {
	father := b.adult("kin/father", "冯长河", boy, "1963-08-08", string(gb.RelationHead))
	mother := b.adult("kin/mother", "葛玉珍", girl, "1965-11-30", string(gb.RelationWife))
	father.Marital, mother.Marital, father.Spouse = string(gb.MaritalMarried), string(gb.MaritalMarried), mother.Key
	clerk := b.adult("officer/"+KinClerk, "冯雪岭", boy, "1990-12-21", "20")
	clerk.Father, clerk.Mother = father.Key, mother.Key
	b.house("kin", Yuntai, "1998-01-01", father, mother, clerk)
	b.link("birth/kin/mother", func(p *register.LoadedPerson) { p.Father, p.Mother = father.Key, mother.Key })
}
