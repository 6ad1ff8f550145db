package workflow

// Side is one of the three that speak of an item of a case.
type Side string

// What the applicant declared, what a paper says, what the register holds.
const (
	Declared     Side = "declared"
	FromMaterial Side = "material"
	FromRegister Side = "register"
)

// OtherReason is the code of a reason that has to be written out.
const OtherReason = "other"

// DifferenceReasons are the reasons for which an officer takes the value of a source
// where the sources differ: of a paper or the register, or of what was declared.
func DifferenceReasons(take Side) []Code {
	other := code(OtherReason, "其他（须写明）", "Other (to be written out)")
	if take == Declared {
		return []Code{
			code("same_meaning", "写法不同，意思相同", "Written otherwise, the same in meaning"),
			code("paper_mistaken", "证明填写有误，已要求更正", "The paper is mistaken; its correction was asked for"),
			code("register_outdated", "登记库未及时变更", "The register was not brought up to date"),
			code("wish_confirmed", "申报人确认以申报为准", "The applicant confirms what was declared"),
			other,
		}
	}
	return []Code{
		code("declared_mistaken", "申报笔误，申报人已确认", "A slip in what was declared; the applicant confirmed it"),
		code("original_seen", "已核对原件", "The original was seen"),
		code("register_in_force", "以现有登记为准", "The entry in force counts"),
		other,
	}
}
