package workflow

import "testing"

func TestTheBookKnowsTheWordsOfItsVocabulary(t *testing.T) {
	b := NewBook()
	for role, w := range RoleWords() {
		if b.RoleWord(role) != w {
			t.Errorf("role %s is %v in the book, %v in the list", role, b.RoleWord(role), w)
		}
	}
	for seat, w := range SeatWords() {
		if b.SeatWord(seat) != w {
			t.Errorf("seat %s is %v in the book, %v in the list", seat, b.SeatWord(seat), w)
		}
	}
	for _, d := range b.Editions() {
		if w := b.BusinessWord(d.Business); w.Zh == "" || w.En == "" || w.Zh == string(d.Business) {
			t.Errorf("business %s has no word", d.Business)
		}
	}
	if w := b.BusinessWord("nonsense"); w.Zh != "nonsense" {
		t.Errorf("an unknown business is called %q", w.Zh)
	}
	kinds := b.MaterialKinds()
	if len(kinds) != len(MaterialWords()) {
		t.Errorf("%d kinds of paper, want %d", len(kinds), len(MaterialWords()))
	}
	for i, k := range kinds {
		if _, ok := b.Material(k); !ok || i > 0 && kinds[i-1] >= k {
			t.Errorf("kind %s stands out of order or without a word", k)
		}
	}
}
