package calendar

import (
	"encoding/json"
	"fmt"
)

// Unit is what a period is counted in.
type Unit string

// The units of a Span.
const (
	// UnitWorkday: days offices work; authority periods (行政许可法 82).
	UnitWorkday Unit = "workday"
	// UnitDay: calendar days, as for public notices.
	UnitDay Unit = "day"
	// UnitMonth: calendar months; citizen periods (民法典 202).
	UnitMonth Unit = "month"
)

func (u Unit) valid() bool { return u == UnitWorkday || u == UnitDay || u == UnitMonth }

// Span is a length of time, such as 5 working days. The zero Span is none at
// all, which is not the same as {0, workday}, «the same day».
type Span struct {
	N    int  `json:"n"`
	Unit Unit `json:"unit"`
}

// IsZero tells whether no span is set.
func (s Span) IsZero() bool { return s == Span{} }

// UnmarshalJSON refuses an unknown unit and a negative length.
func (s *Span) UnmarshalJSON(data []byte) error {
	type plain Span
	var p plain
	if err := json.Unmarshal(data, &p); err != nil {
		return err
	}
	read := Span(p)
	if !read.IsZero() && (!read.Unit.valid() || read.N < 0) {
		return fmt.Errorf("a span needs n of 0 or more and unit workday, day or month")
	}
	*s = read
	return nil
}

// Text is the span as people read it: 5个工作日, 5 working days.
func (s Span) Text() Text {
	zh, en := "", ""
	switch s.Unit {
	case UnitWorkday:
		zh, en = "个工作日", "working day"
	case UnitDay:
		zh, en = "日", "day"
	case UnitMonth:
		zh, en = "个月", "month"
	default:
		return Text{"无期限", "no limit"}
	}
	if s.N != 1 {
		en += "s"
	}
	return Text{fmt.Sprint(s.N, zh), fmt.Sprint(s.N, " ", en)}
}
