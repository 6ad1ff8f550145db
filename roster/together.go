package roster

import (
	"fmt"
	"strings"

	"hukou/models"
)

// together checks what the cells of one row say about each other and about the
// days that count.
func (t *table) together(line *Line) {
	rules := t.p.rules
	birth, intake := line.BirthDate, line.IntakeOn
	if !birth.IsZero() && !rules.Today.IsZero() && birth > rules.Today {
		t.wrong(line.Row, fieldBirthDate, CodeBirthFuture)
	}
	if !intake.IsZero() && !rules.Today.IsZero() && intake > rules.Today {
		t.wrong(line.Row, fieldIntakeOn, CodeIntakeFuture)
	}
	if !birth.IsZero() && !intake.IsZero() && intake < birth {
		t.wrong(line.Row, fieldIntakeOn, CodeIntakeBeforeBirth)
	}
	if adult(birth, rules.AdultOn) {
		t.wrong(line.Row, fieldBirthDate, CodeAlready18)
	}
	if rules.elsewhere(line.OriginStation, line.OriginDivision) {
		// A station may serve a zone with a code of its own: the clerk is told, and decides.
		t.add(line.Row, t.at[fieldOriginStation]+1, CodeStationElsewhere, true, cellName(t.at[fieldOriginDivision]+1, line.Row))
	}
	if line.CitizenNumber != "" {
		t.againstNumber(line)
	}
}

// againstNumber compares sex and birth date with the number. An estimated birth
// date may differ: the one at the place of origin stands until it is corrected,
// so the clerk is only told.
func (t *table) againstNumber(line *Line) {
	at := cellName(t.at[fieldCitizenNumber]+1, line.Row)
	if line.Sex != "" && line.Sex != line.CitizenNumber.Sex() {
		t.wrong(line.Row, fieldSex, CodeSexDisagrees, at)
	}
	born := line.CitizenNumber.BirthDate()
	if line.BirthDate.IsZero() || line.BirthDate == born {
		return
	}
	t.add(line.Row, t.at[fieldBirthDate]+1, CodeBirthDisagrees, line.BirthEstimated, at)
	if adult(born, t.p.rules.AdultOn) && !adult(line.BirthDate, t.p.rules.AdultOn) {
		t.wrong(line.Row, fieldCitizenNumber, CodeAlready18)
	}
}

// adult tells whether the eighteenth birthday has come by the day.
func adult(birth, day models.Date) bool {
	return !birth.IsZero() && !day.IsZero() && birth.AgeOn(day) >= 18
}

// child is what tells a row's child from another's.
type child struct {
	place            place
	nameAt, numberAt int // columns from 1
	number           models.CitizenNumber
	name             string
	birth            models.Date
	intake           string
}

// children are the rows read so far.
type children []child

func (c *children) add(one child) { *c = append(*c, one) }

// repeated finds the same child in several rows: by the number, or by name,
// birth date and intake number together. Every row is named at its own cell,
// since nobody knows yet which is right.
func (c children) repeated(columns [fieldCount]column) []Problem {
	type identity struct{ name, birth, intake string }
	byNumber := make(map[models.CitizenNumber][]int)
	byName := make(map[identity][]int)
	for i, one := range c {
		if one.number != "" {
			byNumber[one.number] = append(byNumber[one.number], i)
		}
		if one.name != "" && one.birth != "" && one.intake != "" {
			key := identity{one.name, string(one.birth), one.intake}
			byName[key] = append(byName[key], i)
		}
	}
	var problems []Problem
	for i, one := range c {
		if rows := byNumber[one.number]; len(rows) > 1 {
			problems = append(problems, c.sameChild(i, rows, columns[fieldCitizenNumber].id, one.numberAt))
			continue
		}
		if rows := byName[identity{one.name, string(one.birth), one.intake}]; len(rows) > 1 {
			problems = append(problems, c.sameChild(i, rows, columns[fieldName].id, one.nameAt))
		}
	}
	return problems
}

func (c children) sameChild(i int, rows []int, field string, column int) Problem {
	const most = 10
	var zh, en []string
	for _, other := range rows[:min(len(rows), most)] {
		at := c[other].place
		if at.sheet == c[i].place.sheet {
			zh, en = append(zh, fmt.Sprintf("第 %d 行", at.row)), append(en, fmt.Sprintf("row %d", at.row))
		} else {
			zh, en = append(zh, fmt.Sprintf("“%s”第 %d 行", at.sheet, at.row)), append(en, fmt.Sprintf("%s row %d", at.sheet, at.row))
		}
	}
	if len(rows) > most {
		zh, en = append(zh, "等"), append(en, "and more")
	}
	zhText, enText := texts(CodeRepeatedChild)
	at := c[i].place
	return Problem{Sheet: at.sheet, Row: at.row, Column: field, Cell: cellName(column, at.row), Code: CodeRepeatedChild,
		Zh: fmt.Sprintf(zhText, strings.Join(zh, "、")), En: fmt.Sprintf(enText, strings.Join(en, ", "))}
}

// elsewhere tells that a station and a division that are both known are not one place.
func (r Rules) elsewhere(station, division string) bool {
	if r.StationKnown == nil || r.Division == nil || !r.StationKnown(station) || strings.HasPrefix(station, division) {
		return false
	}
	known, abolished, _ := r.Division(division, r.Today)
	return known && !abolished
}
