package desk

import (
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// ActorName names an officer as a page does, where the register may have the program itself, or
// whoever runs its commands, in the officer's place; any other name stays as it is.
func ActorName(v *ui.View, name string) string {
	switch name {
	case string(workflow.System):
		return v.T("系统", "The system")
	case register.Operator().Name:
		return v.T("系统维护人员", "The program's operator")
	}
	return name
}
