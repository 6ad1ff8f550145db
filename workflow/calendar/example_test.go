package calendar_test

import (
	"fmt"

	"hukou/workflow/calendar"
)

// A station accepts a case on the Thursday before Mid-Autumn 2026 and has three
// working days.
func Example() {
	k := calendar.Clock{Name: "station", StartedOn: "2026-09-24",
		Limit: calendar.Span{N: 3, Unit: calendar.UnitWorkday}}
	for _, line := range calendar.China().Explain(k, "2026-09-28") {
		fmt.Println(line, "/", line.En)
	}
	state := calendar.China().State(k, "2026-09-28")
	fmt.Println(state.DueOn, state.ElapsedDays, state.RemainingDays)
	// Output:
	// 2026-09-24 起算当日，不计入（民法典第二百零一条） / the day it starts is not counted (Civil Code, art. 201)
	// 2026-09-25…2026-09-27 中秋节放假，不计入 / Mid-Autumn Festival holiday, not counted
	// 2026-09-28…2026-09-30 工作日，计入 / working day, counted
	// 2026-09-30 期限届满，限3个工作日 / last day of 3 working days
	// 2026-09-30 1 2
}
