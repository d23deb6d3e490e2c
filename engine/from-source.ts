/** The condition under which package.json's exports lead to the sources. */
const CONDITION = 'trellis-source';

interface BundlerConfig {
  readonly resolve?: object;
}

/**
 * Lets the bundler of workflows find `trellis` among the sources, where they run as they are: in this repository. In a package
 * that was built, there are none.
 */
export const fromSource = <C extends BundlerConfig>(config: C): C =>
  import.meta.url.endsWith('.ts') ? { ...config, resolve: { ...config.resolve, conditionNames: [CONDITION, '...'] } } : config;
