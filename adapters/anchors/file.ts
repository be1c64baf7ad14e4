import { existsSync, readFileSync } from 'node:fs';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { DomainError } from '#domain/kernel/error.ts';

/** <data>/anchors.json: which outside authorities stamp the log. docs/evidence-anchors.md describes every field. */
const closed = { additionalProperties: false } as const;
const name = Type.String({ pattern: '^[a-z0-9-]{1,40}$' });
const url = Type.String({ pattern: '^https?://[^\\s]+$', maxLength: 500 });

const anchorsFile = Type.Object(
  {
    everyMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_080 })),
    trialAuthority: Type.Optional(Type.Boolean()),
    revocation: Type.Optional(Type.Boolean()),
    timestampAuthorities: Type.Optional(
      Type.Array(
        Type.Object(
          { name, url, policy: Type.Optional(Type.String({ pattern: '^[0-2](\\.\\d+)+$' })), credentials: Type.Optional(Type.String()) },
          closed,
        ),
      ),
    ),
    openTimestamps: Type.Optional(
      Type.Object(
        {
          calendars: Type.Array(Type.Object({ name, url, others: Type.Optional(Type.Array(url)) }, closed)),
          blockHeadersUrl: Type.Optional(url),
        },
        closed,
      ),
    ),
    evm: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name,
            rpcUrl: url,
            chainId: Type.Integer({ minimum: 1 }),
            contract: Type.String({ pattern: '^0x[0-9a-fA-F]{40}$' }),
            privateKeyFile: Type.String({ minLength: 1 }),
            confirmations: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
          },
          closed,
        ),
      ),
    ),
    judicialChains: Type.Optional(
      Type.Array(Type.Object({ name, url, account: Type.String({ minLength: 1 }), secret: Type.String({ minLength: 16 }) }, closed)),
    ),
  },
  closed,
);
export type AnchorsFile = Type.Static<typeof anchorsFile>;

/** Reads the file; without it only the labelled trial authority stamps. Values never stand in the error: they may be secrets. */
export function readAnchorsFile(path: string): AnchorsFile {
  if (!existsSync(path)) return {};
  const bad = (why: string, cause?: unknown): DomainError =>
    new DomainError('evidence.bad_anchors_file', `expected ${path} as docs/evidence-anchors.md describes it: ${why}`, {}, cause);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw bad('it is no JSON', cause);
  }
  const [first] = Value.Errors(anchorsFile, value);
  if (first) throw bad(`${first.instancePath || 'the file'} ${first.message}`);
  const file = value as AnchorsFile;
  const names = [
    ...(file.timestampAuthorities ?? []),
    ...(file.openTimestamps?.calendars ?? []),
    ...(file.evm ?? []),
    ...(file.judicialChains ?? []),
  ].map((each) => each.name);
  const twice = names.find((each, i) => names.indexOf(each) !== i);
  if (twice !== undefined) throw bad(`the name ${twice} stands twice`);
  return file;
}
