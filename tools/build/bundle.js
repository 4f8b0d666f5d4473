import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Relative paths and packages of the workspace; every other name is an npm package, or Node's own. */
const OURS = /^(\.|@tiebreak\/)/;

/**
 * Leaves npm packages outside. Our own modules only define things, so those of which nothing is used are left out, with
 * the packages that they alone import: a service needs not what writes bundles.
 */
const oursInside = {
  name: 'ours-inside',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /.*/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      // "resolved" marks the question that is asked below.
      if (kind === 'entry-point' || pluginData === 'resolved') return undefined;
      if (!OURS.test(path)) return { path, external: true };
      return { ...(await resolve(path, { kind, importer, resolveDir, pluginData: 'resolved' })), sideEffects: false };
    });
  },
};

/** How our code names the module of a worker thread. */
const WORKER = /new URL\('(\.\/[\w/-]+\.worker)\.ts', import\.meta\.url\)/g;

/** Has threads start from modules that lie beside the bundle, and notes which. */
const workersBeside = (found) => ({
  name: 'workers-beside',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\](libs|apps)[/\\].*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace(WORKER, (_, name) => {
        found.add(join(dirname(path), `${name}.ts`));
        return `new URL('./${basename(name)}.js', import.meta.url)`;
      });
      return { contents, loader: 'ts' };
    });
  },
});

/** Modules know where their sources stand, and find what lies beside these. */
const whereTheyStand = {
  name: 'where-they-stand',
  setup({ onLoad }) {
    onLoad({ filter: /\.[jt]s$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replaceAll(/import\.meta\.url/g, JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: path.endsWith('.ts') ? 'ts' : 'js' };
    });
  },
};

const settings = (workspace) => ({
  absWorkingDir: workspace,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: 'linked',
  // Nest names loggers and providers by their classes.
  keepNames: true,
  tsconfig: join(workspace, 'tsconfig.base.json'),
  metafile: true,
  logLevel: 'warning',
});

/**
 * Bundles the workspace's own TypeScript that an entry reaches into one ES module with a linked source map, and
 * the modules of its worker threads into one each, beside it.
 * @param options.write false: only find out what would be in it
 * @returns `imports`: what the module still imports, npm packages with their subpaths and Node's own modules;
 *   `sources`: our files whose code is in it, and the index files by way of which it came, relative to the workspace
 */
export async function bundle(workspace, entry, outfile, { write = true } = {}) {
  const workers = new Set();
  const { metafile } = await build({
    ...settings(workspace),
    entryPoints: [entry],
    outfile,
    plugins: [oursInside, workersBeside(workers)],
    write,
  });
  const beside = await Promise.all(
    [...workers].map((worker) =>
      bundle(workspace, worker, join(dirname(outfile), basename(worker).replace(/\.ts$/, '.js')), { write }),
    ),
  );
  const outputs = Object.values(metafile.outputs);
  return {
    imports: [
      ...outputs.flatMap(({ imports }) => imports.filter(({ external }) => external).map(({ path }) => path)),
      ...beside.flatMap(({ imports }) => imports),
    ],
    sources: [...outputs.flatMap(({ inputs }) => Object.keys(inputs)), ...beside.flatMap(({ sources }) => sources)],
  };
}

/**
 * Bundles likewise for use in this workspace only: what is imported dynamically into modules of its own, and worker
 * threads are left to start from their sources.
 * @returns `main`: the module of the entry; `sources`: relative to the workspace
 */
export async function bundleInPlace(workspace, entry, folder) {
  const { metafile } = await build({
    ...settings(workspace),
    entryPoints: [entry],
    outdir: folder,
    entryNames: 'main',
    outExtension: { '.js': '.mjs' },
    splitting: true,
    plugins: [oursInside, whereTheyStand],
  });
  return { main: join(folder, 'main.mjs'), sources: Object.keys(metafile.inputs) };
}
