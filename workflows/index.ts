export { leadLifecycle } from './lead-lifecycle.ts';
