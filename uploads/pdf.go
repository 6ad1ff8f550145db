package uploads

import (
	"bytes"
	"regexp"
	"strings"
)

// checkPDF tells how much of a file is the PDF, or why it is not taken: it holds what
// acts by itself, it is locked, or it unfolds to more than a scan. Its bytes stay as
// they are, since a certificate's PDF is signed over them.
//
// A viewer finds objects by a table that may point anywhere, so nothing here trusts
// that table: names are looked for in every byte, and in all that can be inflated.
func checkPDF(b []byte) (whole int, fault *Fault) {
	end := bytes.LastIndex(b, []byte("%%EOF"))
	if end < 0 || !bytes.Contains(b[:end], []byte("startxref")) {
		return 0, damaged()
	}
	whole = end + len("%%EOF")
	for whole < len(b) && whole < end+7 && (b[whole] == '\r' || b[whole] == '\n') {
		whole++
	}
	b = b[:whole]
	if fault := actsOf(b); fault != nil {
		return 0, fault
	}
	return whole, unfoldPDF(b)
}

// actsOf looks for names of things that act by themselves.
func actsOf(b []byte) *Fault {
	for {
		i := bytes.IndexByte(b, '/')
		if i < 0 {
			return nil
		}
		b = b[i+1:]
		switch nameAt(b) {
		case "JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "SubmitForm", "ImportData", "GoToE", "GoToR", "XFA", "Movie", "Sound", "Rendition":
			return active()
		case "Encrypt":
			return locked()
		}
	}
}

// longestName is the longest name that is looked for, with every letter written as #xx.
const longestName = 3 * 16

// nameAt reads the name behind a slash, with the letters that are written as numbers
// (ISO 32000-1, 7.3.5); empty when it is longer than any that matters.
func nameAt(b []byte) string {
	var out [16]byte
	n := 0
	for i := 0; i < len(b) && i < longestName+1; i++ {
		c := b[i]
		if c <= ' ' || strings.IndexByte("()<>[]{}/%", c) >= 0 {
			return string(out[:n])
		}
		if n == len(out) {
			return ""
		}
		if c == '#' && i+2 < len(b) {
			if v, ok := hexByte(b[i+1], b[i+2]); ok {
				c, i = v, i+2
			}
		}
		out[n] = c
		n++
	}
	return string(out[:n])
}

func hexByte(high, low byte) (byte, bool) {
	h, l := strings.IndexByte("0123456789abcdef", high|0x20), strings.IndexByte("0123456789abcdef", low|0x20)
	if h < 0 || l < 0 || high < '0' || low < '0' {
		return 0, false
	}
	return byte(h<<4 | l), true // #nosec G115 -- h and l are hexadecimal digits, as looked at above
}

// plainNames writes a dictionary with every name in plain letters.
func plainNames(dict []byte) string {
	var out strings.Builder
	for i := 0; i < len(dict); i++ {
		if dict[i] == '#' && i+2 < len(dict) {
			if v, ok := hexByte(dict[i+1], dict[i+2]); ok {
				out.WriteByte(v)
				i += 2
				continue
			}
		}
		out.WriteByte(dict[i])
	}
	return out.String()
}

// filters are the ways in which a dictionary says that its stream is packed.
type filters struct {
	inflating        int  // filters that unfold: more than one is a nest
	masked, indirect bool // written as text first; named in another object
	picture          bool
}

// dictWords finds filters in the text of a dictionary.
type dictWords struct{ inflating, masked, indirect, picture *regexp.Regexp }

func newDictWords() dictWords {
	const ends = `(?:[\s()<>\[\]{}/%]|$)`
	return dictWords{
		inflating: regexp.MustCompile(`/(?:FlateDecode|Fl|LZWDecode|LZW)` + ends),
		masked:    regexp.MustCompile(`/(?:ASCIIHexDecode|AHx|ASCII85Decode|A85|RunLengthDecode|RL|LZWDecode|LZW)` + ends),
		indirect:  regexp.MustCompile(`/Filter\s+\d+\s+\d+\s+R`),
		picture:   regexp.MustCompile(`/Subtype\s*/Image` + ends),
	}
}

func (w dictWords) filtersOf(dict []byte) filters {
	text := plainNames(dict)
	// A name that ends where the next begins shares its slash: a blank parts them.
	text = strings.ReplaceAll(text, "/", " /")
	return filters{inflating: len(w.inflating.FindAllString(text, -1)), masked: w.masked.MatchString(text),
		indirect: w.indirect.MatchString(text), picture: w.picture.MatchString(text)}
}
