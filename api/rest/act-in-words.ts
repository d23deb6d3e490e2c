import spec from './openapi.gen.json' with { type: 'json' };
import { own } from '../../domain/text/own.ts';
import { procedureAt, restPath } from './rest-path.ts';

/** Acts in the audit log that are no procedures: those of the command line, of other routes, and of Trellis itself. */
const others = {
  'POST /imports': 'Imports a file',
  'POST /suppressions': 'Imports a list of addresses that must not be contacted',
  'audit.acknowledge': 'Acknowledges what an audit found',
  'audit.repair': 'Repairs what an audit found',
  'fits.nightly': 'Each night, computes how well the leads fit',
  'fits.refreshed': 'Computes how well the leads fit, by score models that changed',
  'intake.nightly': 'Each night, gives leads that nobody looks after to a program or a rep',
  'retention.nightly': 'Each night, removes data that is too old',
  'sending.suspect': 'Finds that too many emails bounce or cause complaints',
  signIn: 'Signs in',
  staff: 'Reads the staff file',
} as const satisfies Record<string, string>;

interface Path {
  /** Procedures that only read have one. */
  readonly get?: object;
  readonly post: { readonly summary: string };
}

const paths = spec.paths as unknown as Readonly<Record<string, Path>>;

/** What an act of the audit log does, in words: the first words of the description of its procedure. */
export const actInWords = (action: string): string => own(others, action) ?? own(paths, restPath(action))?.post.summary ?? action;

/** All acts, by their words. */
export const acts = [
  ...Object.keys(others),
  ...Object.entries(paths).flatMap(([path, { get }]) => (get ? [] : procedureAt(path))),
]
  .map((action) => ({ action, text: actInWords(action) }))
  .toSorted((a, b) => a.text.localeCompare(b.text));
