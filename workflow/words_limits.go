package workflow

import "hukou/workflow/calendar"

// The limits of the core. A PolicyRow gives each its days; Presets holds where
// no row speaks.
const (
	LimitCorrectionNotice Limit = "correction_notice"
	LimitCorrecting       Limit = "correcting"
	LimitStation          Limit = "station"
	LimitStationVisit     Limit = "station_visit"
	LimitCounty           Limit = "county"
	LimitCity             Limit = "city"
	LimitEffect           Limit = "effect"
	LimitDelivery         Limit = "delivery"
	LimitExtension        Limit = "extension"
	LimitExternal         Limit = "external"
	LimitSupplement       Limit = "supplement"
	LimitSuspension       Limit = "suspension"
	LimitDesignate        Limit = "designate"
	LimitTask             Limit = "task"
	LimitVisit            Limit = "visit"
	LimitSpotCheck        Limit = "spot_check"
	LimitDraft            Limit = "draft"
)

// LimitRule is a limit's name and its preset (domain 1.3).
type LimitRule struct {
	Word
	Preset calendar.Span
	Basis  Basis
}

func days(n int, unit calendar.Unit) calendar.Span { return calendar.Span{N: n, Unit: unit} }

func coreLimits() map[Limit]LimitRule {
	wd, day := calendar.UnitWorkday, calendar.UnitDay
	return map[Limit]LimitRule{
		LimitCorrectionNotice: {Word{Zh: "补正告知期限", En: "Notice of corrections"}, days(5, wd), "行政许可法 32"},
		LimitCorrecting:       {Word{Zh: "补正提醒", En: "Reminder to correct"}, days(30, day), rulePeriods},
		LimitStation:          {Word{Zh: "所级期限", En: "Station's period"}, days(3, wd), "Norm 9"},
		LimitStationVisit:     {Word{Zh: "所级调查期限", En: "Station's period with a visit"}, days(5, wd), "Norm 9"},
		LimitCounty:           {Word{Zh: "县级期限", En: "County's period"}, days(10, wd), "行政许可法 43"},
		LimitCity:             {Word{Zh: "市级期限", En: "Prefecture's period"}, days(10, wd), "行政许可法 43"},
		LimitEffect:           {Word{Zh: "登记执行", En: "Entry in the register"}, days(1, wd), rulePeriods},
		LimitDelivery:         {Word{Zh: "送达期限", En: "Delivery"}, days(2, wd), "行政许可法 44"},
		LimitExtension:        {Word{Zh: "延长期限", En: "Extension"}, days(10, wd), "行政许可法 42"},
		LimitExternal:         {Word{Zh: "外部回复提醒", En: "Reminder to the asked body"}, days(15, day), rulePeriods},
		LimitSupplement:       {Word{Zh: "补充材料提醒", En: "Reminder for further papers"}, days(30, day), rulePeriods},
		LimitSuspension:       {Word{Zh: "中止期限", En: "Suspension"}, days(60, day), rulePeriods},
		LimitDesignate:        {Word{Zh: "指定办理期限", En: "Designation"}, days(1, wd), ruleDesignate},
		LimitTask:             {Word{Zh: "事项期限", En: "Task"}, days(3, wd), rulePeriods},
		LimitVisit:            {Word{Zh: "走访期限", En: "Visit"}, days(5, wd), "Norm 9"},
		LimitSpotCheck:        {Word{Zh: "当场办结复核", En: "Second look at an on-the-spot decision"}, days(1, wd), ruleSecondLook},
		LimitDraft:            {Word{Zh: "草稿保留", En: "A draft is kept"}, days(30, day), rulePeriods},
	}
}

// Limits holds every limit with its preset.
func Limits() map[Limit]LimitRule {
	return merged(coreLimits(), birthLimits(), wardLimits(), endingLimits(), peerLimits(), abroadLimits(), leadLimits(), transitLimits(), publicHouseholdLimits(), certificateLimits())
}
