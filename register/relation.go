package register

import (
	"hukou/gb"
	"hukou/models"
)

// descent says what a child is to the head of the household when one of its parents
// is this to the head: a son's name, a daughter's name.
var descent = []struct {
	parents       []gb.Relation
	son, daughter gb.Relation
}{
	{[]gb.Relation{"01", "02", "10", "11", "12"}, "20", "30"},
	{[]gb.Relation{"20", "21", "22", "23", "24", "25", "26", "27", "29", "38"}, "41", "42"},
	{[]gb.Relation{"28", "30", "31", "32", "33", "34", "35", "36", "37", "39"}, "43", "44"},
	{[]gb.Relation{"40", "41", "42", "43", "44", "45", "46", "49"}, "47", "48"},
	{[]gb.Relation{"71", "72", "73", "74"}, "93", "94"},
	{[]gb.Relation{"75", "76", "77", "78"}, "95", "96"},
}

// siblings are the younger and elder brother and sister of the head, by the child's
// sex: what a child of the head's parents is.
var siblings = map[bool][2]gb.Relation{true: {"73", "77"}, false: {"71", "75"}}

// relationOfChild is what a child is to the head of the household (GB/T 4761), from
// what the parent registered there is: 99 in a collective household, 97 where the
// list has no closer word.
func relationOfChild(h models.Household, head, parent, child models.Person) gb.Relation {
	if h.Kind == models.CollectiveHousehold {
		return gb.RelationNotRelated
	}
	son := child.Sex == string(models.SexMale)
	to := gb.Relation(parent.Relation)
	for _, d := range descent {
		for _, p := range d.parents {
			if p == to && son {
				return d.son
			}
			if p == to {
				return d.daughter
			}
		}
	}
	switch {
	case len(to) == 2 && to[0] == '5' && to < "57":
		pair := siblings[child.BirthDate >= head.BirthDate]
		if son {
			return pair[0]
		}
		return pair[1]
	case to == gb.RelationNotRelated:
		return gb.RelationNotRelated
	}
	return gb.RelationOther
}

// relationOfGrandchild is what a child is to a head who is a grandparent, when no
// parent stands in the household: by the father's or the mother's side where the
// register knows it.
func relationOfGrandchild(head string, father, mother models.Person, child models.Person) gb.Relation {
	son := child.Sex == string(models.SexMale)
	of := func(p models.Person) bool { return head != "" && (p.FatherID == head || p.MotherID == head) }
	switch {
	case of(father) && son:
		return "41"
	case of(father):
		return "42"
	case of(mother) && son:
		return "43"
	case of(mother):
		return "44"
	}
	return "40"
}
