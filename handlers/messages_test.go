package handlers

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"testing"
)

// TestAMessageOfTwoLengthsIsNone sends what a proxy in front and the program behind might
// cut at different places, so that the rest of one officer's request is the beginning of
// another's. Where the standard has an answer, chunks go before a length, it is that one.
func TestAMessageOfTwoLengthsIsNone(t *testing.T) {
	at, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := Server(at.Addr().String(), aWorld(t, Config{}).e)
	go func() { _ = s.Serve(at) }()
	t.Cleanup(func() { _ = s.Close() })
	for _, c := range []struct {
		lines, body string
		want        int
	}{
		{"Content-Length: 2", "{}", http.StatusUnprocessableEntity},
		{"Content-Length: 1\r\nTransfer-Encoding: chunked", "2\r\n{}\r\n0\r\n\r\n", http.StatusUnprocessableEntity},
		{"Content-Length: 2\r\nContent-Length: 3", "{}", http.StatusBadRequest},
		{"Content-Length: +2", "{}", http.StatusBadRequest},
		{"Content-Length : 2", "{}", http.StatusBadRequest},
		{"Transfer-Encoding: xchunked", "{}", http.StatusNotImplemented},
		{"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "2\r\n{}\r\n0\r\n\r\n", http.StatusNotImplemented},
	} {
		peer, err := net.Dial("tcp", at.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := fmt.Fprintf(peer, "POST %s/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n%s\r\n\r\n%s", base, c.lines, c.body); err != nil {
			t.Fatal(err)
		}
		answer, err := http.ReadResponse(bufio.NewReader(peer), nil)
		if err != nil || answer.StatusCode != c.want {
			t.Errorf("%q is answered %v, %v; want %d", c.lines, answer, err, c.want)
		}
		_ = peer.Close()
	}
}
