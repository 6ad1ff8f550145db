package desk

import (
	"io"
	"mime/multipart"
)

// File is a file of a form, as the browser sent it.
type File struct {
	Name, Media string
	Bytes       []byte
}

// File reads the file in a box of the form; one without bytes where none was chosen, or
// more than most were sent: then the size alone is true.
func (r *Request) File(box string, most int64) (f File, size int64, err error) {
	head, err := r.FormFile(box)
	if err != nil || head.Size == 0 {
		return File{}, 0, nil
	}
	f = File{Name: head.Filename, Media: head.Header.Get("Content-Type")}
	if head.Size <= most {
		f.Bytes, err = contentOf(head)
	}
	return f, head.Size, err
}

func contentOf(head *multipart.FileHeader) ([]byte, error) {
	file, err := head.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	b := make([]byte, head.Size)
	_, err = io.ReadFull(file, b)
	return b, err
}
