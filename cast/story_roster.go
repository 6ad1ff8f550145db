package cast

import (
	"context"
	"fmt"

	"hukou/models"
	"hukou/register"
	"hukou/workflow"
)

const batchKey = "batch"

// acceptedOn is the day from which the lines count.
const acceptedOn models.Date = "2026-09-14"

// The officers who handle the roster.
const (
	rosterAux       = "qinghe.aux"
	rosterClerk     = "qinghe.clerk1"
	counterClerk    = "qinghe.clerk2"
	rosterCommunity = "qinghe.community"
	rosterHead      = "qinghe.head"
	rosterCounty    = "yongning.county"
	rosterLead      = "yongning.lead"
	rosterCity      = "yinchuan.citylead"
)

// roster is the story of the seventy.
func (s *script) roster() {
	s.add("2026-09-10", batchKey, "open", func(ctx context.Context, p *player) error {
		q := register.BatchRequest{OpenRequest: register.OpenRequest{Business: workflow.WardBatch, RegisterStation: HomeStation, Facts: RosterFacts(), Key: p.key()}}
		all := Seventy()
		for _, c := range all {
			q.Lines = append(q.Lines, c.Facts())
		}
		ans, err := p.r.OpenBatch(ctx, p.actor(rosterAux), q)
		if err != nil {
			return err
		}
		p.cases[batchKey] = ans.CaseID
		lines, err := p.r.Lines(ctx, p.actor(rosterAux), ans.CaseID)
		if err == nil && len(lines) != len(all) {
			err = fmt.Errorf("the batch has %d lines, the roster %d", len(lines), len(all))
		}
		for i, l := range lines {
			p.cases[all[i].Key()] = l.ID
		}
		return err
	})
	s.scanned("2026-09-10", rosterAux, rosterClerk, batchKey, workflow.MatImpact)
	s.shared("2026-09-10", rosterAux, rosterClerk, batchKey, workflow.MatUnitPapers)
	s.step("2026-09-11", rosterClerk, batchKey, workflow.Lodge, nil)
	s.step(acceptedOn, rosterClerk, batchKey, workflow.Accept, nil)
	for _, c := range Seventy() {
		s.line(c)
	}
	for _, no := range []int{46, 60, 69} {
		s.claim("2026-09-23", "2026-09-28", rosterClerk, fmt.Sprintf("child/%02d", no))
	}
}

// line is the story of one child.
func (s *script) line(c Child) {
	switch c.Fate {
	case FirstEntry, BareComesOfAge:
		s.newcomer(c)
		return
	case TwoEntries:
		s.duplicate(c)
		return
	}
	d := pacesOf(c)
	s.step(d.search, rosterClerk, c.Key(), workflow.Search, nil)
	hit := workflow.Facts{workflow.InHitPerson: c.Person, workflow.InByEye: true, workflow.InFindings: findings(c)}
	if c.Fate == NameDiffers || c.Fate == BirthDiffers {
		hit[workflow.InDifference] = findings(c)
	}
	s.step(d.hit, rosterClerk, c.Key(), workflow.HitOne, hit)
	s.papers(c, d.hit)
	s.afterHit(c, d)
}

// afterHit is what follows when the child's registration is found.
func (s *script) afterHit(c Child, d pace) {
	switch c.Fate {
	case RuledFor, RuledAgainst:
		s.disputed(c, d)
	case ParentFound:
		s.step("2026-09-17", rosterClerk, c.Key(), workflow.KinFound, workflow.Facts{workflow.InKin: "parent", workflow.InReason: "走访得知母亲健在"})
		s.two([]models.Date{"2026-09-22", "2026-10-09"}[c.wave-1], rosterClerk, rosterHead, c.Key(), workflow.ReturnToGuardian,
			reasoned("guardian_able", "母亲有监护能力，愿意接回", workflow.Facts{workflow.InDocument: "永民监函〔2026〕9号"}))
	case Kept:
		s.answered(c, d)
		ground, reason := "child_objects", "本人不愿迁户，留在原籍随外祖母入学"
		if c.wave > 1 {
			ground, reason = "harm", "迁出将影响其继承家庭住房"
		}
		s.step([]models.Date{"2026-09-22", "2026-10-08"}[c.wave-1], rosterLead, c.Key(), workflow.KeepThere, reasoned("child_interest", reason, workflow.Facts{workflow.InKeepGround: ground}))
	case LeftHome:
		s.origin(c, d)
		s.two("2026-09-22", rosterClerk, rosterHead, c.Key(), workflow.LeftInstitution,
			reasoned("left", "已被依法收养", workflow.Facts{workflow.InLeaving: "adopted", workflow.InDocument: "收养登记证 永民收〔2026〕2号"}))
	case Died:
		s.origin(c, d)
		s.step("2026-09-20", rosterClerk, c.Key(), workflow.Die, workflow.Facts{workflow.InDiedOn: "2026-09-19", workflow.InDocument: "死亡医学证明 D-2026-118", workflow.InSuccessor: string(workflow.Death)})
	case ComesOfAge:
		s.answered(c, d)
		s.step(d.heard, rosterCommunity, c.Key(), workflow.ChooseAt18, workflow.Facts{workflow.InGoesOn: true, workflow.InDocument: "意愿书 18-15"})
		s.decided(c, d)
	case Returned:
		s.answered(c, d)
		s.submitted(c, d.submitted)
		s.stepTo("2026-09-23", rosterLead, c.Key(), workflow.Return, workflow.OriginCleared, workflow.Facts{workflow.InReturnCode: "lacking", workflow.InItems: []string{"听取意见记录未注明地点"}, workflow.InReason: "记录不全"})
		s.stepTo("2026-09-28", rosterClerk, c.Key(), workflow.ReportBack, workflow.InReview, workflow.Facts{workflow.InFindings: "已补注地点"})
		s.entered(c, d)
	default:
		s.answered(c, d)
		s.decided(c, d)
	}
}

