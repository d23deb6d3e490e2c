// In this repository, Trellis runs the example.
export { default } from './example/trellis.config.ts';
