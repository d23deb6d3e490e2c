/** Starts the parts of Trellis from code, where `trellis worker` and `trellis api` are not enough. */
export { startPlatform, type Part, type Platform, type PlatformOptions } from './platform.ts';
export { readSettings, BadSettings, type ProcessSettings } from './settings.ts';
export type { TemporalTarget } from '../engine/temporal-connection.ts';
