package browser

import (
	"fmt"
	"maps"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

// Request is something the browser asked for since the page was opened.
type Request struct {
	URL  string
	Kind string // Document, Stylesheet, Script, Image, XHR, EventSource, …
	// Status is that of the answer; Bytes is what came over the wire, headers included
	// and still compressed.
	Status int
	Bytes  int
	// Policy is the answer's Content-Security-Policy.
	Policy string
}

// watch keeps what the browser tells of a window.
type watch struct {
	mu       sync.Mutex
	loading  map[cdp.FrameID]bool
	open     map[network.RequestID]cdp.LoaderID // with the page that asked
	requests []*Request
	latest   map[network.RequestID]*Request
	bad      []string
}

func newWatch() *watch {
	return &watch{loading: map[cdp.FrameID]bool{}, open: map[network.RequestID]cdp.LoaderID{}, latest: map[network.RequestID]*Request{}}
}

// see gets every event of the window in its order.
func (w *watch) see(event any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := event.(type) {
	case *page.EventFrameRequestedNavigation:
		w.loading[e.FrameID] = e.Disposition == page.ClientNavigationDispositionCurrentTab
	case *page.EventFrameStartedLoading:
		w.loading[e.FrameID] = true
	case *page.EventFrameStoppedLoading:
		delete(w.loading, e.FrameID)
	case *page.EventFrameDetached:
		delete(w.loading, e.FrameID)
	case *page.EventFrameNavigated:
		if e.Frame.ParentID == "" {
			w.left(e.Frame.LoaderID)
		}
	case *network.EventRequestWillBeSent:
		w.asked(e)
	case *network.EventResponseReceived:
		w.answered(e.RequestID, e.Response)
	case *network.EventLoadingFinished:
		if r := w.latest[e.RequestID]; r != nil {
			r.Bytes += int(e.EncodedDataLength)
		}
		delete(w.open, e.RequestID)
	case *network.EventLoadingFailed:
		delete(w.open, e.RequestID)
	default:
		w.overheard(event)
	}
}

// left drops what an earlier page still waited for: of a request that goes on when its
// page is gone (keepalive) the browser need not tell how it ended.
func (w *watch) left(now cdp.LoaderID) {
	maps.DeleteFunc(w.open, func(_ network.RequestID, asker cdp.LoaderID) bool { return asker != now })
}

// waits names what is still on its way.
func (w *watch) waits() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []string
	for id := range w.open {
		if r := w.latest[id]; r != nil {
			out = append(out, r.Kind+" "+r.URL)
		}
	}
	for frame, on := range w.loading {
		if on {
			out = append(out, "frame "+string(frame))
		}
	}
	return out
}

func (w *watch) asked(e *network.EventRequestWillBeSent) {
	if e.Request == nil || strings.HasPrefix(e.Request.URL, "data:") {
		return
	}
	w.answered(e.RequestID, e.RedirectResponse) // the same number goes on to another address
	r := &Request{URL: e.Request.URL, Kind: string(e.Type)}
	w.latest[e.RequestID], w.requests = r, append(w.requests, r)
	if e.Type != network.ResourceTypeEventSource && e.Type != network.ResourceTypePrefetch {
		w.open[e.RequestID] = e.LoaderID
	}
}

func (w *watch) answered(id network.RequestID, with *network.Response) {
	r := w.latest[id]
	if r == nil || with == nil {
		return
	}
	r.Status = int(with.Status)
	for name, value := range with.Headers {
		if strings.EqualFold(name, "Content-Security-Policy") {
			r.Policy = fmt.Sprint(value)
		}
	}
	if r.Status >= 300 && r.Status < 400 {
		r.Bytes = int(with.EncodedDataLength)
	}
	if r.Status >= 500 || r.Status == 404 && r.Kind != "Document" && r.Kind != "XHR" {
		w.bad = append(w.bad, fmt.Sprintf("%s answers %d", r.URL, r.Status))
	}
}

// overheard keeps what a developer would see in red.
func (w *watch) overheard(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			text += " " + x.Description
		}
		w.bad = append(w.bad, fmt.Sprintf("a script fails: %s (%s:%d)", text, e.ExceptionDetails.URL, e.ExceptionDetails.LineNumber))
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" || e.Type == "assert" {
			var words []string
			for _, a := range e.Args {
				words = append(words, a.Description+string(a.Value))
			}
			w.bad = append(w.bad, "the console says: "+strings.Join(words, " "))
		}
	case *log.EventEntryAdded:
		// A refusal (4xx) is logged as a failed load; answers are judged by see.
		if e.Entry != nil && e.Entry.Level == log.EntryLevelError && e.Entry.Source != log.EntrySourceNetwork {
			w.bad = append(w.bad, fmt.Sprintf("the browser says: %s (%s)", e.Entry.Text, e.Entry.URL))
		}
	case *audits.EventIssueAdded:
		if e.Issue != nil && e.Issue.Code == audits.InspectorIssueCodeContentSecurityPolicyIssue {
			w.bad = append(w.bad, "the page breaks its Content-Security-Policy")
		}
	}
}

func (w *watch) busy() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, on := range w.loading {
		if on {
			return true
		}
	}
	return len(w.open) > 0
}

// forget begins a new list of requests.
func (w *watch) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.requests, w.open = nil, map[network.RequestID]cdp.LoaderID{}
}

func (w *watch) faults() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	found := w.bad
	w.bad = nil
	return found
}

// Requests are what the browser asked for since the page was opened, in their order.
func (p *Page) Requests() []Request {
	p.watch.mu.Lock()
	defer p.watch.mu.Unlock()
	var all []Request
	for _, r := range p.watch.requests {
		all = append(all, *r)
	}
	return all
}

// Status is the answer's status of the last page asked for.
func (p *Page) Status() int {
	status := 0
	for _, r := range p.Requests() {
		if r.Kind == string(network.ResourceTypeDocument) {
			status = r.Status
		}
	}
	return status
}
