package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

	"hukou/models"
	"hukou/register"
)

type officerCommand struct {
	Add     officerAdd     `cmd:"" help:"为登记在册的人开立账号 · Make the account of a person in the register; prints its password and one-time secret once."`
	Post    officerPost    `cmd:"" help:"任职 · Give an officer a posting."`
	Unpost  officerUnpost  `cmd:"" help:"免职 · End a posting."`
	Disable officerDisable `cmd:"" help:"停用账号 · Shut an account for good and end its sessions."`
	Reset   officerReset   `cmd:"" help:"重置密码和动态口令 · New password and one-time secret; ends the sessions."`
}

type officerAdd struct {
	settings
	keySettings
	Username string   `arg:"" help:"用户名 · The name to sign in with."`
	Person   string   `placeholder:"ID" help:"本人在登记簿的编号；缺省时从标准输入读公民身份号码 · The person's id in the register; without it the citizen number is read from standard input."`
	Post     []string `placeholder:"ROLE@ORG" help:"任职：角色@机构代码，可多个 · Postings from today on, such as clerk@640104010000."`
}

// Run makes the account. No account and no password exists before somebody makes it.
func (c *officerAdd) Run(ctx context.Context, p *program) error {
	posts, err := parsePosts(c.Post)
	if err != nil {
		return err
	}
	return c.withApp(ctx, p, c.keySettings, func(a *app) error {
		officer := register.NewOfficer{Username: c.Username, PersonID: c.Person}
		if officer.PersonID == "" {
			if officer.Number, err = p.askNumber(); err != nil {
				return err
			}
		}
		if officer.Password, err = a.registrar.DrawPassword(); err != nil {
			return err
		}
		made, err := a.registrar.AddOfficer(ctx, register.Operator(), officer)
		if err != nil {
			return wrongValue(err)
		}
		p.handOver(made, officer.Password)
		for _, post := range posts {
			post.OfficerID, post.From = made.ID, a.registrar.Today()
			if _, err := a.registrar.Post(ctx, register.Operator(), post); err != nil {
				return fmt.Errorf("the account is made, its posting %s@%s is not; give it with hukou officer post: %w", post.Role, post.Org, wrongValue(err))
			}
		}
		return nil
	})
}

// askNumber reads a citizen number, which has no place in a command line: other
// users of the machine can see those.
func (p *program) askNumber() (string, error) {
	_, _ = fmt.Fprint(p.errs, "公民身份号码 citizen number: ")
	line, err := bufio.NewReader(p.in).ReadString('\n')
	line = strings.TrimSpace(line)
	if line == "" {
		return "", errors.Join(usagef("say whose account it is: the person's id with --person, or the citizen number on standard input"), ignoreEnd(err))
	}
	number, err := models.ParseCitizenNumber(line)
	if err != nil {
		return "", usagef("this is no citizen number: look at its 18 characters again")
	}
	return number.Reveal(), nil
}

// handOver prints what the officer signs in with, this once.
func (p *program) handOver(made register.Account, password string) {
	p.print("用户名 username  %s\n密码   password  %s\n口令   otpauth   %s\n", made.Username, password, made.TOTPURI)
}

type officerDisable struct {
	settings
	keySettings
	Username string `arg:"" help:"用户名 · The name to sign in with."`
}

// Run shuts the account; what the officer did stays.
func (c *officerDisable) Run(ctx context.Context, p *program) error {
	return c.withApp(ctx, p, c.keySettings, func(a *app) error {
		return wrongValue(a.registrar.DisableOfficer(ctx, register.Operator(), c.Username, p.now()))
	})
}

type officerReset struct {
	settings
	keySettings
	Username string `arg:"" help:"用户名 · The name to sign in with."`
}

// Run gives a new password and a new one-time secret.
func (c *officerReset) Run(ctx context.Context, p *program) error {
	return c.withApp(ctx, p, c.keySettings, func(a *app) error {
		password, err := a.registrar.DrawPassword()
		if err != nil {
			return err
		}
		made, err := a.registrar.ResetOfficer(ctx, register.Operator(), c.Username, password, register.SignOff{}, p.now())
		if err != nil {
			return wrongValue(err)
		}
		p.handOver(made, password)
		return nil
	})
}

// wrongValue turns the register's list of wrong values into a wrong use that says
// each of them; other errors stay as they are.
func wrongValue(err error) error {
	var wrong *register.Invalid
	if !errors.As(err, &wrong) {
		return err
	}
	var texts []string
	for _, e := range wrong.Errors {
		texts = append(texts, fmt.Sprintf("%s: %s %s", e.Field, e.Message.Zh, e.Message.En))
	}
	return &usageError{strings.Join(texts, "; ")}
}
