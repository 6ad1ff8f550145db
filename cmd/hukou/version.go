package main

import (
	"runtime"
	"runtime/debug"
	"strings"
)

type versionCommand struct{}

// Run prints the version that the build stamped, its revision and its Go.
func (versionCommand) Run(p *program) error {
	p.print("hukou %s\n", buildText())
	return nil
}

func buildText() string {
	version, revision := "(devel)", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if info.Main.Version != "" {
			version = info.Main.Version
		}
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision":
				revision = " " + s.Value[:min(len(s.Value), 12)]
			case s.Key == "vcs.modified" && s.Value == "true":
				revision += "+"
			}
		}
	}
	return strings.Join([]string{version + revision, runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH}, " ")
}
