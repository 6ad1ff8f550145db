package cast

import (
	"encoding/csv"
	"io"

	"hukou/models"
	"hukou/roster"
)

// WriteXLSX writes children as the workbook that an institution hands in.
func WriteXLSX(w io.Writer, all []Child) error {
	lines := make([]roster.Line, len(all))
	for i, c := range all {
		lines[i] = c.Line()
	}
	return roster.WriteXLSX(lines, w)
}

// csvHead are the columns of the text form, in the order of the workbook.
var csvHead = []string{"姓名", "性别", "出生日期", "公民身份号码", "出生日期是否估计", "入院登记号", "入院日期", "监护依据", "监护文书号", "户口所在派出所", "户口所在地行政区划", "备注"}

// WriteCSV writes the same rows as comma-separated text with a byte order mark, which
// spreadsheets need to see that it is UTF-8.
func WriteCSV(w io.Writer, all []Child) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	if err := out.Write(csvHead); err != nil {
		return err
	}
	for _, c := range all {
		sex, estimated := "男", "否"
		if c.Sex == models.SexFemale {
			sex = "女"
		}
		if c.Estimated {
			estimated = "是"
		}
		if err := out.Write([]string{c.Name, sex, string(c.Birth), c.Number.Reveal(), estimated, c.IntakeNo, string(c.IntakeOn), string(c.Ground),
			c.Document, c.Station, c.Division, ""}); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
