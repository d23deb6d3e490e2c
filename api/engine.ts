export * from '../domain/engine.ts';
