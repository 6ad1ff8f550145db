package browser_test

import (
	"os"
	"testing"

	"hukou/internal/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

func TestAnOfficerSignsInAndLooksAround(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, "yuntai.clerk1")
	p.Open("/")
	t.Log(p.Title(), p.Address(), p.Status(), p.Requests())
	t.Log(p.Axe())
}
