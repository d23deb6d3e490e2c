import type { Arm } from '../domain/reports/ab-test.ts';
import type { CompiledContent } from './compiled-format.ts';

/**
 * What people call the two versions of a content that is tested: by their subjects, if these differ. A decision is about these names.
 * Undefined without a second version.
 */
export function armsOf({ versions, versionB }: CompiledContent): Readonly<Record<Arm, string>> | undefined {
  if (!versionB) return undefined;
  const { subject } = versions.default;
  return subject === versionB.subject ? { a: `${subject} (A)`, b: `${subject} (B)` } : { a: subject, b: versionB.subject };
}
