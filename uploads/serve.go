package uploads

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"hukou/roster"
)

// What a process may use, as far as the system can hold it to that.
const (
	// maxMemory is what the process may write to: a picture of 40 million pixels in
	// full colour, opened.
	maxMemory = 448 << 20
	// collectAt is where the collector of garbage works harder.
	collectAt = 320 << 20
	// maxSeconds is the processor's time.
	maxSeconds = 10
	// behind is how far the process steps back behind those that serve.
	behind = 5
)

// Serve is the other side of a Gate: it gives up what this process may do, then looks
// at the one file that comes in. It is the whole work of a process; nothing else may
// be done in it before or after.
func Serve(in io.Reader, out io.Writer) error {
	if err := confine(); err != nil {
		return err
	}
	var q request
	data, err := receive(bufio.NewReader(in), &q, &q.Size)
	if err != nil {
		return err
	}
	a, file := answer(q, data)
	a.Size = len(file)
	head, err := message(a)
	if err != nil {
		return err
	}
	for _, part := range [][]byte{head, file} {
		if _, err := out.Write(part); err != nil {
			return err
		}
	}
	return nil
}

// answer does what is asked. A file that makes a library panic is a damaged file.
func answer(q request, data []byte) (a reply, file []byte) {
	defer func() {
		if recover() != nil {
			a, file = reply{Fault: damaged(), File: damagedRoster()}, nil
		}
	}()
	if q.Act == lookAtScan {
		out, fault := look(data)
		if fault != nil {
			return reply{Fault: fault}, nil
		}
		if bytes.Equal(out, data) {
			return reply{Same: true}, nil
		}
		return reply{}, out
	}
	a, file, err := answerRoster(q, data)
	if err != nil && !errors.As(err, &a.File) {
		a.File = damagedRoster()
	}
	return a, file
}

// look opens a scan, by its kind.
func look(data []byte) ([]byte, *Fault) {
	switch kindOf(data) {
	case PNG:
		return cleanPNG(data)
	case JPEG:
		return cleanJPEG(data)
	case PDF:
		n, fault := checkPDF(data)
		return data[:n], fault
	}
	return nil, notTaken()
}

func damagedRoster() *roster.FileError {
	return &roster.FileError{Code: "file_damaged", Zh: "名册内容已损坏，请在表格软件中打开后另存为新的 xlsx",
		En: "the roster is damaged inside: open it in a spreadsheet program and save it as a new .xlsx"}
}

func costlyRoster() *roster.FileError {
	return &roster.FileError{Code: "file_costly", Zh: "打开名册所用的内存或时间超过限度，没有读取。请只留名册一张工作表，去掉格式和图片，另存为新的 xlsx",
		En: "to open this roster took more memory or time than a roster needs, and it was not read: keep the one sheet, without styles and pictures, and save it as a new .xlsx"}
}
