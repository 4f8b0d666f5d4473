// Learns from the judged queries of a file by leaving out one after another, and writes what came of it: learn-apart QUERIES OUT
// all|few. In a process of its own, because the realm in which Jest runs tests makes number crunching three times as slow.
import { readFileSync, writeFileSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { CHOICES, FEW_CHOICES, leaveOneOut } from './leave-one-out';
import type { SearchedQuery } from './searched-query';

const [queries, out, choices] = process.argv.slice(2);
const searched = deserialize(readFileSync(queries!)) as SearchedQuery[];
writeFileSync(out!, JSON.stringify(leaveOneOut(searched, choices === 'all' ? CHOICES : FEW_CHOICES)));
