package uploadstest

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
)

// Inflating is a PDF with one stream that unfolds to as much.
func Inflating() []byte { return PDF(Stream("/Filter/FlateDecode", Deflate(Zeros(huge)))) }

// Flood is a PNG of 20,000 × 20,000 pixels: 400 KB to send, 400 MB to open.
func Flood() []byte { return PNG(20_000, 20_000, 0) }

// huge is what the bombs unfold to: more than any limit, and soon made.
const huge = 256 << 20

// Nest is a PDF whose stream is packed three times: a kilobyte or so that unfolds to a
// quarter of a gigabyte.
func Nest() []byte {
	data := Deflate(bytes.NewReader(Deflate(bytes.NewReader(Deflate(Zeros(huge))))))
	return PDF(Stream("/Filter[/FlateDecode/FlateDecode/FlateDecode]", data))
}

// ZipBomb is a workbook whose sheet unfolds to a quarter of a gigabyte.
func ZipBomb() []byte {
	return Workbook(map[string]io.Reader{"xl/worksheets/sheet1.xml": io.MultiReader(strings.NewReader("<worksheet><sheetData>"), Zeros(huge))})
}

// Workbook is a workbook of these parts, and of as much as makes it one.
func Workbook(parts map[string]io.Reader) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	put := func(name string, content io.Reader) {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.Copy(w, content)
		}
		if err != nil {
			panic(err) // a buffer takes everything
		}
	}
	for name, content := range map[string]string{
		"[Content_Types].xml":        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
		"_rels/.rels":                `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
	} {
		if _, given := parts[name]; !given {
			put(name, strings.NewReader(content))
		}
	}
	for name, content := range parts {
		put(name, content)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// Script is what a page of a stranger would run.
const Script = "<html><script>alert(document.cookie)</script></html>"

// Polyglot is a JPEG that carries a page in a comment and behind its end.
func Polyglot() []byte { return append(JPEG(16, 16, Segment(0xFE, Script)), Script...) }
