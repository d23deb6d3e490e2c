/** The condition under which package.json's exports lead to the sources. */
const CONDITION = 'trellis-source';
/** The SDK compiles for 2017, where each private field is a `WeakMap`; the worker's Node runs newer code as it is. */
const TARGET = 'es2024';

/** The part of webpack's configuration that is changed here. */
interface BundlerConfig {
  readonly resolve?: object;
  readonly module?: { readonly rules?: readonly unknown[] };
}

interface CompilerRule {
  readonly use: { readonly loader: string; readonly options: { readonly jsc: object } };
}

/** How workflow code is bundled: compiled for the Node that runs it and, in this repository, with `trellis` from its sources. */
export const bundlerConfig = <C extends BundlerConfig>(config: C): C => ({
  ...config,
  ...(isSource && { resolve: { ...config.resolve, conditionNames: [CONDITION, '...'] } }),
  module: { ...config.module, rules: config.module?.rules?.map((rule) => (isCompiler(rule) ? forThisNode(rule) : rule)) },
});

/** A built package contains no sources. */
const isSource = import.meta.url.endsWith('.ts');

const isCompiler = (rule: unknown): rule is CompilerRule =>
  ((rule as Partial<CompilerRule>).use?.loader ?? '').includes('swc-loader');

function forThisNode(rule: CompilerRule): CompilerRule {
  const { use } = rule;
  return { ...rule, use: { ...use, options: { ...use.options, jsc: { ...use.options.jsc, target: TARGET } } } };
}
