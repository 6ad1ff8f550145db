package cast

import (
	"encoding/json"

	"hukou/gb"
	"hukou/models"
	"hukou/register"
	"hukou/workflow"
)

// The institution of the seventy, and the one that could take over from it. Both keep
// a collective household at HomeStation.
var (
	Institution     = ID("unit/heguang")
	NextInstitution = ID("unit/nuanqu")
)

// CollectiveHousehold and NextCollectiveHousehold are their households.
var (
	CollectiveHousehold     = ID("house/unit/heguang")
	NextCollectiveHousehold = ID("house/unit/nuanqu")
)

const (
	impactNo     = "永民评〔2026〕3号"
	nextImpactNo = "永民评〔2026〕7号"
)

// PilotHospitals are those that the pilot of Haiyuan names (route R0).
var PilotHospitals = []string{"云台镇卫生院", "南坪川乡卫生院"}

func institutions() []models.Institution {
	unit := func(id, house, name, credit, certificate, helper, impact string, until models.Date) models.Institution {
		return models.Institution{ID: id, Name: name, CreditCode: credit, CivilAffairs: "永宁县民政局", CertificateNo: certificate, CertificateUntil: until,
			HouseholdID: house, HelperName: helper, Org: HomeStation, Status: "open", AssessmentNo: impact}
	}
	return []models.Institution{
		unit(Institution, CollectiveHousehold, "永宁县禾光园", "12649901MB0000017K", "宁民设证第0017号", "邵清和", impactNo, "2029-06-30"),
		unit(NextInstitution, NextCollectiveHousehold, "永宁县暖渠园", "12649901MB0000025A", "宁民设证第0025号", "尹守拙", nextImpactNo, "2028-12-31"),
	}
}

// units adds the collective households with their heads and helpers, who live in
// books of their own.
func (b *population) units() {
	for _, u := range []struct {
		key, house, unit, address string
		head, helper              string
		until                     models.Date
	}{
		{"unit/heguang", CollectiveHousehold, Institution, "青禾镇渠南路8号", "殷怀朴", "邵清和", "2027-12-31"},
		{"unit/nuanqu", NextCollectiveHousehold, NextInstitution, "青禾镇学堂路21号", "骆知白", "尹守拙", "2027-06-30"},
	} {
		head := b.adult(u.key+"/head", u.head, boy, "1972-04-18", string(gb.RelationHead))
		helper := b.adult(u.key+"/helper", u.helper, girl, "1985-09-02", string(gb.RelationHead))
		b.house(u.key+"/head", HomeStation, "2009-03-01", head)
		b.house(u.key+"/helper", HomeStation, "2014-08-01", helper)
		place := b.house(u.key, HomeStation, "2015-01-10")
		h := &b.houses[place]
		h.Kind, h.Collective, h.InstitutionID, h.Address = models.CollectiveHousehold, "unit", u.unit, u.address
		h.Number, h.Head, h.HelperID, h.HelperUntil = "9"+h.Number[1:], head.Key, helper.ID, u.until
	}
}

// policies are what the places of the cast chose. Where no row speaks, the rule book's
// presets hold; that an unregistered ward of six or more goes to the prefecture is one
// of them, and the region's row leaves it so.
func policies() []models.PolicyRow {
	row := func(key, business, division string, from, to models.Date, document string, limits, options map[string]any) models.PolicyRow {
		return models.PolicyRow{ID: ID("policy/" + key), Business: business, Division: division, From: from, To: to, Level: -1, Limits: text(limits), Options: text(options),
			Document: document}
	}
	days := func(n int) map[string]any { return map[string]any{"n": n, "unit": "workday"} }
	region := RegionCode[:2]
	return []models.PolicyRow{
		row("ward_line", string(workflow.WardLine), region, "2026-01-01", "", "宁公规〔2025〕12号", map[string]any{string(workflow.LimitCounty): days(10), string(workflow.LimitCity): days(10), string(workflow.LimitOriginAnswer): days(3)}, nil),
		row("birth_cert", string(workflow.BirthCert), region, "2026-01-01", "", "宁公规〔2025〕12号", map[string]any{string(workflow.LimitStation): days(3)}, nil),
		row("birth_no_cert", string(workflow.BirthNoCert), region, "2026-01-01", "", "宁公规〔2025〕12号", map[string]any{string(workflow.LimitStation): days(5), string(workflow.LimitCounty): days(10)}, nil),
		row("birth_bundle", string(register.BusinessBundle), region, "2026-01-01", "", "宁政办发〔2025〕31号", nil, map[string]any{"vaccination": "落户地疾病预防控制中心", "health_record": "落户地基层医疗卫生机构",
			"medical_insurance": "落户地医疗保障局", "social_card": "落户地人力资源和社会保障局"}),
		row("pilot", string(workflow.BirthNoCert), Yuntai[:6], "2026-03-01", "2026-12-31", "海公卫联〔2026〕5号",
			map[string]any{string(workflow.LimitStation): days(5), string(workflow.LimitCounty): days(10)}, map[string]any{"r0": true, "r0_hospitals": PilotHospitals}),
	}
}

// text is a map as JSON; an empty one is no text.
func text(v map[string]any) string {
	if len(v) == 0 {
		return ""
	}
	b, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(b)
}

// RosterFacts are the facts of the roster of the seventy as a whole.
func RosterFacts() workflow.Facts {
	return workflow.Facts{workflow.FactInstitution: Institution, workflow.FactHousehold: CollectiveHousehold, workflow.FactImpactNo: impactNo, workflow.FactApplicantName: "邵清和"}
}

// NextFacts are those of the roster that nobody has handed in yet.
func NextFacts() workflow.Facts {
	return workflow.Facts{workflow.FactInstitution: NextInstitution, workflow.FactHousehold: NextCollectiveHousehold, workflow.FactImpactNo: nextImpactNo, workflow.FactApplicantName: "尹守拙"}
}
