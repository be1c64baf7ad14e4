import type { AnchorChecker } from './anchor.ts';
import type { SignatureChecks } from './asn1/algorithms.ts';
import { certificatesIn } from './asn1/certificate.ts';
import { utf8 } from './bytes.ts';
import { evmChecker, parseBlockHashes } from './evm/checker.ts';
import { judicialChecker } from './judicial/checker.ts';
import { parseHeaders } from './opentimestamps/bitcoin.ts';
import { openTimestampsChecker } from './opentimestamps/checker.ts';
import { timestampChecker } from './timestamp/checker.ts';

const pemBlock = /-----BEGIN [A-Z0-9 ]+-----[^-]+-----END [A-Z0-9 ]+-----/g;
const bitcoinLine = /^\s*\d{1,9}\s+[0-9a-f]{160}\s*$/;

/**
 * The verifier's own roots of time in one text: certificates of time-stamping roots in PEM, Bitcoin headers as "height
 * header" (160 hexadecimal digits), block hashes of other chains as "chain-id hash" (64). Lines with # are notes. With an
 * empty text every checker still finds what is false, and proves nothing.
 */
export function checkersFrom(checks: SignatureChecks, text: string): readonly AnchorChecker[] {
  const lines = text.replace(pemBlock, '').split('\n');
  const headers = lines.filter((line) => bitcoinLine.test(line));
  const others = lines.filter((line) => !bitcoinLine.test(line));
  return [
    timestampChecker(checks, certificatesIn(utf8(`\n${text}`))),
    openTimestampsChecker(parseHeaders(headers.join('\n'))),
    evmChecker({ blocks: parseBlockHashes(others.join('\n')) }),
    judicialChecker,
  ];
}
