package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"hukou/evidence"
)

type witnessCommand struct {
	From  string        `required:"" placeholder:"URL" help:"登记服务的见证地址 · The register's listener for watchers, such as http://10.1.2.3:9090."`
	Token string        `env:"HUKOU_METRICS_TOKEN" placeholder:"TOKEN" help:"该监听地址的令牌 · The token of that listener."`
	File  string        `required:"" placeholder:"FILE" help:"见证文件 · The witness file on this machine."`
	Key   string        `placeholder:"KEY" help:"检查点公钥（服务端见证文件首行），首次必填 · The public key of checkpoints, from the first line of the register's own witness file; needed the first time."`
	Every time.Duration `default:"20s" placeholder:"TIME" help:"间隔 · How often (${default})."`
	Once  bool          `help:"只取一次 · Fetch once and end."`
}

// Run keeps on this machine what the register signs, and says at once when that does not
// go on from what was seen: it ends with 1 then, with the file as it was. A register that
// does not answer is asked again. It needs no account and sees nothing of a person.
func (c *witnessCommand) Run(ctx context.Context, p *program) error {
	at, err := url.Parse(c.From)
	if err != nil || at.Scheme != "http" && at.Scheme != "https" || at.Host == "" {
		return usagef("--from is the address of the register's listener for watchers, such as http://10.1.2.3:9090")
	}
	w, err := evidence.OpenApart(c.File, c.Key)
	if errors.Is(err, evidence.ErrNoWitness) {
		return usagef("%s is not there yet: name with --key the public key that the first line of the register's own witness file shows", c.File)
	}
	if err != nil {
		return c.forked(p, err)
	}
	answering := true
	for {
		before := w.Last()
		err := c.fetch(ctx, at, w)
		for last := w.Last(); err == nil && last.Size > before.Size; last = w.Last() {
			p.print("见证到第 %d 条（%s 签署） · witnessed up to row %d\n", last.Size, last.At.Format(time.RFC3339), last.Size)
			before, err = last, c.fetch(ctx, at, w)
		}
		if c.Once || errors.Is(err, evidence.ErrForked) {
			return c.forked(p, err)
		}
		if err != nil && answering && ctx.Err() == nil {
			p.print("%v\n", err)
		}
		answering = err == nil
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(c.Every):
		}
	}
}

// forked says what a log that does not go on means.
func (c *witnessCommand) forked(p *program, err error) error {
	if !errors.Is(err, evidence.ErrForked) {
		return err
	}
	p.print("登记服务签署的内容与本机见证不符：%[1]v。请保留本文件，用 hukou verify --witness 核验 · what the register signs is not what was seen here: %[1]v. Keep %[2]s and hold the database against it with hukou verify --witness; after a restore that was meant, begin a new file.\n", err, c.File)
	return errFound
}

// fetch asks once for what comes after the file's last checkpoint.
func (c *witnessCommand) fetch(ctx context.Context, at *url.URL, w *evidence.Apart) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	from := at.JoinPath("evidence")
	from.RawQuery = url.Values{"from": {strconv.FormatInt(w.Last().Size, 10)}}.Encode()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, from.String(), nil)
	if err != nil {
		return err
	}
	if c.Token != "" {
		request.Header.Set("Authorization", "Bearer "+c.Token)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("the register does not answer at %s; asking again: %w", at.Host, err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the register at %s answers %s: is the token right, and is this its --metrics-addr?", at.Host, answer.Status)
	}
	return w.Take(answer.Body)
}
