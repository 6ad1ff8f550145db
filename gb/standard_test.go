package gb

import (
	"strings"
	"testing"
)

func TestTheTableOfStandardCharactersIsWhole(t *testing.T) {
	table, err := loadStandard(standardText)
	if err != nil || len(table) != 8105 {
		t.Fatalf("%d characters, %v", len(table), err)
	}
	for _, r := range "一的龘𫖮𫍽喆堃" {
		if want := r != '龘'; StandardCharacter(r) != want {
			t.Errorf("%c is in the table: %t, want %t", r, !want, want)
		}
	}
	var levels []int
	for line := range strings.Lines(standardText) {
		if strings.Contains(line, "级字表") {
			levels = append(levels, 0)
		} else if !strings.HasPrefix(line, "#") {
			levels[len(levels)-1] += len([]rune(strings.TrimSpace(line)))
		}
	}
	if len(levels) != 3 || levels[0] != 3500 || levels[1] != 3000 || levels[2] != 1605 {
		t.Errorf("the levels have %v characters", levels)
	}
	for _, broken := range []string{"一乙", standardText + "一\n", strings.Replace(standardText, "乙", "", 1)} {
		if _, err := loadStandard(broken); err == nil {
			t.Error("a table that is not whole is taken")
		}
	}
}

func TestOnlyTheGivenNameIsHeldAgainstTheTable(t *testing.T) {
	for name, want := range map[string]string{
		"张明": "", "㛃明": "", "張明": "", "张龘": "龘", "张明龘龘": "龘", "歐陽明": "", "歐陽龘": "龘", "萬俟明": "", "欧阳明": "",
		"买买提·龘": "", "龘": "", "": "", "张": "", "张𠮷": "𠮷", "葛\U000E0100明": "", "葛明\U000E0100": "", "长孙東": "東",
	} {
		if got := string(RareGiven(name)); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
