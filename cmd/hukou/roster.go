package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/uuid"

	"hukou/auth"
)

type importRoster struct {
	File       string `arg:"" type:"existingfile" help:"名册 .xlsx 或 .csv · The roster."`
	Server     string `env:"HUKOU_SERVER" default:"http://127.0.0.1:8080" placeholder:"URL" help:"服务地址 · Where the service answers (${default})."`
	Username   string `required:"" env:"HUKOU_USERNAME" placeholder:"NAME" help:"民警用户名 · The officer's username."`
	Password   string `env:"HUKOU_PASSWORD" placeholder:"TEXT" help:"密码，缺省时从标准输入读 · The password; read from standard input when empty. Better there or in the environment than here."`
	TOTP       string `name:"totp" placeholder:"CODE" help:"动态口令 · The one-time code."`
	TOTPSecret string `name:"totp-secret" env:"HUKOU_TOTP_SECRET" placeholder:"SECRET" help:"口令密钥，供无人值守的脚本 · The one-time secret, for scripts without a person."`
	Unit       string `name:"institution" placeholder:"NAME" help:"机构全称或统一社会信用代码；本所只有一个机构时可不填 · The institution, by its full name or unified social credit code; may be left out where the station has but one."`
	Facts      string `placeholder:"JSON" help:"名册本身的事实，JSON 对象 · What is declared of the roster as a whole, a JSON object."`
	Station    string `placeholder:"CODE" help:"登记的派出所，缺省为本所 · The station of the register; the officer's own when empty."`
	Valid      bool   `help:"只导入没有问题的行 · Take the lines that are right; without it one fault keeps all out."`
	Key        string `placeholder:"TEXT" help:"幂等键；重发同一名册时给同一个 · The idempotency key; give the same one to send the same roster again."`
}

// Run signs in, hands the roster in as a batch and signs out. It can do no more than
// the officer can.
func (c *importRoster) Run(ctx context.Context, p *program) (err error) {
	server, err := url.Parse(c.Server)
	if err != nil || server.Host == "" || server.Scheme != "http" && server.Scheme != "https" {
		return usagef("--server is written http://127.0.0.1:8080 or https://…")
	}
	if server.Scheme == "http" && !loopback(withPort(server)) {
		return usagef("a password goes over TLS to another machine: write --server https://…")
	}
	body, kind, err := c.form()
	if err != nil {
		return err
	}
	if err := c.complete(p); err != nil {
		return err
	}
	api := &apiClient{base: strings.TrimSuffix(c.Server, "/") + "/api/v1"}
	if err := api.signIn(ctx, c.Username, c.Password, c.TOTP); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, api.signOut(ctx)) }()
	var made struct {
		ID     string
		Number string
		Roster struct {
			Rows, Imported int
			Problems       []apiField
		}
	}
	switch err := api.post(ctx, "/batches", kind, c.Key, body, &made); {
	case errors.As(err, new(*apiProblem)):
		p.printProblem(err)
		return errFound
	case err != nil: // whether it was taken in is not known
		return fmt.Errorf("%w; to send the roster again without taking it in twice add --key %s", err, c.Key)
	}
	for _, field := range made.Roster.Problems {
		p.print("%s\n", field)
	}
	p.print("名册 batch %s %s：%d 行，导入 %d 行 · rows: %d, taken in: %d\n", made.Number, made.ID, made.Roster.Rows, made.Roster.Imported, made.Roster.Rows, made.Roster.Imported)
	return nil
}

// complete finds the password and the code that were not given.
func (c *importRoster) complete(p *program) error {
	if c.Key == "" {
		c.Key = uuid.NewString()
	}
	if c.Password == "" {
		_, _ = fmt.Fprint(p.errs, "密码 password: ")
		line, err := bufio.NewReader(p.in).ReadString('\n')
		if c.Password = strings.TrimRight(line, "\r\n"); c.Password == "" {
			return errors.Join(usagef("give the password in HUKOU_PASSWORD or on standard input"), ignoreEnd(err))
		}
	}
	if c.TOTP == "" && c.TOTPSecret != "" {
		code, err := auth.TOTPAt(c.TOTPSecret, p.now())
		if err != nil {
			return usagef("the one-time secret is not base32: look at it again")
		}
		c.TOTP = code
	}
	return nil
}

// form is the upload, and its media type.
func (c *importRoster) form() (*bytes.Buffer, string, error) {
	file, err := os.Open(c.File)
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = file.Close() }()
	body := &bytes.Buffer{}
	form := multipart.NewWriter(body)
	part, err := form.CreateFormFile("file", filepath.Base(c.File))
	if err == nil {
		_, err = io.Copy(part, file)
	}
	fields := map[string]string{"facts": c.Facts, "institution": c.Unit, "register_station": c.Station}
	if c.Valid {
		fields["accept"] = "valid"
	}
	for name, value := range fields {
		if value != "" {
			err = errors.Join(err, form.WriteField(name, value))
		}
	}
	return body, form.FormDataContentType(), errors.Join(err, form.Close())
}

func withPort(u *url.URL) string {
	if u.Port() != "" {
		return u.Host
	}
	return u.Host + ":80"
}
