package gb

// Relation is a two-digit code of GB/T 4761-2008: what a person is to the head
// of the household, or a guardian to the ward.
type Relation string

// The relations the program itself speaks of.
const (
	RelationSelf       Relation = "01"
	RelationHead       Relation = "02"
	RelationSpouse     Relation = "10"
	RelationHusband    Relation = "11"
	RelationWife       Relation = "12"
	RelationSon        Relation = "20"
	RelationDaughter   Relation = "30"
	RelationFather     Relation = "51"
	RelationMother     Relation = "52"
	RelationOther      Relation = "97"
	RelationNotRelated Relation = "99"
)

// Relations are all codes of the standard, in its order.
func Relations() []Relation {
	out := make([]Relation, len(relations.Terms))
	for i, t := range relations.Terms {
		out[i] = Relation(t.Code)
	}
	return out
}

// Valid tells whether r is a code of the standard.
func (r Relation) Valid() bool { return relations.has(string(r)) }

// Fits tells whether somebody of the sex, a code of GB/T 2261.1, can be what r says; a
// relation that says no sex fits everybody.
func (r Relation) Fits(sex string) bool {
	switch r {
	case "11", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "41", "43", "46", "51", "53", "55", "57", "61", "63", "66", "71", "73", "76", "78", "81", "83", "85", "87", "89", "93", "95":
		return sex != "2"
	case "12", "30", "31", "32", "33", "34", "35", "36", "37", "38", "39", "42", "44", "45", "52", "54", "56", "58", "62", "64", "67", "72", "74", "75", "77", "82", "84", "86", "88", "90", "94":
		return sex != "1"
	}
	return true
}

// Term is the entry of the list; ok is false for an unknown code.
func (r Relation) Term() (term Term, ok bool) { return relations.find(string(r)) }

var relations = List{
	ID: "relation", Standard: "GB/T 4761-2008", Names: Names{"家庭关系", "Family relation"},
	Terms: []Term{
		national("01", "本人", "self"),
		national("02", "户主", "head of household"),
		national("10", "配偶", "spouse"),
		national("11", "夫", "husband"),
		national("12", "妻", "wife"),
		national("20", "子", "son"),
		national("21", "独生子", "only child, son"),
		national("22", "长子", "eldest son"),
		national("23", "次子", "second son"),
		national("24", "三子", "third son"),
		national("25", "四子", "fourth son"),
		national("26", "五子", "fifth son"),
		national("27", "养子或继子", "adopted son or stepson"),
		national("28", "女婿", "son-in-law"),
		national("29", "其他儿子", "other son"),
		national("30", "女", "daughter"),
		national("31", "独生女", "only child, daughter"),
		national("32", "长女", "eldest daughter"),
		national("33", "次女", "second daughter"),
		national("34", "三女", "third daughter"),
		national("35", "四女", "fourth daughter"),
		national("36", "五女", "fifth daughter"),
		national("37", "养女或继女", "adopted daughter or stepdaughter"),
		national("38", "儿媳", "daughter-in-law"),
		national("39", "其他女儿", "other daughter"),
		national("40", "孙子、孙女或外孙子、外孙女", "grandchild"),
		national("41", "孙子", "grandson, son's son"),
		national("42", "孙女", "granddaughter, son's daughter"),
		national("43", "外孙子", "grandson, daughter's son"),
		national("44", "外孙女", "granddaughter, daughter's daughter"),
		national("45", "孙媳妇或外孙媳妇", "grandson's wife"),
		national("46", "孙女婿或外孙女婿", "granddaughter's husband"),
		national("47", "曾孙子或外曾孙子", "great-grandson"),
		national("48", "曾孙女或外曾孙女", "great-granddaughter"),
		national("49", "其他孙子、孙女或外孙子、外孙女", "other grandchild"),
		national("50", "父母", "parent"),
		national("51", "父亲", "father"),
		national("52", "母亲", "mother"),
		national("53", "公公", "husband's father"),
		national("54", "婆婆", "husband's mother"),
		national("55", "岳父", "wife's father"),
		national("56", "岳母", "wife's mother"),
		national("57", "继父或养父", "stepfather or adoptive father"),
		national("58", "继母或养母", "stepmother or adoptive mother"),
		national("59", "其他父母关系", "other parent"),
		national("60", "祖父母或外祖父母", "grandparent"),
		national("61", "祖父", "paternal grandfather"),
		national("62", "祖母", "paternal grandmother"),
		national("63", "外祖父", "maternal grandfather"),
		national("64", "外祖母", "maternal grandmother"),
		national("65", "配偶的祖父母或外祖父母", "spouse's grandparent"),
		national("66", "曾祖父", "great-grandfather"),
		national("67", "曾祖母", "great-grandmother"),
		national("68", "配偶的曾祖父母或外曾祖父母", "spouse's great-grandparent"),
		national("69", "其他祖父母或外祖父母关系", "other grandparent"),
		national("70", "兄弟姐妹", "brother or sister"),
		national("71", "兄", "elder brother"),
		national("72", "嫂", "elder brother's wife"),
		national("73", "弟", "younger brother"),
		national("74", "弟媳", "younger brother's wife"),
		national("75", "姐姐", "elder sister"),
		national("76", "姐夫", "elder sister's husband"),
		national("77", "妹妹", "younger sister"),
		national("78", "妹夫", "younger sister's husband"),
		national("79", "其他兄弟姐妹", "other brother or sister"),
		national("80", "其他", "other"),
		national("81", "伯父", "father's elder brother"),
		national("82", "伯母", "wife of father's elder brother"),
		national("83", "叔父", "father's younger brother"),
		national("84", "婶母", "wife of father's younger brother"),
		national("85", "舅父", "mother's brother"),
		national("86", "舅母", "wife of mother's brother"),
		national("87", "姨父", "husband of mother's sister"),
		national("88", "姨母", "mother's sister"),
		national("89", "姑父", "husband of father's sister"),
		national("90", "姑母", "father's sister"),
		national("91", "堂兄弟、堂姐妹", "cousin of the father's line"),
		national("92", "表兄弟、表姐妹", "cousin of another line"),
		national("93", "侄子", "brother's son"),
		national("94", "侄女", "brother's daughter"),
		national("95", "外甥", "sister's son"),
		national("96", "外甥女", "sister's daughter"),
		national("97", "其他亲属", "other relative"),
		national("99", "非亲属", "not related"),
	},
}
