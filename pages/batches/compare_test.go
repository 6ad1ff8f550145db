package batches

import (
	"testing"

	"hukou/roster"
	"hukou/workflow"
)

// A child whose row has a bad cell is no line of the new version and yet in the file: only
// whoever is in it no more was taken off.
func TestARowWithABadCellWasNotTakenOff(t *testing.T) {
	before := &upload{Version: 1, result: &roster.Result{Lines: []roster.Line{{Row: 2, Name: "王知秋", IntakeNo: "1"}, {Row: 3, Name: "李望舒", IntakeNo: "2"}}}}
	now := &upload{result: &roster.Result{Problems: []roster.Problem{{Row: 2, Cell: "C2"}}}, cells: map[roster.Place]string{{Cell: "A2"}: "王知秋", {Cell: "C2"}: "2020-13-01"}}
	now.compare(workflow.NewBook(), before)
	if len(now.Differences) != 1 || now.Differences[0].Name != "李望舒" || now.Differences[0].What != removed {
		t.Errorf("the differences are %+v, want 李望舒 taken off alone", now.Differences)
	}
}
