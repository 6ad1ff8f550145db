package roster

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"strings"
)

// looked looks at a workbook as the archive that it is, before any library reads it:
// how many parts there are, what they are called, and, by unfolding each and keeping
// none of it, how large they are together. What an archive says of its own sizes has no
// say: parts that lie upon each other unfold as often as they are named.
func looked(data []byte) error {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(archive.File) > maxParts {
		return notWorkbook()
	}
	left := int64(MaxUnzipped)
	seen := make(map[string]bool, len(archive.File))
	for _, part := range archive.File {
		name := strings.ReplaceAll(part.Name, `\`, "/")
		if lower := strings.ToLower(name); seen[lower] || path.IsAbs(name) || !strings.HasSuffix(name, "/") && path.Clean(name) != name || strings.HasPrefix(name, "../") {
			return notWorkbook()
		} else if seen[lower] = true; actsByItself(lower) {
			return &FileError{"file_active", "工作簿带有宏、外部链接或嵌入的对象，没有读取。请另存为不含宏的 xlsx，断开外部链接，删去嵌入的对象",
				"the workbook holds macros, links to other files or embedded objects, and was not read: save it as .xlsx without macros, break the links and delete the objects"}
		}
		n, err := unfold(part, left)
		if left -= n; left < 0 {
			return unfoldsTooFar()
		}
		if err != nil {
			return notWorkbook()
		}
	}
	return nil
}

// unfold counts what a part unfolds to, up to one byte more than is left.
func unfold(part *zip.File, left int64) (int64, error) {
	r, err := part.Open()
	if err != nil {
		return 0, err
	}
	defer func() { _ = r.Close() }()
	return io.Copy(io.Discard, io.LimitReader(r, left+1))
}

// actsByItself tells whether a spreadsheet program would run or fetch something for
// the sake of this part.
func actsByItself(name string) bool {
	switch path.Base(name) {
	case "vbaproject.bin", "vbadata.xml":
		return true
	}
	dir := "/" + path.Dir(name) + "/"
	return strings.Contains(dir, "/externallinks/") || strings.Contains(dir, "/embeddings/") || strings.Contains(dir, "/activex/") || strings.Contains(dir, "/macrosheets/")
}
