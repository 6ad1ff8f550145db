package render

import (
	"fmt"
	"slices"
	"strings"

	"hukou/workflow"
)

// Mermaid is the diagram of a definition as a Mermaid stateDiagram-v2. Ids are
// ASCII, names are labels. Matters that change no state are left out; steps from
// many states start from one stand-in, as in the picture.
func Mermaid(b *workflow.Book, d *workflow.Definition, l Lang) string {
	w := writer{b, d, l}
	g := w.graph()
	var out strings.Builder
	out.WriteString("stateDiagram-v2\n")
	for _, s := range g.states {
		fmt.Fprintf(&out, "    state \"%s\" as %s\n", plain(w.name(s)), s)
	}
	fmt.Fprintf(&out, "    [*] --> %s\n", d.Initial)
	for _, p := range pairs(g) {
		fmt.Fprintf(&out, "    %s --> %s : %s\n", p.from, p.to, plain(strings.Join(p.labels, " / ")))
	}
	for _, s := range d.Ends {
		fmt.Fprintf(&out, "    %s --> [*]\n", s)
	}
	return out.String()
}

// pair is all that leads from one state to another.
type pair struct {
	from, to workflow.State
	labels   []string
}

func pairs(g graph) []pair {
	var out []pair
	for _, a := range g.arrows {
		for _, to := range a.to {
			if a.back && a.from == anywhere {
				continue
			}
			i := slices.IndexFunc(out, func(p pair) bool { return p.from == a.from && p.to == to })
			if i < 0 {
				i, out = len(out), append(out, pair{from: a.from, to: to})
			}
			if !slices.Contains(out[i].labels, a.label) {
				out[i].labels = append(out[i].labels, a.label)
			}
		}
	}
	return out
}

// plain keeps a text free of what Mermaid would read as its own.
func plain(text string) string {
	return strings.NewReplacer(`"`, "'", ":", "：", ";", "；", "#", "＃", "\n", " ").Replace(text)
}
