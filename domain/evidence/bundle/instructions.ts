/** VERIFY.md: how to check a bundle with programs that we did not write. Every indented block is a command that a test runs. */
export function instructions(facts: { readonly origin: string; readonly size: number; readonly example: string }): string {
  return `# How to verify this bundle without its maker / 如何独立校验本证据包

The trust anchors (the log's key, the witnesses' keys, the report key, timestamp roots) must reach you by another way than
this bundle. What stands in policy.txt and certs/ here is for information only.
信任依据（日志公钥、见证方公钥、报告公钥、时间戳根证书）必须由本证据包以外的途径取得；包内的 policy.txt 与 certs/ 仅供参考。

Log / 日志: ${facts.origin}, tree size / 规模 ${facts.size}

Unpack the ZIP, open a shell (sh) in its folder and keep it open: later steps use what earlier ones set. A command that
fails says so and leaves an exit code other than 0. On Debian the programs are in these packages: coreutils, xxd, openssl,
golang-go, golang-golang-x-mod-dev, python3-opentimestamps.
解压后在其文件夹中打开命令行，依次执行；命令失败时会报错并返回非零退出码。

## 0. What you bring / 您须自备

LOG_VKEY is the line "log ..." of YOUR policy without the word "log"; take the Ed25519 key (its last part begins with A). TSA_ROOT is
the certificate of the time-stamping authority's root.

    LOG_VKEY="\${LOG_VKEY:?the key of the log, from your own policy}"
    TSA_ROOT="\${TSA_ROOT:-}"
    WORK="$(mktemp -d)"

A log may have been followed by another one; then records of both stand here. The checkpoint in a record's proof begins with the
name of its log, after the blank line: take LOG_VKEY of that log. The last record, of kind "rotation", is the
first leaf of the newer log and holds the last checkpoint of the older one, whose other files stand below logs/.
日志可能已由新日志接续：此时须按证明中检查点首行所示日志取用相应公钥；末条“rotation”记录即新日志首条，内含旧日志的最终检查点。

## 1. With the maker's verifier / 使用随附校验程序

    npx quittance evidence verify BUNDLE.zip --policy trusted-policy.txt --json

## 2. Files / 文件完整性 (sha256sum)

    sha256sum --check --strict --quiet manifest-sha256.txt
    sha256sum --check --strict --quiet tagmanifest-sha256.txt

## 3. A record and its log entry / 存证记录与日志条目 (sha256sum, xxd)

The commitment is SHA-256 over the line "quittance/record/v1", the salt and the record. The entry is 34 bytes: 01, the leaf
type (01 record, 02 erasure, 03 rotation), the commitment. The leaf hash is SHA-256 over 00 and the entry (RFC 6962).

    N=${facts.example}
    KIND="$(grep -o '"id":"[^"]*","kind":"[a-z]*"' "records/$N.json" | tail -n 1)"
    case "$KIND" in *erasure*) TYPE=02 ;; *rotation*) TYPE=03 ;; *) TYPE=01 ;; esac
    COMMITMENT="$( (printf 'quittance/record/v1\\n'; cat "records/$N.salt" "records/$N.json") | sha256sum | cut -c 1-64)"
    LEAF="$(printf %s "0001$TYPE$COMMITMENT" | xxd -r -p | sha256sum | cut -c 1-64)"
    echo "leaf of record $N: $LEAF"

The content's hash stands in the record under content.sha256. A record whose content was withheld has no file in data/.

    for FILE in data/"$N"-*; do
      [ ! -e "$FILE" ] || grep -q "\\"sha256\\":\\"$(sha256sum < "$FILE" | cut -c 1-64)\\"" "records/$N.json" || { echo "REFUSED: $FILE"; false; }
    done

## 4. The log's signature / 日志签名 (openssl)

    sed '1,/^$/d' "proofs/$N.tlog-proof" > "$WORK/checkpoint"
    sed '/^$/,$d' "$WORK/checkpoint" > "$WORK/body"
    KEY="\${LOG_VKEY#*+}"; KEY="\${KEY#*+}"
    (printf 302a300506032b6570032100 | xxd -r -p; printf %s "$KEY" | base64 -d | tail -c 32) > "$WORK/log.der"
    openssl pkey -pubin -inform DER -in "$WORK/log.der" -out "$WORK/log.pem"
    grep -F -- "— \${LOG_VKEY%%+*} " "$WORK/checkpoint" | head -n 1 | cut -d ' ' -f 3 | base64 -d | tail -c 64 > "$WORK/signature"
    openssl pkeyutl -verify -pubin -inkey "$WORK/log.pem" -rawin -in "$WORK/body" -sigfile "$WORK/signature"

## 5. Inclusion and growth / 包含证明与日志只增不改 (Go, golang.org/x/mod/sumdb)

proofs/NNN.tlog-proof is a c2sp.org/tlog-proof: index, hashes, and the signed checkpoint. consistency/OLD-NEW.txt proves that
the tree of checkpoints/OLD.txt is the beginning of this one.

    cat > "$WORK/judge.go" <<'END'
${indented(goProgram)}
    END
    export GO111MODULE=off GOPATH=/usr/share/gocode
    go run "$WORK/judge.go" "$LOG_VKEY" "proofs/$N.tlog-proof" "$LEAF"
    for FILE in consistency/*.txt; do
      [ ! -e "$FILE" ] || go run "$WORK/judge.go" "$LOG_VKEY" "$FILE" "checkpoints/$(basename "\${FILE%-*}").txt"
    done

## 6. Time / 时间 (openssl ts, python3-opentimestamps)

A stamp is over the three lines of the checkpoint of its folder. Of stamps by several authorities each needs its own root.

    for STAMP in anchors/*/*.tsr logs/*/anchors/*/*.tsr; do
      [ -e "$STAMP" ] || continue
      sed '/^$/,$d' "\${STAMP%%anchors/*}checkpoints/$(basename "$(dirname "$STAMP")").txt" > "$WORK/body"
      openssl ts -verify -data "$WORK/body" -in "$STAMP" -CAfile "$TSA_ROOT"
    done

The block's Merkle root that is printed must be that of the Bitcoin block of that height: ask any block explorer, or "ots verify".

    cat > "$WORK/ots.py" <<'END'
${indented(otsProgram)}
    END
    for STAMP in anchors/*/*.ots logs/*/anchors/*/*.ots; do
      [ -e "$STAMP" ] || continue
      sed '/^$/,$d' "\${STAMP%%anchors/*}checkpoints/$(basename "$(dirname "$STAMP")").txt" > "$WORK/body"
      /usr/bin/python3 "$WORK/ots.py" "$WORK/body" "$STAMP"
    done

## 7. What this does not prove / 不能证明的事项

Authorship, and truth before sealing. Without a cosignature by a witness that you trust the log is self-asserted.
不能证明真实作者以及存入之前的真实性；没有您信任的见证方联署时，日志仅为自证。
`;
}

