import { makeFirstRunLink } from '#usecases/govern/first-run.ts';
import { registerWork } from '../worker/work.ts';
import { keepAnchoring } from './anchoring.ts';
import { apiOver } from './api.ts';
import { startPostgres } from './database.ts';
import { health } from './health.ts';
import { linkTo } from './link.ts';
import { announce, claimFolder, releaseFolder } from './marker.ts';
import { openLog, openPlatform } from './platform.ts';
import { openRooms } from './rooms.ts';
import { keepSealing } from './sealing.ts';
import { readSettings, type Settings } from './settings.ts';
import { ensureVerifier, serveVerifier } from './verifier.ts';
import { version } from './version.ts';
import { ensureWeb, serveWeb } from './web.ts';

// What `npm start` runs: PostgreSQL, migrations, API, worker and web in one process, until Ctrl-C.

const say = (text: string): void => void process.stderr.write(`quittance: ${text}\n`);

/** What was opened, to be closed in the opposite order. */
const opened: (() => Promise<void> | void)[] = [];
let stopping: Promise<void> | undefined;

try {
  await serve(readSettings(process.env));
} catch (error) {
  const asked = stopping !== undefined;
  await stop();
  // Whoever was told to stop while starting has nothing to complain of; the signal's own handler ends the process.
  if (!asked) failed(error);
}

function failed(error: unknown): never {
  const { code, message } = error as { code?: string; message?: string };
  say(`${message ?? String(error)}${code ? ` [${code}]` : ''}`);
  if (process.env.QUITTANCE_TRACE) console.error(error);
  process.exit(code === 'platform.bad_settings' ? 78 : 70);
}

async function serve(settings: Settings): Promise<void> {
  const running = claimFolder(settings.dataFolder);
  if (running) {
    say(running.address ? `already running at ${running.address}` : `already starting (process ${running.pid})`);
    return;
  }
  opened.push(() => releaseFolder(settings.dataFolder));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void quit(signal));

  const begun = performance.now();
  const log = openLog(settings);
  const starting = startPostgres(settings, say);
  // Told to stop while PostgreSQL starts, we wait for it and end it: it would live on without us.
  opened.push(() =>
    starting.then(
      (started) => started.stop(),
      () => {},
    ),
  );
  const [postgres, web, verifier] = await Promise.all([
    starting,
    // Without pages the API still serves.
    ensureWeb(say).catch((error: Error) => error),
    ensureVerifier(say).catch((error: Error) => error),
  ]);
  goOn();
  const platform = await openPlatform(settings, postgres, log);
  opened.push(() => platform.close());

  goOn();
  const rooms = await openRooms(platform, version);
  opened.push(() => rooms.close());
  const app = await apiOver(platform, rooms);
  opened.push(() => app.close());
  goOn();
  registerWork({ ...platform, ...rooms, forgetOldAnswers: () => platform.database.withSystem('sweep', platform.givenAnswers.forget) });
  if (settings.works) opened.push(keepSealing(platform, rooms), keepAnchoring(platform, rooms));
  await platform.jobs.start({ work: settings.works });
  health(app, platform);
  if (typeof verifier === 'string') serveVerifier(app, verifier);
  else say(verifier.message);
  if (web === undefined) await serveWeb(app);
  else say(`${web.message}\nThe API runs without pages.`);

  goOn();
  await app.listen({ host: settings.host, port: settings.port });
  const { port } = app.server.address() as { port: number };
  if (settings.publicUrl === undefined) platform.setPublicUrl(`http://localhost:${port}`);
  announce(settings.dataFolder, platform.publicUrl());
  say(`ready in ${((performance.now() - begun) / 1000).toFixed(1)} s at ${platform.publicUrl()}`);
  const link = await makeFirstRunLink(platform.govern);
  if (link) say(`first sign-in, good once and for 24 hours: ${linkTo(platform.publicUrl(), link)}`);
  say('Ctrl-C stops everything.');
}

/** Between two steps of starting: no further one once we were told to stop. */
function goOn(): void {
  if (stopping !== undefined) throw new Error('told to stop');
}

async function quit(signal: string): Promise<void> {
  if (stopping === undefined) say('stopping ...');
  await stop();
  process.exit(signal === 'SIGINT' ? 130 : 0);
}

/** Closes everything once, whoever asks. */
function stop(): Promise<void> {
  stopping ??= (async () => {
    for (const close of opened.reverse()) {
      try {
        await close();
      } catch (error) {
        say(`while stopping: ${(error as Error).message}`);
      }
    }
  })();
  return stopping;
}
