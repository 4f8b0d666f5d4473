import { environment } from '@tiebreak/configuration';
import { details, temporaryFolders, trained } from '../test/bundles';
import { readRerankerBundle, writeBundle } from './index';

const newFolder = temporaryFolders();

it('ONNX Runtime is told to tell nobody what it runs, before it runs anything', async () => {
  const folder = newFolder();
  await writeBundle(folder, trained, details);
  await (await readRerankerBundle(folder)).model.release();
  expect(environment().ORT_DISABLE_TELEMETRY).toBe('1');
});
