#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { importTypescript } from '../../../tools/run-typescript.js';

await importTypescript(fileURLToPath(new URL('../src/main.ts', import.meta.url)));
