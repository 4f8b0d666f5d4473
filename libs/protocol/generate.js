#!/usr/bin/env node
// Generates src/generated (or the folder given) from proto/: `npm run generate`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(project, 'src/generated'));
const buf = createRequire(import.meta.url).resolve('@bufbuild/buf/bin/buf');

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
runBuf('generate', '--output', out);
// The image of all messages and services, comments included: server reflection and the OpenAPI page are made from it.
const image = runBuf('build', '--as-file-descriptor-set', '--output', '-');
const text = `// Made by generate.js from proto/: a serialised google.protobuf.FileDescriptorSet, base64.\nexport const fileDescriptorSet: string =\n  '${image.toString('base64')}';\n`;
writeFileSync(join(out, 'file-descriptor-set.ts'), text);

function runBuf(...args) {
  return execFileSync(process.execPath, [buf, ...args], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 26,
  });
}
