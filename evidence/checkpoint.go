package evidence

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Checkpoint is what was signed of the tree: its size, its root and when.
type Checkpoint struct {
	Size int64
	Root tlog.Hash
	At   time.Time
	// Note is the signed text.
	Note string
}

// Signer signs checkpoints with the key of one register.
type Signer struct {
	private note.Signer
	public  string
}

// ErrNoKey tells that there is no key file.
var ErrNoKey = errors.New("evidence: the signing key is missing")

// MakeKey writes a new key to a file that must not exist, mode 0600, whole and synced
// to the disk before it has its name. Of two programs that begin at once one makes it.
func MakeKey(path string, random io.Reader) error {
	id := make([]byte, 4)
	if _, err := io.ReadFull(random, id); err != nil {
		return fmt.Errorf("evidence: draw a key: %w", err)
	}
	secret, _, err := note.GenerateKey(random, "hukou/journal/"+hex.EncodeToString(id))
	if err != nil {
		return fmt.Errorf("evidence: draw a key: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("evidence: make the key's folder: %w", err)
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".checkpoint-")
	if err != nil {
		return fmt.Errorf("evidence: write the key: %w", err)
	}
	defer func() { _ = os.Remove(file.Name()) }()
	_, err = file.WriteString(secret + "\n")
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return fmt.Errorf("evidence: write the key: %w", err)
	}
	if err := os.Link(file.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("evidence: write the key: %w", err)
	}
	return syncFolder(path)
}

// ReadKey reads a key file. ErrNoKey says that there is none; a file that others may
// read is refused.
func ReadKey(path string) (*Signer, error) {
	about, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s", ErrNoKey, path)
	}
	if err != nil {
		return nil, fmt.Errorf("evidence: read the signing key: %w", err)
	}
	if about.Mode().Perm()&0o027 != 0 {
		return nil, fmt.Errorf("evidence: the signing key %s may be read or written by others: chmod 600 it", path)
	}
	text, err := os.ReadFile(path) // #nosec G304 -- the signing key, which the operator names
	if err != nil {
		return nil, fmt.Errorf("evidence: read the signing key: %w", err)
	}
	return newSigner(strings.TrimSpace(string(text)))
}

func newSigner(secret string) (*Signer, error) {
	private, err := note.NewSigner(secret)
	if err != nil {
		return nil, errors.New("evidence: the signing key's file holds no key: put it back from its backup")
	}
	return &Signer{private: private, public: publicOf(private.Name(), secret)}, nil
}

// publicOf is the public key of a secret one that note.NewSigner took.
func publicOf(name, secret string) string {
	fields := strings.SplitN(secret, "+", 5) // PRIVATE, KEY, name, hash, seed; the last may hold a +
	seed, _ := base64.StdEncoding.DecodeString(fields[4])
	pair := ed25519.NewKeyFromSeed(seed[1:])
	public, _ := note.NewEd25519VerifierKey(name, pair.Public().(ed25519.PublicKey))
	return public
}

// Public is the public key as one word, for whoever verifies.
func (s *Signer) Public() string { return s.public }

// Sign is the checkpoint of a tree at a moment.
func (s *Signer) Sign(size int64, root tlog.Hash, at time.Time) (Checkpoint, error) {
	at = at.UTC().Truncate(time.Second)
	text := fmt.Sprintf("%s\n%d\n%s\nat %s\n", s.private.Name(), size, root, at.Format(time.RFC3339))
	signed, err := note.Sign(&note.Note{Text: text}, s.private)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("evidence: sign the checkpoint: %w", err)
	}
	return Checkpoint{Size: size, Root: root, At: at, Note: string(signed)}, nil
}

// Keys are the public keys that are trusted.
type Keys struct{ list []note.Verifier }

// NewKeys reads public keys as Public writes them.
func NewKeys(public ...string) (Keys, error) {
	var k Keys
	for i, text := range public {
		if slices.Contains(public[:i], text) {
			continue // a restart names the key again
		}
		v, err := note.NewVerifier(text)
		if err != nil {
			return k, errors.New("evidence: a public key is not readable")
		}
		k.list = append(k.list, v)
	}
	return k, nil
}

// Open reads a checkpoint that one of the keys signed.
func (k Keys) Open(text string) (Checkpoint, error) {
	opened, err := note.Open([]byte(text), note.VerifierList(k.list...))
	if err != nil {
		return Checkpoint{}, errors.New("evidence: no trusted key signed this checkpoint")
	}
	lines := strings.Split(strings.TrimSuffix(opened.Text, "\n"), "\n")
	c := Checkpoint{Note: text}
	if len(lines) < 4 || lines[0] != opened.Sigs[0].Name {
		return c, errors.New("evidence: this note is no checkpoint")
	}
	size, badSize := strconv.ParseInt(lines[1], 10, 64)
	root, badRoot := tlog.ParseHash(lines[2])
	at, badTime := time.Parse("at "+time.RFC3339, lines[3])
	if errors.Join(badSize, badRoot, badTime) != nil || size <= 0 {
		return c, errors.New("evidence: this note is no checkpoint")
	}
	c.Size, c.Root, c.At = size, root, at
	return c, nil
}

// syncFolder makes a new name survive a power cut.
func syncFolder(path string) error {
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return fmt.Errorf("evidence: keep the file: %w", err)
	}
	if err := errors.Join(folder.Sync(), folder.Close()); err != nil {
		return fmt.Errorf("evidence: keep the file: %w", err)
	}
	return nil
}
