// npm run openapi: writes contract/openapi.json from the operations; a test fails when it is out of date.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openapiOf } from '../contract/openapi.ts';
import { operations } from '../contract/operations/all.ts';
import manifest from '../package.json' with { type: 'json' };

writeFileSync(join(import.meta.dirname, '..', 'contract', 'openapi.json'), `${JSON.stringify(openapiOf(operations, manifest.version), null, 1)}\n`);
