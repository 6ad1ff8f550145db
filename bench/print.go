package bench

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"text/tabwriter"
	"time"
)

// printer writes the report. The first error of its writer stays and ends the rest.
type printer struct {
	to    io.Writer
	table *tabwriter.Writer
	err   error
}

// aim is a figure with a target next to it.
type aim struct {
	what   string
	figure string
	target string
	met    bool
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.to, format+"\n", args...)
	}
}

func (p *printer) header(c Config) {
	p.line("hukou bench, %s, %s %s/%s, %d processors", c.Clock().UTC().Format(time.RFC3339), runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	if c.Quick {
		p.line("quick: it shows that everything runs; the figures say nothing")
	}
}

// begin starts a table under its columns, which end in tabs.
func (p *printer) begin(title string, columns ...string) {
	p.line("\n%s", title)
	p.table = tabwriter.NewWriter(p.to, 0, 0, 2, ' ', tabwriter.AlignRight)
	p.row(columns...)
}

func (p *printer) row(cells ...string) {
	if p.err == nil {
		_, p.err = fmt.Fprintln(p.table, strings.Join(cells, "\t")+"\t")
	}
}

func (p *printer) end() {
	if err := p.table.Flush(); p.err == nil {
		p.err = err
	}
}

// aims prints the figures that have targets.
func (p *printer) aims(all []aim) {
	p.line("\nFigures and targets")
	for _, a := range all {
		met := "missed"
		if a.met {
			met = "met"
		}
		p.line("%10s  %-9s %-7s %s", a.figure, a.target, met, a.what)
	}
}

// count is a number with commas between its thousands.
func count(n int) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

func rate(perSecond float64) string { return count(int(perSecond + 0.5)) }

func millis(d time.Duration) string {
	return fmt.Sprintf("%.2f ms", float64(d)/float64(time.Millisecond))
}
