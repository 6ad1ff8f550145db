// Package auth proves who an officer is: passwords (argon2id), one-time codes
// (TOTP, RFC 6238) and session tokens. It knows no database and no HTTP, and
// takes time and randomness from outside.
//
// What it hands out for storing is a password hash, a one-time secret (to be
// sealed, since it must be read again), the last step of a used code, and the
// digest of a session token. A password and a token are never stored.
package auth
