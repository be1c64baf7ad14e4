import { sendLetterJob } from '#usecases/act/letter-ports.ts';
import { type SendPorts, sendLetter } from '#usecases/act/send-letter.ts';
import type { StepOfWork, WhenWorkFails } from '#usecases/govern/long-work.ts';
import { type ImportPorts, importFailed, importStep, importWork } from '#usecases/intake/import-claims.ts';
import type { Worker } from '#usecases/ports/jobs.ts';

export type WorkParts = {
  readonly jobs: Worker;
  /** A kind of long work and its step. */
  readonly stepsOfWork: Map<string, StepOfWork>;
  readonly failuresOfWork: Map<string, WhenWorkFails>;
  readonly letters: SendPorts;
  readonly importing: ImportPorts;
  /** Adds the work of registers and asset maps. */
  readonly addRegisterWork: (worker: Worker) => void;
  /** Adds the work of calls and recordings. */
  readonly addCallWork: (worker: Worker) => void;
  /** Answers to an Idempotency-Key are owed for a day; a week is kept. */
  readonly forgetOldAnswers: () => Promise<void>;
};

/** Everything that happens without a request: each room adds its handlers and steps before the worker starts. */
export function registerWork(parts: WorkParts): void {
  const { jobs, stepsOfWork, failuresOfWork, letters, importing, addRegisterWork, addCallWork, forgetOldAnswers } = parts;
  stepsOfWork.set(importWork, (tx, work) => importStep(importing, tx, String(work.input.importId)));
  failuresOfWork.set(importWork, (tx, work, error) => importFailed(importing, tx, String(work.input.importId), error));
  jobs.handle(sendLetterJob, async ({ tenant, data }) => {
    if (tenant !== undefined) await sendLetter(letters, tenant, String(data.messageId), importing.today);
  });
  addRegisterWork(jobs);
  addCallWork(jobs);
  jobs.sweep('answers', forgetOldAnswers);
}
