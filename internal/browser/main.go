package browser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// workshop is a folder for the built program and the browser's own files; Main takes
// it away.
var workshop = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "hukou-browser-") })

// started tells whether a test asked for the browser, and so whether one has to end.
var started atomic.Bool

// names are what Chromium is called, Debian's first.
var names = []string{"chromium", "chromium-browser", "google-chrome"}

// Main runs a package's tests and ends the shared browser after them; TestMain
// returns its code.
func Main(m *testing.M) int {
	code := m.Run()
	if started.Load() {
		if ctx, err := chromium(); err == nil {
			ctx, done := context.WithTimeout(ctx, 10*time.Second)
			_ = chromedp.Cancel(ctx) // the process is gone either way once this one ends
			done()
		}
	}
	if dir, err := workshop(); err == nil {
		_ = os.RemoveAll(dir)
	}
	return code
}

// chromium is the one browser of a test binary; each officer gets a context of their
// own in it, with their own cookies.
var chromium = sync.OnceValues(func() (context.Context, error) {
	started.Store(true)
	dir, err := workshop()
	if err != nil {
		return nil, err
	}
	return launch(context.Background(), filepath.Join(dir, "profile"))
})

// launch starts a Chromium that keeps its files in a folder and ends with its context.
func launch(parent context.Context, profile string) (context.Context, error) {
	path, err := find()
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Env("LANGUAGE=zh_CN"), chromedp.UserDataDir(profile),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-gpu", true),
		chromedp.Flag("lang", "zh-CN"), chromedp.Flag("hide-scrollbars", true), chromedp.WindowSize(width, height))
	allocator, _ := chromedp.NewExecAllocator(parent, options...)
	ctx, _ := chromedp.NewContext(allocator, chromedp.WithErrorf(func(string, ...any) {}))
	if err := chromedp.Do(ctx); err != nil {
		return nil, fmt.Errorf("%s does not start: %w", path, err)
	}
	return ctx, nil
}

func find() (string, error) {
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("no Chromium in PATH (chromium, chromium-browser, google-chrome): install one, on Debian: apt-get install chromium fonts-noto-cjk")
}
