package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	sqlite3 "modernc.org/sqlite/lib"
)

// ill puts beside a driver's error what it means, where it means that the database
// cannot be used: nil leaves the error alone.
func ill(err, means error) error {
	if means == nil || errors.Is(err, means) {
		return err
	}
	return fmt.Errorf("%w: %w", means, err)
}

// postgresIs sorts SQLSTATE: 53100 is a full disk. Connections (08), sign-in (28),
// resources (53), the operator's hand (57) and the system (58) come right again, and
// so do a read-only server, a lock not got and a transaction that lost to another.
func postgresIs(state string) error {
	if state == "53100" {
		return ErrFull
	}
	for _, class := range []string{"08", "28", "3D", "53", "57", "58", "25006", "25P03", "25P04", "55P03", "40001", "40P01"} {
		if strings.HasPrefix(state, class) {
			return ErrUnavailable
		}
	}
	return nil
}

// sqliteIs sorts SQLite's primary result codes.
func sqliteIs(result int) error {
	switch result {
	case sqlite3.SQLITE_FULL:
		return ErrFull
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_IOERR,
		sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL:
		return ErrUnavailable
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return ErrDamaged
	}
	return nil
}

// linkIs knows the errors of the way to the database.
func linkIs(err error) error {
	var connect *pgconn.ConnectError
	var network net.Error
	if errors.As(err, &connect) || errors.As(err, &network) || pgconn.SafeToRetry(err) {
		return ErrUnavailable
	}
	for _, gone := range []error{context.DeadlineExceeded, context.Canceled, driver.ErrBadConn, sql.ErrConnDone, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed, errUndone} {
		if errors.Is(err, gone) {
			return ErrUnavailable
		}
	}
	return nil
}
