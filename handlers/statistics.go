package handlers

import (
	"bytes"
	"context"

	"hukou/register"
	"hukou/roster"
)

type statisticsInput struct {
	Sheet     string `path:"sheet" doc:"报表编号：M1 人口及其变动，M2 出生，M3 死亡，M4 迁移，M5 项目变更更正，M6 无户口人员，M7 名册迁入（地市以上），M8 办理情况，M9 集体户，M10 监督。The sheet: M1 population and its changes, M2 births, M3 deaths, M4 moves, M5 items, M6 persons without registration, M7 rosters (a prefecture and above), M8 service, M9 collective households, M10 integrity."`
	Month     string `query:"month" maxLength:"7" doc:"月份，如 2026-10；不填即本月至今。The month, 2026-10; this month up to now if left out."`
	Station   string `query:"station" maxLength:"64" doc:"本机关或者下属机关的代码；不填即本机关。The code of your body or of one below it; your own if left out."`
	Published bool   `query:"published" doc:"对外提供：小于 10 的数和能由其他数推出的数不列出。To be handed to others: figures below ten, and those that the rest would tell, are left out."`
}

func (in statisticsInput) query() register.StatQuery {
	return register.StatQuery{Sheet: register.StatSheet(in.Sheet), Month: in.Month, Station: in.Station, Published: in.Published}
}

type statisticsOut struct {
	Body *register.Statistics
}

// statistics is a sheet of a month.
func (s *server) statistics(ctx context.Context, in *statisticsInput) (*statisticsOut, error) {
	found, err := s.reg.Statistics(ctx, of(ctx).actor, in.query())
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &statisticsOut{Body: found}, nil
}

// workbook is a sheet of a month as .xlsx, in the words of the language asked for.
func (s *server) workbook(ctx context.Context, in *statisticsInput) (*templateOut, error) {
	found, err := s.reg.Statistics(ctx, of(ctx).actor, in.query())
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	var out bytes.Buffer
	if err := roster.WriteFigures(found.Table(of(ctx).lang == english), &out); err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &templateOut{Type: xlsxMedia, Disposition: attachment(found.FileName()), Body: out.Bytes()}, nil
}

// closingBody names the month to be closed.
type closingBody struct {
	Month string `json:"month" minLength:"7" maxLength:"7" doc:"已经结束的月份，如 2026-10。A month that is over, 2026-10."`
}

type closingInput struct {
	RawBody []byte `contentType:"application/json"`
}

type closingOut struct {
	Body register.Closing
}

// closeMonth closes a month of the officer's county.
func (s *server) closeMonth(ctx context.Context, in *closingInput) (*closingOut, error) {
	body, wrong := read[closingBody](s.shapes, in.RawBody)
	if wrong != nil {
		return nil, wrong
	}
	done, err := s.reg.CloseMonth(ctx, of(ctx).actor, body.Month)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &closingOut{Body: done}, nil
}
