package ui

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
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

// bundle makes the few files that pages ask for, once a process: app.css and app.js
// are their parts in the order of their names, the others are themselves.
var bundle = sync.OnceValue(func() map[string]Asset {
	out := map[string]Asset{}
	for name, parts := range map[string][]string{"app.css": list("css"), "app.js": list("js"), "htmx.js": {"static/vendor/htmx/htmx.min.js"}, "icons.svg": {"static/icons.svg"}} {
		var b bytes.Buffer
		for _, p := range parts {
			data, err := files.ReadFile(p)
			if err != nil {
				panic(err) // an embedded file that was listed a moment ago
			}
			b.Write(data)
			b.WriteByte('\n')
		}
		out[name] = pack(name, b.Bytes())
	}
	return out
})

func list(folder string) []string {
	found, err := fs.Glob(files, "static/"+folder+"/*."+folder)
	if err != nil {
		panic(err) // the pattern is ours
	}
	slices.Sort(found)
	return found
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

// asset is the address of a file by its plain name.
func asset(name string) string { return "/static/" + bundle()[name].Name }
