#!/usr/bin/env node
import './need-node.js';

await import('./main.ts');
