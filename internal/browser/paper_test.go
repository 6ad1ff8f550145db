package browser

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// withMetadata is an empty page whose file names people: in its dictionary, and as XMP.
func withMetadata() []byte {
	xmp := `<x:xmpmeta xmlns:x="adobe:ns:meta/"><author>Ma Wen</author></x:xmpmeta>`
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	var at []int
	for i, object := range []string{
		"<< /Type /Catalog /Pages 2 0 R /Metadata 5 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
		"<< /Title <FEFF82CF5FF579BE> /Author (649901202608200026) >>", // 苏念禾
		fmt.Sprintf("<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream", len(xmp), xmp),
	} {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	table := out.Len()
	out.WriteString("xref\n0 6\n0000000000 65535 f \n")
	for _, offset := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&out, "trailer << /Size 6 /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n", table)
	return out.Bytes()
}

// What a file says of itself is read wherever it stands, so that a sheet that names the
// child there is found.
func TestTheMetadataOfAPaperAreRead(t *testing.T) {
	read := Paper{pdf: withMetadata()}.metadata(t)
	for _, text := range []string{"苏念禾", "649901202608200026", "Ma Wen"} {
		if !strings.Contains(read, text) {
			t.Errorf("%s is not seen in\n%s", text, read)
		}
	}
}