const indented = (program: string): string =>
  program
    .trim()
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n');

const goProgram = `
package main

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "REFUSED:", err)
		os.Exit(1)
	}
}

// read gives the lines before the first empty line, and the tree that the signed checkpoint after it states.
func read(verifier note.Verifier, file string, whole bool) ([]string, tlog.Tree) {
	data, err := os.ReadFile(file)
	must(err)
	head, signed := "", string(data)
	if !whole {
		head, signed, _ = strings.Cut(signed, "\\n\\n")
	}
	opened, err := note.Open([]byte(signed), note.VerifierList(verifier))
	must(err)
	lines := strings.Split(opened.Text, "\\n")
	if lines[0] != verifier.Name() {
		must(fmt.Errorf("a checkpoint of the log %q", lines[0]))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(lines[2])
	must(err)
	return strings.Split(head, "\\n"), tlog.Tree{N: size, Hash: root}
}

func hashes(lines []string) (all []tlog.Hash) {
	for _, line := range lines {
		raw, err := base64.StdEncoding.Strict().DecodeString(line)
		must(err)
		var hash tlog.Hash
		if copy(hash[:], raw) != len(raw) || len(raw) != tlog.HashSize {
			must(fmt.Errorf("a hash of %d bytes", len(raw)))
		}
		all = append(all, hash)
	}
	return all
}

func main() {
	verifier, err := note.NewVerifier(os.Args[1])
	must(err)
	lines, tree := read(verifier, os.Args[2], false)
	if old, grows := strings.TrimPrefix(lines[0], "old "), strings.HasPrefix(lines[0], "old "); grows {
		_, older := read(verifier, os.Args[3], true)
		if old != strconv.FormatInt(older.N, 10) {
			must(fmt.Errorf("a proof from %s, expected %d", old, older.N))
		}
		must(tlog.CheckTree(hashes(lines[1:]), tree.N, tree.Hash, older.N, older.Hash))
		fmt.Println("the tree of", older.N, "leaves is the beginning of that of", tree.N)
		return
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	must(err)
	raw, err := hex.DecodeString(os.Args[3])
	must(err)
	var leaf tlog.Hash
	copy(leaf[:], raw)
	must(tlog.CheckRecord(hashes(lines[2:]), tree.N, tree.Hash, index, leaf))
	fmt.Println("leaf", index, "is in the signed tree of", tree.N, "leaves")
}
`;

const otsProgram = `
import hashlib, sys
from opentimestamps.core.notary import BitcoinBlockHeaderAttestation
from opentimestamps.core.serialize import StreamDeserializationContext
from opentimestamps.core.timestamp import DetachedTimestampFile

body, stamp = open(sys.argv[1], 'rb').read(), open(sys.argv[2], 'rb')
source = StreamDeserializationContext(stamp)
proof = DetachedTimestampFile.deserialize(source)
source.assert_eof()
if proof.file_digest != hashlib.sha256(body).digest():
    sys.exit('REFUSED: a proof of another checkpoint')
found = [(message, by) for message, by in proof.timestamp.all_attestations() if isinstance(by, BitcoinBlockHeaderAttestation)]
for message, by in found:
    print('Bitcoin block', by.height, 'must have the Merkle root', message[::-1].hex())
sys.exit(0 if found else 'REFUSED: no block is named')
`;
