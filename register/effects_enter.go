package register

import "hukou/workflow"

// enterWard enters the child in the collective household: a registered one moves out
// and in with one correlation id and keeps the number, one without registration is
// entered first and gets a number.
func (a *act) enterWard() error {
	registered, err := a.subjectRegistered()
	if err != nil {
		return err
	}
	if registered {
		return a.run(workflow.EffMove)
	}
	if err := a.run(workflow.EffFirst); err != nil {
		return err
	}
	return a.run(workflow.EffNumber)
}
