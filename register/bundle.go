package register

import (
	"encoding/json"
	"fmt"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// BusinessBundle is the business under which a policy row says which joint items of a birth
// a place has, each with the body that it goes to.
const BusinessBundle workflow.Business = "birth_bundle"

// BundleWord names the rows of BusinessBundle.
func BundleWord() workflow.Word {
	return workflow.Word{Zh: "出生一件事联办事项", En: "Joint items of a birth"}
}

// The messages to the bodies of joint items. Each has the case's number, the item and the
// body; the second names the message that it takes back too.
const (
	MessageItem       = "birth_item"
	MessageItemUndone = "birth_item_undone"
)

// The answers of a body.
const (
	itemAcknowledged = "acknowledged"
	itemRefused      = "refused"
)

// ItemConsentRequest is one ticked item of a new case's form, and who consents.
type ItemConsentRequest struct {
	Item string `json:"item"`
	By   string `json:"by"`
}

func bundleEffects() map[workflow.Effect]effect {
	return map[workflow.Effect]effect{
		workflow.EffConsentItem: (*act).consentItem,
		workflow.EffRevokeItem:  (*act).revokeItem,
		workflow.EffSendItems:   (*act).sendItems,
		workflow.EffItemAnswer:  (*act).answerItem,
	}
}

func bundleCollectors() map[workflow.Field]collector {
	items := func(which func(models.ItemConsent) bool) collector {
		return func(a *act) (any, error) {
			rows, err := a.itemConsents()
			out := []string{}
			for _, c := range rows {
				if which(c) {
					out = append(out, c.Item)
				}
			}
			return out, err
		}
	}
	return map[workflow.Field]collector{
		workflow.FItemsOffered: func(a *act) (any, error) {
			bodies, err := a.itemBodies(a.c.RegisterOrg)
			out := []string{}
			for _, c := range workflow.BundleItems() {
				if bodies[c.Value] != "" {
					out = append(out, c.Value)
				}
			}
			return out, err
		},
		workflow.FItemsUnsent: items(itemStands),
		workflow.FItemsSent:   items(itemUnanswered),
	}
}

// itemStands tells of a consent that was neither taken back nor used.
func itemStands(c models.ItemConsent) bool { return c.RevokedAt == nil && c.SentAt == nil }

// itemUnanswered tells of an item that was sent, whose body has said nothing yet.
func itemUnanswered(c models.ItemConsent) bool {
	return c.SentAt != nil && c.Outcome == "" && c.UndoneID == ""
}

// itemBodies are the joint items that a station's place has today, with the body of each.
func (a *act) itemBodies(station string) (map[string]string, error) {
	p, err := a.findPolicy(string(BusinessBundle), station)
	out := map[string]string{}
	if err != nil {
		return out, err
	}
	for item, raw := range p.Options {
		var body string
		if json.Unmarshal(raw, &body) == nil {
			out[item] = body
		}
	}
	return out, nil
}

// itemConsents are the consents of the case, oldest first. A case that has none is not asked.
func (a *act) itemConsents() ([]models.ItemConsent, error) {
	if a.cache.loaded["consents"] {
		return a.cache.consents, nil
	}
	rows, err := store.Many[models.ItemConsent](a.tx, "given_at, item, n", "case_id = ?", a.c.ID)
	a.cache.consents = rows
	a.loaded("consents")
	return rows, err
}

// checkItemConsents finds what is wrong with the ticked items of a new case.
func (a *act) checkItemConsents(asked []ItemConsentRequest, station string) ([]FieldError, map[string]string, error) {
	if len(asked) == 0 {
		return nil, nil, nil
	}
	if !a.def.Bundled() {
		return []FieldError{fieldError("consents", "no_joint_items", "这项业务没有联办事项。", "This business has no joint items.")}, nil, nil
	}
	bodies, err := a.itemBodies(station)
	var wrong []FieldError
	for i, c := range asked {
		at := fmt.Sprintf("consents[%d].", i)
		if bodies[c.Item] == "" {
			wrong = append(wrong, itemNotOffered(at+"item"))
		}
		if slices.ContainsFunc(asked[:i], func(o ItemConsentRequest) bool { return o.Item == c.Item }) {
			wrong = append(wrong, fieldError(at+"item", "stated_twice", "同一联办事项填了两次。", "The same joint item is given twice."))
		}
		wrong = append(wrong, a.checkGiver(at+"by", c.By)...)
	}
	return wrong, bodies, err
}

func itemNotOffered(field string) FieldError {
	return fieldError(field, "item_not_offered", "落户地现在没有这项联办事项（见政策行“出生一件事联办事项”）：请告知家长自行向有关单位办理。",
		"The place of the register does not have this joint item now (policy rows on joint items of a birth): tell the parents to go to the body themselves.")
}

// checkGiver refuses a consent by a parent whom the case does not name.
func (a *act) checkGiver(field, by string) []FieldError {
	rule, _ := a.r.book.Field(workflow.InConsentBy)
	if _, known := rule.Choice(by); !known {
		return []FieldError{fieldError(field, "unknown_code", "请填由谁同意：母亲、父亲或者其他监护人。", "Say who consents: mother, father or guardian.").Among(rule.Codes, workflow.Word{})}
	}
	for role, fields := range map[workflow.SubjectRole][]workflow.Field{workflow.Mother: motherNamed, workflow.Father: fatherNamed} {
		if by == string(role) && (a.blanked(role) || !slices.ContainsFunc(fields, func(f workflow.Field) bool { return a.fact(f) != "" })) {
			return []FieldError{fieldError(field, "giver_not_named", "本案没有填写这一方父母，不能由其同意：请改填实际作出同意的监护人。", "The case names no such parent, who therefore cannot consent: say who did.")}
		}
	}
	return nil
}

// writeConsents notes consents to items, each under the next number of its item.
func (a *act) writeConsents(asked []ItemConsentRequest, bodies map[string]string, before []models.ItemConsent) error {
	for _, c := range asked {
		n := 1
		for _, o := range before {
			if o.Item == c.Item {
				n = max(n, o.Number+1)
			}
		}
		row := models.ItemConsent{CaseID: a.c.ID, Item: c.Item, Number: n, GivenBy: c.By, Body: bodies[c.Item], NotedBy: a.actor.OfficerID, GivenAt: a.now}
		if err := store.Insert(a.tx, row); err != nil {
			return err
		}
	}
	if len(asked) > 0 {
		a.forget("consents")
	}
	return nil
}

// consentItem notes the consent written with the step.
func (a *act) consentItem() error {
	c := ItemConsentRequest{Item: a.in(workflow.InBundleItem), By: a.in(workflow.InConsentBy)}
	bodies, err := a.itemBodies(a.c.RegisterOrg)
	if err != nil {
		return err
	}
	rows, err := a.itemConsents()
	if err != nil {
		return err
	}
	wrong := a.checkGiver("input."+string(workflow.InConsentBy), c.By)
	if bodies[c.Item] == "" {
		wrong = append(wrong, itemNotOffered("input."+string(workflow.InBundleItem)))
	}
	if slices.ContainsFunc(rows, func(o models.ItemConsent) bool { return o.Item == c.Item && o.RevokedAt == nil }) {
		wrong = append(wrong, fieldError("input."+string(workflow.InBundleItem), "consented_already", "这项联办已经同意，不必再记。", "This joint item was consented to already."))
	}
	if err := refused(wrong); err != nil {
		return err
	}
	return a.writeConsents([]ItemConsentRequest{c}, bodies, rows)
}

// revokeItem takes a consent back that was not used. Either parent may, whoever gave it.
func (a *act) revokeItem() error {
	item, by := a.in(workflow.InBundleItem), a.in(workflow.InConsentBy)
	if err := refused(a.checkGiver("input."+string(workflow.InConsentBy), by)); err != nil {
		return err
	}
	n, err := store.Set[models.ItemConsent](a.tx, map[string]any{"revoked_at": a.now, "revoked_for": by, "revoked_by": a.actor.OfficerID},
		"case_id = ? and item = ? and revoked_at is null and sent_at is null", a.c.ID, item)
	a.forget("consents")
	if err == nil && n == 0 {
		err = invalid("input."+string(workflow.InBundleItem), "item_not_consented", "这项联办没有同意过，不必撤回。", "This joint item was not consented to; there is nothing to take back.")
	}
	return err
}

// sendItems leaves a message for each item consented to, now that the child is entered. Its
// id is made of case, item and number, so that none is left twice.
func (a *act) sendItems() error {
	rows, err := a.itemConsents()
	if err != nil {
		return err
	}
	for _, c := range rows {
		if !itemStands(c) {
			continue
		}
		who, _, err := a.subject()
		if err != nil {
			return err
		}
		id := fmt.Sprintf("item/%s/%s/%d", c.CaseID, c.Item, c.Number)
		a.sendAs(id, MessageItem, map[string]string{"number": a.c.Number, "item": c.Item, "to": c.Body})
		if _, err := store.Set[models.ItemConsent](a.tx, map[string]any{"person_id": who.PersonID, "message_id": id, "sent_at": a.now}, "case_id = ? and item = ? and n = ?", c.CaseID, c.Item, c.Number); err != nil {
			return err
		}
	}
	a.forget("consents")
	return nil
}

// answerItem keeps what the body said of an item. A refusal is a task of the station; the
// birth stands whatever it is.
func (a *act) answerItem() error {
	item, outcome, why := a.in(workflow.InBundleItem), itemAcknowledged, ""
	if a.req.Event == workflow.RefusedThere {
		outcome, why = itemRefused, a.in(workflow.InItemRefusal)
	}
	n, err := store.Set[models.ItemConsent](a.tx, map[string]any{"outcome": outcome, "why": why, "answered_at": a.now, "answered_by": a.actor.OfficerID},
		"case_id = ? and item = ? and sent_at is not null and outcome = '' and undone_id = ''", a.c.ID, item)
	a.forget("consents")
	if err != nil {
		return err
	}
	if n == 0 {
		return invalid("input."+string(workflow.InBundleItem), "item_not_waiting", "这项联办没有发送过，或者已有答复、已经撤销，请核对。", "This joint item was not sent, or has its answer already, or was taken back; look again.")
	}
	if outcome == itemRefused {
		_, err = a.openTask(models.CaseTask{Kind: string(workflow.TaskBundleItem), Role: string(workflow.Clerk), Note: item}, workflow.LimitTask)
	}
	return err
}

// undoItemsOf tells the bodies that were sent an item about a newborn whose entry is undone.
func (a *act) undoItemsOf(e models.RegisterEvent) error {
	if e.Kind != EventBirth {
		return nil
	}
	return a.undoItems(e.SubjectID)
}

// undoItems tells the bodies that were sent an item about somebody that the entry is
// undone, or that they died; one that refused it has nothing to undo.
func (a *act) undoItems(person string) error {
	rows, err := store.Many[models.ItemConsent](a.tx, "case_id, item, n", "person_id = ? and undone_id = '' and outcome <> ?", person, itemRefused)
	if err != nil || len(rows) == 0 {
		return err
	}
	birth, err := store.One[models.Case](a.tx, "id = ?", rows[0].CaseID)
	if err != nil {
		return err
	}
	for _, c := range rows {
		id := c.MessageID + "/undone"
		a.sendAs(id, MessageItemUndone, map[string]string{"number": birth.Number, "item": c.Item, "to": c.Body, "undoes": c.MessageID})
		if _, err := store.Set[models.ItemConsent](a.tx, map[string]any{"undone_id": id}, "case_id = ? and item = ? and n = ?", c.CaseID, c.Item, c.Number); err != nil {
			return err
		}
	}
	return nil
}
