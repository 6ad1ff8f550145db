package main

import (
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/alecthomas/kong"
)

type versionCommand struct{}

// Run prints the version that the build stamped, its revision and its Go.
func (versionCommand) Run(p *program) error {
	p.print("hukou %s\n", buildText())
	return nil
}

// versionFlag is --version beside every command.
type versionFlag bool

// BeforeReset prints the version before anything else is looked at, and ends the run.
func (versionFlag) BeforeReset(k *kong.Kong, p *program) error {
	p.print("hukou %s\n", buildText())
	k.Exit(exitDone)
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
