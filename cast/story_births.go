package cast

import (
	"maps"

	"hukou/models"
	"hukou/register"
	"hukou/workflow"
)

// counter is who stands at the window of a station and who decides there.
type counter struct{ aux, clerk, other, community, head string }

func counterOf(station string) counter {
	slug := find(storyStations, station).slug
	c := counter{slug + ".aux", slug + ".clerk1", slug + ".clerk3", slug + ".community", slug + ".head"}
	return c
}

const birthLead = "haiyuan.lead"

// births are the stories of the newborns.
func (s *script) births() {
	s.campaign()
	for _, n := range Newborns() {
		c := counterOf(n.Station)
		switch n.Key {
		case "r1_done":
			s.lodged("2026-09-02", n, c)
			s.byHealth(n, c, "2026-09-03", "2026-09-16", "2026-09-17")
			s.task("2026-09-18", c.other, n.Key, workflow.TaskSpotCheck, workflow.SecondLook, workflow.Facts{workflow.InAgree: true, workflow.InFindings: "复核无误"})
		case "r1_waiting":
			s.lodged("2026-08-28", n, c)
			s.byHealth(n, c, "2026-08-31", "2026-09-29", "2026-09-30")
		case "r2_review":
			s.lodged("2026-09-01", n, c)
			s.byTest(n, c, "2026-09-02", "2026-09-15", workflow.Supported)
			s.byCounty(n, c, "2026-09-17", "2026-09-21", "2026-09-28")
		case "r2_test":
			s.lodged("2026-09-08", n, c)
			s.byTest(n, c, "2026-09-09", "2026-10-09", workflow.Supported)
			s.byCounty(n, c, "2026-10-10", "2026-10-12", "2026-10-14")
		case "r0_done":
			s.lodged("2026-09-03", n, c)
			s.byPilot(n, c, "2026-09-04", "2026-09-17", "2026-09-18")
		case "r0_waiting":
			s.lodged("2026-09-14", n, c)
			s.byPilot(n, c, "2026-09-16", "2026-09-28", "2026-09-29")
		case "father_only":
			s.lodged("2026-09-04", n, c)
			s.byTest(n, c, "2026-09-07", "2026-09-18", workflow.Supported)
			s.byCounty(n, c, "2026-09-28", "2026-09-29", "2026-10-09")
		case "mother_only":
			s.lodged("2026-09-03", n, c)
			s.byTest(n, c, "2026-09-04", "2026-09-16", workflow.FatherExcluded)
			s.byCounty(n, c, "2026-09-18", "2026-09-22", "2026-09-29")
		case "twice":
			s.twice(n, c)
		case "dies":
			s.dies(n, c)
		case "lead_open":
			s.led(n, c, "2026-09-16", "2026-09-18", "2026-09-28")
		case "lead_case":
			s.led(n, c, "2026-09-07", "2026-09-08", "2026-09-09")
			s.ledOn(n, c)
		case "kin":
			s.declared("2026-09-23", n, c)
			s.acceptBirth("2026-09-28", n.Key, c)
			s.byPilot(n, c, "2026-09-29", "2026-10-09", "2026-10-10")
		case "certificate":
			s.certified(n, c, "2026-09-21", "2026-09-21")
		case "certificate_new":
			s.certified(n, c, "2026-09-23", "2026-09-28")
		}
	}
	s.claim("2026-09-23", "2026-09-28", "yuntai.clerk1", "r1_waiting")
}

// declared is the visit to the window: the auxiliary takes it in.
func (s *script) declared(day models.Date, n Newborn, c counter) {
	s.open(day, c.aux, n.Key, register.OpenRequest{Business: workflow.BirthNoCert, RegisterStation: n.Station, Site: siteOn(n.Station, day), Facts: n.Facts()})
	s.step(day, c.aux, n.Key, workflow.Lodge, nil)
}

func (s *script) acceptBirth(day models.Date, key string, c counter) {
	s.shared(day, c.aux, c.clerk, key, workflow.MatIdentity)
	s.step(day, c.clerk, key, workflow.Accept, nil)
}

func (s *script) lodged(day models.Date, n Newborn, c counter) {
	s.declared(day, n, c)
	s.acceptBirth(day, n.Key, c)
}

// certificateOf is the certificate that health issues for the child in the end.
func certificateOf(n Newborn, day models.Date) workflow.Facts {
	return workflow.Facts{workflow.InCertNo: "T64" + n.Birth.Compact() + ID(n.Key)[30:33], workflow.InCertOn: string(day), workflow.InCertName: n.Name, workflow.InHealthSame: true}
}

// byHealth is route R1: health issues the certificate.
func (s *script) byHealth(n Newborn, c counter, chosen, issued, decided models.Date) {
	s.stepTo(chosen, c.clerk, n.Key, workflow.ChooseRoute, workflow.RouteR1, workflow.Facts{workflow.InReason: "出生医学证明遗失，由出生机构补发"})
	s.step(chosen, c.clerk, n.Key, workflow.ReferHealth, workflow.Facts{workflow.InAddressee: n.Hospital, workflow.InDocument: "商补函 " + n.Key})
	s.task(chosen.AddDays(1), c.community, n.Key, workflow.TaskVisit, workflow.CompleteTask, workflow.Facts{workflow.InResult: "已入户，母子在家", workflow.InHeard: []string{n.MotherName}})
	s.step(issued, c.clerk, n.Key, workflow.CertIssued, certificateOf(n, issued))
	s.spotApproved(n, c, decided)
}

