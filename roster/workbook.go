package roster

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"
)

// workbook is an opened .xlsx. Excelize unzips it under limits and knows its
// sheets and styles; the cells are read here as a stream, because a roster must
// be told of formulas, number formats, merges and damage, and the calls of the
// library that tell these load a sheet as a tree and fill its gaps: a single
// cell in the last corner of a sheet then costs gigabytes.
type workbook struct {
	file    *excelize.File
	sheets  []sheetPart
	strings []string // shared strings
	dates   map[int]bool
	from04  bool // days are counted from 1904
}

// sheetPart is a visible worksheet and the part of the package that holds it.
type sheetPart struct{ name, part string }

// OldOrLocked tells whether a file is an old .xls or a workbook with a password: Parse
// as XLSX says so, where as text it would only be unreadable.
func OldOrLocked(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
}

// openWorkbook unzips a workbook in memory; nothing goes to the temporary
// folder, where a list of children has no place.
func openWorkbook(data []byte) (book *workbook, err error) {
	defer notPanic(&err)
	if OldOrLocked(data) {
		return nil, &FileError{"file_protected", "文件有密码或是旧的 xls 格式，请另存为没有密码的 xlsx", "the file has a password or is an old .xls: save it as .xlsx without one"}
	}
	if err := looked(data); err != nil {
		return nil, err
	}
	file, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: MaxUnzipped, UnzipXMLSizeLimit: MaxUnzipped})
	if err != nil {
		return nil, openError(err)
	}
	book = &workbook{file: file, dates: make(map[int]bool)}
	if err := book.load(); err != nil {
		book.close()
		return nil, err
	}
	return book, nil
}

// notPanic answers for the library where a file that was made to hurt it makes
// it panic: the file is damaged, and the program goes on.
func notPanic(err *error) {
	if recover() != nil {
		*err = damaged()
	}
}

// openError keeps the library's text out: it may quote the file.
func openError(err error) error {
	if strings.Contains(err.Error(), "unzip size exceeds") {
		return unfoldsTooFar()
	}
	return notWorkbook()
}

func unfoldsTooFar() error {
	return &FileError{"file_unzipped_large", fmt.Sprintf("文件展开后超过 %d MB，请删去图片和多余的工作表", MaxUnzipped>>20),
		fmt.Sprintf("the file unfolds to more than %d MB: delete pictures and other sheets", MaxUnzipped>>20)}
}

func notWorkbook() error {
	return &FileError{"file_not_xlsx", "文件不是 xlsx 工作簿或已损坏，请重新另存为 xlsx", "the file is no xlsx workbook or is damaged: save it as .xlsx again"}
}

func damaged() error {
	return &FileError{"file_damaged", "工作簿内容已损坏，请在表格软件中打开后另存为 xlsx", "the workbook is damaged inside: open it in a spreadsheet program and save it as .xlsx again"}
}

func (b *workbook) close() { _ = b.file.Close() } // only temporary files could fail, and there are none

// load finds the visible sheets and the shared strings.
func (b *workbook) load() error {
	if props, err := b.file.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		b.from04 = *props.Date1904
	}
	_, main, err := b.related("", "/officeDocument")
	if err != nil {
		return err
	}
	byID, texts, err := b.related(main, "/sharedStrings")
	if err != nil {
		return err
	}
	for _, sheet := range b.file.WorkBook.Sheets.Sheet {
		visible, err := b.file.GetSheetVisible(sheet.Name)
		if err == nil && visible {
			b.sheets = append(b.sheets, sheetPart{sheet.Name, byID[sheet.ID]})
		}
	}
	if texts != "" {
		b.strings, err = b.sharedStrings(texts)
	}
	return err
}

// related lists the parts that a part points to, by relation id, and the one
// whose kind ends as asked.
func (b *workbook) related(from, kind string) (byID map[string]string, found string, err error) {
	dir, base := path.Split(from)
	var list struct {
		Relation []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := b.decoder(dir + "_rels/" + base + ".rels").Decode(&list); err != nil && !errors.Is(err, io.EOF) {
		return nil, "", damaged()
	}
	byID = make(map[string]string)
	for _, relation := range list.Relation {
		target := strings.ReplaceAll(relation.Target, `\`, "/")
		if absolute, ok := strings.CutPrefix(target, "/"); ok {
			target = absolute
		} else {
			target = path.Join(dir, target)
		}
		byID[relation.ID] = target
		if strings.HasSuffix(relation.Type, kind) {
			found = target
		}
	}
	return byID, found, nil
}

// decoder reads a part; a part that is not there reads as empty.
func (b *workbook) decoder(part string) *xml.Decoder {
	data, _ := b.file.Pkg.Load(part)
	content, _ := data.([]byte)
	decoder := xml.NewDecoder(bytes.NewReader(content))
	decoder.CharsetReader = b.file.CharsetReader
	return decoder
}

// sharedStrings reads the texts that cells refer to by number.
func (b *workbook) sharedStrings(part string) ([]string, error) {
	decoder := b.decoder(part)
	var all []string
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, damaged()
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "si" {
			text, err := richText(decoder)
			if err != nil {
				return nil, damaged()
			}
			all = append(all, text)
		}
	}
}

// richText joins the runs of a text up to the end of its element, without the
// phonetic guides that stand beside them.
func richText(decoder *xml.Decoder) (string, error) {
	var text strings.Builder
	inText, guide := false, 0
	for depth := 1; depth > 0; {
		token, err := decoder.Token()
		if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.StartElement:
			depth++
			inText = token.Name.Local == "t"
			if token.Name.Local == "rPh" {
				guide = depth
			}
		case xml.EndElement:
			if depth == guide {
				guide = 0
			}
			depth--
			inText = false
		case xml.CharData:
			if inText && guide == 0 {
				text.Write(token)
			}
		}
	}
	return unescape(text.String()), nil
}

// unescape resolves _x000D_, by which a workbook writes what XML cannot hold.
func unescape(text string) string {
	var out strings.Builder
	for {
		i := strings.Index(text, "_x")
		if i < 0 || len(text) < i+7 {
			break
		}
		code, ok := fourHex(text[i+2 : i+7])
		if !ok {
			out.WriteString(text[:i+2])
			text = text[i+2:]
			continue
		}
		out.WriteString(text[:i])
		out.WriteRune(code)
		text = text[i+7:]
	}
	out.WriteString(text)
	return out.String()
}

// fourHex reads "000D_".
func fourHex(text string) (rune, bool) {
	var code rune
	for _, digit := range []byte(text[:4]) {
		value := strings.IndexByte("0123456789abcdef", digit|0x20)
		if digit < '0' || value < 0 {
			return 0, false
		}
		code = code<<4 + rune(value) // #nosec G115 -- value is one hexadecimal digit
	}
	return code, text[4] == '_'
}
