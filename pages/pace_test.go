package pages_test

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"hukou/internal/browser"
)

var pace = flag.String("pace", "", "write what the pace benchmarks measure into this file (make pace)")

// slower is how much slower than this machine's an office processor is taken to be.
const slower = 6

// Aims, in milliseconds.
const (
	aimInteractive = 1200
	aimNext        = 250
)

// BenchmarkPace measures how long a first look takes until the page answers, with
// nothing kept from before, and how long an approval takes until the next case stands.
func BenchmarkPace(b *testing.B) {
	program := browser.Demo(b)
	var report strings.Builder
	fmt.Fprintf(&report, "Milliseconds on a processor %d times slower than this one (%d cores), page and program on one machine: the middle of the runs and the slowest. Written by make pace.\n\n", slower, runtime.NumCPU())
	for _, look := range []struct{ what, as, path string }{
		{"sign-in", "", "/sign-in"}, {"workbench", "qinghe.clerk1", "/"}, {"approval desk", "yongning.lead", "/approvals"},
		{"new case", clerk, "/cases/new"}, {"search", clerk, "/search"}, {"board", "yongning.lead", "/board"}, {"what to bring", "", "/bring"},
	} {
		b.Run(look.what, func(b *testing.B) {
			p := place{as: look.as}.window(b, program)
			p.Slow(slower)
			var took []float64
			for b.Loop() {
				p.Cold(look.path)
				took = append(took, browser.Eval[float64](p, interactive))
			}
			note(b, &report, look.what+" first seen, until it answers", took, aimInteractive)
		})
	}
	b.Run("next case", func(b *testing.B) {
		p := program.As(b, "yongning.lead")
		p.Slow(slower)
		p.Open("/approvals")
		var took []float64
		for b.Loop() {
			toDecide(b, p)
			browser.Eval[bool](p, nextCase)
			p.Press("Ctrl+Enter")
			p.Wait(".ap .done-line")
			took = append(took, browser.Eval[float64](p, "window.hukouNext||-1"))
		}
		note(b, &report, "next case after an approval", took, aimNext)
	})
	if *pace != "" {
		if err := os.WriteFile(*pace, []byte(report.String()), 0o644); err != nil {
			b.Fatal(err)
		}
	}
}

// interactive is when the last script of the page had run and no long task was left.
const interactive = `new Promise(done=>{const n=performance.getEntriesByType("navigation")[0];let end=n.domContentLoadedEventEnd;
	new PerformanceObserver(list=>list.getEntries().forEach(e=>{end=Math.max(end,e.startTime+e.duration)})).observe({type:"longtask",buffered:true});
	const paint=performance.getEntriesByName("first-contentful-paint")[0];setTimeout(()=>done(Math.max(end,paint?paint.startTime:0)),300)})`

// nextCase clocks the chord until the desk shows another case.
const nextCase = `(()=>{window.hukouNext=0;let begun=0;document.addEventListener("keydown",e=>{if(e.key==="Enter"&&e.ctrlKey)begun=performance.now()},true);
	document.addEventListener("htmx:afterSettle",()=>requestAnimationFrame(()=>{if(begun&&!window.hukouNext)window.hukouNext=performance.now()-begun}));return true})()`

// toDecide opens the first case of the queue that the officer may approve at once.
func toDecide(b *testing.B, p *browser.Page) {
	b.Helper()
	if p.Count("#decide") == 1 && p.Count("[data-chord='Ctrl+Enter'][aria-disabled]") == 0 {
		return
	}
	for _, path := range browser.Eval[[]string](p, `[...document.querySelectorAll(".ap-queue a")].map(a=>a.getAttribute("href"))`) {
		p.Open(path)
		if p.Count("#decide") == 1 && p.Count("[data-chord='Ctrl+Enter'][aria-disabled]") == 0 {
			return
		}
	}
	b.Fatal("no case is left that this officer may approve")
}

func note(b *testing.B, report *strings.Builder, what string, took []float64, aim float64) {
	b.Helper()
	slices.Sort(took)
	middle, worst := took[len(took)/2], took[len(took)-1]
	b.ReportMetric(middle, "ms/look")
	verdict := "within"
	if middle > aim {
		verdict = "beyond"
	}
	fmt.Fprintf(report, "%-48s %6.0f %6.0f   %s the aim of %.0f, %d runs\n", what, middle, worst, verdict, aim, len(took))
}
