package workflow

import "slices"

// basisConsent is what one body's telling another rests on: the consent, its withdrawal,
// and that it is asked for by itself.
const basisConsent Basis = "个人信息保护法 14, 15, 23; " + ruleBundle

// The steps on what a birth sets going with other bodies (出生一件事).
const (
	ConsentItem       Event = "consent_item"
	RevokeItem        Event = "revoke_item"
	AcknowledgedThere Event = "item_acknowledged"
	RefusedThere      Event = "item_refused"
)

var bundleEvents = map[Event]Word{
	ConsentItem:       {Zh: "同意联办", En: "Consent to a joint item", Means: "One item, by whoever is responsible for the child. The child once entered, the body named is sent the case's number; without consent nothing leaves."},
	RevokeItem:        {Zh: "撤回联办同意", En: "Take the consent to a joint item back", Means: "Until the child is entered; nothing is sent then."},
	AcknowledgedThere: {Zh: "登记联办单位已接收", En: "Enter that the body acknowledged the item"},
	RefusedThere:      {Zh: "登记联办单位未办理", En: "Enter that the body refused the item", Means: "A task for the station; the birth stands."},
}

// TaskBundleItem tells the family of a joint item that its body refused, and puts right
// what can be; its note is the item.
const TaskBundleItem Task = "bundle_item"

// What is written with the steps on joint items, and what the register finds of them.
const (
	// InBundleItem is the item; BundleItems lists them.
	InBundleItem Field = "bundle_item"
	// InConsentBy is who consents, or takes the consent back.
	InConsentBy Field = "consent_by"
	// InItemRefusal is why the body refused.
	InItemRefusal Field = "item_refusal"
	// FItemsOffered are the items that the place's row in force today has.
	FItemsOffered Field = "bundle_items_offered"
	// FItemsUnsent are the items consented to and not sent; FItemsSent those that were
	// sent and have no answer yet.
	FItemsUnsent Field = "bundle_items_unsent"
	FItemsSent   Field = "bundle_items_unanswered"
)

// BundleItems are the joint items that a place may offer, in the order of forms.
func BundleItems() []Code {
	return []Code{code("vaccination", "预防接种建档", "Vaccination file"), code("health_record", "儿童健康档案", "Child health record"),
		code("medical_insurance", "居民医保参保登记", "Medical insurance for residents"), code("social_card", "社会保障卡申领", "Social security card")}
}

func consentGivers() []Code {
	return []Code{code("mother", "母亲", "Mother"), code("father", "父亲", "Father"), code("guardian", "其他监护人", "Another guardian")}
}

func itemRefusals() []Code {
	return []Code{code("not_competent", "不属该单位管辖", "Another body is competent"), code("had_already", "已经办理", "Done already"),
		code("not_eligible", "不符合办理条件", "The conditions are not met"), code("data_lacking", "资料不全", "Data are lacking"), code("other", "其他原因", "Another reason")}
}

func bundleFields() map[Field]FieldRule {
	list := func(zh, en string) FieldRule { return computed(zh, en, KindList) }
	return map[Field]FieldRule{
		InBundleItem:  input("联办事项", "Joint item", KindCode, "B", BundleItems()...),
		InConsentBy:   input("作出同意（撤回）的监护人", "Who consents, or takes it back", KindCode, "B", consentGivers()...),
		InItemRefusal: input("未办理的原因", "Why it was refused", KindCode, "B", itemRefusals()...),
		FItemsOffered: list("当地现行的联办事项", "Joint items that the place offers"),
		FItemsUnsent:  list("已同意、未发送的联办事项", "Joint items consented to and not sent"),
		FItemsSent:    list("已发送、未答复的联办事项", "Joint items sent and not answered"),
	}
}

// The conditions of the steps on joint items.
const (
	GItemsOffered GuardID = "joint_items_offered"
	GItemsUnsent  GuardID = "joint_items_unsent"
	GItemsSent    GuardID = "joint_items_sent"
)

func bundleGuards() map[GuardID]Guard {
	some := func(f Field, zh, en string) Guard {
		return Guard{Reads: []Field{f}, Met: func(x Facts) bool { return len(x.List(f)) > 0 }, Basis: basisConsent, Unmet: Word{Zh: zh, En: en}}
	}
	return map[GuardID]Guard{
		GItemsOffered: some(FItemsOffered, "落户地现在没有规定“出生一件事”的联办事项，请告知家长自行向有关单位办理。", "The place of the register has no joint items of a birth in force: tell the parents to go to the bodies themselves."),
		GItemsUnsent: some(FItemsUnsent, "没有已同意、未发送的联办事项：尚未同意的无须撤回，已发送的请向接收单位提出。",
			"There is no joint item consented to and not sent: what was not consented to needs no withdrawal, and what was sent is taken back with the body that has it."),
		GItemsSent: some(FItemsSent, "没有已发送、等待答复的联办事项。", "No joint item that was sent waits for an answer."),
	}
}

// EffConsentItem notes a consent to one item, EffRevokeItem that it was taken back;
// EffSendItems leaves a message for each item consented to, ids alone, once the child is
// entered; EffItemAnswer keeps what the body said.
const (
	EffConsentItem Effect = "note_item_consent"
	EffRevokeItem  Effect = "revoke_item_consent"
	EffSendItems   Effect = "send_joint_items"
	EffItemAnswer  Effect = "keep_item_answer"
)

var bundleEffects = map[Effect]Word{
	EffConsentItem: {Zh: "记明谁同意联办该事项", En: "note who consents to the item"},
	EffRevokeItem:  {Zh: "撤回同意，不再发送", En: "take the consent back, nothing is sent"},
	EffSendItems:   {Zh: "逐项发送已同意的联办事项（只含编号）", En: "send each item consented to, ids alone"},
	EffItemAnswer:  {Zh: "记载联办单位的答复", En: "keep what the body said"},
}

// Bundled tells whether the business sets joint items going.
func (d *Definition) Bundled() bool {
	return slices.ContainsFunc(d.Steps, func(s Step) bool { return s.On == ConsentItem })
}

// bundled lets the parents of a newborn consent to joint items, each by itself and before
// the child is entered; what became of one never stands in the way of the birth.
func (p Process) bundled() Process {
	before := append([]State{Draft}, p.first(Withdraw).From...)
	after := []State{Effected, Delivered}
	law := []Basis{basisConsent}
	atWindow := []By{ownClerk, ownAux, takingClerk, takingAux}
	// The messages come last, behind the entry that they are about.
	return p.change(EffectIt, func(s *Step) { s.Do = append(slices.Clone(s.Do), EffSendItems) }).Plus(
		Step{From: before, On: ConsentItem, By: atWindow, Needs: []Field{InBundleItem, InConsentBy}, If: []GuardID{GItemsOffered}, Do: []Effect{EffConsentItem}, Basis: law},
		Step{From: before, On: RevokeItem, By: atWindow, Needs: []Field{InBundleItem, InConsentBy}, If: []GuardID{GItemsUnsent}, Do: []Effect{EffRevokeItem}, Basis: law},
		Step{From: after, On: AcknowledgedThere, By: []By{ownClerk, ownHead}, Needs: []Field{InBundleItem, InDocument}, If: []GuardID{GItemsSent}, Do: []Effect{EffItemAnswer}, Basis: []Basis{ruleBundle}},
		Step{From: after, On: RefusedThere, By: []By{ownClerk, ownHead}, Needs: []Field{InBundleItem, InItemRefusal, InDocument}, May: []Field{InReason}, If: []GuardID{GItemsSent}, Do: []Effect{EffItemAnswer}, Basis: []Basis{ruleBundle}})
}
