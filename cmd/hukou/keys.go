package main

import (
	"context"

	"hukou/register"
	"hukou/seal"
	"hukou/store"
)

type keyCommand struct {
	Status keyStatus `cmd:"" help:"各列有多少值未加密或仍用旧密钥 · How many values are plain or under an old key."`
	Reseal keyReseal `cmd:"" help:"把未加密和旧密钥的值重新加密，可随时中断重来 · Seal anew what is plain or under an old key; may be stopped and run again."`
	Rotate keyRotate `cmd:"" help:"换数据密钥 · Make new data keys; then restart the service and reseal."`
	Move   keyMove   `cmd:"" help:"换根密钥 · Put the data keys under another root key."`
}

type keyStatus struct {
	settings
	keySettings
}

// Run says what stands of passwords, ciphers and signatures, and prints a line for each
// sealed column. It changes nothing, and ends with 1 where
// something could be sealed anew.
func (c *keyStatus) Run(ctx context.Context, p *program) error {
	return c.looking(ctx, p, c.keySettings, func(a *app) error {
		counts, err := a.registrar.SealedCounts(ctx)
		if err != nil {
			return err
		}
		standing, err := a.registrar.Standing(ctx)
		if err != nil {
			return err
		}
		p.print("密码 passwords %s · 加密 ciphers %s · 签署 sign-off %s\n", standing.Passwords, standing.Ciphers, standing.SignOff)
		behind := int64(0)
		p.print("%-34s %10s %10s %10s\n", "", "plain", "old key", "new key")
		for _, n := range counts {
			note := ""
			if n.Chained {
				note = "  stays as stored: the evidence is over these bytes"
			} else {
				behind += n.Plain + n.Old
			}
			p.print("%-34s %10d %10d %10d%s\n", n.Table+"."+n.Column, n.Plain, n.Old, n.New, note)
		}
		p.print("可重新加密 %d · %d to seal anew\n", behind, behind)
		if behind > 0 {
			return errFound
		}
		return nil
	})
}

type keyReseal struct {
	settings
	keySettings
}

// Run seals anew. SQLite's log is emptied afterwards, since the bytes of before stand
// in it; its file overwrites what it lets go.
func (c *keyReseal) Run(ctx context.Context, p *program) error {
	return c.withApp(ctx, p, c.keySettings, func(a *app) error {
		n, err := a.registrar.Reseal(ctx)
		p.print("已重新加密 %d · %d sealed anew\n", n, n)
		if err != nil || a.db.Engine() != store.SQLite {
			return err
		}
		_, err = a.db.SQL().ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
		return err
	})
}

type keyRotate struct {
	settings
	keySettings
	Org string `placeholder:"COUNTY" help:"只换一个县的，六位代码 · Only the key of one county, by its six digits."`
}

// Run makes new data keys. A program that serves meanwhile goes on with the old ones
// until it is started again, and opens both.
func (c *keyRotate) Run(ctx context.Context, p *program) error {
	return c.withApp(ctx, p, c.keySettings, func(a *app) error {
		n, err := register.RotateKeys(ctx, a.db, a.keys, c.Org, p.now())
		if err == nil && n == 0 {
			return usagef("there is no data key of %s: hukou key status lists nothing of it", c.Org)
		}
		if err != nil {
			return err
		}
		p.print("新密钥 %d 个；重启服务后运行 hukou key reseal · new keys: %d; restart the service, then run hukou key reseal\n", n, n)
		return nil
	})
}

type keyMove struct {
	settings
	keySettings
	To string `required:"" placeholder:"FILE" help:"新根密钥文件，不存在则新建 · The file of the new root key; made when it is not there."`
}

// Run puts the data keys under the new root in one transaction. The old root opens
// nothing of the register from then on, but still what a copy from before holds.
func (c *keyMove) Run(ctx context.Context, p *program) error {
	return c.withApp(ctx, p, c.keySettings, func(a *app) error {
		to, err := seal.FromFile(c.To, p.random)
		if err != nil {
			return err
		}
		if to.ID() == a.keys.ID() {
			return usagef("%s holds the root key that the register has already", c.To)
		}
		n, err := register.MoveKeys(ctx, a.db, a.keys, to)
		if err != nil {
			return err
		}
		p.print("已改由新根密钥保护 %d 个；请以 HUKOU_KEY_FILE=%s 重启服务 · data keys moved: %d; restart the service with HUKOU_KEY_FILE=%s\n", n, c.To, n, c.To)
		return nil
	})
}
