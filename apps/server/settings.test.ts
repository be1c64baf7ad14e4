import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readSettings, variables } from './settings.ts';

const documented = [...readFileSync(new URL('../../docs/settings.md', import.meta.url), 'utf8').matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map(
  ([, name]) => name,
);

it('documents every setting and no other', () => {
  expect(documented.toSorted()).toEqual(
    Object.values(variables)
      .map(({ name }) => name)
      .toSorted(),
  );
});

it('needs none', () => {
  const settings = readSettings({});
  expect(settings).toMatchObject({ port: 4180, host: '127.0.0.1', logLevel: 'info', works: true });
  expect(settings.dataFolder).toMatch(/\.quittance$/);
  expect('databaseUrl' in settings).toBe(false);
});

it('reads each', () => {
  expect(
    readSettings({
      DATABASE_URL: 'postgres://me:pw@db.example:5432/claims?sslmode=require',
      QUITTANCE_DATA: '/srv/quittance',
      PORT: '8080',
      QUITTANCE_HOST: '0.0.0.0',
      PUBLIC_URL: 'https://claims.example.com/',
      SMTP_URL: 'smtps://u:p@mail.example:465',
      MAIL_FROM: 'Claims <claims@example.com>',
      QUITTANCE_WORKER: 'off',
      QUITTANCE_LOG: ' ',
    }),
  ).toEqual({
    databaseUrl: 'postgres://me:pw@db.example:5432/claims?sslmode=require',
    dataFolder: '/srv/quittance',
    port: 8080,
    host: '0.0.0.0',
    publicUrl: 'https://claims.example.com',
    smtpUrl: 'smtps://u:p@mail.example:465',
    mailFrom: 'Claims <claims@example.com>',
    works: false,
    logLevel: 'info',
  });
});

it('takes a PostgreSQL behind a socket and prefers our own port to the platform’s', () => {
  const settings = readSettings({ DATABASE_URL: 'postgresql:///claims?host=/run/postgresql', PORT: '1', QUITTANCE_PORT: '2' });
  expect([settings.databaseUrl, settings.port]).toEqual(['postgresql:///claims?host=/run/postgresql', 2]);
});

it.each([
  ['QUITTANCE_PORT', '70000', /QUITTANCE_PORT: expected a port .* got "70000"/],
  ['PORT', '12x', /PORT: expected a port .* got "12x"/],
  ['DATABASE_URL', 'mysql://root@host/db', /DATABASE_URL: expected postgres:/],
  ['DATABASE_URL', 'postgres://host', /DATABASE_URL/],
  ['PUBLIC_URL', 'https://claims.example.com/desk', /PUBLIC_URL: .*without a path.*desk/],
  ['SMTP_URL', 'mail.example', /SMTP_URL/],
  ['QUITTANCE_LOG', 'loud', /QUITTANCE_LOG: expected debug, info, warn or error, got "loud"/],
  ['QUITTANCE_WORKER', 'yes', /QUITTANCE_WORKER: expected on or off, got "yes"/],
  ['QUITTANCE_PROT', '80', /QUITTANCE_PROT: there is no such setting/],
])('refuses %s=%s and says what is expected', (name, text, words) => {
  expect(() => readSettings({ [name]: text })).toThrow(words);
});

it('names all that is wrong at once and never shows a password', () => {
  const read = (): unknown => readSettings({ QUITTANCE_PORT: 'x', DATABASE_URL: 'http://user:hunter22@host' });
  expect(read).toThrow(/QUITTANCE_PORT[\s\S]*DATABASE_URL|DATABASE_URL[\s\S]*QUITTANCE_PORT/);
  expect(read).not.toThrow(/hunter22/);
});
