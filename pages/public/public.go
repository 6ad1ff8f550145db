// Package public tells people who come to the counter, without a sign-in and without
// script, what to bring, where to go and on which day. Nobody types anything about a
// person here.
package public

import (
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"hukou/models"
	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// Mount adds the public addresses.
func Mount(d *desk.Desk) {
	d.Open(http.MethodGet, "/bring", matters)
	d.Open(http.MethodGet, "/bring/:business", bring)
	d.Open(http.MethodGet, "/verify", verify)
}

// matter is why people come, in their words, and the business it is.
type matter struct {
	business workflow.Business
	zh, en   string
}

// reasons lists what people come for. What only offices begin (batches, leads,
// corrections of the register's own) is not among them.
func reasons() []matter {
	return []matter{
		{workflow.BirthCert, "孩子出生了，有出生医学证明", "A child was born and has a birth certificate"},
		{workflow.BirthNoCert, "孩子在家出生，或者没有出生医学证明", "A child was born at home, or has no birth certificate"},
		{workflow.BirthAbroad, "孩子在国外或者境外出生", "A child was born abroad"},
		{workflow.Unreg1, "一直没有户口，有出生医学证明", "Somebody was never registered and has a birth certificate"},
		{workflow.Unreg2, "一直没有户口，也没有出生医学证明", "Somebody was never registered and has no birth certificate"},
		{workflow.Unreg3, "抚养的孩子没有户口", "A child brought up by others was never registered"},
		{workflow.Unreg4, "被宣告死亡后回来，恢复户口", "Somebody declared dead has come back"},
		{workflow.Unreg5, "出嫁时户口被注销，没有在别处落户", "A registration was cancelled on marriage and never entered elsewhere"},
		{workflow.Unreg6, "迁移证丢了或者过期，没有落户", "A move certificate was lost or ran out before landing"},
		{workflow.Unreg7, "父母一方是外国人的孩子没有户口", "A child with a foreign parent was never registered"},
		{workflow.ReturnSettle, "华侨回国定居落户口", "A Chinese citizen from abroad comes back to settle"},
		{workflow.Naturalised, "加入中国国籍后落户口", "Registration after naturalisation"},
		{workflow.Regain, "恢复中国国籍后落户口", "Registration after citizenship is regained"},
		{workflow.AdoptionFirst, "收养的孩子落户口，孩子还没有户口", "An adopted child who was never registered"},
		{workflow.AdoptionMove, "收养的孩子落户口，孩子已有户口", "An adopted child who is registered elsewhere"},
		{workflow.Unreg8, "因其他原因一直没有户口", "Somebody has never been registered, for another reason"},
		{workflow.Death, "家人去世", "A member of the family has died"},
		{workflow.DeathDeclared, "家人被法院宣告死亡", "A court has declared a member of the family dead"},
		{workflow.DeclaredRevoked, "被宣告死亡的人回来了", "Somebody declared dead has come back"},
		{workflow.AbroadCancel, "出国（境）定居，或者取得了外国国籍", "Somebody has settled abroad or taken another nationality"},
		{workflow.VeteranRestore, "退役后落户", "A veteran is to be registered"},
		{workflow.RestoreOther, "户口被注销或者迁出后没有落下，要恢复", "A registration was cancelled, or a move never landed, and is to be restored"},
		{workflow.MoveInStation, "在本派出所辖区内搬家", "A move within the area of the station"},
		{workflow.MoveInCounty, "在本县（市、区）内迁户口", "A move within the county"},
		{workflow.MoveInPrefecture, "在本市内跨县（区）迁户口", "A move to another county of the prefecture"},
		{workflow.MoveInRegion, "在本自治区内跨市迁户口", "A move to another prefecture of the region"},
		{workflow.MoveAcrossRegion, "户口从外省迁来", "A move from another province"},
		{workflow.MoveOutOfRegion, "户口迁往外省", "A move to another province"},
		{workflow.PublicHousehold, "房子卖了，户口没有地方迁", "A home was sold, and the registration has nowhere to go"},
		{workflow.HouseholdCreate, "单独立户", "Setting up a household"},
		{workflow.HouseholdSplit, "分户", "Splitting a household"},
		{workflow.HouseholdMerge, "并户", "Merging two households"},
		{workflow.HeadChange, "变更户主", "Another head of the household"},
		{workflow.ItemMinor, "文化程度、婚姻状况、职业等有变化", "Education, marital status or occupation has changed"},
		{workflow.NameChange, "改名字", "A change of name"},
		{workflow.NameCorrect, "名字登记错了", "A name was entered wrongly"},
		{workflow.SexChange, "变更性别", "A change of sex"},
		{workflow.SexCorrect, "性别登记错了", "A sex was entered wrongly"},
		{workflow.BirthdateCorrect, "出生日期登记错了", "A date of birth was entered wrongly"},
		{workflow.NumberCorrect, "身份号码重了或者错了", "A citizen number is another's too, or wrong"},
		{workflow.EthnicityChange, "变更民族成份", "A change of ethnicity"},
		{workflow.ParentItem, "补填或更正父母信息", "Parents to be filled in or corrected"},
		{workflow.GuardianChange, "孩子的监护人变了", "A child has another guardian"},
		{workflow.CollectiveCreate, "单位设立集体户", "A body sets up a collective household"},
		{workflow.CollectiveAdmin, "集体户换户主、协管人或者证书", "A collective household: head, helper or certificate"},
		{workflow.CertIssue, "开证明", "A certificate of the station"},
		{workflow.BookletReissue, "户口簿丢了、坏了或者写满了", "A household booklet was lost, damaged or is full"},
		{workflow.RegisterQuery, "查户口登记信息", "A query of the register"},
		{workflow.BirthThenDeath, "孩子出生后没有登记就去世了", "A child died before being registered"},
	}
}

// matters asks why somebody comes.
func matters(r *desk.Request) error {
	return r.Public(http.StatusOK, r.T("看要带什么", "What to bring"), func(v *ui.View) templ.Component { return matterList(v, reasons()) })
}

// answer is what somebody needs for a matter.
type answer struct {
	matter   matter
	def      *workflow.Definition
	book     *workflow.Book
	stations []register.BodyView
	station  string
	days     []register.SiteDay
}

// daysAhead is how far the timetable is shown.
const daysAhead = 14

// bring lists the papers and, with a station chosen, its sites and their days.
func bring(r *desk.Request) error {
	a := answer{book: r.Reg.Book(), station: r.QueryParam("station")}
	i := slices.IndexFunc(reasons(), func(m matter) bool { return string(m.business) == r.Param("business") })
	if i < 0 {
		return desk.NotFound()
	}
	a.matter = reasons()[i]
	a.def, _ = a.book.Current(a.matter.business, r.Reg.Today())
	if a.def == nil {
		return desk.NotFound()
	}
	ctx := r.Request().Context()
	bodies, err := r.Reg.Bodies(ctx)
	if err != nil {
		return err
	}
	for _, b := range bodies {
		if b.Kind == models.KindStation && b.MergedInto == "" {
			a.stations = append(a.stations, b)
		}
	}
	if slices.ContainsFunc(a.stations, func(b register.BodyView) bool { return b.Code == a.station }) {
		if a.days, err = r.Reg.SiteDays(ctx, a.station, r.Reg.Today(), daysAhead); err != nil {
			return err
		}
	} else {
		a.station = ""
	}
	return r.Public(http.StatusOK, r.T("看要带什么", "What to bring"), func(v *ui.View) templ.Component { return answerPage(v, a) })
}

// asked are the papers that people bring: without those that help but are never asked,
// and those that the offices write themselves.
func (a answer) asked() []workflow.MaterialRule {
	return slices.DeleteFunc(slices.Clone(a.def.Materials), func(m workflow.MaterialRule) bool { return m.Optional || m.Official() })
}

// helping are the papers that help whoever has them.
func (a answer) helping() []workflow.MaterialRule {
	return slices.DeleteFunc(slices.Clone(a.def.Materials), func(m workflow.MaterialRule) bool { return !m.Optional || m.Official() })
}

// inCase says in which case a paper is needed.
func inCase(v *ui.View, m workflow.MaterialRule) string {
	if w := v.Word(m.Case()); w != "" {
		return w + v.T("。", ".")
	}
	if m.Optional {
		return v.T("有就带。", "If there is one.")
	}
	return v.T("都要。", "Always.")
}

// served is a day of the timetable with the places that serve on it, none where all are
// closed.
type served struct {
	day   models.Date
	sites []register.SiteDay
}

// served are the coming days, today first; none for a station that serves in its own house
// alone.
func (a answer) served() []served {
	var out []served
	for _, d := range a.days {
		i := slices.IndexFunc(out, func(s served) bool { return s.day == d.Day })
		if i < 0 {
			i, out = len(out), append(out, served{day: d.Day})
		}
		if d.Open {
			out[i].sites = append(out[i].sites, d)
		}
	}
	return out
}

// next is the first of some days on which a place serves.
func next(days []served) (served, bool) {
	for _, d := range days {
		if len(d.sites) > 0 {
			return d, true
		}
	}
	return served{}, false
}

// siteNames are the places of a day as one reads them out.
func siteNames(v *ui.View, d served) string {
	var names []string
	for _, s := range d.sites {
		names = append(names, v.Word(workflow.Word{Zh: s.Name, En: s.NameEn})+v.T("（", " (")+s.Address+v.T("）", ")"))
	}
	return strings.Join(names, v.T("；", "; "))
}
