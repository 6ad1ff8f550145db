package approvals

import (
	"slices"

	"hukou/pages/ui"
)

// keys are the keys that do something on the desk as it stands.
func (s *sheet) keys(v *ui.View) [][2]string {
	out := [][2]string{{"Ctrl Enter", v.T("办理并看下一件", "decide, open the next")}}
	if s.sendBack != nil && s.sendBack.Allowed {
		out = append(out, [2]string{"R", v.T("退回", "send back")})
	}
	if s.up != nil {
		out = append(out, [2]string{"E", v.T("上报", "pass up")})
	}
	if s.pictures() {
		out = append(out, [2]string{"Z", v.T("放大", "larger")}, [2]string{"O", v.T("旋转", "turn")})
	}
	if len(s.view.Materials) > 1 {
		out = append(out, [2]string{"P", v.T("下一份材料", "next paper")})
	}
	return out
}

// pictures tells that a paper of the case has a scan to look at more closely.
func (s *sheet) pictures() bool {
	return slices.ContainsFunc(s.view.Materials, isPicture)
}
