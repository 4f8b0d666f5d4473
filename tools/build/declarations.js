import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';

/** What an import, an export or an import type names. */
const SPECIFIER = /(\bfrom |\bimport\()(["'])([^"']+)\2/g;

/**
 * Writes the declarations of an entry, and of the workspace's own modules that these mention, as a tree of .d.ts files
 * that any TypeScript project can read: imports between them are relative and have extensions.
 * @param entry a .ts file, from the workspace's root
 * @returns the entry's declaration from `out`, and the npm packages that are mentioned
 */
export function writeDeclarations(workspace, entry, out) {
  const { config } = ts.readConfigFile(join(workspace, 'tsconfig.base.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(
    // Types are checked elsewhere, in the whole workspace.
    { ...config.compilerOptions, types: ['node'], noEmit: false, declaration: true, emitDeclarationOnly: true },
    workspace,
  );
  const host = ts.createCompilerHost(options);
  const resolved = (name, from) => {
    const { resolvedModule: found } = ts.resolveModuleName(name, from, options, host);
    // TypeScript gives no declarations of what it finds under node_modules, but there our own are only linked.
    if (found === undefined || found.resolvedFileName.includes('/node_modules/')) return found;
    return { ...found, isExternalLibraryImport: false };
  };
  host.resolveModuleNameLiterals = (names, from) => names.map(({ text }) => ({ resolvedModule: resolved(text, from) }));
  const program = ts.createProgram([join(workspace, entry)], options, host);
  const packages = new Set();
  const written = new Set();
  const declarationOf = (source) => relative(workspace, source).split(sep).join('/').replace(/\.ts$/, '.d.ts');

  function write(source) {
    const file = declarationOf(source);
    if (written.has(file)) return;
    written.add(file);
    const text = emitted(program, source).replace(SPECIFIER, (_, before, quote, name) => {
      const target = resolved(name, source);
      if (target === undefined || target.isExternalLibraryImport) {
        packages.add(name);
        return `${before}${quote}${name}${quote}`;
      }
      write(target.resolvedFileName);
      const path = relative(dirname(file), declarationOf(target.resolvedFileName))
        .split(sep)
        .join('/')
        .replace(/\.d\.ts$/, '.js');
      return `${before}${quote}${path.startsWith('.') ? path : `./${path}`}${quote}`;
    });
    mkdirSync(join(out, dirname(file)), { recursive: true });
    writeFileSync(join(out, file), text);
  }

  write(join(workspace, entry));
  return { types: declarationOf(join(workspace, entry)), packages: [...packages].sort() };
}

function emitted(program, source) {
  let text;
  program.emit(program.getSourceFile(source), (_, content) => (text = content), undefined, true);
  if (text === undefined) throw new Error(`${source} gives no declarations`);
  return text;
}
