package register

import (
	"strings"

	"hukou/workflow"
)

// faultWords say what is wrong with a line of relations, by the code that faults and
// relationFaults give.
func faultWords() map[string]workflow.Word {
	return map[string]workflow.Word{
		"missing":        {Zh: "没有填写", En: "has no line"},
		"not_a_member":   {Zh: "不是该户成员", En: "is not of the household"},
		"other_sex":      {Zh: "关系与性别不符", En: "has a relation of the other sex"},
		"twice":          {Zh: "填了两行", En: "has two lines"},
		"stays_head":     {Zh: "这里不设新户主，不能填02", En: "cannot be head (02) here"},
		"not_related":    {Zh: "迁入集体户只能填99", En: "joins a collective household: 99"},
		"head:none":      {Zh: "没有户主（02）", En: "nobody is head (02)"},
		"head:several":   {Zh: "户主（02）多于一人", En: "more than one is head (02)"},
		"head:another":   {Zh: "办理人本人应填户主（02）", En: "the person of the case is to be head (02)"},
		"nobody:stays":   {Zh: "原户将无人留下", En: "nobody would stay in the household left"},
		"same:household": {Zh: "迁入的就是现在的户", En: "the household joined is the one they are in"},
	}
}

// sayFaults writes the faults of relations so that an officer can read them: the member by
// name, one who is no member as the form has them, and what is wrong in both languages.
func (a *act) sayFaults(m movement, faults []string) []string {
	words := faultWords()
	out := make([]string, len(faults))
	for i, f := range faults {
		plain, stays := strings.CutPrefix(f, "rest:")
		who := "户内成员"
		if stays {
			who = "留下的成员"
		}
		word, whole := words[plain]
		if !whole {
			at := strings.LastIndex(plain, ":")
			word = words[plain[at+1:]]
			who = plain[:at]
			if p, member := m.member(who); member {
				who = a.called(p)
			}
			if stays {
				who += "（留下）"
			}
		}
		out[i] = who + "：" + word.Zh + " " + word.En
	}
	return out
}
