package casefile

import (
	"fmt"
	"time"

	"hukou/models"
	"hukou/pages/ui"
	"hukou/workflow"
)

// cited are articles as a document for others has them.
func cited(l ui.Lang, list ...workflow.Basis) string { return l.Word(workflow.Cited(list...)) }

// paperDay is a date as a document has it, without the day of the week.
func paperDay(v *ui.View, d models.Date) string {
	t, err := time.Parse("2006-01-02", string(d))
	if err != nil {
		return string(d)
	}
	if v.Lang == ui.English {
		return t.Format("2 January 2006")
	}
	return fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day())
}
