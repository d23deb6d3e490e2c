#!/usr/bin/env node
import { extension } from './start.js';

await import(`./main.${extension}`);
