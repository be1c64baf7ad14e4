// npm run openapi: writes contract/openapi.json from the operations; a test fails when it is out of date.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import { openapiOf } from './openapi.ts';
import { operations } from './operations/all.ts';

writeFileSync(join(import.meta.dirname, 'openapi.json'), `${JSON.stringify(openapiOf(operations, manifest.version), null, 1)}\n`);
