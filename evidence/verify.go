package evidence

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// Finding is one thing that does not fit. Row is what it is about, a journal row as
// CASE/SEQ where one can be named; Place is its leaf, or -1.
type Finding struct {
	Place int64
	Row   string
	Code  string
	Zh    string
	En    string
}

// String is the finding on one line.
func (f Finding) String() string { return fmt.Sprintf("%s: %s: %s %s", f.Row, f.Code, f.Zh, f.En) }

// Summary is what a verification has looked at.
type Summary struct {
	Rows, Leaves, Checkpoints int
	// Pending are rows that are too new to have a leaf.
	Pending int
	// Witnessed is how far the witness has seen the log.
	Witnessed int64
	// Restarts are those that the witness states.
	Restarts []Restart
}

// late is how much older than the newest row in the tree a row without a leaf may be.
const late = time.Hour

// mostFindings ends the list where everything is wrong.
const mostFindings = 1000

// Verifier looks at the lines of one export, and at those of a witness. It keeps about
// a hundred and fifty bytes a row.
type Verifier struct {
	keys    Keys
	sum     Summary
	found   []placed
	cases   map[string]int32
	ids     []string
	rows    map[rowKey]int32
	known   []rowInfo
	last    Row // the row before, without its payload
	leaves  []leafInfo
	seen    map[int64]Leaf // by the witness
	signed  []seenCheckpoint
	nodes   []tlog.Hash // above the leaves, in the stored order
	nodeIDs []int64
}

type rowKey struct {
	of  int32
	seq int64
}

// placed is a finding before its place is known.
type placed struct {
	Finding
	of rowKey
}

// nowhere is the key of what is no row.
var nowhere = rowKey{-1, 0}

type rowInfo struct {
	leaf  tlog.Hash
	at    int64
	place int32 // of its leaf, from 1; 0 without one
}

type leafInfo struct {
	rowKey
	hash tlog.Hash
}

type seenCheckpoint struct {
	Checkpoint
	witnessed bool
}

// NewVerifier trusts checkpoints that one of the keys signed.
func NewVerifier(keys Keys) *Verifier {
	return &Verifier{keys: keys, cases: map[string]int32{}, rows: map[rowKey]int32{}, seen: map[int64]Leaf{}}
}

// Witness takes a line of the witness file.
func (v *Verifier) Witness(l Line) error {
	switch {
	case l.Restart != nil:
		v.sum.Restarts = append(v.sum.Restarts, *l.Restart)
		v.seen, v.signed, v.sum.Witnessed = map[int64]Leaf{}, nil, 0
	case l.Leaf != nil:
		v.seen[l.Leaf.N] = *l.Leaf
	case l.Checkpoint != "":
		c, err := v.keys.Open(l.Checkpoint)
		if err != nil {
			return fmt.Errorf("the witness file: %w: name the file of this register", err)
		}
		v.signed = append(v.signed, seenCheckpoint{c, true})
		v.sum.Witnessed = max(v.sum.Witnessed, c.Size)
	}
	return nil
}

// Take takes a line of the export.
func (v *Verifier) Take(l Line) error {
	switch {
	case l.Row != nil:
		v.row(*l.Row)
	case l.Leaf != nil:
		v.leaf(*l.Leaf)
	case l.Node != nil:
		h, _ := hashOf(l.Node.Hash)
		v.nodes, v.nodeIDs = append(v.nodes, h), append(v.nodeIDs, l.Node.ID)
	case l.Checkpoint != "":
		v.checkpoint(l.Checkpoint)
	}
	return nil
}

// row follows the chain of a case and keeps what its leaf must be.
func (v *Verifier) row(r Row) {
	v.sum.Rows++
	if r.Case != v.last.Case {
		v.last = Row{Case: r.Case}
	}
	switch {
	case r.Seq != v.last.Seq+1:
		v.add(v.key(r.Case, r.Seq), -1, "journal_gap", "此前的留痕缺失，序号不连续。", "Rows before this one are missing: the numbers have a gap.")
	case !bytes.Equal(r.Prev, v.last.Hash) || !bytes.Equal(r.Hash, ChainHash(r.Case, r.Seq, r.Prev, r.Payload)):
		v.add(v.key(r.Case, r.Seq), -1, "journal_chain", "留痕链在此断裂，存储的字节与哈希不符。", "The chain breaks here: the stored bytes do not give the hash.")
	}
	v.last.Seq, v.last.Hash = r.Seq, r.Hash
	k := v.key(r.Case, r.Seq)
	if _, double := v.rows[k]; double {
		v.add(k, -1, "journal_double", "同一留痕出现两次。", "This row is there twice.")
		return
	}
	v.rows[k] = int32(len(v.known)) // #nosec G115 -- counts what stands in memory, which holds far fewer than 2^31
	v.known = append(v.known, rowInfo{leaf: r.Leaf(), at: r.At.UnixMicro()})
}

