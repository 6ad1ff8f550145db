package house_test

import (
	"fmt"
	"slices"
	"strings"
)

const (
	module = "hukou"
	testdb = module + "/internal/testdb" // for tests, and packages that serve them
)

// room is a folder with its subfolders and the other rooms it may know.
type room struct {
	folder string
	knows  []string
}

// rooms are the arrows, from the nouns upwards. A new room is added here with
// the rooms it may know; cmd wires and knows all.
var rooms = []room{
	{folder: "models"},
	{folder: "gb", knows: []string{"models"}},
	{folder: "seal", knows: []string{"models", "gb"}},
	{folder: "auth", knows: []string{"models", "gb"}},
	{folder: "roster", knows: []string{"models", "gb"}},
	{folder: "uploads", knows: []string{"models", "gb", "roster"}},
	{folder: "evidence", knows: []string{"models", "seal"}},
	// The rules as files for people: it writes, so it is a room beside the pure one.
	{folder: "workflow/render", knows: []string{"models", "workflow"}},
	{folder: "workflow", knows: []string{"models"}},
	{folder: "store", knows: []string{"models", "gb", "seal", "evidence"}},
	{folder: "register", knows: []string{"models", "gb", "seal", "auth", "roster", "uploads", "evidence", "store", "workflow"}},
	// The neighbours' bell has tables of its own. Of the register it takes who acts and how a
	// refusal is told; the register does not know it.
	{folder: "bell", knows: []string{"models", "seal", "store", "workflow", "register"}},
	{folder: "jobs", knows: []string{"models", "gb", "seal", "auth", "roster", "uploads", "evidence", "store", "workflow", "register", "bell"}},
	{folder: "handlers", knows: []string{"models", "gb", "seal", "auth", "roster", "uploads", "evidence", "store", "workflow", "workflow/render", "register", "bell"}},
	// What browsers are shown. ui is the shell and knows no case; each desk is a folder.
	{folder: "pages/ui", knows: []string{"models", "gb", "workflow"}},
	{folder: "pages", knows: []string{"models", "gb", "roster", "uploads", "workflow", "workflow/render", "register", "bell", "handlers", "pages/ui"}},
	{folder: "cast", knows: []string{"models", "gb", "seal", "auth", "roster", "uploads", "evidence", "store", "workflow", "register"}},
	{folder: "bench", knows: []string{"models", "gb", "seal", "auth", "roster", "uploads", "evidence", "store", "workflow", "register", "cast"}},
	// The product's stories, told to the built program: tests alone, which may look at
	// the cast.
	{folder: "stories"},
	{folder: "cmd"},
	// A browser for tests, which signs officers in.
	{folder: "internal/browser", knows: []string{"auth"}},
	{folder: "internal"},
	{folder: "tools"},
}

// libraries are the rooms that take what they need from outside the module, by
// import prefix; a room that is not named may use any.
var libraries = map[string][]string{
	"models":          {},
	"workflow":        {"github.com/looplab/fsm"},
	"workflow/render": {},
}

// reservation keeps a library to the folders that exist to use it. exact leaves
// their subfolders out; tests says that tests elsewhere may use it.
type reservation struct {
	library string
	folders []string
	exact   bool
	tests   bool
}

var reservations = []reservation{
	{library: "gorm.io", folders: []string{"store", "jobs"}},
	{library: "github.com/libtnb/sqlite", folders: []string{"store", "jobs"}},
	{library: "github.com/looplab/fsm", folders: []string{"workflow"}, exact: true},
	{library: "github.com/labstack/echo", folders: []string{"handlers", "pages"}},
	{library: "github.com/danielgtaylor/huma", folders: []string{"handlers"}},
	{library: "net/http", folders: []string{"handlers", "pages", "jobs", "bench"}, tests: true},
	{library: "github.com/a-h/templ", folders: []string{"pages"}},
	{library: "github.com/chromedp", folders: []string{"internal/browser"}},
	{library: testdb, folders: []string{"internal/testdb"}, tests: true},
}

// pure are parts of the standard library that the rule book does without: its
// answers depend on nothing but what it is given.
var pure = []string{"database", "net", "os", "io/fs", "math/rand", "crypto/rand"}

// arrows finds imports that point the wrong way. Tests may reach into any room
// of ours, but not past a reservation.
func arrows(t *tree) []string {
	var found []string
	for _, s := range t.sources {
		home, known := roomOf(s.path)
		if !known {
			found = append(found, fmt.Sprintf("%s: no room is known for this folder: add it to rooms in internal/house with what it may import", s.path))
			continue
		}
		for _, spec := range s.file.Imports {
			if why := refuse(home, s, imported(spec)); why != "" {
				found = append(found, t.at(spec)+": "+why)
			}
		}
	}
	return found
}

// roomOf is the room a file lies in; the module's own top folder is none.
func roomOf(file string) (room, bool) {
	i := slices.IndexFunc(rooms, func(r room) bool { return within(file, r.folder) })
	if i < 0 {
		return room{}, false
	}
	return rooms[i], true
}

// refuse says why a file may not import this, or nothing.
func refuse(home room, s source, name string) string {
	if home.folder == "cmd" {
		return ""
	}
	if r, held := reservedFrom(s, name); held {
		return fmt.Sprintf("only %s may import %s", strings.Join(r.folders, " and "), r.library)
	}
	if s.test || isTestHelp(s) && within(name, testdb) {
		return ""
	}
	first, _, _ := strings.Cut(name, "/")
	switch {
	case first == module:
		other, _ := roomOf(strings.TrimPrefix(name, module+"/"))
		if other.folder != home.folder && !slices.Contains(home.knows, other.folder) {
			return fmt.Sprintf("%s may not know %s", home.folder, name)
		}
	case strings.Contains(first, "."):
		if allowed, closed := libraries[home.folder]; closed && !coveredBy(name, allowed) {
			return fmt.Sprintf("%s uses no library such as %s", home.folder, name)
		}
	case home.folder == "workflow" && coveredBy(name, pure):
		return fmt.Sprintf("the rule book is pure: it may not import %s", name)
	}
	return ""
}

// reservedFrom is the reservation that keeps this library from this file.
func reservedFrom(s source, name string) (reservation, bool) {
	for _, r := range reservations {
		if !within(name, r.library) || r.tests && (s.test || isTestHelp(s)) {
			continue
		}
		inside := slices.ContainsFunc(r.folders, func(folder string) bool {
			return s.dir() == folder || !r.exact && within(s.path, folder)
		})
		if !inside {
			return r, true
		}
	}
	return reservation{}, false
}

// isTestHelp reports whether a package says by its name that it serves tests,
// as storetest does.
func isTestHelp(s source) bool { return strings.HasSuffix(s.file.Name.Name, "test") }

func coveredBy(name string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return within(name, p) })
}
