package workflow

import "slices"

// FHeadJoinedSame is true when the household joined has the head that it had when the case
// was accepted or last reported on, and when nobody joins a family household.
const FHeadJoinedSame Field = "head_joined_unchanged"

func joinedFields() map[Field]FieldRule {
	return map[Field]FieldRule{FHeadJoinedSame: computed("迁入户和户主未变", "The household joined and its head are unchanged", KindBool)}
}

// GHeadJoinedSame holds from the acceptance to the entry; GHeadJoinedSeen lets a case be
// reported on once the relations to the present head were gone through.
const (
	GHeadJoinedSame GuardID = "head_joined_unchanged"
	GHeadJoinedSeen GuardID = "relations_to_present_head"
)

func joinedGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GHeadJoinedSame: flag(FHeadJoinedSame, true, ruleUnchanged, "迁入的户或者其户主在受理或核实后已变动，所填与户主关系是与原户主的关系。请转调查核实或者退回核实，按现户主重新填写关系、记明现户主的同意，确认后重新报核实结果；已准予的，撤回后重新申报。", "The household joined, or its head, changed since acceptance or the last check: the relations declared are to the head of before. Send it to verification or return it there, declare the relations to the present head anew and note the head's consent, confirm them and report again; a case already granted is withdrawn and declared anew."),
		GHeadJoinedSeen: {Reads: []Field{FHeadJoinedSame, InRelationsSeen}, Met: func(x Facts) bool { return x.Bool(FHeadJoinedSame) || x.Bool(InRelationsSeen) }, Basis: ruleUnchanged,
			Unmet: Word{Zh: "迁入的户或者其户主已变动：请按现户主重新填写与户主关系，与成员逐一核对后勾选确认，再报核实结果。", En: "The household joined, or its head, changed: declare the relations to the present head anew, go through them with the members, confirm them, then report."}},
	}
}

// joining keeps a business that brings people into a household to the head to whom their
// relations were declared: where there is another one by then, they are declared anew.
func joining(d *Definition) *Definition {
	d.Steps = Process(d.Steps).Holding(GHeadJoinedSame)
	for _, on := range []Event{ReportCheck, ReportBack} {
		d.Steps = Process(d.Steps).change(on, func(s *Step) {
			s.May, s.If = append(slices.Clone(s.May), InRelationsSeen), with(s.If, GHeadJoinedSeen)
		})
	}
	return d
}
