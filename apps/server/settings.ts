import { join, resolve } from 'node:path';
import { DomainError } from '#domain/kernel/error.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export type Settings = {
  readonly databaseUrl?: string;
  /** Absolute. */
  readonly dataFolder: string;
  readonly port: number;
  readonly host: string;
  /** Undefined: http://localhost and the port that was taken. */
  readonly publicUrl?: string;
  readonly smtpUrl?: string;
  readonly mailFrom?: string;
  readonly s3Url?: string;
  readonly keyPassphrase?: string;
  readonly logLevel: LogLevel;
  readonly works: boolean;
  /** Hosts, "name" or "name:port", in a private network that connectors may ask. */
  readonly privateSources?: readonly string[];
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** One variable: what docs/settings.md says of it and how its text is read. A reader answers undefined for a bad text. */
type Variable = {
  readonly name: string;
  readonly expected: string;
  readonly secret?: true;
  readonly read: (text: string) => unknown;
};

const project = resolve(import.meta.dirname, '..', '..');
const urlOf = (text: string, protocols: readonly string[]): string | undefined =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol) && new URL(text).hostname !== '' ? text : undefined;
const portOf = (text: string): number | undefined => (/^\d{1,5}$/.test(text) && Number(text) <= 65535 ? Number(text) : undefined);
const oneOf =
  <T extends string>(...known: readonly T[]) =>
  (text: string): T | undefined =>
    known.find((one) => one === text);

export const variables = {
  databaseUrl: {
    name: 'DATABASE_URL',
    expected: 'postgres://user:password@host:5432/database',
    secret: true,
    // A socket's folder may stand in ?host=, so the host in the middle may be empty.
    read: (text: string) => (/^postgres(ql)?:\/\/.+/.test(text) && URL.canParse(text) && new URL(text).pathname.length > 1 ? text : undefined),
  },
  dataFolder: { name: 'QUITTANCE_DATA', expected: 'a folder', read: (text: string) => (text.includes('\0') ? undefined : resolve(text)) },
  port: { name: 'QUITTANCE_PORT', expected: 'a port from 0 to 65535; 0 takes any free one', read: portOf },
  host: {
    name: 'QUITTANCE_HOST',
    expected: 'an address or name of this machine',
    read: (text: string) => (/^[A-Za-z0-9.:_-]{1,253}$/.test(text) ? text : undefined),
  },
  publicUrl: {
    name: 'PUBLIC_URL',
    expected: 'http://name or https://name, without a path',
    read: (text: string) =>
      urlOf(text, ['http:', 'https:']) && new URL(text).pathname === '/' && !/[?#]/.test(text) ? new URL(text).origin : undefined,
  },
  smtpUrl: {
    name: 'SMTP_URL',
    expected: 'smtp://user:password@host:587 or smtps://user:password@host:465',
    secret: true,
    read: (text: string) => urlOf(text, ['smtp:', 'smtps:']),
  },
  mailFrom: {
    name: 'MAIL_FROM',
    expected: 'an address like Claims <claims@example.com>',
    read: (text: string) => (/^[^\r\n@]*[^\s@<]+@[^\s@>]+>?$/.test(text) ? text : undefined),
  },
  s3Url: {
    name: 'S3_URL',
    expected: 's3://key:secret@host:port/bucket, or s3://bucket for AWS with its own credentials',
    secret: true,
    read: (text: string) => urlOf(text, ['s3:']),
  },
  keyPassphrase: {
    name: 'QUITTANCE_KEY_PASSPHRASE',
    expected: 'at least 12 characters',
    secret: true,
    read: (text: string) => (text.length >= 12 ? text : undefined),
  },
  logLevel: { name: 'QUITTANCE_LOG', expected: 'debug, info, warn or error', read: oneOf('debug', 'info', 'warn', 'error') },
  works: {
    name: 'QUITTANCE_WORKER',
    expected: 'on or off',
    read: (text: string) => ({ on: true, off: false })[text],
  },
  privateSources: {
    name: 'QUITTANCE_PRIVATE_SOURCES',
    expected: 'hosts or host:port parted by commas, like yente.internal:8000',
    read: (text: string) => {
      const hosts = text.split(',').map((host) => host.trim());
      return hosts.every((host) => /^(\[[0-9a-f:]+\]|[A-Za-z0-9._-]{1,253})(:\d{1,5})?$/i.test(host)) ? hosts : undefined;
    },
  },
} as const satisfies Record<keyof Settings, Variable>;

/** Set by our own tools and tests, or read by the command line only: no settings of the server. */
const internal: readonly string[] = ['QUITTANCE_TRACE', 'QUITTANCE_TEST_RUN', 'QUITTANCE_URL', 'QUITTANCE_API_KEY', 'QUITTANCE_BROWSER'];

/** Reads and checks every variable and names all that are wrong at once. Blank is the same as not set. */
export function readSettings(environment: Environment): Settings {
  const wrong: string[] = [];
  const value = <T>(variable: Variable, name: string = variable.name): T | undefined => {
    const text = environment[name]?.trim();
    if (text === undefined || text === '') return undefined;
    const read = variable.read(text);
    if (read === undefined)
      wrong.push(
        `${name}: expected ${variable.expected}, got ${variable.secret ? 'a value of another form (not shown: it may hold a password)' : `"${text}"`}`,
      );
    return read as T | undefined;
  };
  const settings = {
    databaseUrl: value<string>(variables.databaseUrl),
    dataFolder: value<string>(variables.dataFolder) ?? join(project, '.quittance'),
    // PORT is what hosting platforms set.
    port: value<number>(variables.port) ?? value<number>(variables.port, 'PORT') ?? 4180,
    host: value<string>(variables.host) ?? '127.0.0.1',
    publicUrl: value<string>(variables.publicUrl),
    smtpUrl: value<string>(variables.smtpUrl),
    mailFrom: value<string>(variables.mailFrom),
    s3Url: value<string>(variables.s3Url),
    keyPassphrase: value<string>(variables.keyPassphrase),
    logLevel: value<LogLevel>(variables.logLevel) ?? 'info',
    works: value<boolean>(variables.works) ?? true,
    privateSources: value<readonly string[]>(variables.privateSources),
  };
  const known = new Set<string>([...Object.values(variables).map(({ name }) => name), ...internal]);
  for (const name of Object.keys(environment)) {
    if (name.startsWith('QUITTANCE_') && !known.has(name))
      wrong.push(`${name}: there is no such setting; known are ${[...known].filter((one) => !internal.includes(one)).join(', ')}`);
  }
  if (wrong.length > 0) throw new DomainError('platform.bad_settings', `${wrong.join('\n')}\nSee docs/settings.md.`, { count: wrong.length });
  return Object.fromEntries(Object.entries(settings).filter(([, one]) => one !== undefined)) as Settings;
}

/** Where things lie in the data folder. */
export type Folders = { readonly postgres: string; readonly objects: string; readonly log: string; readonly keys: string };

export function foldersOf(dataFolder: string): Folders {
  const inside = (name: string): string => join(dataFolder, name);
  return { postgres: inside('postgres'), objects: inside('objects'), log: inside('log'), keys: inside('keys') };
}
