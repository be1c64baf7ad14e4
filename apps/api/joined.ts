/**
 * One look-up for all who ask the same at the same time. Whoever asks while one is under way waits for the next, which
 * begins after they asked: nobody is given an answer older than their question, so a revoked key stops at once. Between two
 * such look-ups it waits a moment: back to back they would serve one or two callers each, so one serves a dozen.
 */
export function joined<Question, Answer>(
  keyOf: (question: Question) => string,
  look: (question: Question) => Promise<Answer>,
  moment = (): Promise<void> => new Promise((resume) => setTimeout(resume, 4)),
) {
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
    const next = (): Promise<Answer> => moment().then(() => begin(key, question));
    under.next ??= under.current.then(next, next);
    return under.next;
  };
}
