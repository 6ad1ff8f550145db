package calendar

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hukou/models"
)

func workdays(n int) Span { return Span{n, UnitWorkday} }

func TestAClockThroughItsLife(t *testing.T) {
	open := Clock{Name: "county", StartedOn: "2026-09-24", Limit: workdays(10)}
	stopped := open
	stopped.Stops = []Stop{{StopLetter, "函 3", "2026-09-29", ""}}
	resumed := open
	resumed.Stops = []Stop{{StopLetter, "函 3", "2026-09-29", "2026-10-12"}}
	ended := open
	ended.EndedOn = "2026-10-12"
	extended := open
	extended.Extension = workdays(10)
	promised := open
	promised.PromisedDue = "2026-10-20"
	for _, tt := range []struct {
		story string
		clock Clock
		today models.Date
		want  ClockState
	}{
		{"on the day of acceptance nothing has passed", open, "2026-09-24",
			ClockState{DueOn: "2026-10-15", Running: true, RemainingDays: 10}},
		{"holidays do not pass", open, "2026-10-08",
			ClockState{DueOn: "2026-10-15", Running: true, ElapsedDays: 4, RemainingDays: 6}},
		{"on the last day it is in time", open, "2026-10-15",
			ClockState{DueOn: "2026-10-15", Running: true, ElapsedDays: 10}},
		{"the day after it is late", open, "2026-10-16",
			ClockState{DueOn: "2026-10-15", Running: true, ElapsedDays: 11, RemainingDays: -1, Overdue: true}},
		{"a stop that goes on has no due date", stopped, "2026-10-10",
			ClockState{ElapsedDays: 2, StoppedDays: 4, RemainingDays: 8}},
		{"the day of the stop counts and the clock stands", stopped, "2026-09-29",
			ClockState{ElapsedDays: 2, RemainingDays: 8}},
		{"the day before, it runs", stopped, "2026-09-28",
			ClockState{Running: true, ElapsedDays: 1, RemainingDays: 9}},
		{"the day of resuming does not count and the clock runs", resumed, "2026-10-12",
			ClockState{DueOn: "2026-10-22", Running: true, ElapsedDays: 2, StoppedDays: 5, RemainingDays: 8}},
		{"the day after counts again", resumed, "2026-10-13",
			ClockState{DueOn: "2026-10-22", Running: true, ElapsedDays: 3, StoppedDays: 5, RemainingDays: 7}},
		{"an ended clock is measured to its end", ended, "2026-11-23",
			ClockState{DueOn: "2026-10-15", ElapsedDays: 7, RemainingDays: 3}},
		{"on its last day an ended clock no longer runs", ended, "2026-10-12",
			ClockState{DueOn: "2026-10-15", ElapsedDays: 7, RemainingDays: 3}},
		{"before that day it still ran", ended, "2026-10-09",
			ClockState{DueOn: "2026-10-15", Running: true, ElapsedDays: 5, RemainingDays: 5}},
		{"an end before the start measures nothing", Clock{StartedOn: "2026-09-24", Limit: workdays(10), EndedOn: "2026-09-01"},
			"2026-10-16", ClockState{DueOn: "2026-10-15", RemainingDays: 10}},
		{"an extension adds its days", extended, "2026-10-16",
			ClockState{DueOn: "2026-10-29", Running: true, ElapsedDays: 11, RemainingDays: 9}},
		{"a date told is not brought forward", promised, "2026-10-16",
			ClockState{DueOn: "2026-10-20", Running: true, ElapsedDays: 11, RemainingDays: 2}},
		{"a clock not yet begun does not run", open, "2026-09-20",
			ClockState{DueOn: "2026-10-15", RemainingDays: 10}},
		{"a clock without a start has no state", Clock{Limit: workdays(3)}, "2026-09-24", ClockState{}},
		{"a clock without a limit only measures", Clock{StartedOn: "2026-09-24"}, "2026-10-08",
			ClockState{Running: true, ElapsedDays: 4}},
	} {
		if diff := cmp.Diff(tt.want, China().State(tt.clock, tt.today)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.story, diff)
		}
	}
}

