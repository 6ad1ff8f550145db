package ui

import (
	"context"
	"strings"
	"testing"
)

// TestTheMenuLeadsToTheKeys opens the officer's menu: whoever does not know the key "?"
// finds the list of keys by a link.
func TestTheMenuLeadsToTheKeys(t *testing.T) {
	var b strings.Builder
	if err := settings(&View{}).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), `href="/keys">快捷键`) {
		t.Errorf("the menu has no way to the keys: %s", b.String())
	}
}
