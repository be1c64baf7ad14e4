#!/usr/bin/env node
// Runs any script of this project under the carried Node: node bin/carried.mjs SCRIPT ARGS
import { handOver } from './carry.mjs';

const [script, ...args] = process.argv.slice(2);
handOver(script, args);