func TestOverlappingStopsCountOnce(t *testing.T) {
	k := Clock{StartedOn: "2026-10-12", Limit: workdays(5), Stops: []Stop{
		{StopExpert, "鉴 1", "2026-10-14", "2026-10-20"},
		{StopLetter, "函 1", "2026-10-13", "2026-10-16"},
		{StopPeer, "函 2", "2026-10-15", "2026-10-15"}, // answered the same day: no stop at all
	}}
	// Counted: 13, then 21, 22, 23 and 26 October.
	got := China().State(k, "2026-10-21")
	want := ClockState{DueOn: "2026-10-26", Running: true, ElapsedDays: 2, StoppedDays: 5, RemainingDays: 3}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestAStopAfterTheDueDateExcusesNothing(t *testing.T) {
	k := Clock{StartedOn: "2026-10-12", Limit: workdays(3), Stops: []Stop{{StopLetter, "函 1", "2026-10-20", ""}}}
	got := China().State(k, "2026-11-02")
	if got.DueOn != "2026-10-15" || !got.Overdue || got.RemainingDays != -3 || got.Running {
		t.Errorf("%+v; want due 2026-10-15, three days late, standing still", got)
	}
}

func TestACalendarNoticeStopsAndMovesOn(t *testing.T) {
	notice := Clock{StartedOn: "2026-09-04", Limit: Span{30, UnitDay}}
	got := China().State(notice, "2026-10-04")
	want := ClockState{DueOn: "2026-10-08", Running: true, ElapsedDays: 30, RemainingDays: 4}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("thirty days that end on National Day (-want +got):\n%s", diff)
	}
	month := Clock{StartedOn: "2026-09-01", Limit: Span{1, UnitMonth},
		Stops: []Stop{{StopCourt, "院 7", "2026-09-10", "2026-09-20"}}}
	if got := China().State(month, "2026-09-30"); got.DueOn != "2026-10-12" || got.StoppedDays != 10 {
		t.Errorf("a month stopped for ten days = %+v; want 11 October, a Sunday, moved to the 12th", got)
	}
}

func TestAMonthExtendedByAMonthIsTwoMonths(t *testing.T) {
	k := Clock{StartedOn: "2026-01-31", Limit: Span{1, UnitMonth}, Extension: Span{1, UnitMonth}}
	if got := China().State(k, "2026-02-01"); got.DueOn != "2026-03-31" {
		t.Errorf("due %s, want 2026-03-31, not the 28th that February would leave", got.DueOn)
	}
	k = Clock{StartedOn: "2026-09-04", Limit: Span{30, UnitDay}, Extension: workdays(1)}
	if got := China().State(k, "2026-09-04"); got.DueOn != "2026-10-08" {
		t.Errorf("due %s; the working day follows 4 October, the holiday shifts nothing before it", got.DueOn)
	}
}

func TestAProvisionalDateIsRecomputedButNotShortened(t *testing.T) {
	k := Clock{StartedOn: "2026-12-25", Limit: workdays(10), PromisedDue: "2027-01-08"}
	if got := China().State(k, "2026-12-25"); got.DueOn != "2027-01-08" || !got.Provisional {
		t.Errorf("before the notice: %+v", got)
	}
	newYear := Day{"2027-01-01", false, "元旦", "New Year's Day"}
	later := New(append(ChinaYears(), Year{Year: 2027, Days: []Day{newYear}}))
	if got := later.State(k, "2026-12-25"); got.DueOn != "2027-01-11" || got.Provisional {
		t.Errorf("after a notice that takes a day: %+v; want 2027-01-11, settled", got)
	}
	worked := []Day{newYear, {"2026-12-26", true, "元旦", "New Year's Day"}, {"2027-01-02", true, "元旦", "New Year's Day"}}
	sooner := New(append(ChinaYears(), Year{Year: 2027, Days: worked}))
	if due, _ := sooner.AddWorkdays(k.StartedOn, 10); due != "2027-01-07" {
		t.Fatalf("the invented notice should bring the date forward, got %s", due)
	}
	if got := sooner.State(k, "2026-12-25"); got.DueOn != "2027-01-08" || got.Provisional {
		t.Errorf("after a notice that gives a day: %+v; want the date told", got)
	}
}

