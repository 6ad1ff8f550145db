package desk_test

import (
	"os"
	"testing"

	"hukou/internal/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

func TestInADemonstrationAPressSignsAnInventedOfficerIn(t *testing.T) {
	program := browser.Demo(t)
	for range 2 { // each time with another of the codes that are good now
		p := program.Visit(t)
		p.Open("/sign-in?back=/rules")
		for _, v := range p.Axe() {
			t.Errorf("axe: %v", v)
		}
		p.Click(`button[value="yuntai.clerk1"]`)
		p.Wait(".rail")
		if p.Path() != "/rules" {
			t.Errorf("the sign-in leads to %s, want /rules", p.Path())
		}
	}
}
