import { type FileHandle, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  bm25,
  characterGrams,
  entitySentence,
  entityTerms,
  spokenNames,
  type ImpactIndex,
  ImpactIndexBuilder,
  packImpactIndex,
  type SentenceEncoder,
  unitLength,
} from '@tiebreak/candidates';
import type { CatalogueEntity } from '@tiebreak/catalogue';
import type { CatalogueVocabulary } from '@tiebreak/understanding';
import { FILES, type SnapshotManifest } from '../snapshot/snapshot';
import { GraphWriter } from './graph-writer';

/** Entities that are encoded at a time. */
const BATCH = 64;

/** Writes the arrays of a snapshot: weighted terms, and vectors when there is an encoder. */
export class ArrayWriter {
  private readonly grams = new ImpactIndexBuilder();
  private readonly gramRows: number[] = [];
  private readonly terms = new ImpactIndexBuilder();
  private readonly graph: GraphWriter | undefined;
  private vectorFile: FileHandle | undefined;
  private waiting: string[] = [];

  /** @param kind which vectors are written; "none" exactly without an encoder */
  constructor(
    private readonly folder: string,
    private readonly vocabulary: CatalogueVocabulary,
    private readonly encoder: SentenceEncoder | undefined,
    kind: SnapshotManifest['vectors'],
  ) {
    this.graph = kind === 'hnsw' ? new GraphWriter(encoder!.dimensions) : undefined;
  }

  /** Adds the next row; rows come in order, from 0. */
  async add(row: number, entity: CatalogueEntity): Promise<void> {
    for (const name of spokenNames(entity)) this.grams.add(this.gramRows.push(row) - 1, characterGrams(name));
    this.terms.add(row, entityTerms(entity, this.vocabulary));
    if (this.encoder === undefined) return;
    this.waiting.push(entitySentence(entity));
    if (this.waiting.length === BATCH) await this.encodeWaiting();
  }

  async finish(): Promise<void> {
    await this.encodeWaiting();
    await this.vectorFile?.close();
    await Promise.all([this.graph?.save(join(this.folder, FILES.neighbours)), this.writeTerms()]);
  }

  private async writeTerms(): Promise<void> {
    await this.writeImpacts(FILES.grams, this.grams.build(unitLength));
    await writeFile(join(this.folder, FILES.gramRows), Uint32Array.from(this.gramRows));
    await this.writeImpacts(FILES.terms, this.terms.build(bm25));
  }

  private async encodeWaiting(): Promise<void> {
    if (this.encoder === undefined || this.waiting.length === 0) return;
    const vectors = await this.encoder.encode(this.waiting);
    if (this.graph === undefined) {
      this.vectorFile ??= await open(join(this.folder, FILES.vectors), 'w');
      await this.vectorFile.write(new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength));
    } else {
      await this.graph.add(vectors);
    }
    this.waiting = [];
  }

  private async writeImpacts(name: string, index: ImpactIndex): Promise<void> {
    const file = await open(join(this.folder, name), 'w');
    for (const part of packImpactIndex(index)) await file.write(part);
    await file.close();
  }
}
