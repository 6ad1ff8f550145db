package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"hukou/models"
	"hukou/register"
)

type loadCommand struct {
	settings
	keySettings
	Files   []string `arg:"" type:"existingfile" name:"file" help:"JSON 行文件 · Files of JSON lines: {\"household\":{…,\"members\":[…]}} or {\"used\":\"NUMBER\"}; see docs/operations.md."`
	Title   string   `placeholder:"TEXT" help:"数据来源，记入留痕 · Where the data comes from; it stands in the journal."`
	Certify []string `placeholder:"DIVISION" help:"已用顺序码齐全、自今日起可发号的区划 · Divisions whose used codes are complete with this load, so that they may issue numbers."`
}

// Run takes all files over in one act or none of them, and reports what was new,
// there already, or different. It may be run again. The exit code is 1 when anything
// differs from the register: that was left as it is and wants somebody's eye. Where lines
// cannot be read the others are still looked at, so that all faults are told at once.
func (c *loadCommand) Run(ctx context.Context, p *program) error {
	request := register.LoadRequest{Title: c.Title, Certify: c.Certify}
	if request.Title == "" {
		request.Title = baseNames(c.Files)
	}
	unread := 0
	for _, name := range c.Files {
		n, err := p.readLoad(name, &request)
		if err != nil {
			return err
		}
		unread += n
	}
	request.CheckOnly = unread > 0
	return c.withApp(ctx, p, c.keySettings, func(a *app) error {
		report, err := a.registrar.Load(ctx, register.Operator(), request)
		var wrong *register.LoadError
		if errors.As(err, &wrong) {
			p.printProblems(wrong.Problems)
			if unread > 0 {
				return usagef("lines that cannot be read: %d, each is named above; nothing was loaded: mend them, docs/operations.md shows how they are written", unread)
			}
			p.print("未装载任何内容 nothing was loaded\n")
			return errFound
		}
		if err != nil {
			return wrongValue(err)
		}
		p.printReport(report)
		if report.Households.Different+report.People.Different+report.Numbers.Different > 0 {
			p.print("有内容与库中不同，未改动，请逐条核对 some lines differ from the register and were left alone: compare them\n")
			return errFound
		}
		return nil
	})
}

func (p *program) printReport(report register.LoadReport) {
	rows := [][]string{{"", "来件 given", "新增 added", "已有 same", "不同 different"}}
	for _, kind := range []struct {
		name  string
		count register.LoadCount
	}{{"户 households", report.Households}, {"人 people", report.People}, {"已用号码 used numbers", report.Numbers}} {
		n := kind.count
		rows = append(rows, []string{kind.name, fmt.Sprint(n.Given), fmt.Sprint(n.Added), fmt.Sprint(n.Same), fmt.Sprint(n.Different)})
	}
	p.print("%s", table(rows))
	if len(report.Certified) > 0 {
		p.print("自今日起可发号 may issue numbers from today: %s\n", strings.Join(report.Certified, ", "))
	}
	if report.CaseNumber != "" {
		p.print("业务号 case: %s\n", report.CaseNumber)
	}
	p.printProblems(report.Notes)
}

func (p *program) printProblems(problems []register.LoadProblem) {
	for _, o := range problems {
		p.print("%s #%d: %s: %s %s\n", o.Household, o.Member, o.Code, o.Message.Zh, o.Message.En)
	}
}

// loadLine is a line of a file: a household, or a number that was given to somebody
// who is not among the households.
type loadLine struct {
	Household *register.LoadedHousehold
	Used      models.CitizenNumber
}

// readLoad adds a file's lines to the load and counts those that cannot be read. What
// is wrong is named by file and line, never by what stands there.
func (p *program) readLoad(name string, into *register.LoadRequest) (unread int, err error) {
	file, err := os.Open(name) // #nosec G304 -- the load that a command is given
	if err != nil {
		return 0, err
	}
	defer func() { _ = file.Close() }()
	lines := bufio.NewReader(file)
	for number := 1; ; number++ {
		text, err := lines.ReadBytes('\n')
		if text = bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))); len(text) > 0 {
			line, wrong := parseLoadLine(text)
			switch {
			case wrong != nil:
				unread++
				p.print("%s, line %d: %v\n", filepath.Base(name), number, wrong)
			case line.Household != nil:
				into.Households = append(into.Households, *line.Household)
			default:
				into.Used = append(into.Used, line.Used)
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return unread, nil
		case err != nil:
			return unread, fmt.Errorf("%s cannot be read: %w", filepath.Base(name), err)
		}
	}
}

// parseLoadLine reads one line. Names are written with underscores, as in the API;
// without them they are the fields of the register's own types, whatever their case.
func parseLoadLine(text []byte) (loadLine, error) {
	var line loadLine
	plain, err := joinNames(text)
	if err != nil {
		return line, errors.New("该行不是 JSON 对象 the line is no JSON object")
	}
	if err := onceEach(text); err != nil {
		return line, err
	}
	decoder := json.NewDecoder(bytes.NewReader(plain))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&line); err != nil {
		return line, errors.New(withoutValue(err, namesIn(text)))
	}
	if (line.Household == nil) == (line.Used == "") {
		return line, errors.New("每行只能有 household 或 used 之一 a line has either household or used")
	}
	return line, nil
}

// joinNames takes the underscores out of the names of every object, so that
// birth_date is BirthDate.
func joinNames(text []byte) ([]byte, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value map[string]any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	return json.Marshal(joined(value))
}

func joined(value any) any {
	switch v := value.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, inner := range v {
			out[strings.ReplaceAll(name, "_", "")] = joined(inner)
		}
		return out
	case []any:
		for i := range v {
			v[i] = joined(v[i])
		}
	}
	return value
}

// namesIn are the names of a line's objects as they are written, by what joinNames and
// the decoder, which looks at no case, make of them.
func namesIn(text []byte) map[string]string {
	var value any
	_ = json.Unmarshal(text, &value) // joinNames has read it
	names := map[string]string{}
	var walk func(any)
	walk = func(value any) {
		switch v := value.(type) {
		case map[string]any:
			for name, inner := range v {
				names[strings.ToLower(strings.ReplaceAll(name, "_", ""))] = name
				walk(inner)
			}
		case []any:
			for _, inner := range v {
				walk(inner)
			}
		}
	}
	walk(value)
	return names
}

// withoutValue is what a decoder found wrong, without what stood there; names are the
// fields' as written.
func withoutValue(err error, names map[string]string) string {
	written := func(path string) string {
		parts := strings.Split(path, ".")
		for i, part := range parts {
			parts[i] = cmp.Or(names[strings.ToLower(part)], part)
		}
		return strings.Join(parts, ".")
	}
	var kind *json.UnmarshalTypeError
	var number models.NumberError
	switch {
	case errors.As(err, &kind):
		return "项目类型不对 the field " + written(kind.Field) + " has a wrong kind of value"
	case errors.As(err, &number):
		return "公民身份号码有误 a citizen number is wrong: " + number.Zh + " " + number.En
	case strings.HasPrefix(err.Error(), "json: unknown field"):
		return "没有这个项目 unknown field " + written(strings.Trim(strings.TrimPrefix(err.Error(), "json: unknown field "), "\""))
	}
	return "有一项无法读取 a value cannot be read"
}

func baseNames(files []string) string {
	var names []string
	for _, name := range files {
		names = append(names, filepath.Base(name))
	}
	return strings.Join(names, ", ")
}
