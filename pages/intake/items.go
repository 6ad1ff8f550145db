package intake

import (
	"net/url"

	"hukou/pages/desk"
	"hukou/register"
	"hukou/workflow"
)

// giver is the question who consents to joint items.
func (f *form) giver() workflow.FieldRule {
	rule, _ := f.book.Field(workflow.InConsentBy)
	return rule
}

// readItems notes who consents, as the page has it, so that a form shown again keeps it.
func (f *form) readItems(values url.Values) {
	f.itemsBy = values.Get("item.by")
	f.ticked = map[string]bool{}
	for _, i := range f.view.Items {
		f.ticked[i.Item] = values.Get("item."+i.Item) == "true"
	}
}

// tickedNow tells whether the box of an item is ticked: as it was typed, else as it stands.
func (f *form) tickedNow(i register.JointItemView) bool {
	if f.ticked != nil {
		return f.ticked[i.Item]
	}
	return i.State == register.ItemConsented
}

// consent takes the steps that make the consents what is ticked, and gives the version that
// the case has then. A form without the boxes changes none.
func (f *form) consent(r *desk.Request, values url.Values, version int64) (int64, error) {
	if !values.Has("items.asked") {
		return version, nil
	}
	for _, i := range f.view.Items {
		on, ticked := workflow.ConsentItem, values.Get("item."+i.Item) == "true"
		switch {
		case ticked == (i.State == register.ItemConsented):
			continue
		case !ticked:
			on = workflow.RevokeItem
		}
		by := f.itemsBy
		if by == "" && on == workflow.RevokeItem {
			by = i.By
		}
		a, err := r.Reg.Take(r.Request().Context(), r.Actor, register.StepRequest{CaseID: f.view.ID, Event: on, Version: version, Key: values.Get("key") + "-" + i.Item + "-" + string(on),
			Input: workflow.Facts{workflow.InBundleItem: i.Item, workflow.InConsentBy: by}})
		if err != nil {
			return version, err
		}
		version = a.Version
	}
	return version, nil
}
