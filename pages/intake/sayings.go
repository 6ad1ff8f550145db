package intake

import (
	"slices"

	"hukou/workflow"
)

// saying is a word that people say at the counter, with the businesses they mean by it.
type saying struct {
	zh, en string
	of     []workflow.Business
}

// commonSayings are the words of people that are not those of the rule book.
func commonSayings() []saying {
	births := []workflow.Business{workflow.BirthCert, workflow.BirthNoCert, workflow.BirthAbroad}
	unregistered := []workflow.Business{workflow.Unreg1, workflow.Unreg2, workflow.Unreg3, workflow.Unreg4, workflow.Unreg5, workflow.Unreg6, workflow.Unreg7, workflow.Unreg8}
	moves := []workflow.Business{workflow.MoveInStation, workflow.MoveInCounty, workflow.MoveInPrefecture, workflow.MoveInRegion, workflow.MoveAcrossRegion, workflow.MoveOutOfRegion}
	return []saying{
		{"新生儿", "newborn", births},
		{"宝宝", "baby", births},
		{"上户口", "register a child", slices.Concat(births, unregistered)},
		{"入户", "settle", slices.Concat(births, unregistered, moves)},
		{"没户口", "no registration", unregistered},
		{"改名", "change a name", []workflow.Business{workflow.NameChange, workflow.NameCorrect}},
		{"改姓", "change a surname", []workflow.Business{workflow.NameChange}},
		{"死亡", "death", []workflow.Business{workflow.Death, workflow.DeathDeclared, workflow.DeathUnreported}},
		{"去世", "died", []workflow.Business{workflow.Death, workflow.DeathUnreported}},
		{"销户", "cancel", []workflow.Business{workflow.Death, workflow.AbroadCancel, workflow.DupCancel, workflow.FalseCancel}},
		{"分户", "splitting a household", []workflow.Business{workflow.HouseholdSplit}},
		{"单独立户", "setting up a household", []workflow.Business{workflow.HouseholdSplit, workflow.HouseholdCreate}},
		{"并户", "merging two households", []workflow.Business{workflow.HouseholdMerge}},
		{"换户主", "another head", []workflow.Business{workflow.HeadChange}},
		{"迁户口", "move", moves},
		{"转户口", "move the hukou", moves},
		{"收养", "adoption", []workflow.Business{workflow.AdoptionFirst, workflow.AdoptionMove}},
		{"参军", "army", []workflow.Business{workflow.EnlistMark}},
		{"退伍", "veteran", []workflow.Business{workflow.VeteranRestore}},
		{"改生日", "birthday", []workflow.Business{workflow.BirthdateCorrect}},
		{"丢户口本", "lost booklet", []workflow.Business{workflow.BookletReissue}},
		{"补户口本", "another booklet", []workflow.Business{workflow.BookletReissue}},
		{"开证明", "a certificate of the station", []workflow.Business{workflow.CertIssue}},
		{"查户口", "look up the register", []workflow.Business{workflow.RegisterQuery}},
		{"改民族", "ethnicity", []workflow.Business{workflow.EthnicityChange}},
	}
}

// sayings are the words by which people ask for a business, with their initials.
func sayings(b workflow.Business) string {
	out := ""
	for _, s := range commonSayings() {
		if slices.Contains(s.of, b) {
			out += s.zh + " " + initials(s.zh) + " " + s.en + " "
		}
	}
	return out
}
