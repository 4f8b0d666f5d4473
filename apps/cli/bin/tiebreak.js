#!/usr/bin/env node
import '../../../tools/run-typescript.js';

await import('../src/main.ts');
