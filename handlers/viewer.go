package handlers

import (
	_ "embed"
	"fmt"
	"html"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// The viewer of the API's description, as vendor/lock.json names it. It asks nobody
// but this program for anything.
var (
	//go:embed vendor/rapidoc/rapidoc-min.js
	viewerJS []byte
	//go:embed vendor/rapidoc/LICENSE.txt
	viewerLicence string
)

// viewerHTML shows the description. Fonts are the system's own: the viewer would ask
// another host for them.
const viewerHTML = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>户口登记接口 · Hukou API</title>
<script type="module" src="/docs/vendor/rapidoc-min.js"></script>
</head>
<body>
<rapi-doc spec-url="/openapi.json" load-fonts="false" render-style="read" show-header="false" allow-server-selection="false" allow-spec-url-load="false" allow-spec-file-load="false" schema-style="table"></rapi-doc>
<noscript><p>请打开 JavaScript，或直接阅读 <a href="/openapi.json">/openapi.json</a>。 Turn JavaScript on, or read <a href="/openapi.json">/openapi.json</a>.</p></noscript>
</body>
</html>
`

// pagePolicy lets a page of the documentation use this program alone. The viewer
// writes styles into its elements, nothing else may.
func pagePolicy(styles string) string {
	return "default-src 'self'; style-src " + styles + "; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
}

func (s *server) viewerPage(c echo.Context) error {
	c.Response().Header().Set("Content-Security-Policy", pagePolicy("'self' 'unsafe-inline'"))
	return c.HTML(http.StatusOK, viewerHTML)
}

func (s *server) viewerScript(c echo.Context) error {
	c.Response().Header().Set("Cache-Control", "public, max-age=86400")
	return c.Blob(http.StatusOK, "text/javascript; charset=utf-8", viewerJS)
}

func (s *server) viewerLicence(c echo.Context) error {
	return c.String(http.StatusOK, viewerLicence)
}

// errorsPage explains every code; the type of a problem document leads to its row.
func (s *server) errorsPage(c echo.Context) error {
	var b strings.Builder
	b.WriteString("<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>错误代码 · Error codes</title>\n</head>\n<body>\n<h1>错误代码 · Error codes</h1>\n<dl>\n")
	words := catalogue()
	for _, a := range answers() {
		w := words[a.code]
		fmt.Fprintf(&b, "<dt id=\"%s\"><code>%d %s</code> %s · %s</dt>\n<dd>%s<br><span lang=\"en\">%s</span></dd>\n", a.code, a.status, a.code,
			html.EscapeString(w.title.Zh), html.EscapeString(w.title.En), html.EscapeString(w.detail.Zh), html.EscapeString(w.detail.En))
	}
	b.WriteString("</dl>\n</body>\n</html>\n")
	c.Response().Header().Set("Content-Security-Policy", pagePolicy("'self'"))
	return c.HTML(http.StatusOK, b.String())
}
