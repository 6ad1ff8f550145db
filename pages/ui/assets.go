package ui

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/svg"
)

// files are the styles and scripts as they are written, and what is vendored
// (static/vendor/lock.json names it).
//
//go:embed static
var files embed.FS

// Asset is a file as browsers get it. Name holds the hash of its bytes, so that it
// may be kept for ever.
type Asset struct {
	Name, Type  string
	Bytes, Gzip []byte
}

const htmx = "static/vendor/htmx/htmx.min.js"

// carriesHtmx tells that a desk has htmx in its own script: the approval desk's first page
// asks for a scan besides, and asks five times all the same.
func carriesHtmx(desk string) bool { return desk == "approvals" }

// bundle makes the few files that pages ask for, once a process. A style or script is
// made for each desk: what all desks share (numbers below 40), what some share
// (40-desk+desk.js) and then the desk's own (50-desk.css, 50-desk.js), so that no page
// carries another desk's.
var bundle = sync.OnceValue(func() map[string]Asset {
	out := map[string]Asset{
		"htmx.js":   pack("htmx.js", join("js", htmx)),
		"icons.svg": pack("icons.svg", join("svg", "static/icons.svg")),
	}
	for _, kind := range []string{"css", "js"} {
		shared, own := list(kind)
		out["app."+kind] = pack("app."+kind, join(kind, shared...))
		for desk, its := range own {
			all := append(slices.Clone(shared), its...)
			if kind == "js" && carriesHtmx(desk) {
				all = append([]string{htmx}, all...)
			}
			out[desk+"."+kind] = pack(desk+"."+kind, join(kind, all...))
		}
	}
	return out
})

// list gives the files of a kind that every desk shares, in the order of their names,
// and each desk's own.
func list(kind string) (shared []string, own map[string][]string) {
	found, err := fs.Glob(files, "static/"+kind+"/*."+kind)
	if err != nil {
		panic(err) // the pattern is ours
	}
	slices.Sort(found)
	own = map[string][]string{}
	for _, file := range found {
		number, desks, _ := strings.Cut(strings.TrimSuffix(path.Base(file), "."+kind), "-")
		if number >= "40" {
			for _, desk := range strings.Split(desks, "+") {
				own[desk] = append(own[desk], file)
			}
			continue
		}
		shared = append(shared, file)
	}
	return shared, own
}

// join puts files together as browsers get them: without comments and white space.
// Scripts keep to what Chromium 90 reads.
func join(kind string, names ...string) []byte {
	var b bytes.Buffer
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			panic(err) // an embedded file that was listed a moment ago
		}
		b.Write(append(data, '\n'))
	}
	m := minify.New()
	m.AddFunc("css", css.Minify)
	m.AddFunc("svg", svg.Minify)
	m.Add("js", &js.Minifier{Version: 2021})
	small, err := m.Bytes(kind, b.Bytes())
	if err != nil {
		panic(fmt.Sprintf("%v: %v", names, err)) // embedded files that the tests have read
	}
	return small
}

func pack(name string, data []byte) Asset {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	types := map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
	var z bytes.Buffer
	w, _ := gzip.NewWriterLevel(&z, gzip.BestCompression)
	_, _ = w.Write(data) // a buffer takes everything
	_ = w.Close()
	return Asset{Name: strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext, Type: types[ext], Bytes: data, Gzip: z.Bytes()}
}

// Assets are the files that pages ask for, by their hashed names.
func Assets() map[string]Asset {
	out := map[string]Asset{}
	for _, a := range bundle() {
		out[a.Name] = a
	}
	return out
}

// dress is the address of a desk's style or script; a desk without one of its own
// has what all share.
func dress(v *View, kind string) string {
	if _, own := bundle()[v.Desk+"."+kind]; own {
		return asset(v.Desk + "." + kind)
	}
	return asset("app." + kind)
}

// asset is the address of a file by its plain name.
func asset(name string) string { return "/static/" + bundle()[name].Name }
