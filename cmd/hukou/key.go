package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"hukou/models"
	"hukou/seal"
	"hukou/store"
)

// openKey reads the root key. A register without anyone in it gets a new one, with a
// word about it; where somebody is in it, a missing key is lost and a new one would
// find nobody. A key of another register is refused.
func openKey(ctx context.Context, db *store.DB, path string, p *program) (*seal.Keyring, error) {
	keys, made, err := findKey(ctx, db, path, p)
	if made && err == nil {
		_, _ = fmt.Fprintf(p.errs, "hukou: a new root key was made in %s: keep a copy of it apart from the database; nobody can be looked up without it\n", path)
	}
	return keys, err
}

func findKey(ctx context.Context, db *store.DB, path string, p *program) (keys *seal.Keyring, made bool, err error) {
	used, err := inUse(ctx, db)
	if err != nil {
		return nil, false, err
	}
	_, err = os.Stat(path)
	made = errors.Is(err, os.ErrNotExist)
	if made && used {
		return nil, false, fmt.Errorf("the key file %s is missing and the register is in use: put the key back from its backup, or name its file in HUKOU_KEY_FILE", path)
	}
	if made {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, false, fmt.Errorf("the key file's folder cannot be made: %w", err)
		}
	}
	keys, err = seal.FromFile(path, p.random)
	if err == nil && used {
		err = keyFits(ctx, db, keys)
	}
	return keys, made, err
}

// readKey is openKey for commands that only look: they make no key.
func readKey(ctx context.Context, db *store.DB, path string, p *program) (*seal.Keyring, error) {
	used, err := inUse(ctx, db)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); used || err == nil {
		return openKey(ctx, db, path, p)
	}
	root := make([]byte, seal.RootSize) // nothing is sealed in an empty register
	if _, err := io.ReadFull(p.random, root); err != nil {
		return nil, err
	}
	return seal.New(root)
}

// inUse tells whether there is a person or an officer.
func inUse(ctx context.Context, db *store.DB) (bool, error) {
	var n int
	err := db.Read(ctx, func(tx *store.Tx) error {
		for _, table := range []string{"officers", "people"} {
			rows, err := store.Rows[int64](tx, "SELECT 1 FROM "+table+" LIMIT 1")
			if err != nil {
				return err
			}
			n += len(rows)
		}
		return nil
	})
	return n > 0, err
}

// keyFits opens the number of one person and looks whether its index is the one
// that stands beside it.
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
		return fmt.Errorf("the root key is not this register's: name the right file in HUKOU_KEY_FILE")
	}
	return nil
}
