package pages_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// newer is something that Chromium 90 does not know; offices keep such browsers. Each
// has an example that the check must catch.
type newer struct {
	name    string
	find    *regexp.Regexp
	example string
}

func after90(name, find, example string) newer {
	return newer{name: name, find: regexp.MustCompile(find), example: example}
}

// newerStyle is CSS that came after Chromium 90.
var newerStyle = []newer{
	after90(":has()", `:has\(`, `a:has(b){}`),
	after90("@layer", `@layer\b`, `@layer base{a{color:red}}`),
	after90("@container", `@container\b|container-(type|name)\s*:`, `@container (min-width:1px){}`),
	after90("@scope", `@scope\b`, `@scope (.a){}`),
	after90("@starting-style", `@starting-style\b`, `@starting-style{a{opacity:0}}`),
	after90("@view-transition", `@view-transition\b|view-transition-name`, `@view-transition{navigation:auto}`),
	after90("newer colours", `\b(color-mix|oklch|oklab|lch|lab|hwb|light-dark|color)\(`, `a{color:color-mix(in srgb,red,blue)}`),
	after90("the selectors of newer states", `:(popover-open|modal|user-valid|user-invalid|dir\(|state\()`, `a:user-invalid{}`),
	after90("of in :nth-child", `:nth-(last-)?child\([^)]*\bof\b`, `a:nth-child(2 of .b){}`),
	after90("media ranges", `@media[^{]*[<>]`, `@media (width<=900px){}`),
	after90("newer units", `\d(d|s|l)v(h|w|i|b|min|max)\b|\dcq(w|h|i|b|min|max)\b|\d(lh|rlh|cap|ric)\b`, `a{height:100dvh}`),
	after90("newer arithmetic", `\b(round|mod|rem|sin|cos|tan|asin|acos|atan2?|pow|sqrt|hypot|log|exp|abs|sign)\(`, `a{width:round(1px,2px)}`),
	after90("translate, rotate and scale by themselves", `[{;\s](translate|rotate|scale)\s*:`, `a{rotate:1deg}`),
	after90("subgrid", `\bsubgrid\b|grid-template-(rows|columns)\s*:\s*masonry`, `a{grid-template-rows:subgrid}`),
	after90("anchors", `\banchor(-name|-size)?\b\s*[:(]|position-(anchor|area|try)`, `a{anchor-name:--b}`),
	after90("text-wrap", `text-wrap(-mode|-style)?\s*:`, `a{text-wrap:balance}`),
	after90("accent-color", `accent-color\s*:`, `a{accent-color:red}`),
	after90("scrollbar properties", `scrollbar-(gutter|width|color)\s*:`, `a{scrollbar-gutter:stable}`),
	after90("field-sizing", `field-sizing\s*:|interpolate-size\s*:|calc-size\(`, `a{field-sizing:content}`),
	after90("mask without prefix", `[{;\s]mask(-image|-size|-position|-repeat)?\s*:`, `a{mask:url(a.svg)}`),
	after90("print-color-adjust without prefix", `[{;\s]print-color-adjust\s*:`, `a{print-color-adjust:exact}`),
}

// newerScript is JavaScript that came after Chromium 90.
var newerScript = []newer{
	after90("class static blocks", `\bstatic\s*\{`, `class A{static{}}`),
	after90("a private name asked for by in", `#\w+\s+in\s`, `#a in b`),
	after90("Array.at and String.at", `\.at\(`, `a.at(-1)`),
	after90("structuredClone", `\bstructuredClone\b`, `structuredClone(a)`),
	after90("findLast", `\.findLast(Index)?\(`, `a.findLast(f)`),
	after90("arrays changed by copying", `\.(toSorted|toReversed|toSpliced)\(|\.with\(`, `a.toSorted()`),
	after90("Object.hasOwn", `\bObject\.(hasOwn|groupBy)\b|\bMap\.groupBy\b`, `Object.hasOwn(a,"b")`),
	after90("newer promises", `\bPromise\.(withResolvers|try)\b|\bArray\.fromAsync\b`, `Promise.withResolvers()`),
	after90("regular expressions with the flag v", `/[dgimsuy]*v[dgimsuy]*\s*[.,;)]`, `a=/b/v;`),
	after90("set algebra", `\.(isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)\(`, `a.isSubsetOf(b)`),
	after90("modules and a waiting top level", `(^|[;}\n])\s*(import|export|await)\b`, "await f()"),
	after90("newer signals", `\bAbortSignal\.(timeout|any)\b|\.throwIfAborted\(`, `AbortSignal.timeout(1)`),
	after90("randomUUID", `\brandomUUID\b`, `crypto.randomUUID()`),
	after90("popovers", `\.(showPopover|hidePopover|togglePopover|showPicker)\(|\.popover\b`, `a.showPopover()`),
	after90("inert", `\.inert\b`, `a.inert=true`),
	after90("checkVisibility", `\.checkVisibility\(`, `a.checkVisibility()`),
	after90("view transitions", `\bstartViewTransition\b|\bnavigation\.`, `document.startViewTransition(f)`),
	after90("scheduler", `\bscheduler\.`, `scheduler.yield()`),
	after90("URL.canParse", `\bURL\.(canParse|parse)\(`, `URL.canParse(a)`),
	after90("scrollend", `["']scrollend["']`, `a.addEventListener("scrollend",f)`),
	after90("causes of errors", `\bnew \w*Error\([^)]*\{\s*cause`, `new Error("a",{cause:b})`),
	after90("using", `\busing\s+\w+\s*=`, `using a = b`),
	after90("eval, which the policy refuses", `\beval\(|\bnew Function\(`, `eval("a")`),
}

