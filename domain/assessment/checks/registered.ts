import type { Reason } from '../check.ts';

/** A file whose hash was registered at signing, without its content: who did it and when (RFC 3339). */
export type Registration = { readonly exhibit: string; readonly by: string; readonly at: string; readonly grade: string };

/** Contracts among the exhibits whose bytes are the very bytes that were registered; a contract that was not is only told. */
export function registered(contracts: readonly string[], registrations: readonly Registration[]): Reason[] {
  const found = registrations.map(
    ({ exhibit, by, at, grade }): Reason => ({
      code: 'check.contract_registered',
      severity: 'good',
      text: {
        zh: `${exhibit} 的哈希已由${by}于 ${at.slice(0, 10)} 登记存证（${grades[grade]?.zh ?? grade}），此后未被改动。`,
        en: `The hash of ${exhibit} was registered by ${by} on ${at.slice(0, 10)} (${grades[grade]?.en ?? grade}); it has not changed since.`,
      },
      evidence: { exhibit, detail: at },
    }),
  );
  const known = new Set(registrations.map(({ exhibit }) => exhibit));
  return [
    ...found,
    ...contracts
      .filter((exhibit) => !known.has(exhibit))
      .map(
        (exhibit): Reason => ({
          code: 'check.contract_not_registered',
          severity: 'info',
          text: {
            zh: `${exhibit} 的哈希在签订时没有登记存证，其形成时间须以其他方式证明。`,
            en: `The hash of ${exhibit} was not registered at signing; when it was made needs other proof.`,
          },
          evidence: { exhibit, detail: '' },
        }),
      ),
  ];
}

const grades: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  received: { zh: '已接收', en: 'received' },
  logged: { zh: '已入日志', en: 'logged' },
  witnessed: { zh: '已见证', en: 'witnessed' },
  anchored: { zh: '已锚定', en: 'anchored' },
};
