package intake_test

import (
	"testing"

	"hukou/internal/browser"
)

// TestTheWordsForAWardsBirthdayStayBesideTheDate types a lunar day into the date of a ward's
// first registration: the box has the day of the calendar, the box beside it the words.
func TestTheWordsForAWardsBirthdayStayBesideTheDate(t *testing.T) {
	p := browser.Demo(t).As(t, "qinghe.clerk1")
	p.Open("/")
	p.Press("Alt+n")
	p.Wait("#businesses")
	p.Type("#f-filter", "集体户首次登记")
	p.Press("Enter")
	p.Wait("#draft")
	p.Type("facts.birth_date", "农历2022年四月初六")
	p.Type("facts.name", "石明月")
	if day := p.Value("facts.birth_date"); day != "2022-05-06" {
		t.Errorf("the date is %q", day)
	}
	if said := p.Value("facts.child_birth_date_said"); said != "农历2022年四月初六" {
		t.Errorf("beside it stands %q", said)
	}
}