// byPilot is route R0, by a hospital of the pilot and the county's station.
func (s *script) byPilot(n Newborn, c counter, chosen, issued, decided models.Date) {
	hospital := PilotHospitals[0]
	if n.Station == Nanping {
		hospital = PilotHospitals[1]
	}
	s.stepTo(chosen, c.clerk, n.Key, workflow.ChooseRoute, workflow.RouteR0, workflow.Facts{workflow.InReason: "试点范围内在家出生"})
	s.step(chosen, c.clerk, n.Key, workflow.TownshipCertified, workflow.Facts{workflow.InHospital: hospital, workflow.InDocument: "亲子关系证明 " + n.Key})
	s.step(issued, c.clerk, n.Key, workflow.CountyMCHIssued, certificateOf(n, issued))
	s.spotApproved(n, c, decided)
}

// spotApproved is the decision on the spot by who accepted, and the hand-over.
func (s *script) spotApproved(n Newborn, c counter, day models.Date) {
	s.step(day, c.clerk, n.Key, workflow.Approve, nil)
	s.handedOver(n, c, day)
}

func (s *script) handedOver(n Newborn, c counter, day models.Date) {
	receiver := n.MotherName
	if receiver == "" {
		receiver = n.FatherName
	}
	s.step(day, c.clerk, n.Key, workflow.Deliver, workflow.Facts{workflow.InReceiver: receiver, workflow.InMethod: "window"})
}

// byTest is route R2 up to the parentage report.
func (s *script) byTest(n Newborn, c counter, chosen, reported models.Date, conclusion workflow.Event) {
	s.scanned(chosen, c.aux, c.clerk, n.Key, workflow.MatHealthRefusal)
	s.stepTo(chosen, c.clerk, n.Key, workflow.ChooseRoute, workflow.RouteR2, workflow.Facts{workflow.InReason: "卫健部门已书面说明不予签发"})
	s.step(chosen.AddDays(1), c.clerk, n.Key, workflow.NeedsTest, workflow.Facts{workflow.InReason: "尚无亲子鉴定"})
	tested, to := "both", workflow.ParentageSupported
	switch {
	case n.Mother == "":
		tested, to = "father", workflow.ParentageFatherOnly
	case conclusion == workflow.FatherExcluded:
		to = workflow.ParentageMotherOnly
	}
	s.stepTo(reported, c.clerk, n.Key, conclusion, to, workflow.Facts{workflow.InReport: "鉴 " + n.Key, workflow.InAgency: "宁夏青岸司法鉴定所",
		workflow.InLicence: "640026001", workflow.InLicensed: true, workflow.InTested: tested})
}

// byCounty is the rest of route R2: the station reports, the county decides.
func (s *script) byCounty(n Newborn, c counter, reported, passed, decided models.Date) {
	s.step(reported, c.community, n.Key, workflow.ReportCheck, workflow.Facts{workflow.InFindings: "已走访，出生经过属实", workflow.InHeard: []string{"接生人员", "邻居"}})
	s.step(passed, c.head, n.Key, workflow.PassUp, workflow.Facts{workflow.InOpinion: "建议准予"})
	s.step(decided, birthLead, n.Key, workflow.Approve, workflow.Facts{workflow.InOpinion: "准予"})
	s.handedOver(n, c, decided.AddDays(1))
}

// twice is the child whose parents declare the birth at two stations: the second case
// cannot be accepted, and ends with a reference to the first.
func (s *script) twice(n Newborn, c counter) {
	s.lodged("2026-09-10", n, c)
	s.byHealth(n, c, "2026-09-11", "2026-09-28", "2026-09-29")
	facts, there := n.Facts(), counterOf(Nanping)
	facts[workflow.FactApplicantName] = n.FatherName
	// Whoever lives elsewhere is named with the number on the card.
	facts[workflow.FactMotherNumber], facts[workflow.FactFatherNumber] = numberOf(n.Mother), numberOf(n.Father)
	s.open("2026-09-21", there.aux, TwiceAgain, register.OpenRequest{Business: workflow.BirthNoCert, RegisterStation: Nanping, Facts: facts})
	s.step("2026-09-21", there.aux, TwiceAgain, workflow.Lodge, nil)
	s.two("2026-09-28", there.clerk, there.head, TwiceAgain, workflow.Decline, reasoned("registered_already", "该出生事项已在他处受理", workflow.Facts{
		workflow.InGround: "registered_already", workflow.InCompetent: "已受理的派出所", workflow.InSuccessor: "existing"}))
}

// TwiceAgain is the key of the second case on newborn "twice" in Loaded.Births.
const TwiceAgain = "twice_again"

