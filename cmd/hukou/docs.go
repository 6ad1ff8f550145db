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

// Run writes the rule tables and diagrams in Chinese and English, the description of
// the API and its refusals; or tells what of it is no longer true.
func (c *docsCommand) Run(p *program) error {
	book := workflow.NewBook()
	described, err := handlers.OpenAPI()
	if err != nil {
		return err
	}
	rules := filepath.Join(c.Dir, "workflows")
	files := []written{{filepath.Join(c.Dir, "openapi.json"), described}, {filepath.Join(c.Dir, "errors.md"), handlers.ErrorsDoc()}}
	if !c.Check {
		if err := render.Write(book, rules); err != nil {
			return err
		}
		for _, f := range files {
			if err := os.WriteFile(f.name, f.text, 0o644); err != nil { // #nosec G306 -- documents are for everybody
				return err
			}
		}
		return nil
	}
	stale, err := render.Stale(book, rules)
	if err != nil {
		return err
	}
	for _, f := range files {
		on, err := os.ReadFile(f.name)
		switch {
		case errors.Is(err, os.ErrNotExist):
			stale = append(stale, f.name+": missing")
		case err != nil:
			return err
		case !bytes.Equal(on, f.text):
			stale = append(stale, f.name+": changed")
		}
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

// written is a file that is written from the program itself.
type written struct {
	name string
	text []byte
}
