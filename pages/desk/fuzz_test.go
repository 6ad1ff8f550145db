package desk

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/width"
)

// FuzzDate writes whatever is typed as a day: it becomes one of the register's form, or
// stays as it is but for its width, and what was read is not read otherwise again.
func FuzzDate(f *testing.F) {
	for _, text := range []string{"20261029", "2026.10.29", "2026年10月29日", "２０２６－１０－２９", "2026。1。2", "29/10/2026", "26-1-2", "260829", "", "2026-10-29-", "约2026年10月29日", "٢٠٢٦-10-29", "\xff2026 1 2"} {
		f.Add(text)
	}
	day := regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)
	f.Fuzz(func(t *testing.T, text string) {
		got := Date(text)
		if again := Date(got); again != got {
			t.Errorf("%q is read as %q, and that as %q", text, got, again)
		}
		if !day.MatchString(got) && got != strings.ReplaceAll(width.Narrow.String(text), "。", ".") {
			t.Errorf("%q became %q", text, got)
		}
	})
}
