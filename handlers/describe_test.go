package handlers

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestDescriptionIsWrittenDown(t *testing.T) {
	have, err := os.ReadFile("../docs/openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	first, err := OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	second, err := OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Fatal("two descriptions of one program differ")
	}
	if !bytes.Equal(have, first) {
		t.Error("docs/openapi.json is not what the program serves: write it anew with `make docs`")
	}
}

// TestDescriptionIsWhole reads the description as a client does: every reference
// leads somewhere, every call that is mounted stands in it and no other, and every
// answer of the table has its place.
func TestDescriptionIsWhole(t *testing.T) {
	w := aWorld(t, Config{})
	r := w.do(request{method: "GET", path: "/openapi.json"})
	w.want(r, http.StatusOK, "")
	if again := w.do(request{method: "GET", path: base + "/openapi.json"}); again.Body.String() != r.Body.String() {
		t.Error("the two addresses of the description differ")
	}
	if r.json["openapi"] != "3.1.0" {
		t.Errorf("openapi is %v", r.json["openapi"])
	}
	schemas := r.json["components"].(map[string]any)["schemas"].(map[string]any)
	for _, m := range regexp.MustCompile(`"#/components/schemas/([^"]+)"`).FindAllStringSubmatch(r.Body.String(), -1) {
		if schemas[m[1]] == nil {
			t.Errorf("the schema %s is named and not there", m[1])
		}
	}
	var described, mounted []string
	for path, item := range r.json["paths"].(map[string]any) {
		for method := range item.(map[string]any) {
			described = append(described, strings.ToUpper(method)+" "+path)
		}
	}
	for _, e := range w.e.Routes() {
		if path := regexp.MustCompile(`:([a-z]+)`).ReplaceAllString(e.Path, "{$1}"); strings.HasPrefix(path, base) && !strings.HasSuffix(path, "openapi.json") {
			mounted = append(mounted, e.Method+" "+path)
		}
	}
	slices.Sort(described)
	slices.Sort(mounted)
	if !slices.Equal(described, mounted) {
		t.Errorf("described: %v\nmounted: %v", described, mounted)
	}
	for _, absent := range []string{"$schema", "demo/clock", "ErrorModel"} {
		if strings.Contains(r.Body.String(), absent) {
			t.Errorf("the description speaks of %s", absent)
		}
	}
	step := r.json["paths"].(map[string]any)[base+"/cases/{id}/steps"].(map[string]any)["post"].(map[string]any)["responses"].(map[string]any)
	for _, status := range []string{"200", "400", "401", "403", "404", "409", "412", "422", "423", "428", "429", "503", "507"} {
		if step[status] == nil {
			t.Errorf("a step's answer %s is not described", status)
		}
	}
}

// TestViewerAsksNobodyElse reads the page and its script as a browser on a machine
// without a network would.
func TestViewerAsksNobodyElse(t *testing.T) {
	w := aWorld(t, Config{})
	outside := regexp.MustCompile(`(?:https?:)?//[a-z0-9.-]+`)
	for _, path := range []string{"/docs", "/docs/errors"} {
		page := w.do(request{method: "GET", path: path})
		w.want(page, http.StatusOK, "")
		if media := page.Header().Get("Content-Type"); !strings.EqualFold(media, "text/html; charset=utf-8") {
			t.Errorf("%s is %s", path, media)
		}
		policy := page.Header().Get("Content-Security-Policy")
		if !strings.HasPrefix(policy, "default-src 'self';") || strings.Contains(policy, "script-src") || strings.Contains(policy, "http") || strings.Contains(policy, "unsafe-eval") {
			t.Errorf("%s has the policy %s", path, policy)
		}
		if found := outside.FindString(page.Body.String()); found != "" {
			t.Errorf("%s names %s", path, found)
		}
		for _, m := range regexp.MustCompile(`(?:src|href|spec-url)="([^"]+)"`).FindAllStringSubmatch(page.Body.String(), -1) {
			w.want(w.do(request{method: "GET", path: m[1]}), http.StatusOK, "")
		}
	}
	if page := w.do(request{method: "GET", path: "/docs"}).Body.String(); !strings.Contains(page, `load-fonts="false"`) {
		t.Error("the viewer would load fonts")
	}
	// What the script names beside: name spaces, licences, and the fonts it may not
	// load. A new version with another host must be read before it is vendored.
	known := []string{"https://swagger.io", "https://fonts.gstatic.com", "http://localhost", "https://vladimirgorej.com", "https://spec.openapis.org",
		"https://marked.js.org", "https://github.com", "http://example.com", "http://www.w3.org"}
	for _, host := range regexp.MustCompile(`https?://[a-zA-Z0-9][a-zA-Z0-9.-]*\.?[a-z]+`).FindAllString(string(viewerJS), -1) {
		if !slices.Contains(known, strings.TrimSuffix(host, ".")) {
			t.Errorf("the viewer's script names %s", host)
		}
	}
}

// TestVendoredFilesAreThoseOfTheLock compares what is embedded with vendor/lock.json.
func TestVendoredFilesAreThoseOfTheLock(t *testing.T) {
	raw, err := os.ReadFile("vendor/lock.json")
	if err != nil {
		t.Fatal(err)
	}
	var lock []struct{ Name, Version, Licence, LicenceFile, File, SHA256 string }
	raw = bytes.ReplaceAll(raw, []byte("licence_file"), []byte("LicenceFile"))
	if err := json.Unmarshal(raw, &lock); err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, l := range lock {
		body, err := os.ReadFile("vendor/" + l.File)
		if err != nil {
			t.Fatal(err)
		}
		if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != l.SHA256 {
			t.Errorf("%s is not the file of %s %s", l.File, l.Name, l.Version)
		}
		if _, err := os.Stat("vendor/" + l.LicenceFile); err != nil || l.Licence == "" {
			t.Errorf("%s has no licence: %v", l.Name, err)
		}
		files = append(files, l.File)
	}
	if !slices.Contains(files, "rapidoc/rapidoc-min.js") {
		t.Error("the viewer is not in the lock")
	}
}