// newerMarkup are attributes that came after Chromium 90.
var newerMarkup = []newer{
	after90("popover", `\s(popover|popovertarget|popovertargetaction)[=\s>]`, `<p popover>`),
	after90("inert", `\sinert[=\s>?]`, `<p inert>`),
	after90("command", `\s(command|commandfor)=`, `<button commandfor="a">`),
	after90("details that close each other", `<details[^>]*\sname=`, `<details name="a">`),
	after90("hidden until found", `hidden="until-found"`, `<p hidden="until-found">`),
}

var (
	styleComment  = regexp.MustCompile(`(?s)/\*.*?\*/`)
	scriptComment = regexp.MustCompile(`(?m)(^|\s)//.*$`)
)

func findNewer(list []newer, text string) []string {
	var found []string
	for _, n := range list {
		if at := n.find.FindStringIndex(text); at != nil {
			found = append(found, n.name+": "+strings.TrimSpace(text[max(0, at[0]-30):min(len(text), at[1]+30)]))
		}
	}
	return found
}

// nested finds a rule inside a rule, which only at-rules may hold.
func nested(css string) []string {
	var found, open []string
	begun := 0
	for i, c := range css {
		switch c {
		case '{':
			head := strings.TrimSpace(css[begun:i])
			if len(open) > 0 && !strings.HasPrefix(open[len(open)-1], "@") {
				found = append(found, "nesting: "+open[len(open)-1]+" { "+head)
			}
			open = append(open, head)
			begun = i + 1
		case '}':
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
			begun = i + 1
		case ';':
			begun = i + 1
		}
	}
	return found
}

// guarded are what htmx uses behind a guard of its own: by name the guard as it stands there.
// Transitions are taken only where the browser has them; what is evaluated, only where the
// page allows it, and ours says allowEval false.
var guarded = map[string]string{
	"view transitions":               `&&document.startViewTransition){`,
	"eval, which the policy refuses": `if(Y.config.allowEval){return t()}`,
}

// TestTheVendoredScriptIsKnownToChromium90 reads htmx as it is served. What it guards itself
// is named, and an allowance that is needed no more is struck.
func TestTheVendoredScriptIsKnownToChromium90(t *testing.T) {
	text, err := os.ReadFile("ui/static/vendor/htmx/htmx.min.js")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, n := range newerScript {
		found := findNewer([]newer{n}, string(text))
		if len(found) == 0 {
			continue
		}
		used[n.name] = true
		if guard := guarded[n.name]; guard == "" || !strings.Contains(string(text), guard) {
			t.Errorf("htmx: Chromium 90 does not know %s", found[0])
		}
	}
	if layout, err := os.ReadFile("ui/layout.templ"); err != nil || !strings.Contains(string(layout), `"allowEval":false`) {
		t.Errorf("the pages let htmx evaluate: %v", err)
	}
	for name := range guarded {
		if !used[name] {
			t.Errorf("htmx uses %s no more: strike the allowance", name)
		}
	}
}

func TestStylesAndScriptsAreKnownToChromium90(t *testing.T) {
	for _, kind := range []struct {
		pattern string
		look    func(string) []string
	}{
		{"ui/static/css/*.css", func(text string) []string {
			text = styleComment.ReplaceAllString(text, "")
			return append(findNewer(newerStyle, text), nested(text)...)
		}},
		{"ui/static/js/*.js", func(text string) []string {
			return findNewer(newerScript, scriptComment.ReplaceAllString(styleComment.ReplaceAllString(text, ""), ""))
		}},
		{"*/*.templ", func(text string) []string { return findNewer(newerMarkup, text) }},
	} {
		files, err := filepath.Glob(kind.pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no file: %v", kind.pattern, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range kind.look(string(text)) {
				t.Errorf("%s: Chromium 90 does not know %s", file, found)
			}
		}
	}
}

func TestWhatChromium90DoesNotKnowIsCaught(t *testing.T) {
	for _, list := range [][]newer{newerStyle, newerScript, newerMarkup} {
		for _, n := range list {
			if len(findNewer([]newer{n}, n.example)) == 0 {
				t.Errorf("%s is not caught in %s", n.name, n.example)
			}
		}
	}
	for _, css := range []string{"a{b{color:red}}", "@media print{a{color:red;&:hover{color:blue}}}"} {
		if len(nested(css)) == 0 {
			t.Errorf("nesting is not caught in %s", css)
		}
	}
	if found := nested("@media print{a{color:red}b{color:red}}@font-face{src:x}"); len(found) != 0 {
		t.Errorf("plain rules are taken for nested ones: %v", found)
	}
}