// leaf compares what stands in the tree with the row it speaks of.
func (v *Verifier) leaf(l Leaf) {
	place := int64(len(v.leaves))
	k := v.key(l.Case, l.Seq)
	h, whole := hashOf(l.Hash)
	v.leaves = append(v.leaves, leafInfo{k, h})
	if l.N != place {
		v.add(k, place, "leaf_gap", "存证树缺少叶子。", fmt.Sprintf("Leaf %d stands where %d should: leaves are missing.", l.N, place))
	}
	at, there := v.rows[k]
	switch {
	case !there:
		v.add(k, place, "row_missing", "存证树中的留痕在日志中已不存在。", "This row is in the tree and no longer in the journal.")
	case v.known[at].place != 0:
		v.add(k, place, "leaf_double", "同一留痕在存证树中有两片叶子。", "This row has two leaves in the tree.")
	case !whole || v.known[at].leaf != h:
		v.known[at].place = int32(place + 1) // #nosec G115 -- counts what stands in memory, which holds far fewer than 2^31
		v.add(k, place, "row_differs_leaf", "留痕与存证树中的叶子不符。", "This row is not what its leaf in the tree says.")
	default:
		v.known[at].place = int32(place + 1) // #nosec G115 -- counts what stands in memory, which holds far fewer than 2^31
	}
}

func (v *Verifier) checkpoint(text string) {
	c, err := v.keys.Open(text)
	if err != nil {
		v.add(nowhere, -1, "checkpoint_signature", "检查点的签名不是所信任的密钥所签。", "A checkpoint in the database was not signed by a trusted key.")
		v.found[len(v.found)-1].Row = "checkpoint " + sizeIn(text)
		return
	}
	v.signed = append(v.signed, seenCheckpoint{c, false})
}

// Finish says what does not fit, the earliest first. The list is empty when all is well.
func (v *Verifier) Finish() ([]Finding, Summary) {
	v.sum.Leaves, v.sum.Checkpoints = len(v.leaves), len(v.signed)
	v.unplanted()
	v.compareWitness()
	v.compareTree()
	for i, f := range v.found {
		if at, there := v.rows[f.of]; f.Place < 0 && there {
			v.found[i].Place = int64(v.known[at].place) - 1
		}
	}
	slices.SortStableFunc(v.found, func(a, b placed) int { return cmp.Compare(rank(a.Place), rank(b.Place)) })
	var out []Finding
	for _, f := range v.found[:min(len(v.found), mostFindings)] {
		out = append(out, f.Finding)
	}
	return out, v.sum
}

// rank puts what has no place behind what has one.
func rank(place int64) int64 {
	if place < 0 {
		return math.MaxInt64
	}
	return place
}

// unplanted looks at rows without a leaf: the newest have none yet.
func (v *Verifier) unplanted() {
	newest := int64(0)
	for _, r := range v.known {
		if r.place != 0 {
			newest = max(newest, r.at)
		}
	}
	for k, at := range v.rows {
		r := v.known[at]
		if r.place != 0 {
			continue
		}
		next, follows := v.rows[rowKey{k.of, k.seq + 1}]
		if newest-r.at > late.Microseconds() || follows && v.known[next].place != 0 {
			v.add(k, -1, "leaf_missing", "该留痕早应入树而没有叶子。", "This row should have been in the tree long ago and is not.")
			continue
		}
		v.sum.Pending++
	}
}

