package cast_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"hukou/cast"
)

func TestThePageTellsWhoIsWho(t *testing.T) {
	file, err := os.ReadFile("../docs/cast.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(file)
	row := func(has ...string) bool {
		for line := range strings.Lines(page) {
			all := true
			for _, part := range has {
				all = all && strings.Contains(line, part)
			}
			if all {
				return true
			}
		}
		return false
	}
	for _, c := range cast.Seventy() {
		if !row(fmt.Sprintf("%d %s", c.No, c.Name), "`"+string(c.Fate.End())+"`") {
			t.Errorf("docs/cast.md does not say that child %d %s ends in %s", c.No, c.Name, c.Fate.End())
		}
	}
	for _, n := range cast.Newborns() {
		now := string(n.Now)
		if now == "" {
			now = n.Key
		}
		if !row("`"+n.Key+"`", n.Name, n.MotherName, n.FatherName, "`"+now+"`") {
			t.Errorf("docs/cast.md does not say how newborn %s stands", n.Key)
		}
	}
}
