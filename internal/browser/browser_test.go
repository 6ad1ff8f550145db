package browser_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hukou/internal/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

// head begins a page as the program's pages begin, with their policy.
const head = `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>试</title><link rel="icon" href="data:,"></head><body><main><h1>试</h1>`

// site serves pages by path, under a policy that allows no script inside the page.
func site(t *testing.T, pages map[string]string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		kind := "text/html; charset=utf-8"
		if strings.HasSuffix(r.URL.Path, ".js") {
			kind = "text/javascript"
		}
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; form-action 'self'")
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// hearing is a test that only writes down what it is told.
type hearing struct {
	testing.TB
	errors []string
}

func (h *hearing) Errorf(format string, a ...any) {
	h.errors = append(h.errors, fmt.Sprintf(format, a...))
}
func (h *hearing) Error(a ...any) { h.errors = append(h.errors, fmt.Sprint(a...)) }

func TestAClerkSignsInThroughTheSignInPage(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, "yuntai.clerk1")
	p.Open("/")
	if p.Path() != "/" {
		t.Errorf("the clerk is sent to %s", p.Path())
	}
	p.Has("云台镇派出所")
	second := program.As(t, "yuntai.clerk1")
	second.Open("/")
	second.Has("云台镇派出所")
	outside := program.Visit(t)
	outside.Open("/")
	if outside.Path() != "/sign-in" {
		t.Errorf("a window of its own has the clerk's session: it is at %s", outside.Path())
	}
}

func TestWhatTheConsoleSaysFailsTheTest(t *testing.T) {
	for name, page := range map[string]string{
		"a script fails":      head + `<script src="/bad.js"></script></main>`,
		"an inline script":    head + `<script>document.title="x"</script></main>`,
		"an inline style":     head + `<p style="color:red">红</p></main>`,
		"a missing script":    head + `<script src="/none.js"></script></main>`,
		"a word to console":   head + `<script src="/says.js"></script></main>`,
		"a picture elsewhere": head + `<img alt="" src="http://127.0.0.1:9/x.png"></main>`,
	} {
		t.Run(name, func(t *testing.T) {
			url := site(t, map[string]string{"/": page, "/bad.js": "nothing.there()", "/says.js": "console.error('oh')"})
			h := &hearing{TB: t}
			p := browser.Start(h, url)
			p.Open("/")
			if len(h.errors) == 0 {
				t.Error("nobody hears of it")
			}
		})
	}
}

func TestAPageIsWorkedAsAHandWould(t *testing.T) {
	url := site(t, map[string]string{"/": head + `<form action="/next"><label for="a">姓名</label><input id="a" name="name">
		<label for="b">事由</label><select id="b" name="why"><option value="1">出生</option><option value="2">迁入</option></select>
		<button>提交 <kbd>Ctrl Enter</kbd></button></form><p id="log"></p></main><script src="/keys.js"></script>`,
		"/next":    head + `<p>收到了</p></main>`,
		"/keys.js": `document.addEventListener("keydown",function(e){document.querySelector("#log").textContent+=(e.ctrlKey?"C-":"")+(e.altKey?"A-":"")+e.key+(e.isComposing||e.keyCode===229?"~":"")+" "});`})
	p := browser.Start(t, url)
	p.Open("/")
	p.Type("姓名", "Li旧")
	p.Type("姓名", "周")
	p.Press("Ctrl+Enter", "Alt+n", "Tab")
	if got := p.Focused(); got != "#b" {
		t.Errorf("Tab goes to %q", got)
	}
	p.Choose("事由", "迁入")
	p.Has("C-Enter A-n Tab")
	if got := p.Value("姓名"); got != "周" {
		t.Errorf("the field holds %q", got)
	}
	p.Click("提交")
	p.Has("收到了")
	if got, want := p.Address(), "/next?name=%E5%91%A8&why=2"; got != want {
		t.Errorf("the form goes to %s, want %s", got, want)
	}
	if got, want := p.Acts(), (browser.Acts{Clicks: 1, Chords: 3, Fields: 3, Reaches: 1}); got != want {
		t.Errorf("acts are counted as %+v, want %+v", got, want)
	}
	if acts := p.Acts(); acts.ByKeys() != 4 || acts.ByMouse() != 5 {
		t.Errorf("%d acts by keys and %d by the mouse, want 4 and 5", acts.ByKeys(), acts.ByMouse())
	}
}

