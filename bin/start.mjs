#!/usr/bin/env node
import { handOver } from './carry.mjs';

handOver('apps/server/main.ts', process.argv.slice(2));
