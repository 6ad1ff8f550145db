package uploads

import (
	"path"
	"strings"
	"unicode"
)

// maxName is the most characters of a file's name that are kept: its end, where the
// extension is.
const maxName = 100

// Name is the last part of a name as it was sent, without what a path, a header or a
// reader could stumble over: folders, control characters, and the invisible ones that
// make gnp.exe look like exe.png.
func Name(sent string) string {
	name := path.Base(strings.ReplaceAll(strings.ToValidUTF8(sent, ""), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029' || strings.ContainsRune(`"<>|:*?/`, r) {
			return -1
		}
		return r
	}, name)
	if r := []rune(name); len(r) > maxName {
		name = string(r[len(r)-maxName:])
	}
	return strings.TrimLeft(name, ". ")
}
