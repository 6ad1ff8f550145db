package admin

import (
	"regexp"
	"testing"
)

// Nobody guesses what an account begins with: five bits a letter, 130 in all.
func TestAFirstPasswordIsLongAndItsOwn(t *testing.T) {
	drawn := regexp.MustCompile(`^[a-z2-7]{5}(-[a-z2-7]{5}){3}-[a-z2-7]{6}$`)
	first, second := firstPassword(), firstPassword()
	if !drawn.MatchString(first) || first == second {
		t.Errorf("accounts begin with %q and %q", first, second)
	}
}