// compareWitness holds each leaf against what was seen of it outside.
func (v *Verifier) compareWitness() {
	for n, w := range v.seen {
		k := v.key(w.Case, w.Seq)
		h, _ := hashOf(w.Hash)
		switch {
		case n >= int64(len(v.leaves)):
			v.add(k, n, "witnessed_missing", "外部见证过的留痕已不存在。", "This row was witnessed outside and is no longer there.")
		case v.leaves[n].hash != h || v.leaves[n].rowKey != k:
			v.add(k, n, "witnessed_differs", "留痕与外部见证不符。", "This row is not what was witnessed outside.")
		}
	}
}

// compareTree grows the tree again and compares it with the hashes stored above the
// leaves and with each signed root.
func (v *Verifier) compareTree() {
	slices.SortStableFunc(v.signed, func(a, b seenCheckpoint) int { return cmp.Compare(a.Size, b.Size) })
	var t Tree
	next, made, fitted, broken := 0, 0, int64(0), false
	for _, l := range v.leaves {
		t.Add(l.hash, func(id int64, h tlog.Hash) {
			if made < len(v.nodes) && (v.nodes[made] != h || v.nodeIDs[made] != id) && !broken {
				broken = true
				v.add(l.rowKey, t.size, "node_differs", "存证树中间的哈希与叶子不符。", fmt.Sprintf("Hash %d above this leaf is not what the leaves give.", id))
			}
			made++
		})
		for ; next < len(v.signed) && v.signed[next].Size == t.size; next++ {
			if v.signed[next].Root == t.Root() {
				fitted = t.size
				continue
			}
			v.forked(v.signed[next], fitted)
			next = len(v.signed)
		}
	}
	if made != len(v.nodes) && !broken {
		v.add(nowhere, int64(len(v.leaves)), "node_count", "存证树中间的哈希数目不符。", fmt.Sprintf("Hashes above the leaves: %d, and there should be %d.", len(v.nodes), made))
	}
	if next < len(v.signed) {
		v.short(v.signed[len(v.signed)-1])
	}
}

// forked tells of a signed root that the leaves do not give. It stands behind what can
// name the row itself.
func (v *Verifier) forked(c seenCheckpoint, fitted int64) {
	v.add(v.leaves[min(fitted, c.Size-1)].rowKey, c.Size-1, "root_differs", "叶子与已签名的检查点不符，改动在此或其后。",
		fmt.Sprintf("The leaves do not give the root signed for %d of them at %s: what was changed is here or in the %d after it.", c.Size, c.At.Format(time.RFC3339), c.Size-fitted-1))
}

// short tells of a signed size that the tree does not have.
func (v *Verifier) short(c seenCheckpoint) {
	last, n := nowhere, len(v.leaves)
	if n > 0 {
		last = v.leaves[n-1].rowKey
	}
	v.add(last, int64(n), "log_short", "日志短于已签名的检查点，此条之后的留痕缺失。",
		fmt.Sprintf("Rows in the log: %d, signed for at %[3]s: %[2]d. What came after this row is missing.", n, c.Size, c.At.Format(time.RFC3339)))
}

func (v *Verifier) add(k rowKey, place int64, code, zh, en string) {
	if len(v.found) < 100*mostFindings {
		v.found = append(v.found, placed{Finding{Place: place, Row: v.name(k), Code: code, Zh: zh, En: en}, k})
	}
}

// key is a row's key; cases are numbered as they come.
func (v *Verifier) key(caseID string, seq int64) rowKey {
	n, known := v.cases[caseID]
	if !known {
		n = int32(len(v.ids)) // #nosec G115 -- counts what stands in memory, which holds far fewer than 2^31
		v.cases[caseID] = n
		v.ids = append(v.ids, caseID)
	}
	return rowKey{n, seq}
}

func (v *Verifier) name(k rowKey) string {
	if k == nowhere {
		return "tree"
	}
	return fmt.Sprintf("%s/%d", v.ids[k.of], k.seq)
}

// hashOf reads a stored hash; one of another length is not whole.
func hashOf(b []byte) (h tlog.Hash, whole bool) {
	copy(h[:], b)
	return h, len(b) == len(h)
}

// sizeIn is the size that a note claims, for naming it.
func sizeIn(text string) string {
	lines := strings.SplitN(text, "\n", 3)
	if len(lines) < 3 {
		return "?"
	}
	if _, err := strconv.ParseInt(lines[1], 10, 64); err != nil {
		return "?"
	}
	return lines[1]
}
