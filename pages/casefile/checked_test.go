package casefile_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"hukou/internal/browser"
	"hukou/internal/testdb"
	"hukou/store"
)

// fetched is what the program answers to somebody without a session.
func fetched(t *testing.T, address string) (status int, body string) {
	t.Helper()
	q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Accept", "text/html")
	a, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Body.Close() }()
	all, err := io.ReadAll(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	return a.StatusCode, string(all)
}

// A sheet is printed, its picture is read by a reader that knows nothing of the program,
// and whoever opens the address found is told whether the paper is good, without script and
// in a page of a few kilobytes. Once the child is protected the page is that of a code that
// nobody has, to the byte.
func TestThePrintedCodeOpensThePageThatTellsOfThePaper(t *testing.T) {
	url := testdb.Fresh(t)
	program := browser.Demo(t, "--database", url)
	clerk := program.As(t, "yuntai.clerk1")
	file := find(t, clerk, "苏念禾", "/work/done")
	visitor := program.Visit(t)
	visitor.Script(false)
	address := ""
	for _, sheet := range []struct{ part, title string }{{"/print/receipt", "受理回执"}, {"/print/decision", "决定书"}} {
		clerk.Open(file + sheet.part)
		clean(t, clerk)
		paper := clerk.Print()
		if paper.Pages != 1 {
			t.Errorf("with its code the %s takes %d pages", sheet.title, paper.Pages)
		}
		address = paper.QR(t, 300)
		path, ours := strings.CutPrefix(address, program.URL)
		if !ours || !strings.HasPrefix(path, "/verify?code=") {
			t.Fatalf("the code of the %s leads to %q", sheet.title, address)
		}
		code := strings.TrimPrefix(path, "/verify?code=")
		if lacks := paper.Lacks(code[:4]+"-"+code[4:8], "核验码"); len(lacks) > 0 {
			t.Errorf("the %s does not print %q beside the picture", sheet.title, lacks)
		}
		visitor.Open(path)
		visitor.Has("有效", sheet.title, "海原县云台镇派出所", "苏*禾")
		visitor.Lacks("苏念禾", "董玉岚", "出生", "已作废", "649901")
		if status, body := fetched(t, address); status != http.StatusOK || len(body) > 15<<10 || strings.Contains(body, "<script") {
			t.Errorf("the page is answered %d in %d bytes", status, len(body))
		}
	}
	visitor.Script(true)
	visitor.Open(strings.TrimPrefix(address, program.URL))
	clean(t, visitor)

	// The case names its papers with their prints.
	clerk.Open(file)
	clerk.Has("发给申请人的文书", "受理回执", "-准予登记字第1号", "有效")
	if n := clerk.Count("#given details li"); n < 2 {
		t.Errorf("the print log of the case has %d lines, want the two prints at least", n)
	}

	db, err := store.Open(t.Context(), store.Config{URL: url})
	if err == nil {
		err = db.InTx(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(`UPDATE people SET protected = true WHERE name = '苏念禾'`)
			return err
		})
		_ = db.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	status, same := fetched(t, program.URL+"/verify?code="+strings.Repeat("0", 26))
	if status != http.StatusNotFound {
		t.Errorf("a code that nobody has is answered %d", status)
	}
	for _, path := range []string{strings.TrimPrefix(address, program.URL), "/verify?code=x", "/verify?code=%E5%91%A8", "/verify?code=" + strings.Repeat("A", 3000)} {
		if status, body := fetched(t, program.URL+path); status != http.StatusNotFound || body != same {
			t.Errorf("%.40s is answered %d and otherwise than a code that nobody has", path, status)
		}
	}
	clerk.Open(file + "/print/receipt")
	if clerk.Count(".sheet-check") != 0 {
		t.Error("a paper of which nothing is told sends people to ask")
	}
	// Whoever tries one after the other is held up.
	for range 40 {
		if status, _ = fetched(t, program.URL+"/verify?code=x"); status == http.StatusTooManyRequests {
			break
		}
	}
	if status != http.StatusTooManyRequests {
		t.Errorf("the fortieth look of a minute is answered %d", status)
	}
	visitor.Open("/verify?code=x")
	visitor.Has("查得太快")
	clean(t, visitor)
}
