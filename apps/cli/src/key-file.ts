import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Refusal, refusing } from './refusal';

/** The key in a PEM file. @throws Refusal naming the file when it cannot be read or holds something else */
export async function readKeyFile(path: string, read: (pem: string) => KeyObject): Promise<KeyObject> {
  const pem = await readFile(path, 'utf8').catch(refusing(path, 'a readable file'));
  try {
    return read(pem);
  } catch (error) {
    throw new Refusal(`${path}: ${(error as Error).message}`);
  }
}
