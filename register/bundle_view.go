package register

import (
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// ItemState is how a joint item of a birth stands.
type ItemState string

// The states. An item is offered until somebody consents; waiting is sent from here and
// not yet in the feed that its body reads.
const (
	ItemOffered      ItemState = "offered"
	ItemConsented    ItemState = "consented"
	ItemRevoked      ItemState = "revoked"
	ItemWaiting      ItemState = "waiting"
	ItemSent         ItemState = "sent"
	ItemAcknowledged ItemState = "acknowledged"
	ItemRefused      ItemState = "refused"
	ItemUndone       ItemState = "undone"
)

// Word is the state as people read it.
func (s ItemState) Word() workflow.Word {
	return map[ItemState]workflow.Word{
		ItemOffered:      {Zh: "未同意，不发送", En: "No consent; nothing is sent"},
		ItemConsented:    {Zh: "已同意，登记后发送", En: "Consented; sent once the child is entered"},
		ItemRevoked:      {Zh: "已撤回同意，不发送", En: "Consent taken back; nothing is sent"},
		ItemWaiting:      {Zh: "待发送", En: "Waiting to be sent"},
		ItemSent:         {Zh: "已发送", En: "Sent"},
		ItemAcknowledged: {Zh: "对方已接收", En: "Acknowledged"},
		ItemRefused:      {Zh: "对方未办理", En: "Refused"},
		ItemUndone:       {Zh: "已发撤销通知", En: "Taken back by a further message"},
	}[s]
}

// JointItemView is a joint item of a birth on its case: who consented to what and when, the body
// that it goes to, and its fate. Of an item that nobody consented to it has the offer alone.
type JointItemView struct {
	Item       string         `json:"item"`
	Name       workflow.Word  `json:"name"`
	To         string         `json:"to"`
	State      ItemState      `json:"state"`
	StateName  workflow.Word  `json:"state_name"`
	By         string         `json:"by,omitempty"`
	ByName     *workflow.Word `json:"by_name,omitempty"`
	On         models.Date    `json:"on,omitempty"`
	RevokedOn  models.Date    `json:"revoked_on,omitempty"`
	SentOn     models.Date    `json:"sent_on,omitempty"`
	AnsweredOn models.Date    `json:"answered_on,omitempty"`
	// Why is the reason of a refusal.
	Why *workflow.Word `json:"why,omitempty"`
	// Message is the id under which the feed has the message.
	Message string `json:"message,omitempty"`
}

// jointItems are the joint items of the case as they stand, in the order of forms: the
// latest consent to each, and until the child is entered what else the place offers.
func (a *act) jointItems() ([]JointItemView, error) {
	if !a.def.Bundled() {
		return nil, nil
	}
	rows, err := a.itemConsents()
	if err != nil {
		return nil, err
	}
	offers := map[string]string{}
	if a.c.ClosedAt == nil && a.state() != workflow.Effected {
		if offers, err = a.itemBodies(a.c.RegisterOrg); err != nil {
			return nil, err
		}
	}
	placed, err := a.itemsPlaced(rows)
	if err != nil {
		return nil, err
	}
	var out []JointItemView
	for _, c := range workflow.BundleItems() {
		v := JointItemView{Item: c.Value, Name: c.Word, To: offers[c.Value], State: ItemOffered}
		for _, row := range rows { // oldest first: the latest stands
			if row.Item == c.Value {
				v = a.itemView(row, c.Word, placed)
			}
		}
		if v.To == "" {
			continue
		}
		v.StateName = v.State.Word()
		out = append(out, v)
	}
	return out, nil
}

// itemsPlaced are the messages that have their place in the feed.
func (a *act) itemsPlaced(rows []models.ItemConsent) ([]string, error) {
	var ids []string
	for _, c := range rows {
		if c.MessageID != "" {
			ids = append(ids, c.MessageID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	return store.Rows[string](a.tx, "select id from outbox where id in ? and position > 0", ids)
}

func (a *act) itemView(c models.ItemConsent, name workflow.Word, placed []string) JointItemView {
	v := JointItemView{Item: c.Item, Name: name, To: c.Body, State: ItemConsented, By: c.GivenBy, On: models.DateOf(c.GivenAt), Message: c.MessageID}
	giver, _ := a.r.book.Field(workflow.InConsentBy)
	if w, known := giver.Choice(c.GivenBy); known {
		v.ByName = &w
	}
	if c.SentAt != nil {
		v.State, v.SentOn = ItemWaiting, models.DateOf(*c.SentAt)
		if slices.Contains(placed, c.MessageID) {
			v.State = ItemSent
		}
	}
	if c.AnsweredAt != nil {
		v.State, v.AnsweredOn = ItemState(c.Outcome), models.DateOf(*c.AnsweredAt)
		why, _ := a.r.book.Field(workflow.InItemRefusal)
		if w, known := why.Choice(c.Why); known {
			v.Why = &w
		}
	}
	switch {
	case c.RevokedAt != nil:
		v.State, v.RevokedOn = ItemRevoked, models.DateOf(*c.RevokedAt)
	case c.UndoneID != "":
		v.State = ItemUndone
	}
	return v
}
