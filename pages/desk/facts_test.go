package desk

import (
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hukou/workflow"
)

func TestFactReadsWhatPeopleType(t *testing.T) {
	for _, c := range []struct {
		typed string
		kind  workflow.Kind
		want  any
	}{
		{"20261029", workflow.KindDate, "2026-10-29"},
		{"2026.1.9", workflow.KindDate, "2026-01-09"},
		{"２０２６年１０月２９日", workflow.KindDate, "2026-10-29"},
		{"2026。10。29", workflow.KindDate, "2026-10-29"},
		{"2026 年 10 月 29 号", workflow.KindDate, "2026-10-29"},
		{"明天", workflow.KindDate, "明天"},
		{"约2026年10月29日", workflow.KindDate, "约2026年10月29日"},
		{"2026年10月29日前后", workflow.KindDate, "2026年10月29日前后"},
		{"2026-10-29?", workflow.KindDate, "2026-10-29?"},
		{"农历2026年8月15日", workflow.KindDate, "农历2026年8月15日"},
		{"649901 20140302 002x", workflow.KindNumber, "64990120140302002X"},
		{"６４９９０１２０１４０３０２００２ｘ", workflow.KindNumber, "64990120140302002X"},
		{"２", workflow.KindInt, 2},
		{"二", workflow.KindInt, "二"},
		{"甲\r\n\r\n 乙 ", workflow.KindList, []string{"甲", "乙"}},
		{"  ", workflow.KindText, nil},
	} {
		got, ok := Fact(url.Values{"x": {c.typed}}, "x", c.kind)
		if !ok || !cmp.Equal(got, c.want) {
			t.Errorf("%q is read as %#v, want %#v", c.typed, got, c.want)
		}
	}
	if _, ok := Fact(url.Values{}, "x", workflow.KindText); ok {
		t.Error("a box that the form does not have is taken for an empty one")
	}
	if got, ok := Fact(url.Values{"x.asked": {"1"}}, "x", workflow.KindBool); got != false || !ok {
		t.Errorf("an unticked box is read as %v, %v", got, ok)
	}
}
