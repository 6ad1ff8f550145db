package register

import (
	"encoding/json"

	"hukou/models"
	"hukou/store"
)

// desks holds who may do what, and what each place chose, against the acts of
// administration that made them so.
func (c *checker) desks() error {
	postings, err := store.Many[models.Posting](c.tx, "id", "")
	if err != nil {
		return err
	}
	kept := map[string]string{}
	for _, p := range postings {
		kept[p.ID] = jsonText(auditPosting(p))
	}
	if err := c.administered("postings", kept, ActPostingAdded, ActPostingEnded); err != nil {
		return err
	}
	policies, err := store.Many[models.PolicyRow](c.tx, "id", "")
	if err != nil {
		return err
	}
	kept = map[string]string{}
	for _, p := range policies {
		kept[p.ID] = jsonText(auditPolicy(p))
	}
	return c.administered("policy_rows", kept, ActPolicyAdded, ActPolicyEnded)
}

// administered compares rows, as the audit writes them, with what the last act on each
// left; a row that no act made, and one that an act made and that is gone, are found.
func (c *checker) administered(table string, kept map[string]string, kinds ...string) error {
	acts, err := store.Many[models.AdminAct](c.tx, "at, id", "act in ?", kinds)
	if err != nil {
		return err
	}
	last := map[string]string{}
	for _, a := range acts {
		last[a.ObjectID] = a.Became
	}
	for id, row := range kept {
		became, made := last[id]
		switch {
		case !made:
			c.add(table, id, "row_without_act", "管理日志中没有设立该行的记录。", "No act of administration made this row.")
		case !agrees(became, row):
			c.add(table, id, "row_differs_from_act", "该行与管理日志最后一次办理的结果不一致。", "The row is not what the last act of administration left.")
		}
	}
	for id := range last {
		if _, ok := kept[id]; !ok {
			c.add(table, id, "row_gone", "管理日志设立的行已不存在。", "A row that an act of administration made is gone.")
		}
	}
	return nil
}

// agrees tells whether a row has every item that the act wrote down, and just as it did.
func agrees(became, row string) bool {
	var wrote, has map[string]any
	if json.Unmarshal([]byte(became), &wrote) != nil || json.Unmarshal([]byte(row), &has) != nil {
		return false
	}
	for k, v := range wrote {
		if jsonText(v) != jsonText(has[k]) {
			return false
		}
	}
	return true
}
