import { hex, utf8 } from '#domain/evidence/bytes.ts';
import type { SealItem } from '#usecases/ports/sealing.ts';
import { nodeCrypto } from '../node-crypto.ts';

/** A small text as sealed content. */
export function textItem(tenant: string, text: string, more: Partial<SealItem> = {}): SealItem {
  const content = utf8(text);
  return {
    tenant,
    kind: 'report',
    contentSha256: hex(nodeCrypto.sha256(content)),
    size: content.length,
    mediaType: 'text/plain',
    context: { source: '当事人提交', purpose: '证明欠款事实' },
    content,
    ...more,
  };
}
