import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepPorts, keptPorts } from '../../dev/kept-ports.ts';
import { freePort } from '../../dev/ports.ts';
import { temporaryFolder } from './folder.ts';

test.each(['', '{"smtp":25', 'null', '{"smtp":"25 "}', '{"smtp":99999999}'])(
  'a file of ports that says %j, because a process was killed or somebody edited it, counts as none',
  async (text) => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'ports.json'), text);
    expect(await keptPorts(folder.path)).toEqual({});
    const smtp = await freePort();
    await keepPorts(folder.path, { smtp: `smtp://127.0.0.1:${smtp}` });
    expect(await keptPorts(folder.path)).toEqual({ smtp });
  },
);