// dies is the child who dies before being registered: birth and death are entered
// together in the case that follows (Reg. 9).
func (s *script) dies(n Newborn, c counter) {
	s.lodged("2026-09-14", n, c)
	s.stepTo("2026-09-15", c.clerk, n.Key, workflow.ChooseRoute, workflow.RouteR1, workflow.Facts{workflow.InReason: "在家出生，由县级机构签发"})
	s.step("2026-09-18", c.clerk, n.Key, workflow.ChildDies, workflow.Facts{workflow.InDiedOn: "2026-09-17", workflow.InSuccessor: string(workflow.BirthThenDeath)})
	next := n
	next.Key = DiesBoth
	s.follow("2026-09-18", c.clerk, n.Key, DiesBoth)
	s.change("2026-09-21", c.clerk, DiesBoth, workflow.Facts{workflow.FactChildDiedOn: "2026-09-17", workflow.FactChildDeathCause: "新生儿疾病"})
	s.step("2026-09-21", c.clerk, DiesBoth, workflow.Lodge, nil)
	s.shared("2026-09-28", c.aux, c.clerk, DiesBoth, workflow.MatDeathProof)
	s.scanned("2026-09-28", c.aux, c.clerk, DiesBoth, workflow.MatBirthAccount)
	s.step("2026-09-28", c.clerk, DiesBoth, workflow.Accept, nil)
	s.step("2026-09-28", c.clerk, DiesBoth, workflow.AssignCheck, nil)
	s.step("2026-09-28", c.community, DiesBoth, workflow.ReportCheck, workflow.Facts{workflow.InFindings: "卫生院出生、死亡记录一致", workflow.InHeard: []string{n.MotherName}})
	s.step("2026-09-29", c.head, DiesBoth, workflow.Approve, nil)
	s.handedOver(next, c, "2026-09-29")
}

// DiesBoth is the key of the case that registers birth and death of newborn "dies".
const DiesBoth = "dies_both"

// led is a lead of a visit up to the case it becomes.
func (s *script) led(n Newborn, c counter, noted, contacted, converted models.Date) {
	facts := n.Facts()
	for _, k := range []workflow.Field{workflow.FactHousehold, workflow.FactFollows, workflow.FactBirthDivision, workflow.FactEthnicityBy} {
		delete(facts, k)
	}
	maps.Copy(facts, workflow.Facts{workflow.FactLeadSource: "visit", workflow.FactLeadMatter: "birth", workflow.FactUnregistered: true, workflow.FactLeadPlace: "镇东三组", workflow.FactLeadNote: "走访得知家中新生儿尚未登记"})
	s.open(noted, c.community, n.Key, register.OpenRequest{Business: workflow.Lead, Campaign: campaignKey, RegisterStation: n.Station, Facts: facts})
	s.step(contacted, c.community, n.Key, workflow.LeadContact, workflow.Facts{workflow.InContactBy: "visit", workflow.InFindings: "家长愿意办理"})
	s.step(converted, c.community, n.Key, workflow.LeadConvert, workflow.Facts{workflow.InSuccessor: string(workflow.BirthNoCert), workflow.InWanted: true})
}

// ledOn is the case that the lead became.
func (s *script) ledOn(n Newborn, c counter) {
	next := n
	next.Key = LedOn
	s.follow("2026-09-09", c.clerk, n.Key, LedOn)
	s.change("2026-09-10", c.clerk, LedOn, workflow.Facts{workflow.FactHousehold: n.Household, workflow.FactFollows: "mother", workflow.FactBirthDivision: n.Station[:6], workflow.FactEthnicityBy: "mother"})
	s.step("2026-09-10", c.clerk, LedOn, workflow.Lodge, nil)
	s.acceptBirth("2026-09-10", LedOn, c)
	s.byPilot(next, c, "2026-09-11", "2026-09-21", "2026-09-22")
	s.task("2026-09-23", c.other, LedOn, workflow.TaskSpotCheck, workflow.SecondLook, workflow.Facts{workflow.InAgree: true, workflow.InFindings: "复核无误"})
}

// LedOn is the key of the case that lead "lead_case" became, in Loaded.Births.
const LedOn = "lead_case_birth"

// certified is a birth with the certificate in hand.
func (s *script) certified(n Newborn, c counter, lodged, accepted models.Date) {
	facts := n.Facts()
	cert := certificateOf(n, n.Birth.AddDays(2))
	maps.Copy(facts, workflow.Facts{workflow.FactCertificate: cert[workflow.InCertNo], workflow.FactCertificateOn: cert[workflow.InCertOn],
		workflow.FactCertificateName: n.Name, workflow.FactEvidence: "certificate"})
	s.open(lodged, c.aux, n.Key, register.OpenRequest{Business: workflow.BirthCert, RegisterStation: n.Station, Site: siteOn(n.Station, lodged), Facts: facts})
	s.step(lodged, c.aux, n.Key, workflow.Lodge, nil)
	s.shared(accepted, c.aux, c.clerk, n.Key, workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage)
	s.step(accepted, c.clerk, n.Key, workflow.Accept, nil)
	s.stepTo(accepted, c.clerk, n.Key, workflow.SkipCheck, workflow.Approved, nil)
	s.handedOver(n, c, accepted)
}