func TestAnInputMethodComposesBeforeItCommits(t *testing.T) {
	url := site(t, map[string]string{"/": head + `<label for="a">姓名</label><input id="a"><p id="log"></p></main><script src="/c.js"></script>`,
		"/c.js": `var a=document.querySelector("#a"),log=document.querySelector("#log");["compositionstart","compositionend","input"].forEach(function(k){a.addEventListener(k,function(e){log.textContent+=k+(e.isComposing?"~":"")+"="+a.value+" "})});`})
	p := browser.Start(t, url)
	p.Open("/")
	p.Type("姓名", "")
	p.Compose("li", "林")
	if got, want := p.Text("#log"), "compositionstart= input~=l input~=li input~=林 compositionend=林"; got != want {
		t.Errorf("the page sees %q, want %q", got, want)
	}
}

func TestPagesWithoutScriptAreSeenAsTheyCome(t *testing.T) {
	url := site(t, map[string]string{"/": head + `<p id="p">没有</p><noscript>无脚本</noscript></main><script src="/s.js"></script>`, "/s.js": `document.querySelector("#p").textContent="有"`})
	p := browser.Start(t, url)
	p.Script(false)
	p.Open("/")
	p.Has("没有", "无脚本")
	p.Script(true)
	p.Reload()
	p.Has("有")
	p.Lacks("没有")
}

func TestAxeFindsWhatIsWrong(t *testing.T) {
	url := site(t, map[string]string{"/good": head + `</main></body>`, "/bad": head + `<input><img src="data:,"></main>`})
	p := browser.Start(t, url)
	p.Open("/good")
	if found := p.Axe(); len(found) != 0 {
		t.Errorf("a good page has faults: %v", found)
	}
	p.Open("/bad")
	var ids []string
	for _, v := range p.Axe() {
		ids = append(ids, v.ID)
	}
	if want := []string{"image-alt", "label"}; !cmp.Equal(ids, want) {
		t.Errorf("axe finds %v, want %v", ids, want)
	}
}

func TestPicturesAndPapersAreMade(t *testing.T) {
	url := site(t, map[string]string{"/": head + `</main>`})
	p := browser.Start(t, url)
	p.Open("/")
	if shot := p.Screenshot(720, 500, true); !strings.HasPrefix(string(shot), "\x89PNG") {
		t.Error("the screenshot is no PNG")
	}
	if pdf := p.PDF(); !strings.HasPrefix(string(pdf), "%PDF") {
		t.Error("the print is no PDF")
	}
	if a := p.Fetch("/"); a.Status != 200 || !strings.Contains(string(a.Body), "试") {
		t.Errorf("the page fetched is %d %q", a.Status, a.Body)
	}
}

func TestRequestsAreCountedWithTheirBytes(t *testing.T) {
	url := site(t, map[string]string{"/": head + `<script src="/s.js"></script></main>`, "/s.js": strings.Repeat("/* long */", 500)})
	p := browser.Start(t, url)
	p.Open("/")
	p.Cold("/")
	var kinds []string
	for _, r := range p.Requests() {
		kinds = append(kinds, fmt.Sprint(r.Kind, " ", r.Status, " ", r.Bytes > 200))
	}
	if want := []string{"Document 200 true", "Script 200 true"}; !cmp.Equal(kinds, want) {
		t.Errorf("asked for %v, want %v", kinds, want)
	}
	if last := p.Requests()[1]; last.Bytes < 5000 {
		t.Errorf("a script of 5000 bytes counts %d", last.Bytes)
	}
}

func TestTheVendoredFilesAreThoseOfTheLock(t *testing.T) {
	raw, err := os.ReadFile("vendor/lock.json")
	if err != nil {
		t.Fatal(err)
	}
	var lock []struct{ File, Sha256 string }
	if err := json.Unmarshal(raw, &lock); err != nil || len(lock) == 0 {
		t.Fatalf("the lock cannot be read: %v", err)
	}
	for _, l := range lock {
		data, err := os.ReadFile(filepath.Join("vendor", l.File))
		if err != nil {
			t.Fatal(err)
		}
		if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != l.Sha256 {
			t.Errorf("%s is not the file that the lock names", l.File)
		}
	}
}
