#!/usr/bin/env node
import { handOver } from './carry.mjs';

handOver('apps/cli/main.ts', process.argv.slice(2));
