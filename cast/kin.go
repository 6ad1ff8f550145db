package cast

import (
	"unicode/utf8"

	"hukou/gb"
	"hukou/models"
	"hukou/register"
)

// kin is who else stands in the book of a registered child.
type kin int

const (
	alone kin = iota
	grandfather
	grandmother // the mother's mother
	uncle       // the father's brother
	motherBrother
	brother
	withSibling // the book of the child before
)

// elder describes the head of a child's household: what the child is to them, by the
// child's sex, how many years they are older, and whose line the child comes by.
type elder struct {
	son, daughter gb.Relation
	sex           models.Sex
	years         int
	line          string // father, mother or empty: who died between the two
}

var elders = map[kin]elder{
	grandfather:   {"41", "42", boy, 55, "father"},
	grandmother:   {"43", "44", girl, 54, "mother"},
	uncle:         {"93", "94", boy, 33, ""},
	motherBrother: {"95", "96", boy, 31, ""},
	brother:       {"73", "77", boy, 14, ""},
}

// origins adds the households in which the children are registered, the second
// entries of those who stand twice, and the living parents.
func (b *population) origins(all []Child) {
	for _, c := range all {
		switch {
		case c.Person == "":
		case c.kin == withSibling:
			b.addTo(b.last, b.childIn(c, b.lastKin))
		default:
			b.lastKin = c.kin
			b.last = b.origin(c)
		}
		switch c.Fate {
		case TwoEntries:
			b.secondEntry(c)
		case ParentFound:
			b.livingParent(c)
		}
	}
}

// origin is the household of a child, and where it stands among the others.
func (b *population) origin(c Child) int {
	e, ok := elders[c.kin]
	if !ok {
		return b.house(c.Key(), c.Station, c.Born, b.childIn(c, alone))
	}
	head := b.adult(c.Key()+"/head", b.name(b.surnameOf(c, e), e.sex), e.sex, c.Born.AddMonths(-12*e.years-c.No%7), string(gb.RelationHead))
	head.Marital = string(gb.MaritalNotStated)
	members := []register.LoadedPerson{head}
	if e.line != "" {
		members = append(members, b.deadParent(c, e, head))
	}
	child := b.childIn(c, c.kin)
	if e.line == "father" {
		child.Father = c.Key() + "/parent"
	} else if e.line == "mother" {
		child.Mother = c.Key() + "/parent"
	}
	return b.house(c.Key(), c.Station, "2003-05-01", append(members, child)...)
}

// surnameOf is the child's where the head comes by the father's line.
func (b *population) surnameOf(c Child, e elder) string {
	if e.line == "mother" || c.kin == motherBrother {
		return ""
	}
	first, _ := utf8.DecodeRuneInString(c.Book)
	return string(first)
}

// deadParent stands between grandparent and child, struck off the same book.
func (b *population) deadParent(c Child, e elder, head register.LoadedPerson) register.LoadedPerson {
	sex, surname := boy, b.surnameOf(c, e)
	if e.line == "mother" {
		sex = girl
	}
	p := b.adult(c.Key()+"/parent", b.name(surname, sex), sex, c.Born.AddMonths(-12*27-c.No%11), "")
	p.Status, p.StatusOn, p.StatusReason = models.StatusDead, max(c.Born.AddDays(60), c.IntakeOn.AddDays(-30)), "illness"
	if e.sex == boy {
		p.Father = head.Key
	} else {
		p.Mother = head.Key
	}
	return p
}

// childIn is the child's line in a book, by what the head is to it.
func (b *population) childIn(c Child, k kin) register.LoadedPerson {
	p := register.LoadedPerson{ID: c.Person, Key: c.Key(), Number: c.bookNumber(), Name: c.Book, Sex: string(c.Sex), BirthDate: c.Born, Ethnicity: b.ethnicity(c.Station),
		Relation: string(gb.RelationHead), Since: c.Born.AddDays(20), Marital: string(gb.MaritalUnmarried), BirthPlaceCode: c.Division}
	e, ok := elders[k]
	switch {
	case ok && c.Sex == boy:
		p.Relation = string(e.son)
	case ok:
		p.Relation = string(e.daughter)
	}
	return p
}

// secondEntry enters the child again at another station, under another number and
// with a birth date some days off.
func (b *population) secondEntry(c Child) {
	born := c.Born.AddDays(9)
	p := b.adult(c.Key()+"/again", c.Book, c.Sex, born, string(gb.RelationHead))
	p.Marital, p.Since = string(gb.MaritalUnmarried), born.AddDays(400)
	b.house(c.Key()+"/again", c.SecondStation(), p.Since, p)
}

// SecondStation is the station that keeps the other entry of a child who is registered twice.
func (c Child) SecondStation() string { return originStations[(c.No+9)%len(originStations)].code }

// livingParent enters the mother of a child whose guardian she is, in another county.
func (b *population) livingParent(c Child) {
	mother := b.adult(c.Key()+"/mother", b.name("", girl), girl, c.Born.AddMonths(-12*24), string(gb.RelationHead))
	mother.Marital = string(gb.MaritalWidowed)
	b.house(c.Key()+"/mother", originStations[(c.No+5)%len(originStations)].code, "2019-05-01", mother)
	b.link(c.Key(), func(p *register.LoadedPerson) { p.Mother = mother.Key })
}
