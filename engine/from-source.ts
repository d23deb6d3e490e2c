/** The condition under which package.json's exports lead to the sources. */
const CONDITION = 'trellis-source';

interface BundlerConfig {
  readonly resolve?: object;
}

/**
 * In this repository, lets the workflow bundler resolve `trellis` to the sources. A built package contains no sources.
 */
export const fromSource = <C extends BundlerConfig>(config: C): C =>
  import.meta.url.endsWith('.ts') ? { ...config, resolve: { ...config.resolve, conditionNames: [CONDITION, '...'] } } : config;
