import type { Reason } from '../check.ts';
import { good, wrong } from './finding.ts';

/** `sealed` is the hash recorded at upload, `now` the hash of the stored bytes when the check ran; absent: could not be read. */
export type ExhibitHash = { readonly exhibit: string; readonly sealed: string; readonly now?: string };

export function hashes(exhibits: readonly ExhibitHash[]): Reason[] {
  return exhibits.map((one): Reason => {
    if (one.now === undefined) {
      return {
        code: 'check.exhibit_unread',
        severity: 'warning',
        text: { zh: `证据材料 ${one.exhibit} 未能读取，哈希未核对。`, en: `Exhibit ${one.exhibit} could not be read; its hash was not checked.` },
        evidence: { exhibit: one.exhibit, detail: one.sealed },
      };
    }
    return one.now === one.sealed
      ? {
          ...good('check.exhibit_intact', `证据材料 ${one.exhibit} 与入库时一致。`, `Exhibit ${one.exhibit} is unchanged since it came in.`),
          evidence: { exhibit: one.exhibit, detail: one.sealed },
        }
      : wrong(
          'check.exhibit_changed',
          `证据材料 ${one.exhibit} 与入库时的哈希不一致。`,
          `Exhibit ${one.exhibit} no longer has the hash it came in with.`,
          `${one.sealed} -> ${one.now}`,
          one.exhibit,
        );
  });
}
