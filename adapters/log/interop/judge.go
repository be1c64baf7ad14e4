// Judges our log and proofs with Go's own sumdb packages. Usage:
//
//	judge log VKEY FOLDER            every tile and entry against the signed checkpoint
//	judge proof VKEY FILE LEAFHASH   one .tlog-proof against the leaf hash (hexadecimal)
//	judge growth VKEY FILE OLDFILE   one consistency file against the old checkpoint
//	judge flips VKEY STEP FILE COMMAND ARGUMENTS
//	                                 changes every STEP-th byte of FILE in turn and prints the places where the command
//	                                 with these arguments still accepts
//
// Exit 0 means accepted; 1 refused, with the reason.
package main

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("accepted")
}

func run(args []string) error {
	if args[0] == "flips" {
		return flips(args[1], args[2], args[3], args[4:])
	}
	verifier, err := note.NewVerifier(args[1])
	if err != nil {
		return err
	}
	switch args[0] {
	case "log":
		return judgeLog(verifier, args[2])
	case "proof":
		return judgeProof(verifier, args[2], args[3])
	case "growth":
		return judgeGrowth(verifier, args[2], args[3])
	}
	return fmt.Errorf("unknown command %q", args[0])
}

func flips(vkey, step, file string, command []string) error {
	every, err := strconv.Atoi(step)
	if err != nil {
		return err
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	defer os.WriteFile(file, whole, 0o644)
	judge := append([]string{command[0], vkey}, command[1:]...)
	for at := 0; at < len(whole); at += every {
		changed := append([]byte(nil), whole...)
		changed[at] ^= 1 << (at % 7)
		if err := os.WriteFile(file, changed, 0o644); err != nil {
			return err
		}
		if run(judge) == nil {
			fmt.Println("accepts", at)
		}
	}
	return nil
}

func openCheckpoint(verifier note.Verifier, signed []byte) (tlog.Tree, error) {
	n, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("bad checkpoint body %q", n.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	hash, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: hash}, err
}

// folderTiles maps Go's tile paths (tile/8/L/N) to those of c2sp.org/tlog-tiles (tile/L/N).
type folderTiles string

func (f folderTiles) Height() int { return 8 }

func (f folderTiles) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(string(f), path))
		if err != nil && tile.W != 256 {
			full := tile
			full.W = 256
			data, err = os.ReadFile(filepath.Join(string(f), strings.Replace(full.Path(), "tile/8/", "tile/", 1)))
			if err == nil {
				data = data[:tile.W*tlog.HashSize]
			}
		}
		if err != nil {
			return nil, err
		}
		out = append(out, data)
	}
	return out, nil
}

func (f folderTiles) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

func judgeLog(verifier note.Verifier, folder string) error {
	signed, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(verifier, signed)
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(tree, folderTiles(folder))
	for start := int64(0); start < tree.N; start += 256 {
		width := tree.N - start
		if width > 256 {
			width = 256
		}
		tile := tlog.Tile{H: 8, L: 0, N: start / 256, W: int(width)}
		path := strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1)
		bundle, err := os.ReadFile(filepath.Join(folder, path))
		if err != nil {
			return err
		}
		for i := int64(0); i < width; i++ {
			length := int(bundle[0])<<8 | int(bundle[1])
			entry := bundle[2 : 2+length]
			bundle = bundle[2+length:]
			stored, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, start+i)})
			if err != nil {
				return err
			}
			if stored[0] != tlog.RecordHash(entry) {
				return fmt.Errorf("entry %d does not hash to its leaf", start+i)
			}
			if (start+i)%97 == 0 {
				proof, err := tlog.ProveRecord(tree.N, start+i, hashes)
				if err != nil {
					return err
				}
				if err := tlog.CheckRecord(proof, tree.N, tree.Hash, start+i, stored[0]); err != nil {
					return err
				}
			}
		}
		if len(bundle) != 0 {
			return fmt.Errorf("bytes behind the entries of bundle %d", start/256)
		}
	}
	return nil
}

func parseHashes(lines []string) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, line := range lines {
		raw, err := base64.StdEncoding.Strict().DecodeString(line)
		if err != nil || len(raw) != tlog.HashSize {
			return nil, fmt.Errorf("bad hash line %q", line)
		}
		var hash tlog.Hash
		copy(hash[:], raw)
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

func judgeProof(verifier note.Verifier, file, leaf string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	head, signed, ok := strings.Cut(string(data), "\n\n")
	lines := strings.Split(head, "\n")
	if !ok || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "index ") {
		return fmt.Errorf("bad proof header")
	}
	index, err := strconv.ParseInt(lines[1][len("index "):], 10, 64)
	if err != nil {
		return err
	}
	hashes, err := parseHashes(lines[2:])
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(verifier, []byte(signed))
	if err != nil {
		return err
	}
	raw, err := hex.DecodeString(leaf)
	if err != nil || len(raw) != tlog.HashSize {
		return fmt.Errorf("bad leaf hash")
	}
	var hash tlog.Hash
	copy(hash[:], raw)
	return tlog.CheckRecord(hashes, tree.N, tree.Hash, index, hash)
}

func judgeGrowth(verifier note.Verifier, file, oldFile string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	old, err := os.ReadFile(oldFile)
	if err != nil {
		return err
	}
	head, signed, _ := strings.Cut(string(data), "\n\n")
	lines := strings.Split(head, "\n")
	hashes, err := parseHashes(lines[1:])
	if err != nil {
		return err
	}
	newer, err := openCheckpoint(verifier, []byte(signed))
	if err != nil {
		return err
	}
	older, err := openCheckpoint(verifier, old)
	if err != nil {
		return err
	}
	if lines[0] != fmt.Sprintf("old %d", older.N) {
		return fmt.Errorf("the proof is for another old size")
	}
	return tlog.CheckTree(hashes, newer.N, newer.Hash, older.N, older.Hash)
}
