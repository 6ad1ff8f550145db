package register

import (
	"encoding/json"
	"errors"
	"testing"

	"hukou/models"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// FuzzCursor reads whatever comes as the mark of a next page: it is one of this list, and
// written down again as the same place, or it is refused in words.
func FuzzCursor(f *testing.F) {
	f.Add("station", queued{Urgent: "2026-09-24", ID: "c-1"}.cursor("station"))
	f.Add("station", listPlace{"12026-09-24", "c-1"}.cursor("station"))
	f.Add("cases/open", listPlace{"2026-09-24", "a|b"}.cursor("cases/open"))
	for _, text := range []string{"", "=", "AA", "c3RhdGlvbnx8", "\xff", "fHx8"} {
		f.Add("station", text)
	}
	refused := func(t *testing.T, err error) bool {
		t.Helper()
		var wrong *Invalid
		if err != nil && !errors.As(err, &wrong) {
			t.Errorf("the mark is refused with %v", err)
		}
		return err != nil
	}
	f.Fuzz(func(t *testing.T, list, cursor string) {
		if q, err := readCursor(list, cursor); !refused(t, err) && cursor != "" {
			if again, err := readCursor(list, q.cursor(list)); err != nil || again != q || !models.Date(q.Urgent).Valid() {
				t.Errorf("%q of %q is the place %+v and then %+v, %v", cursor, list, q, again, err)
			}
		}
		if p, err := readPlace(list, cursor); !refused(t, err) && cursor != "" {
			if again, err := readPlace(list, p.cursor(list)); err != nil || again != p {
				t.Errorf("%q of %q is the place %+v and then %+v, %v", cursor, list, p, again, err)
			}
		}
	})
}

// FuzzPolicyRow enters whatever comes as periods and options of a policy row: what passes
// the check is stored, read back by every reader of a row, and changes no case into one
// that cannot be worked on.
func FuzzPolicyRow(f *testing.F) {
	for _, options := range []string{`{"r0":true,"r0_hospitals":["甲医院"]}`, `{"signoff":"each"}`, `{"r0":"true"}`, `{"r0":null}`, `{"r0_hospitals":[1]}`, `{"minor_access_days":3}`, `{"lift_hours":1e3}`, `{"x":1}`, `[]`, `{"signoff":["each"]}`, `{"r0": true }`} {
		f.Add(string(workflow.BirthNoCert), options, `{"station":{"n":5,"unit":"workday"}}`)
		f.Add(string(BusinessAccess), options, `{"draft":{"n":-1,"unit":"week"}}`)
	}
	a := &act{r: &Registrar{book: sharedBook()}}
	f.Fuzz(func(t *testing.T, business, options, limits string) {
		n := NewPolicyRow{Business: workflow.Business(business)}
		if json.Unmarshal([]byte(options), &n.Options) != nil || json.Unmarshal([]byte(limits), &n.Limits) != nil {
			return
		}
		wrong := append(checkPolicyOptions(n.Business, n.Options), a.checkPolicyLimits(n.Limits)...)
		for _, e := range wrong {
			if e.Code == "" || e.Message.Zh == "" || e.Message.En == "" {
				t.Errorf("refused without words: %+v", e)
			}
		}
		if len(wrong) > 0 {
			return
		}
		row := models.PolicyRow{Business: business, Level: -1}
		if len(n.Options) > 0 {
			row.Options = jsonText(n.Options)
		}
		if len(n.Limits) > 0 {
			row.Limits = jsonText(n.Limits)
		}
		p, err := policyOf(row)
		if err != nil {
			t.Fatalf("%s %s is taken and cannot be read: %v", row.Options, row.Limits, err)
		}
		for name, raw := range p.Options {
			if string(raw) == "null" {
				t.Errorf("%s is taken without saying anything", name)
			}
			p.option(name)
			p.list(name)
		}
		for l, span := range p.Limits {
			if span.N < 0 || span.Unit != calendar.UnitWorkday && span.Unit != calendar.UnitDay && span.Unit != calendar.UnitMonth {
				t.Errorf("%s is taken as %+v", l, span)
			}
		}
	})
}
