/** VERIFY.md: how to check a bundle with programs that we did not write. */
export function instructions(facts: { readonly origin: string; readonly size: number; readonly example: string }): string {
  const n = facts.example;
  return `# How to verify this bundle without its maker / 如何独立校验本证据包

The trust anchors (the log's key, the witnesses' keys, the report key, timestamp roots) must reach you by another way than
this bundle. What stands in policy.txt and certs/ here is for information only.
信任依据（日志公钥、见证方公钥、报告公钥、时间戳根证书）必须由本证据包以外的途径取得；包内的 policy.txt 与 certs/ 仅供参考。

Log / 日志: ${facts.origin}, tree size / 规模 ${facts.size}

## 1. With the verifier of the maker / 使用随附校验程序

    npx quittance evidence verify BUNDLE.zip --policy trusted-policy.txt --json

## 2. Files / 文件完整性 (sha256sum)

    sha256sum --check --strict manifest-sha256.txt
    sha256sum --check --strict tagmanifest-sha256.txt

## 3. A record and its log entry / 存证记录与日志条目 (sha256sum, xxd, openssl)

The commitment is SHA-256 over the line "quittance/record/v1", the salt and the record. The entry is 34 bytes: 01, the leaf
type (01 record, 02 erasure, 03 rotation), the commitment. The leaf hash is SHA-256 over 00 and the entry (RFC 6962).

    C=$( (printf 'quittance/record/v1\\n'; cat records/${n}.salt records/${n}.json) | sha256sum | cut -c1-64)
    (printf '\\000\\001\\001'; printf %s "$C" | xxd -r -p) | openssl dgst -sha256

The content's hash stands in the record under content.sha256:

    sha256sum data/${n}-*; grep -o '"sha256":"[0-9a-f]*"' records/${n}.json

## 4. Inclusion and the log's signature / 包含证明与日志签名 (Go, golang.org/x/mod/sumdb)

proofs/${n}.tlog-proof is a c2sp.org/tlog-proof: index, hashes, and the signed checkpoint.

    // vkey: the line "log ..." of YOUR policy. proofText: the file. leafHash: step 3.
    _, signed, _ := strings.Cut(proofText, "\\n\\n")
    verifier, _ := note.NewVerifier(vkey)
    checkpoint, err := note.Open([]byte(signed), note.VerifierList(verifier)) // err must be nil
    // lines of checkpoint.Text: origin, size, base64 root
    err = tlog.CheckRecord(hashes, size, root, index, leafHash) // must be nil

The Ed25519 signature alone, with OpenSSL (body: the three checkpoint lines; raw.sig: the last 64 bytes of the decoded line):

    openssl pkeyutl -verify -pubin -inkey log.pub.pem -rawin -in body -sigfile raw.sig

## 5. Growth of the log / 日志只增不改

consistency/OLD-NEW.txt proves that the tree of checkpoints/OLD.txt is the beginning of this one:

    err = tlog.CheckTree(hashes, newSize, newRoot, oldSize, oldRoot) // must be nil

## 6. Time / 时间 (anchors/SIZE/)

The digest is SHA-256 over the three checkpoint lines of that size (checkpoints/SIZE.txt up to the blank line).

    sed '/^$/q' checkpoints/SIZE.txt | sed '$d' > body
    openssl ts -verify -data body -in anchors/SIZE/NAME.tsr -CAfile YOUR-TSA-ROOT.pem -untrusted certs/NAME.pem
    ots verify -f body anchors/SIZE/NAME.ots

## 7. What this does not prove / 不能证明的事项

Authorship, and truth before sealing. Without a cosignature by a witness that you trust the log is self-asserted.
不能证明真实作者以及存入之前的真实性；没有您信任的见证方联署时，日志仅为自证。
`;
}
