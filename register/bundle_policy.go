package register

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"hukou/workflow"
)

// longestBody is how long the name of a body may be to which joint items go.
const longestBody = 100

// bundleOptions are the options of a row on joint items: the items, each with its body.
func bundleOptions() []workflow.Code { return workflow.BundleItems() }

// checkBundleOptions refuses a row that names an item which there is not, or no body.
func checkBundleOptions(options map[string]json.RawMessage) []FieldError {
	var wrong []FieldError
	known := func(item string) bool {
		return slices.ContainsFunc(workflow.BundleItems(), func(c workflow.Code) bool { return c.Value == item })
	}
	for _, item := range slices.Sorted(maps.Keys(options)) {
		var body string
		switch {
		case !known(item):
			wrong = append(wrong, fieldError("options", "unknown_option", "没有这个选项。", "There is no such option.").Among(bundleOptions(), workflow.Word{}))
		case json.Unmarshal(options[item], &body) != nil || strings.TrimSpace(body) == "" || len([]rune(body)) > longestBody:
			wrong = append(wrong, fieldError("options."+item, "body_lacking", "请写明该事项发给哪个单位，最多100字。", "Name the body that the item goes to, in at most 100 characters."))
		}
	}
	return wrong
}
