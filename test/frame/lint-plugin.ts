import { functionForms } from './lint-forms.ts';
import { ownKeys } from './lint-lookups.ts';
import { reasons } from './lint-reasons.ts';
import { lintWalls } from './lint-walls.ts';

/** A plugin of oxlint, which `.oxlintrc.json` loads. */
export default {
  meta: { name: 'trellis' },
  rules: {
    'function-forms': { create: functionForms },
    'own-keys': { create: ownKeys },
    reasons: { create: reasons },
    walls: { create: lintWalls },
  },
};
