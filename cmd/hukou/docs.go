package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"

	"hukou/handlers"
	"hukou/workflow"
	"hukou/workflow/render"
)

type docsCommand struct {
	Dir   string `default:"docs" placeholder:"DIR" help:"文档目录 · The folder of the documentation (${default})."`
	Check bool   `help:"只检查是否过期 · Only tell which files are out of date; exit 1 when any is."`
}

// Run writes the rule tables and diagrams in Chinese and English, and the
// description of the API; or tells what of it is no longer true.
func (c *docsCommand) Run(p *program) error {
	book := workflow.NewBook()
	described, err := handlers.OpenAPI()
	if err != nil {
		return err
	}
	rules, api := filepath.Join(c.Dir, "workflows"), filepath.Join(c.Dir, "openapi.json")
	if !c.Check {
		if err := render.Write(book, rules); err != nil {
			return err
		}
		return os.WriteFile(api, described, 0o644)
	}
	stale, err := render.Stale(book, rules)
	if err != nil {
		return err
	}
	on, err := os.ReadFile(api)
	switch {
	case errors.Is(err, os.ErrNotExist):
		stale = append(stale, api+": missing")
	case err != nil:
		return err
	case !bytes.Equal(on, described):
		stale = append(stale, api+": changed")
	}
	for _, line := range stale {
		p.print("%s\n", line)
	}
	if len(stale) > 0 {
		p.print("run hukou docs and commit what it writes\n")
		return errFound
	}
	return nil
}