// disputed goes by the objection of the origin and the ruling of the body above both.
func (s *script) disputed(c Child, d pace) {
	ground, reason := "kin_object", "户内亲属对监护提出异议"
	if c.Fate == RuledAgainst {
		ground, reason = "guardian_capable", "叔父具备监护能力并愿意抚养"
	}
	s.step("2026-09-18", c.originClerk("head"), c.Key(), workflow.OriginObject, reasoned("objection", reason, workflow.Facts{workflow.InObjection: ground, workflow.InDocument: "异议书 " + c.IntakeNo}))
	day := []models.Date{"2026-09-22", "2026-09-29"}[c.wave-1]
	if c.Fate == RuledAgainst {
		s.step(day, c.above(), c.Key(), workflow.RuleAgainst, reasoned("guardian_able", "叔父监护能力属实", nil))
		return
	}
	s.step(day, c.above(), c.Key(), workflow.RuleFor, workflow.Facts{workflow.InReason: "亲属已书面撤回异议"})
	s.heard(c, max(day.AddDays(1), d.heard), "agrees")
	s.decided(c, d)
}

// duplicate waits for the case on the two entries. Both stay with stations of other
// prefectures: where both stations agree the home's prefecture decides, and the region for
// the second child, of whose other entry nobody says a word.
func (s *script) duplicate(c Child) {
	d := doubles[c.wave-1]
	key := "dup/" + c.Key()
	s.step("2026-09-15", rosterClerk, c.Key(), workflow.Search, nil)
	s.step(d.hit, rosterClerk, c.Key(), workflow.HitMany, workflow.Facts{workflow.InHitPersons: []string{c.Person, ID("person/" + c.Key() + "/again")}, workflow.InFindings: "两地各有一条登记，出生日期相差九日"})
	s.papers(c, d.hit)
	s.follow(d.hit, rosterClerk, c.Key(), key)
	s.step(d.opened, rosterClerk, key, workflow.OpenExOfficio, nil)
	s.step(d.opened, rosterClerk, key, workflow.AssignCheck, nil)
	word := workflow.Facts{workflow.InAgree: true, workflow.InFindings: "查阅底册，与本所登记核对无误"}
	s.task(d.wrote, c.originClerk("clerk"), key, workflow.TaskPeerWord, workflow.PeerWord, word)
	decider := rosterCity
	if c.wave == 1 {
		s.task(d.wrote, find(originStations, c.SecondStation()).slug+".head", key, workflow.TaskPeerWord, workflow.PeerWord, word)
	} else {
		decider = "region1"
	}
	s.step(d.wrote, rosterClerk, key, workflow.Tell, workflow.Facts{workflow.InHeard: []string{"两地户内成年亲属"}, workflow.InDocument: "告知 " + key, workflow.InMethod: "post"})
	s.step(d.notice, rosterClerk, key, workflow.PublishNotice, workflow.Facts{workflow.InDocument: "公示 " + key})
	s.shared(d.reported, rosterClerk, rosterClerk, key, workflow.MatRegisterExtracts, workflow.MatComparison)
	s.scanned(d.reported, rosterClerk, rosterClerk, key, workflow.MatVisitRecord)
	s.step(d.reported, rosterClerk, key, workflow.ReportCheck, workflow.Facts{workflow.InFindings: "两条登记为同一人", workflow.InHeard: []string{"两地户内成年亲属"}})
	s.step(d.reported, rosterHead, key, workflow.PassUp, nil)
	s.step(d.ruled, rosterCounty, key, workflow.PassUp, nil)
	s.step(d.ruled, decider, key, workflow.Approve, workflow.Facts{workflow.InKeep: c.Person, workflow.InReason: "先登记且有出生记录"})
	s.answered(c, d.pace)
	s.decided(c, d.pace)
}

// newcomer is a child whom nobody registered before.
func (s *script) newcomer(c Child) {
	d := newcomers[c.wave-1]
	s.step(d.search, rosterClerk, c.Key(), workflow.Search, nil)
	s.step(d.hit, rosterClerk, c.Key(), workflow.HitNone, workflow.Facts{workflow.InByName: true, workflow.InByParents: true, workflow.InFindings: "两次查找均未见登记"})
	s.papers(c, d.hit)
	s.step(d.told, rosterClerk, c.Key(), workflow.AskComparison, workflow.Facts{workflow.InAddressee: "永宁县公安局刑侦大队", workflow.InDocument: "比对函 " + c.IntakeNo})
	if c.Fate == BareComesOfAge {
		s.step("2026-09-22", rosterClerk, c.Key(), workflow.Inconclusive, workflow.Facts{workflow.InDocument: "复函 " + c.IntakeNo})
		return
	}
	s.step(d.cleared, rosterClerk, c.Key(), workflow.NoMatch, workflow.Facts{workflow.InDocument: "复函 " + c.IntakeNo})
	if c.Document == "" {
		s.step(d.heard, rosterClerk, c.Key(), workflow.GuardianshipDocument, workflow.Facts{workflow.InDocument: "永民监〔2026〕补" + fmt.Sprint(c.No) + "号",
			workflow.InLegalGround: string(c.Ground), workflow.InOnBehalf: "永宁县民政局"})
	}
	s.heard(c, d.heard, viewOf(c))
	s.decided(c, d)
}
