package stories

import (
	"net"
	"net/url"
	"testing"
	"time"
)

// TestThreeHundredSlowSocketsHoldNobodyUp opens connections that never finish what they
// say, first in the headers and then in the body of a sign-in, while other officers work:
// those are served, and the slow ones are shut in the end.
func TestThreeHundredSlowSocketsHoldNobodyUp(t *testing.T) {
	in := demo(t, sqlite)
	s := tell(t, in)
	clerk := s.as("yuntai.clerk1")
	others := []*officer{s.as("yuntai.clerk2"), s.as("yuntai.head"), s.as("haiyuan.lead")}
	id := clerk.Open("birth_cert", nil)
	at, err := url.Parse(in.Addr)
	if err != nil {
		t.Fatal(err)
	}
	for what, begun := range map[string]string{
		"headers": "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nX-Slow: ",
		"body":    "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n{",
	} {
		slow := make([]net.Conn, 300)
		for i := range slow {
			if slow[i], err = net.Dial("tcp", at.Host); err != nil {
				t.Fatal(err)
			}
			if _, err := slow[i].Write([]byte(begun)); err != nil {
				t.Fatal(err)
			}
		}
		served := work(others, id)
		t.Logf("beside 300 connections slow in their %s: %d answers, p99 %v", what, len(served), p99(served))
		if p99(served) > time.Second {
			t.Errorf("beside connections slow in their %s the others' p99 is %v", what, p99(served))
		}
		for i, c := range slow {
			_ = c.SetReadDeadline(time.Now().Add(time.Minute))
			var answer [1 << 12]byte
			for err = nil; err == nil; {
				_, err = c.Read(answer[:])
			}
			if late, ok := err.(net.Error); ok && late.Timeout() {
				t.Fatalf("connection %d, slow in its %s, is still open a minute later", i, what)
			}
			_ = c.Close()
		}
	}
	in.wantSound(t)
}
