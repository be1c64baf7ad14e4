import { describe, expect, it } from 'vitest';
import { joined } from './joined.ts';

/** Look-ups that end when they are told to. */
function controlled(moment = async () => {}) {
  const begun: { readonly end: (answer: string) => void; readonly fail: (cause: Error) => void }[] = [];
  const ask = joined(
    (question: string) => question,
    () => new Promise<string>((end, fail) => void begun.push({ end, fail })),
    moment,
  );
  return { begun, ask };
}
const turns = async (): Promise<void> => {
  for (let i = 0; i < 9; i++) await Promise.resolve();
};

describe('joined look-ups', () => {
  it('serve all who waited by one, which begins after they asked', async () => {
    const { begun, ask } = controlled();
    const first = ask('a');
    const later = [ask('a'), ask('a'), ask('a')];
    expect(begun).toHaveLength(1);
    begun[0]?.end('old');
    expect(await first).toBe('old');
    await turns();
    expect(begun).toHaveLength(2);
    const last = ask('a');
    begun[1]?.end('new');
    expect(await Promise.all(later)).toEqual(['new', 'new', 'new']);
    await turns();
    begun[2]?.end('newest');
    expect(await last).toBe('newest');
    void ask('a');
    expect(begun).toHaveLength(4);
  });

  it('wait a moment between two, and serve by one whoever comes in it too', async () => {
    const held: (() => void)[] = [];
    const { begun, ask } = controlled(() => new Promise<void>((done) => void held.push(done)));
    const first = ask('a');
    const waiting = [ask('a'), ask('a')];
    begun[0]?.end('old');
    expect(await first).toBe('old');
    await turns();
    waiting.push(ask('a'));
    expect(begun).toHaveLength(1);
    held[0]?.();
    await turns();
    begun[1]?.end('new');
    expect(await Promise.all(waiting)).toEqual(['new', 'new', 'new']);
    expect(begun).toHaveLength(2);
    void ask('a');
    expect(begun).toHaveLength(3);
  });

  it('keep questions apart, and a failure fails only those who waited for it', async () => {
    const { begun, ask } = controlled();
    const one = ask('a');
    const other = ask('b');
    const next = ask('a');
    begun[1]?.end('b');
    begun[0]?.fail(new Error('gone'));
    expect(await other).toBe('b');
    await expect(one).rejects.toThrow('gone');
    await turns();
    begun[2]?.end('a');
    expect(await next).toBe('a');
  });
});
