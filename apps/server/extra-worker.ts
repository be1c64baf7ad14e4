import { registerWork } from '../worker/work.ts';
import { keepAnchoring } from './anchoring.ts';
import { borrowPostgres } from './database.ts';
import { openLog, openPlatform } from './platform.ts';
import { openRooms } from './rooms.ts';
import { keepSealing } from './sealing.ts';
import { readSettings } from './settings.ts';
import { version } from './version.ts';

// One more worker over the same PostgreSQL, without API and web: as many as the work needs, on as many machines.

const say = (text: string): void => void process.stderr.write(`quittance worker: ${text}\n`);

/** What was opened, to be closed in the opposite order. */
const opened: (() => Promise<void> | void)[] = [];
let stopping: Promise<void> | undefined;

/** Works until a signal comes. */
export async function work(environment: NodeJS.ProcessEnv): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      say('stopping ...');
      void stop().then(() => process.exit(signal === 'SIGINT' ? 130 : 0));
    });
  }
  try {
    const settings = readSettings(environment);
    const postgres = await borrowPostgres(settings, say);
    opened.push(() => postgres.stop());
    const platform = await openPlatform(settings, postgres, openLog(settings));
    opened.push(() => platform.close());
    const rooms = await openRooms(platform, version);
    opened.push(() => rooms.close());
    registerWork({ ...platform, ...rooms, forgetOldAnswers: () => platform.database.withSystem('sweep', platform.givenAnswers.forget) });
    opened.push(keepSealing(platform, rooms), keepAnchoring(platform, rooms));
    await platform.jobs.start({ work: true });
    say('working; Ctrl-C stops.');
  } catch (error) {
    await stop();
    throw error;
  }
}

function stop(): Promise<void> {
  stopping ??= (async () => {
    for (const close of opened.reverse()) await Promise.resolve(close()).catch((error: Error) => say(`while stopping: ${error.message}`));
  })();
  return stopping;
}
