package admin

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// change is an item that an act changed, in words; a new thing was nothing before.
type change struct{ item, was, became string }

// changes are the items that differ before and after an act.
func changes(v *ui.View, book *workflow.Book, a register.AdminActView) []change {
	if a.Act == register.ActTimetableSet {
		return []change{{v.T("时间表", "timetable"), timetableWords(v, a.Before), timetableWords(v, a.After)}}
	}
	was, became := items(a.Before), items(a.After)
	names := slices.Collect(maps.Keys(was))
	for name := range became {
		if _, both := was[name]; !both {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var out []change
	for _, name := range names {
		if string(was[name]) == string(became[name]) {
			continue
		}
		word, value := itemWord(v, book, a, name)
		if c := (change{word, value(was[name]), value(became[name])}); c.was != c.became {
			out = append(out, c)
		}
	}
	return out
}

// items are the values of a JSON object; of anything else there are none.
func items(text string) map[string]json.RawMessage {
	out := map[string]json.RawMessage{}
	_ = json.Unmarshal([]byte(text), &out) // an act without particulars has no text
	return out
}

// itemWord names what an act changed, and tells how its value reads.
func itemWord(v *ui.View, book *workflow.Book, a register.AdminActView, item string) (string, func(json.RawMessage) string) {
	word := func(of func(string) workflow.Word) func(json.RawMessage) string {
		return func(raw json.RawMessage) string {
			text := plainText(raw)
			if w := of(text); w.Zh != "" {
				return v.Word(w)
			}
			return text
		}
	}
	named := word(func(id string) workflow.Word { return a.Names[id] })
	switch item {
	case "officer":
		return v.T("民警", "officer"), named
	case "org":
		return v.T("单位", "body"), named
	case "role":
		return v.T("岗位", "role"), word(func(r string) workflow.Word { return book.RoleWord(workflow.Role(r)) })
	case "business":
		return v.T("业务", "business"), word(func(b string) workflow.Word {
			if b == string(register.BusinessAccess) {
				return register.AccessWord()
			}
			if b == string(register.BusinessPasswords) {
				return register.PasswordsWord()
			}
			if b == string(register.BusinessBundle) {
				return register.BundleWord()
			}
			return book.BusinessWord(workflow.Business(b))
		})
	case "from":
		return v.T("自", "from"), plainText
	case "to":
		return v.T("至", "to"), plainText
	case "until":
		return v.T("有效至", "until"), plainText
	case "document":
		return v.T("文书", "document"), plainText
	case "division":
		return v.T("地区", "division"), plainText
	case "secondment":
		return v.T("借调", "secondment"), func(raw json.RawMessage) string {
			switch string(raw) {
			case "true":
				return v.T("是", "yes")
			case "false":
				return v.T("否", "no")
			}
			return ""
		}
	case "level":
		return v.T("决定层级", "level"), func(raw json.RawMessage) string {
			n, err := strconv.Atoi(string(raw))
			if err != nil || n < 0 {
				return "" // the row leaves the level alone
			}
			return v.Word(workflow.Level(n).Word())
		}
	case "limits":
		return v.T("期限", "periods"), func(raw json.RawMessage) string { return limitWords(v, book, raw) }
	case "options":
		return v.T("选项", "options"), func(raw json.RawMessage) string { return optionWords(v, raw) }
	case "kind":
		return v.T("事由", "kind"), word(register.SealKindWord)
	case "state":
		return v.T("审批", "decision"), word(register.AccessStateWord)
	case "Added":
		return v.T("新增", "added"), plainText
	case "Changed":
		return v.T("变更", "changed"), plainText
	case "Unchanged":
		return v.T("未变", "the same"), plainText
	}
	return item, plainText
}

// plainText is a value as it stands: a text without its quotes.
func plainText(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	return string(raw)
}

// inner is an object that stands in a row as a text.
func inner[T any](raw json.RawMessage) map[string]T {
	out := map[string]T{}
	_ = json.Unmarshal([]byte(plainText(raw)), &out) // a row without any has no text
	return out
}

func limitWords(v *ui.View, book *workflow.Book, raw json.RawMessage) string {
	limits := inner[calendar.Span](raw)
	var out []string
	for _, name := range slices.Sorted(maps.Keys(limits)) {
		rule, _ := book.Limit(workflow.Limit(name))
		out = append(out, v.Word(rule.Word)+" "+span(v, limits[name]))
	}
	return strings.Join(out, v.T("、", ", "))
}

func optionWords(v *ui.View, raw json.RawMessage) string {
	options := inner[json.RawMessage](raw)
	var out []string
	for _, name := range slices.Sorted(maps.Keys(options)) {
		out = append(out, option(v, name, options[name]))
	}
	return strings.Join(out, v.T("；", "; "))
}

func timetableWords(v *ui.View, text string) string {
	if text == "" {
		return ""
	}
	var t register.Timetable
	_ = json.Unmarshal([]byte(text), &t) // kept by this program
	return inWords(v, t)
}
