package seal

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// loosePermissions are those that let another account than the program's, or a
// group write, touch the key. Group read stays possible, since that is how
// container platforms hand a secret over.
const loosePermissions fs.FileMode = 0o037

// FromFile reads the root key from the file: 64 hexadecimal digits and a line
// end. A missing file is made with a new key from random, mode 0600, whole and
// synced to disk before it has its name; of two programs starting at once both
// end with the same key. An existing file that does not hold a key, or that
// others may read, is refused and never overwritten.
func FromFile(path string, random io.Reader) (*Keyring, error) {
	root, err := readRoot(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err = createRoot(path, random); err == nil {
			root, err = readRoot(path)
		}
	}
	if err != nil {
		return nil, err
	}
	return New(root)
}

func readRoot(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("the key file cannot be read: %w", err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("the key file %s is not a regular file", path)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&loosePermissions != 0 {
		return nil, fmt.Errorf("the key file %s is open to other accounts (mode %#o): chmod 600 it", path, info.Mode().Perm())
	}
	text, err := os.ReadFile(path) // #nosec G304 -- the key file, which the operator names
	if err != nil {
		return nil, fmt.Errorf("the key file cannot be read: %w", err)
	}
	root, err := decodeRoot(string(text))
	if err != nil {
		return nil, fmt.Errorf("the key file %s does not hold %d hexadecimal digits: restore it from its backup", path, 2*RootSize)
	}
	return root, nil
}

// FromText reads a root key that a variable or another program gives: 64 hexadecimal
// digits, blanks around them allowed. The error does not quote it.
func FromText(text string) (*Keyring, error) {
	root, err := decodeRoot(text)
	if err != nil {
		return nil, err
	}
	return New(root)
}

func decodeRoot(text string) ([]byte, error) {
	root, err := hex.DecodeString(strings.TrimSpace(text))
	if err != nil || len(root) != RootSize { // the decoder's own error quotes the key
		return nil, fmt.Errorf("the root key is not %d hexadecimal digits", 2*RootSize)
	}
	return root, nil
}

// createRoot writes a new key beside the path and links it into place. A link
// fails when the name is taken, which is no error here: the other key wins.
func createRoot(path string, random io.Reader) error {
	root := make([]byte, RootSize)
	if _, err := io.ReadFull(random, root); err != nil {
		return fmt.Errorf("a new root key cannot be drawn: %w", err)
	}
	dir := filepath.Dir(path)
	temp, err := os.CreateTemp(dir, ".new-key-*") // mode 0600
	if err != nil {
		return fmt.Errorf("the key file cannot be made: %w", err)
	}
	defer os.Remove(temp.Name())
	_, err = temp.WriteString(hex.EncodeToString(root) + "\n")
	err = errors.Join(err, temp.Sync(), temp.Close())
	if err != nil {
		return fmt.Errorf("the key file cannot be written: %w", err)
	}
	if err := os.Link(temp.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("the key file cannot be put in place: %w", err)
	}
	return syncDir(dir)
}

// syncDir makes the new name survive a power cut.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" { // a folder cannot be synced there
		return nil
	}
	d, err := os.Open(dir) // #nosec G304 -- the folder of the key file, which the operator names
	if err != nil {
		return fmt.Errorf("the folder of the key file cannot be opened: %w", err)
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return fmt.Errorf("the folder of the key file cannot be synced: %w", err)
	}
	return nil
}
