package uploads

import (
	"bytes"
	"encoding/binary"
)

// exifMark begins the segment of a JPEG in which a camera notes where and when a
// picture was taken, with which device, and how it was held.
const exifMark = "Exif\x00\x00"

// tagOrientation is how the camera was held, from 1 (upright) to 8 (EXIF 2.32, 4.6.4).
const tagOrientation = 0x0112

// orientationOf reads how the camera was held, and nothing else; 1 where it is not told.
func orientationOf(segment []byte) byte {
	tiff, ok := bytes.CutPrefix(segment, []byte(exifMark))
	if !ok || len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if string(tiff[:2]) == "II" {
		order = binary.LittleEndian
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return 1
	}
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < 12 {
			break
		}
		if order.Uint16(entries) == tagOrientation {
			if o := order.Uint16(entries[8:]); 1 <= o && o <= 8 {
				return byte(o)
			}
			break
		}
		entries = entries[12:]
	}
	return 1
}

// exifOf is a segment that tells how the camera was held, and nothing else.
func exifOf(orientation byte) []byte {
	return append([]byte(exifMark+"MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"), orientation, 0, 0, 0, 0, 0, 0)
}
