import type { Platform } from '../server/platform.ts';

/** Everything that happens without a request: each room adds its handlers and steps before the worker starts. */
export function registerWork(platform: Platform): void {
  platform.jobs.sweep('answers', () => forgetOldAnswers(platform));
}

/** Answers to an Idempotency-Key are owed for a day; a week is kept. */
const forgetOldAnswers = (platform: Platform): Promise<void> => platform.database.withSystem('sweep', platform.givenAnswers.forget);