func TestExplainTellsEachDay(t *testing.T) {
	k := Clock{StartedOn: "2026-09-18", Limit: workdays(10), Stops: []Stop{
		{StopCorrection, "补 5", "2026-09-22", "2026-09-24"}}}
	want := `
2026-09-18 起算当日，不计入（民法典第二百零一条）
2026-09-19 周末，不计入
2026-09-20 国庆节调休上班，计入
2026-09-21…2026-09-22 工作日，计入
2026-09-23…2026-09-24 补正材料（补 5），停止计时，不计入
2026-09-25…2026-09-27 中秋节放假，不计入
2026-09-28…2026-09-30 工作日，计入
2026-10-01…2026-10-07 国庆节放假，不计入
2026-10-08…2026-10-09 工作日，计入
2026-10-10 国庆节调休上班，计入
2026-10-11 周末，不计入
2026-10-12 工作日，计入
2026-10-12 期限届满，限10个工作日
2026-10-13…2026-10-14 逾期2个工作日
`
	lines := China().Explain(k, "2026-10-14")
	if diff := cmp.Diff(strings.TrimSpace(want), written(lines)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got := lines[7].En; got != "National Day holiday, not counted" {
		t.Errorf("in English: %s", got)
	}
}

func TestExplainOfAStopThatGoesOn(t *testing.T) {
	k := Clock{StartedOn: "2026-11-17", Limit: workdays(5), Stops: []Stop{
		{StopExpert, "鉴 2", "2026-11-19", ""}, {StopLetter, "", "2026-11-18", ""}}}
	want := `
2026-11-17 起算当日，不计入（民法典第二百零一条）
2026-11-18 工作日，计入
2026-11-19… 发函核查，停止计时，不计入`
	if diff := cmp.Diff(strings.TrimSpace(want), written(China().Explain(k, "2026-11-23"))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestExplainOfAClockThatNeverRan(t *testing.T) {
	k := Clock{StartedOn: "2026-11-17", Limit: workdays(5), Stops: []Stop{{StopDispute, "争 1", "2026-11-12", ""}}}
	want := `
2026-11-17 起算当日，不计入（民法典第二百零一条）
2026-11-18… 争议处理（争 1），停止计时，不计入`
	if diff := cmp.Diff(strings.TrimSpace(want), written(China().Explain(k, "2026-11-23"))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestExplainOfACitizenPeriod(t *testing.T) {
	k := Clock{StartedOn: "2026-09-04", Limit: Span{1, UnitMonth}, PromisedDue: "2026-10-09", EndedOn: "2026-09-10"}
	want := `
2026-09-04 起算当日，不计入（民法典第二百零一条）
2026-09-05…2026-10-04 自然日，计入
2026-10-04…2026-10-07 期限末日遇国庆节，顺延（民法典第二百零三条）
2026-10-09 期限届满，限1个月；已告知申请人的日期不提前
2026-09-10 计时终了`
	if diff := cmp.Diff(strings.TrimSpace(want), written(China().Explain(k, "2026-11-23"))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestExplainOfAnAbsurdLimitEnds(t *testing.T) {
	for _, s := range []Span{workdays(1 << 60), workdays(100_000), {3_000_000, UnitDay}, {}} {
		lines := China().Explain(Clock{StartedOn: "2026-01-01", Limit: s}, "9999-12-31")
		if len(lines) > mostLines+5 {
			t.Errorf("%v gives %d lines", s, len(lines))
		}
	}
}

func written(lines []Line) string {
	var out []string
	for _, l := range lines {
		out = append(out, l.String())
	}
	return strings.Join(out, "\n")
}

func TestEveryReasonHasBothNames(t *testing.T) {
	for _, r := range StopReasons() {
		if n := r.Text(); n.Zh == "" || n.En == "" || n.Zh == string(r) {
			t.Errorf("%s is named %+v", r, n)
		}
	}
	if n := StopReason("whim").Text(); n.Zh != "whim" {
		t.Errorf("an unknown reason is named %+v", n)
	}
}

func TestSpanAsJSONAndText(t *testing.T) {
	for text, want := range map[string]Span{`{"n":5,"unit":"workday"}`: workdays(5), `{"n":0,"unit":""}`: {}, `{"n":0,"unit":"day"}`: {0, UnitDay}} {
		var got Span
		if err := json.Unmarshal([]byte(text), &got); err != nil || got != want {
			t.Errorf("%s = %v, %v", text, got, err)
		}
		if back, _ := json.Marshal(want); string(back) != text {
			t.Errorf("%v is written %s, want %s", want, back, text)
		}
	}
	for _, text := range []string{`{"n":5,"unit":"week"}`, `{"n":-1,"unit":"day"}`, `{"n":5}`, `[]`} {
		if err := json.Unmarshal([]byte(text), new(Span)); err == nil {
			t.Errorf("%s was read", text)
		}
	}
	for s, want := range map[Span]Text{workdays(1): {"1个工作日", "1 working day"}, {30, UnitDay}: {"30日", "30 days"},
		{1, UnitMonth}: {"1个月", "1 month"}, {}: {"无期限", "no limit"}} {
		if got := s.Text(); got != want {
			t.Errorf("%v reads %v, want %v", s, got, want)
		}
	}
}
