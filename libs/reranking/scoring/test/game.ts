import { defineFeatures } from '@tiebreak/features';
import { sigmoid } from '@tiebreak/interpretation';
import type { ScoringModel } from '../src/index';

/** A cooperative game: what every coalition of players is worth, by the bits of its number. */
export type Game = readonly number[];

/** A model whose log-odds are what the coalition of the features that are not 0 is worth; it counts its calls. */
export function gameModel(worth: (coalition: number) => number, players: number): ScoringModel & { calls: number[] } {
  const columns = Array.from({ length: players }, (_, player) => `p${player}`);
  const schema = defineFeatures([{ name: 'player', version: 1, columns: () => columns, write: () => undefined }], {
    intents: [],
    slotNames: [],
    contextValues: {},
  });
  const calls: number[] = [];
  const logOdds = (rows: Float32Array): number[] => {
    const count = rows.length / players;
    calls.push(count);
    return Array.from({ length: count }, (_, row) =>
      worth(columns.reduce((coalition, _, i) => coalition | (rows[row * players + i] === 0 ? 0 : 1 << i), 0)),
    );
  };
  return {
    version: { domain: 'Music', version: '1.2.3', digest: 'sha256:0', featureFingerprint: schema.fingerprint },
    schema,
    calls,
    score: (rows) => Promise.resolve(logOdds(rows).map(sigmoid)),
    logOdds: (rows) => Promise.resolve(logOdds(rows)),
  };
}

/** Everybody plays. */
export const everybody = (players: number): Float32Array => new Float32Array(players).fill(1);

/**
 * Shapley's own formula: a player's mean contribution to the coalitions of the others, each weighted by
 * |S|! (n - |S| - 1)! / n! (Shapley 1953).
 */
export function shapleyValues(game: Game): number[] {
  const players = Math.log2(game.length);
  return Array.from({ length: players }, (_, player) =>
    game.reduce((sum, worth, coalition) => {
      if (coalition & (1 << player)) return sum;
      const size = coalition.toString(2).replaceAll('0', '').length;
      const weight = (factorial(size) * factorial(players - size - 1)) / factorial(players);
      return sum + weight * (game[coalition | (1 << player)]! - worth);
    }, 0),
  );
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
