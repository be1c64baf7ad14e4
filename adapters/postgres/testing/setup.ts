import { leaveTestCluster } from './cluster.ts';

/** vitest globalSetup: names the run, and after it gives the test cluster up. Costs nothing when no test asked for one. */
export default function setup(): () => Promise<void> {
  process.env.QUITTANCE_TEST_RUN = String(process.pid);
  return () => leaveTestCluster(process.pid);
}
