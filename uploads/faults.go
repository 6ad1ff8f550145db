package uploads

import "errors"

// Fault is why a scan is not taken, for the officer who holds the paper. The codes are
// stable: bad_file, too_many_pixels, damaged_file, active_file, locked_file,
// packed_file, costly_file.
type Fault struct {
	Code   string
	Zh, En string
}

// Error is the English text.
func (f *Fault) Error() string { return f.En }

// ErrBusy says that a file could not be looked at now: too many others wait, or the
// process for it could not be started. Nothing was done; the same may succeed soon.
var ErrBusy = errors.New("no file can be looked at now")

func notTaken() *Fault {
	return &Fault{"bad_file", "文件不是 PNG、JPEG、PDF 或纯文本，未收。请扫描为 PDF 或 JPEG 后再上传。",
		"The file is no PNG, JPEG, PDF or plain text, and was not taken. Scan the paper to PDF or JPEG and add that."}
}

func tooManyPixels() *Fault {
	return &Fault{"too_many_pixels", "图像超过4000万像素，没有打开，未收。请以300 dpi重新扫描。",
		"The picture has more than 40 million pixels; it was not opened and not taken. Scan the paper again at 300 dpi."}
}

func damaged() *Fault {
	return &Fault{"damaged_file", "文件不完整或已损坏，打不开，未收。请重新扫描，或另存后再上传。",
		"The file is cut off or damaged and cannot be opened, so it was not taken. Scan the paper again, or save the file anew."}
}

func active() *Fault {
	return &Fault{"active_file", "PDF 带有脚本、附件或会自行动作的内容，未收。请打印成新的 PDF，或扫描纸质件后再上传。",
		"The PDF holds a script, an attachment or something else that acts by itself, and was not taken. Print it to a new PDF, or scan the paper."}
}

func locked() *Fault {
	return &Fault{"locked_file", "PDF 有密码或权限保护，无法检查，未收。请去掉保护另存后再上传。",
		"The PDF is protected by a password, so that nobody can look into it, and was not taken. Save it without protection and add that."}
}

func packed() *Fault {
	return &Fault{"packed_file", "文件展开后过大或层层压缩，没有打开，未收。请打印成新的 PDF，或重新扫描后再上传。",
		"The file unfolds to far more than a scan holds, or is packed in layers; it was not opened and not taken. Print it to a new PDF, or scan the paper again."}
}

func costly() *Fault {
	return &Fault{"costly_file", "打开这个文件所用的内存或时间超过限度，未收。请以300 dpi重新扫描为普通 JPEG 或 PDF。",
		"To open this file took more memory or time than a scan needs, and it was not taken. Scan the paper again at 300 dpi as an ordinary JPEG or PDF."}
}
