package roster

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"hukou/gb"
)

// decodeText gives UTF-8 without a byte order mark. What is not valid UTF-8 is
// taken for GB 18030, as spreadsheets on Chinese systems still write it; bytes
// that are neither become U+FFFD and are reported at their cell.
func decodeText(data []byte) ([]byte, error) {
	if bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		return nil, &FileError{"file_utf16", "文件是 UTF-16 编码，请另存为“CSV UTF-8”或 xlsx", "the file is UTF-16: save it as CSV UTF-8 or as xlsx"}
	}
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return nil, &FileError{"file_format", "这是 xlsx 等压缩文件，不是 CSV，请按 xlsx 上传", "this is a workbook, no CSV: send it as xlsx"}
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if utf8.Valid(data) {
		return data, nil
	}
	decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(fourBytes(data))
	if err != nil {
		return nil, &FileError{"file_damaged", "文件编码无法识别，请另存为“CSV UTF-8”或 xlsx", "the encoding cannot be read: save the file as CSV UTF-8 or as xlsx"}
	}
	return decoded, nil
}

// fourBytes is a text in GB 18030 in which the two-byte codes that the decoder does not
// know are written by four bytes: 龴 at FE59 and thirteen more characters, which older
// tables put into the private-use area.
func fourBytes(data []byte) []byte {
	encoder := simplifiedchinese.GB18030.NewEncoder()
	var out []byte
	done := 0
	for i := 0; i+1 < len(data); i++ {
		if data[i] < 0x81 || data[i] == 0xff {
			continue
		}
		if r := gb.LegacyBytes(data[i], data[i+1]); r != 0 {
			if code, err := encoder.Bytes([]byte(string(r))); err == nil {
				out, done = append(append(out, data[done:i]...), code...), i+2
			}
		}
		if i++; '0' <= data[i] && data[i] <= '9' {
			i += 2 // a code of four bytes
		}
	}
	return append(out, data[done:]...)
}

// brokenRow is the number of a row whose quotation marks do not match.
type brokenRow int

func (b brokenRow) Error() string { return "row " + strconv.Itoa(int(b)) + " cannot be read" }

// readCSV hands over row by row, numbered as a spreadsheet shows them: a text
// with line ends inside quotation marks is one row, an empty line is one too.
// The error is a brokenRow or that of emit.
func readCSV(data []byte, emit func(row) error) error {
	reader := csv.NewReader(bytes.NewReader(data))
	reader.FieldsPerRecord = -1
	reader.ReuseRecord = true
	var r row
	nextLine := 1 // of the text, where the next record would begin without an empty line
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			return brokenRow(r.number + 1 + broken.StartLine - nextLine)
		}
		if err != nil {
			return err
		}
		line, _ := reader.FieldPos(0)
		r.number += 1 + line - nextLine
		nextLine = line + 1
		r.cells, r.beyond = r.cells[:0], false
		for i, text := range record {
			nextLine += strings.Count(text, "\n")
			text = strings.TrimFunc(text, isBlank)
			if i >= maxColumns {
				r.beyond = r.beyond || text != ""
				continue
			}
			r.cells = append(r.cells, cell{text: text})
		}
		if err := emit(r); err != nil {
			return err
		}
	}
}
