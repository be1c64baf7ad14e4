/**
 * One look-up for all who ask the same at the same time. Whoever asks while one is under way waits for the next, which
 * begins after they asked: nobody is given an answer older than their question, so a revoked key stops at once.
 */
export function joined<Question, Answer>(keyOf: (question: Question) => string, look: (question: Question) => Promise<Answer>) {
  const running = new Map<string, { readonly current: Promise<unknown>; next: Promise<Answer> | undefined }>();

  function begin(key: string, question: Question): Promise<Answer> {
    const current = look(question);
    const entry = { current, next: undefined as Promise<Answer> | undefined };
    running.set(key, entry);
    const ended = (): void => {
      if (entry.next === undefined && running.get(key) === entry) running.delete(key);
    };
    current.then(ended, ended);
    return current;
  }

  return (question: Question): Promise<Answer> => {
    const key = keyOf(question);
    const under = running.get(key);
    if (!under) return begin(key, question);
    under.next ??= under.current.then(
      () => begin(key, question),
      () => begin(key, question),
    );
    return under.next;
  };
}
