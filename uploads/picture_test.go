package uploads

import (
	"bytes"
	"image"
	"image/color/palette"
	"image/jpeg"
	"image/png"
	"testing"

	"hukou/uploads/uploadstest"
)

// A telephone notes in each picture where it was taken. The picture stays as it is, to
// the pixel; the place goes.
func TestPictureStaysAndThePlaceGoes(t *testing.T) {
	g := inProcess(t, "inspect")
	plain := uploadstest.JPEG(48, 32)
	xmp := uploadstest.Segment(0xE1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>"+uploadstest.GPS+"</x:xmpmeta>")
	for name, sent := range map[string][]byte{
		"Exif, XMP and a comment": uploadstest.JPEG(48, 32, uploadstest.Exif(1), xmp, uploadstest.Segment(0xFE, uploadstest.GPS)),
		"a preview and a profile": uploadstest.JPEG(48, 32, uploadstest.Segment(0xE2, "ICC_PROFILE\x00"+uploadstest.GPS), uploadstest.Segment(0xED, uploadstest.GPS)),
		"a second picture behind": append(bytes.Clone(plain), uploadstest.JPEG(8, 8, uploadstest.Segment(0xFE, uploadstest.GPS))...),
	} {
		got := wantScan(t, g, sent, "")
		if bytes.Contains(got.Bytes, []byte(uploadstest.GPS)) || got.Kind != JPEG {
			t.Errorf("%s: the place is still there", name)
		}
		if !bytes.Equal(got.Bytes, plain) {
			t.Errorf("%s: the picture is another: %d bytes of %d", name, len(got.Bytes), len(plain))
		}
	}
	if got := wantScan(t, g, plain, ""); !bytes.Equal(got.Bytes, plain) {
		t.Error("a picture without any of it was changed")
	}

	sent := uploadstest.PNG(20, 10, 7, uploadstest.Chunk("tEXt", []byte("Comment\x00"+uploadstest.GPS)), uploadstest.Chunk("eXIf", []byte(uploadstest.GPS)), uploadstest.Chunk("pHYs", []byte("\x00\x00\x2e\x23\x00\x00\x2e\x23\x01")))
	got := wantScan(t, g, append(sent, uploadstest.Script...), "")
	if bytes.Contains(got.Bytes, []byte(uploadstest.GPS)) || bytes.Contains(got.Bytes, []byte("<script>")) {
		t.Error("the PNG still tells")
	}
	if !bytes.Contains(got.Bytes, []byte("pHYs")) {
		t.Error("the PNG lost its resolution")
	}
	if !bytes.Equal(shades(t, got.Bytes), shades(t, sent)) {
		t.Error("the PNG shows something else")
	}
}

// shades are the grey values of a picture, as the library that reads it sees them.
func shades(t *testing.T, b []byte) []byte {
	t.Helper()
	m, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return m.(*image.Gray).Pix
}

// A picture that was taken with the telephone on its side is shown upright, because how
// it was held is all that is kept of what the camera wrote.
func TestPictureTakenOnItsSideStandsUpright(t *testing.T) {
	g := New(Config{})
	for held := byte(1); held <= 8; held++ {
		got := wantScan(t, g, uploadstest.JPEG(48, 32, uploadstest.Exif(held)), "")
		at := bytes.Index(got.Bytes, []byte(exifMark))
		if told := at >= 0; told != (held != 1) {
			t.Fatalf("held as %d: told %v", held, told)
		}
		if at >= 0 && orientationOf(got.Bytes[at:]) != held {
			t.Errorf("held as %d, kept as %d", held, orientationOf(got.Bytes[at:]))
		}
		if bytes.Contains(got.Bytes, []byte(uploadstest.GPS)) {
			t.Error("the place came along")
		}
		if _, err := jpeg.Decode(bytes.NewReader(got.Bytes)); err != nil {
			t.Error(err)
		}
	}
}

func TestWhatStandsBehindTheEndOfAFileIsLeftOut(t *testing.T) {
	g := inProcess(t, "inspect")
	if got := wantScan(t, g, uploadstest.Polyglot(), ""); bytes.Contains(got.Bytes, []byte("script")) {
		t.Error("the page is still in the picture")
	}
	document := uploadstest.PDF()
	for _, behind := range []string{uploadstest.Script, "PK\x03\x04", "\n\n\n\x00\x00"} {
		if got := wantScan(t, g, append(bytes.Clone(document), behind...), ""); !bytes.Equal(bytes.TrimRight(got.Bytes, "\n"), bytes.TrimRight(document, "\n")) {
			t.Errorf("behind the PDF: %q", got.Bytes[len(document):])
		}
	}
	if got := wantScan(t, g, document, ""); !bytes.Equal(got.Bytes, document) || got.Kind != PDF {
		t.Error("a sound PDF was changed: it may be signed")
	}
}

// Grey, colour, sixteen bits and palettes: what scanners and screens write.
func TestKindsOfPNGThatScannersWrite(t *testing.T) {
	g := New(Config{})
	box := image.Rect(0, 0, 33, 17)
	for _, m := range []image.Image{image.NewGray(box), image.NewGray16(box), image.NewNRGBA(box), image.NewNRGBA64(box), image.NewPaletted(box, palette.Plan9)} {
		var b bytes.Buffer
		if err := png.Encode(&b, m); err != nil {
			t.Fatal(err)
		}
		wantScan(t, g, b.Bytes(), "")
	}
}
