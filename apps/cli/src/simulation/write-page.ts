import { writeFile } from 'node:fs/promises';
import { renderSimulation, type SimulationContents } from '@tiebreak/report';
import { refusing } from '../refusal';

/** Writes the page of a simulation. @throws Refusal when the file cannot be written */
export async function writeSimulationPage(path: string, contents: SimulationContents): Promise<void> {
  await writeFile(path, renderSimulation(contents)).catch(refusing(path, 'a file that can be written'));
}
