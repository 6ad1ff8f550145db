package workflow

// What is declared for another booklet.
const (
	FactBookGround Field = "booklet_ground"
)

// FBookAsker is true when the person named is the head of the household or of age.
const FBookAsker Field = "head_or_adult_member"

func bookletFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FactBookGround: form("补发换发事由", "Why another one", KindCode, "B", code("lost", "遗失", "Lost"), code("damaged", "损坏", "Damaged"), code("full", "页面已满或者内容变更", "Full, or entries changed")),
		FBookAsker:     computed("户主或者成年成员", "The head, or an adult member", KindBool),
	}
}

// The guards of booklets.
const (
	GBookAsker  GuardID = "head_or_adult_member"
	GFamilyBook GuardID = "family_booklet"
	GBookLost   GuardID = "booklet_lost"
	GBookThere  GuardID = "booklet_there"
)

func bookletGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GBookAsker: {Reads: []Field{FBookAsker, FactApplicantRelation, FAdult}, Basis: "Norm 15, 16", Met: func(x Facts) bool {
			r := x.Text(FactApplicantRelation)
			return x.Bool(FBookAsker) && (r == "self" || r == "head" || !x.Bool(FAdult) && (r == "guardian" || r == "parent"))
		}, Unmet: Word{Zh: "居民户口簿由户主或者户内成年成员申请补发换发：当事人填户主或者该成员，与当事人关系填本人或者户主；委托他人代办的，仍填委托人并收取委托书。户内没有成年人的由户主申请，由监护人到场。", En: "The head or an adult member of the household asks for another booklet: name one of them, as applicant “self” or “head”; where they send somebody, name them all the same and take in the mandate. In a household of minors the head asks, with the guardian there."}},
		GFamilyBook: flag(FFamilyHousehold, true, "Norm 16, 18", "当事人不在家庭户内：集体户口簿由所在单位的协管人申请换发，按集体户管理办理。", "The person stands in no family household: the booklet of a collective one is asked for by its helper, under the care of collective households."),
		GBookLost:   coded(FactBookGround, "Norm 16", "户口簿没有遗失。", "The booklet is not lost.", "lost"),
		GBookThere:  coded(FactBookGround, "Norm 16", "户口簿已经遗失。", "The booklet is lost.", "damaged", "full"),
	}
}

// MatLossStatement is the signed word of whoever lost the booklet.
const MatLossStatement MaterialKind = "loss_statement"

func bookletMaterials() map[MaterialKind]MaterialWord {
	return map[MaterialKind]MaterialWord{MatLossStatement: {Word{Zh: "户口簿遗失声明（申请人签名）", En: "Statement that the booklet was lost, signed"}, "B"}}
}

// EffBooklet issues the next edition of the household's booklet; the one before is void.
const EffBooklet Effect = "reissue_booklet"

var bookletEffects = map[Effect]Word{EffBooklet: {Zh: "原户口簿作废，签发下一册并记入打印日志", En: "void the booklet, issue the next one and log the print"}}
