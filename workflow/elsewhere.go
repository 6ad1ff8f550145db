package workflow

import "slices"

// FactAwayResidence is what shows that a parent lives where the papers are taken in.
const FactAwayResidence Field = "residence_where_taken_in"

// FAwayLacks lists the conditions of a birth taken in by a station of another region
// (跨省通办) that are not met, by the codes below; empty for one taken in at home.
const FAwayLacks Field = "taken_in_elsewhere_lacks"

// The conditions of FAwayLacks (domain 3.4).
const (
	AwayPaper     = "paper_on_parents"
	AwayAge       = "under_six"
	AwaySurname   = "surname"
	AwayParents   = "parents"
	AwayHousehold = "household"
	AwayResidence = "residence"
)

// MatAwayResidence is the permit or temporary registration of a parent at the place where
// the papers are taken in.
const MatAwayResidence MaterialKind = "residence_where_taken_in"

func elsewhereFields() map[Field]FieldRule {
	lacks := computed("跨省通办尚缺的条件", "Conditions of taking in in another region that are not met", KindList)
	lacks.Codes = []Code{code(AwayPaper, "父母关系材料", "Paper on the parents"), code(AwayAge, "年龄", "Age"), code(AwaySurname, "姓氏", "Surname"), code(AwayParents, "父母户籍", "Where the parents are registered"),
		code(AwayHousehold, "落户的户", "Household"), code(AwayResidence, "受理地居住", "Residence where it is taken in")}
	return map[Field]FieldRule{
		FactAwayResidence: form("跨省通办：父母一方在受理地的居住证明", "Taken in in another region: a parent lives there by", KindCode, "B",
			code("residence_permit", "居住证", "Residence permit"), code("temporary_registration", "暂住登记", "Temporary registration"), code("none", "都没有", "Neither")),
		FAwayLacks: lacks,
	}
}

// The guards on a birth that is taken in by a station of another region, and when the proof of
// residence there is needed.
const (
	GAwayPaper     GuardID = "away_paper_on_parents"
	GAwayAge       GuardID = "away_under_six"
	GAwaySurname   GuardID = "away_surname_of_parent"
	GAwayParents   GuardID = "away_both_parents_domestic"
	GAwayHousehold GuardID = "away_family_household"
	GAwayResidence GuardID = "away_parent_lives_there"
	GAwayProof     GuardID = "away_residence_declared"
)

func elsewhereGuards() map[GuardID]Guard {
	const zhWay = "不适用跨省通办，并非不予受理：请家长到落户地派出所办理，或者撤回本件并以“出生登记”为后续业务，由落户地派出所按普通渠道接办。"
	const enWay = " It does not go by way of another region, which is no refusal: the parents go to the station of the register, or withdraw this case with “birth” as its successor, which the station of the register takes on in the ordinary way."
	lacks := func(what, zh, en string) Guard {
		return Guard{Reads: []Field{FAwayLacks}, Met: func(x Facts) bool { return !slices.Contains(x.List(FAwayLacks), what) }, Basis: ruleElsewhere,
			Unmet: Word{Zh: zh + "，" + zhWay, En: en + enWay}}
	}
	return map[GuardID]Guard{
		GAwayPaper:     lacks(AwayPaper, "没有申报父母的结婚证", "No marriage certificate of the parents is declared."),
		GAwayAge:       lacks(AwayAge, "孩子已满六周岁", "The child is six or older."),
		GAwaySurname:   lacks(AwaySurname, "孩子没有随父姓或者母姓", "The child has the surname of neither parent."),
		GAwayParents:   lacks(AwayParents, "父母没有都是境内户籍居民（一方未填、空白或者在境外定居）", "Not both parents are registered in the country (one is not given, blank or settled abroad)."),
		GAwayHousehold: lacks(AwayHousehold, "拟落户的不是家庭户", "The household to be joined is no family household."),
		GAwayResidence: lacks(AwayResidence, "没有填明父母一方在受理地有居住证或者暂住登记", "No residence permit or temporary registration of a parent at the place of acceptance is given."),
		GAwayProof: {Reads: []Field{FactAwayResidence}, Met: func(x Facts) bool { return x.Has(FactAwayResidence) && x.Text(FactAwayResidence) != "none" }, Basis: ruleElsewhere,
			Unmet: Word{Zh: "没有申报在受理地的居住证明。", En: "No proof of residence where the papers are taken in is declared."}},
	}
}

// acrossRegions lets a station of another region take the case in, mend what lacks and hand the result
// over, while the station of the register decides.
func (p Process) acrossRegions() Process {
	taken := []By{takingClerk, takingAux}
	p = p.change(Withdraw, func(s *Step) {
		if slices.Contains(s.From, Draft) && slices.Contains(s.By, ownClerk) {
			s.By = append(slices.Clone(s.By), takingClerk)
		}
	}).change(Supplied, func(s *Step) { s.By = append(slices.Clone(s.By), taken...) })
	for _, on := range []Event{Lodge, Accept} {
		p = p.Requiring(on, GAwayPaper, GAwayAge, GAwaySurname, GAwayParents, GAwayHousehold, GAwayResidence)
	}
	return p
}
