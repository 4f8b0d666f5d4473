import { cpSync, realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';

/** What an installed package carries for those who read it, not for those who run it. */
const FOR_READERS = /\.(d\.[cm]?ts|map)$/;

/** ONNX Runtime's binaries of one platform and architecture; the package carries those of five, 288 MB in all. */
const BINARIES = /^bin\/napi-v\d+\/([^/]+)(?:\/([^/]+))?/;

/** Copies one npm package without the packages nested in it, which come by themselves if they are needed. */
export function copyPackage(from, to) {
  // A package may be installed as a link; what is behind it is copied.
  const folder = realpathSync(from);
  cpSync(folder, to, {
    recursive: true,
    filter: (source) => {
      const path = relative(folder, source).replaceAll(sep, '/');
      if (path === 'node_modules' || FOR_READERS.test(path)) return false;
      const [, platform, arch] = BINARIES.exec(path) ?? [];
      return (platform ?? process.platform) === process.platform && (arch ?? process.arch) === process.arch;
    },
  });
}
