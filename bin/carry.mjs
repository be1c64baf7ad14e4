// The two stages of every command: first make sure of the carried Node 24 and the installed packages, under whatever Node
// the machine has; then run the real script under the carried Node. Plain JavaScript, no dependency, Node 18 or later.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const nodeVersion = readFileSync(join(root, '.node-version'), 'utf8').trim();
const runtimeFolder = join(root, '.runtime', nodeVersion);
const windows = process.platform === 'win32';
const marker = join(root, 'node_modules', '.quittance-installed');

/** The Node to run under: this one where its major version is the carried one's, otherwise the carried one. */
function carriedNode() {
  if (process.versions.node.split('.')[0] === nodeVersion.split('.')[0]) return process.execPath;
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  const binary = join(runtimeFolder, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
  if (!existsSync(binary)) installRuntime(name);
  if (!existsSync(binary)) fail(`expected Node ${nodeVersion} at ${binary} after installing ${name}; is this platform supported?`);
  return binary;
}

function installRuntime(name) {
  say(`Node ${nodeVersion} is not here yet (this is ${process.versions.node}); getting it from npm ...`);
  // Installed beside and renamed: a killed first start leaves no half runtime behind.
  const staging = `${runtimeFolder}.${process.pid}`;
  mkdirSync(staging, { recursive: true });
  writeFileSync(join(staging, 'package.json'), '{"private":true}');
  runNpm(process.execPath, ['install', '--no-audit', '--no-fund', '--no-package-lock', `${name}@${nodeVersion}`], staging);
  rmSync(runtimeFolder, { recursive: true, force: true });
  renameSync(staging, runtimeFolder);
}

/** What was installed is named by the lock, so a changed lock installs again and an unchanged one costs one file read. */
function lockDigest() {
  const text = readFileSync(join(root, 'package-lock.json'));
  return createHash('sha256')
    .update(text)
    .update(nodeVersion)
    .update(process.platform + process.arch)
    .digest('hex');
}

function ensurePackages(node) {
  const wanted = lockDigest();
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return;
  say('Installing packages ...');
  // `npm install`, not `npm ci`: ci fails on registries that lack other platforms' packages. Scripts stay off: what the
  // packages' install scripts would do (links, binaries) our own code does at start.
  runNpm(node, ['install', '--no-audit', '--no-fund', '--no-save', '--ignore-scripts', '--include=dev', '--include=optional'], root);
  linkOwnCommand();
  writeFileSync(marker, wanted);
}

/** npm does not link a project's own bin; with the link `npx quittance` answers from here and never asks a registry. */
function linkOwnCommand() {
  const folder = join(root, 'node_modules', '.bin');
  mkdirSync(folder, { recursive: true });
  if (windows) {
    writeFileSync(join(folder, 'quittance.cmd'), '@node "%~dp0\\..\\..\\bin\\quittance.mjs" %*\r\n');
    return;
  }
  rmSync(join(folder, 'quittance'), { force: true });
  symlinkSync(join('..', '..', 'bin', 'quittance.mjs'), join(folder, 'quittance'));
}

function runNpm(node, args, cwd) {
  const cli = findNpm();
  // npm's own output goes to stderr: stdout belongs to the command the person asked for.
  const env = { ...process.env, PATH: `${dirname(node)}${windows ? ';' : ':'}${process.env.PATH ?? ''}` };
  for (const name of Object.keys(env))
    if (/^npm_(config|package|lifecycle|command|node|execpath)/.test(name) && !keepNpmSetting(name)) delete env[name];
  const done = cli
    ? spawnSync(node, [cli, ...args], { cwd, env, stdio: ['ignore', 2, 2] })
    : spawnSync(windows ? 'npm.cmd' : 'npm', args, { cwd, env, stdio: ['ignore', 2, 2], shell: windows });
  if (done.error) fail(`npm could not be started: ${done.error.message}`);
  if (done.status !== 0) fail(`npm ${args.join(' ')} ended with ${done.status}; see its words above`);
}

const keepNpmSetting = (name) =>
  /^npm_config_(registry|cafile|ca|cache|userconfig|globalconfig|proxy|https_proxy|noproxy|offline|prefer_offline)$/.test(name);

function findNpm() {
  const named = process.env.npm_execpath;
  if (named && /npm-cli\.js$/.test(named) && existsSync(named)) return named;
  for (const base of [dirname(process.execPath), '/usr/bin', '/usr/local/bin']) {
    const guess = join(base, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
    if (existsSync(guess)) return guess;
  }
  return undefined;
}

/** Makes everything ready and returns the Node to run under. */
export function ready() {
  const node = carriedNode();
  ensurePackages(node);
  return node;
}

/** Runs a script of this project under the carried Node, passing signals on, and ends with its exit code. */
export function handOver(script, args, extraEnv = {}) {
  const node = ready();
  const env = {
    ...process.env,
    NODE_COMPILE_CACHE: join(root, '.runtime', 'compile-cache'),
    PATH: `${dirname(node)}${windows ? ';' : ':'}${process.env.PATH ?? ''}`,
    ...extraEnv,
  };
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, script), ...args], { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`could not start ${script}: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + ({ SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 1);
  });
}

const say = (text) => process.stderr.write(`quittance: ${text}\n`);

function fail(text) {
  say(text);
  process.exit(70);
}
