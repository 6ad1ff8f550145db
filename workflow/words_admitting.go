package workflow

// FRelationTold is true when what the person is to the head of the household joined is
// declared, or told by the register, or is asked of nobody: in a collective household. In a
// family's without a head it is true of whoever comes back to where they stood last, of a
// parent's child where the parent stands there, and of who stands there alone.
const FRelationTold Field = "relation_to_head_told"

// GRelationTold keeps anybody from being entered in a household as what they may not be.
const GRelationTold GuardID = "relation_to_head_told"

func admittingFields() map[Field]FieldRule {
	return map[Field]FieldRule{FRelationTold: computed("与户主关系已知或者已填", "The relation to the head is known or declared", KindBool)}
}

func admittingGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GRelationTold: flag(FRelationTold, true, "Norm 15, 16", "登记库推不出当事人与拟落户的户户主的关系：请问明后填写“与户主关系”（GB/T 4761代码，非亲属填99）；该户暂无户主的，先办“变更户主”，再填与新户主的关系。", "The register does not tell what the person is to the head of the household to join: ask, and declare the relation to the head (a code of GB/T 4761; 99 where they are no kin); where the household has no head, have one chosen first by “change of the head of a household” and declare the relation to that one."),
	}
}

// admitting keeps a business that enters one person in a household of others from doing so
// behind its head: the head consents, as to anybody who moves in, and what the person is to
// the head is declared where the register does not tell it (see FConsentsLacking). A minor is
// not entered away from parents and guardians without their word and a carer named. The form
// asks for FactHeadRelation, FactConsents, FactMinorsCarer and FactMinorsWhy.
func admitting(d *Definition) *Definition {
	d = joining(d)
	d.Steps = Process(d.Steps).Holding(GRelationGiven, GRelationTold, GRelationsAgree, GConsentsNoted, GMinorsCared)
	return d
}
