package gb

// ChangeScope is how far a change of address reaches, by a word of our own.
type ChangeScope string

// Valid tells whether s is a scope of the list.
func (s ChangeScope) Valid() bool { return changeScopes.has(string(s)) }

// Term is the entry of the list; ok is false for an unknown scope.
func (s ChangeScope) Term() (term Term, ok bool) { return changeScopes.find(string(s)) }

// ReasonGroup is the first half of a reason: what happened, by a word of our own.
type ReasonGroup string

// The groups of reasons.
const (
	ReasonBirth   ReasonGroup = "birth"
	ReasonDeath   ReasonGroup = "death"
	ReasonMoveIn  ReasonGroup = "move_in"
	ReasonMoveOut ReasonGroup = "move_out"
	ReasonAddress ReasonGroup = "address"
)

// Valid tells whether g is a group of the list.
func (g ReasonGroup) Valid() bool { return reasonGroups.has(string(g)) }

// Term is the entry of the list; ok is false for an unknown group.
func (g ReasonGroup) Term() (term Term, ok bool) { return reasonGroups.find(string(g)) }

// ReasonCause is the second half of a reason: why, by a word of our own.
type ReasonCause string

// The causes the program itself speaks of.
const (
	CauseOrdinary  ReasonCause = "ordinary"
	CauseFostering ReasonCause = "fostering"
	CauseOther     ReasonCause = "other"
)

// Valid tells whether c is a cause of the list.
func (c ReasonCause) Valid() bool { return reasonCauses.has(string(c)) }

// Term is the entry of the list; ok is false for an unknown cause.
func (c ReasonCause) Term() (term Term, ok bool) { return reasonCauses.find(string(c)) }

// ReasonCode is the four-digit code to exchange for a reason: 0352 for moving in
// to be fostered. Ok is false when either half is unknown, or for an ordinary
// cause outside births.
func ReasonCode(group ReasonGroup, cause ReasonCause) (code string, ok bool) {
	g, known := group.Term()
	c, also := cause.Term()
	if !known || !also || cause == CauseOrdinary && group != ReasonBirth {
		return "", false
	}
	return g.Code + c.Code, true
}

var changeScopes = List{
	ID: "change_scope", Standard: "practice", Names: Names{"变动范围", "Scope of a change"},
	Terms: []Term{
		practice("split", "12", "分户", "household split"),
		practice("merge", "13", "并户", "households merged"),
		practice("community", "14", "本居（村）委会内", "within the community"),
		practice("station", "15", "本所内", "within the station"),
		practice("county", "21", "本区县内他所", "to another station of the county"),
		practice("city", "30", "地市内", "within the city"),
		practice("region", "40", "省内", "within the province"),
		practice("nation", "50", "国内", "within the country"),
		practice("hongkong_macao", "61", "港澳", "Hong Kong or Macao"),
		practice("taiwan", "62", "台湾", "Taiwan"),
		practice("abroad", "71", "国外", "abroad"),
	},
}

var reasonGroups = List{
	ID: "reason_group", Standard: "practice", Names: Names{"变动原因大类", "Reason, group"},
	Terms: []Term{
		practice("birth", "01", "出生", "birth"),
		presumed("death", "02", "死亡", "death"),
		presumed("move_in", "03", "迁入", "move in"),
		practice("move_out", "04", "迁出、注销", "move out or cancellation"),
		practice("address", "05", "住址变动", "change of address"),
	},
}

// The range 20 to 30 stands for kinds of study that were not seen one by one.
var reasonCauses = List{
	ID: "reason_cause", Standard: "practice", Names: Names{"变动原因", "Reason, cause"},
	Terms: []Term{
		practice("ordinary", "01", "一般", "ordinary"),
		practice("marriage", "08", "结婚", "marriage"),
		presumed("study", "20", "学业", "study"),
		practice("relatives", "31", "投靠亲属", "joining relatives"),
		practice("parents_children", "32", "父母子女投靠", "joining parents or children"),
		practice("spouse", "33", "夫妻投靠", "joining the spouse"),
		practice("army_family", "41", "随军", "following a soldier"),
		practice("demobilised", "46", "义务兵退伍", "end of conscript service"),
		practice("policy", "51", "落实政策", "carrying out a policy"),
		practice("fostering", "52", "收（寄）养", "adoption or fostering"),
		practice("house", "62", "购房", "buying a home"),
		practice("return", "74", "回国定居", "return to settle"),
		practice("found", "77", "失踪寻回", "missing person found"),
		practice("enlisted", "81", "参军", "enlistment"),
		practice("abroad", "84", "出国定居", "settling abroad"),
		practice("hongkong_macao", "85", "赴港澳定居", "settling in Hong Kong or Macao"),
		practice("taiwan", "86", "赴台湾定居", "settling in Taiwan"),
		practice("deleted", "90", "删除", "deletion"),
		practice("divorce", "93", "离婚", "divorce"),
		practice("marriage_move", "94", "婚迁", "moving on marriage"),
		practice("moved_home", "95", "市内迁居、搬迁", "moving within the city"),
		practice("split", "96", "分户", "household split"),
		practice("opened", "97", "立户", "household opened"),
		practice("merged", "98", "并户", "households merged"),
		practice("other", "99", "其他", "other"),
	},
}
