#!/usr/bin/env node
import { handOver } from './carry.mjs';

handOver('tests/run.ts', process.argv.slice(2));
