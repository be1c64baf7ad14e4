import { DomainError } from '#domain/kernel/error.ts';
import type { AnchorChecker, AnchorVerdict } from '../anchor.ts';
import { hex } from '../bytes.ts';
import { isObject, parseCanonical } from '../canonical.ts';

/** A transaction id on a judicial chain binds nothing offline: a court looks it up. Here only the digest is compared. */
export const judicialChecker: AnchorChecker = {
  kind: 'judicial-chain',
  owns: (fileName) => fileName.endsWith('.judicial.json'),
  async verify(_crypto, proof, digest): Promise<AnchorVerdict> {
    try {
      const value = parseCanonical(proof);
      if (!isObject(value) || value.format !== 'quittance.judicial-chain/v1' || typeof value.transactionId !== 'string') {
        return { kind: 'false', why: { zh: '不是司法链存证回执', en: 'it is no quittance.judicial-chain/v1' } };
      }
      if (value.digest !== hex(digest)) return { kind: 'false', why: { zh: '回执所针对的不是该检查点', en: 'the receipt is about another digest' } };
      const { chain = '', lookUp = '', transactionId, block = '', time = '' } = value;
      return { kind: 'needs-online-check', detail: { chain, lookUp, transactionId, block, claimedTime: time } };
    } catch (cause) {
      if (!(cause instanceof DomainError)) throw cause;
      return { kind: 'false', why: { zh: `回执无法读取：${cause.message}`, en: cause.message } };
    }
  },
};
