import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Makes checkpoint-anchor.json from CheckpointAnchor.sol: node adapters/chain/compile.ts

const source = join(import.meta.dirname, 'CheckpointAnchor.sol');
export const artifact = join(import.meta.dirname, 'checkpoint-anchor.json');

export type Artifact = { readonly compiler: string; readonly settings: object; readonly abi: readonly object[]; readonly bytecode: string };

/** solc 0.8 with the optimizer, for the Paris rules (no PUSH0), so that older chains run it too. */
export function compileAnchor(): Artifact {
  // The compiler is one CommonJS file without types.
  const solc = createRequire(import.meta.url)('solc') as { version(): string; compile(input: string): string };
  const settings = { optimizer: { enabled: true, runs: 200 }, evmVersion: 'paris', metadata: { bytecodeHash: 'none', appendCBOR: false } };
  const input = {
    language: 'Solidity',
    sources: { 'CheckpointAnchor.sol': { content: readFileSync(source, 'utf8') } },
    settings: { ...settings, outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } } },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input))) as Output;
  const made = output.contracts?.['CheckpointAnchor.sol']?.CheckpointAnchor;
  if (!made) throw new Error(`expected CheckpointAnchor.sol to compile, got ${JSON.stringify(output.errors)}`);
  return { compiler: solc.version(), settings, abi: made.abi, bytecode: `0x${made.evm.bytecode.object}` };
}

type Output = {
  readonly contracts?: Readonly<Record<string, Readonly<Record<string, { abi: object[]; evm: { bytecode: { object: string } } }>>>>;
  readonly errors?: readonly object[];
};

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(artifact, `${JSON.stringify(compileAnchor(), null, 2)}\n`);
