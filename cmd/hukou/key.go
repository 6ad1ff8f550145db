package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"hukou/models"
	"hukou/register"
	"hukou/seal"
	"hukou/store"
)

// keySettings say where the root key comes from: a file, a variable, or a program that
// fetches it from a cipher machine (PKCS#11, SDF) or a key service.
type keySettings struct {
	Key     string `name:"key-file" env:"HUKOU_KEY_FILE" placeholder:"FILE" help:"根密钥文件 · The file of the root key; DIR/key when empty."`
	Command string `name:"key-command" env:"HUKOU_KEY_COMMAND" placeholder:"COMMAND" help:"输出根密钥的程序（如从密码机取得）· A program with its arguments that prints the root key, such as one that asks a cipher machine; no shell."`
	Suite   string `env:"HUKOU_SUITE" enum:",intl,sm" default:"" help:"加密套件：intl 或 sm（国密）· The suite of ciphers for new keys, intl or sm; the register's own when empty."`
}

// rootVariable holds the root key itself. It is no flag, since flags can be seen by
// every account of a machine.
const rootVariable = "HUKOU_ROOT_KEY"

func (k keySettings) path(s settings) string {
	if k.Key != "" {
		return k.Key
	}
	return filepath.Join(s.Data, "key")
}

// given is the root key of the variable or of the program; nil when the file has it.
func (k keySettings) given(ctx context.Context) (*seal.Keyring, error) {
	text := os.Getenv(rootVariable)
	if words := strings.Fields(k.Command); text == "" && len(words) > 0 {
		out, err := exec.CommandContext(ctx, words[0], words[1:]...).Output() // #nosec G204 -- the operator names the program that keeps the root key, in a setting; no shell reads it
		if err != nil {
			return nil, fmt.Errorf("the program of HUKOU_KEY_COMMAND failed: %w", err)
		}
		text = string(out)
	}
	if strings.TrimSpace(text) == "" && k.Command == "" {
		return nil, nil
	}
	return seal.FromText(text)
}

// openKey reads the root key, unlocks the register's data keys and makes those that are
// lacking. A register without anyone in it gets a new root, with a word about it; where
// somebody is in it, a missing key is lost and a new one would find nobody. A key of
// another register is refused.
func openKey(ctx context.Context, db *store.DB, k keySettings, s settings, p *program) (*seal.Keyring, error) {
	keys, made, err := findKey(ctx, db, k, s, p)
	if err != nil {
		return nil, err
	}
	if made {
		_, _ = fmt.Fprintf(p.errs, "hukou: a new root key was made in %s: keep a copy of it apart from the database; nobody can be looked up and nothing sealed be read without it\n", k.path(s))
	}
	return keys, register.MakeKeys(ctx, db, keys, seal.Suite(k.Suite), p.now())
}

func findKey(ctx context.Context, db *store.DB, k keySettings, s settings, p *program) (keys *seal.Keyring, made bool, err error) {
	used, err := inUse(ctx, db)
	if err != nil {
		return nil, false, err
	}
	keys, err = k.given(ctx)
	if err == nil && keys == nil {
		keys, made, err = fileKey(k.path(s), used, p)
	}
	if err != nil {
		return nil, false, err
	}
	n, err := register.UnlockKeys(ctx, db, keys)
	if err == nil && used && n == 0 {
		err = keyFits(ctx, db, keys)
	}
	return keys, made, err
}

func fileKey(path string, used bool, p *program) (*seal.Keyring, bool, error) {
	_, err := os.Stat(path)
	missing := errors.Is(err, os.ErrNotExist)
	if missing && used {
		return nil, false, fmt.Errorf("the key file %s is missing and the register is in use: put the key back from its backup, or name its file in HUKOU_KEY_FILE", path)
	}
	if missing {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, false, fmt.Errorf("the key file's folder cannot be made: %w", err)
		}
	}
	keys, err := seal.FromFile(path, p.random)
	return keys, missing, err
}

// readKey is openKey for commands that only look: they make no key.
func readKey(ctx context.Context, db *store.DB, k keySettings, s settings, p *program) (*seal.Keyring, error) {
	used, err := inUse(ctx, db)
	if err != nil {
		return nil, err
	}
	_, err = os.Stat(k.path(s))
	if used || err == nil || k.Command != "" || os.Getenv(rootVariable) != "" {
		keys, _, err := findKey(ctx, db, k, s, p)
		return keys, err
	}
	root := make([]byte, seal.RootSize) // nothing is sealed in an empty register
	if _, err := io.ReadFull(p.random, root); err != nil {
		return nil, err
	}
	return seal.New(root)
}

// inUse tells whether there is a person, an officer or a data key.
func inUse(ctx context.Context, db *store.DB) (used bool, err error) {
	err = db.Read(ctx, func(tx *store.Tx) error {
		if used, err = register.Peopled(tx); err != nil || used {
			return err
		}
		rows, err := store.Rows[int64](tx, "SELECT 1 FROM sealing_keys LIMIT 1")
		used = len(rows) > 0
		return err
	})
	return used, err
}

// keyFits opens the number of one person and looks whether its index is the one
// that stands beside it: so a register from before there were data keys knows its root.
func keyFits(ctx context.Context, db *store.DB, keys *seal.Keyring) error {
	var found []models.Person
	err := db.Read(ctx, func(tx *store.Tx) error {
		var err error
		found, err = store.Many[models.Person](tx, "id limit 1", "number_index is not null")
		return err
	})
	if err != nil || len(found) == 0 {
		return err
	}
	number, err := keys.Open(seal.Place{Table: "people", Column: "number_sealed", Row: found[0].ID}, found[0].NumberSealed)
	if err != nil || !bytes.Equal(keys.BlindIndex(seal.DomainCitizenNumber, string(number)), found[0].NumberIndex) {
		return seal.ErrRoot
	}
	return nil
}
