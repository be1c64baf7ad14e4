import { defineConfig } from 'vitest/config';

// One config, four kinds of test by where they stand: beside the code (unit, property), tests/architecture and docs,
// tests/integration (a PostgreSQL database per file), tests/browser (a real browser).
export default defineConfig({
  test: {
    include: [
      'domain/**/*.test.ts',
      'usecases/**/*.test.ts',
      'adapters/**/*.test.ts',
      'contract/**/*.test.ts',
      'apps/**/*.test.ts',
      'apps/**/*.test.tsx',
      'vectors/**/*.test.ts',
      'bench/**/*.test.ts',
      'tests/**/*.test.ts',
    ],
    globalSetup: ['adapters/postgres/testing/setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
