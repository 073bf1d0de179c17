// What the three scripts have in common: an open load, and what makes a run fail.

/**
 * An open model: requests start at a rate whatever the answers take, so that a slow service shows
 * as late answers instead of as fewer questions.
 *
 * @param {Record<string, number>} latencies p99 in milliseconds by name of operation
 */
export function options(latencies) {
  const rate = Number(__ENV.RATE || 200);
  return {
    scenarios: {
      storefront: {
        executor: 'constant-arrival-rate',
        rate,
        timeUnit: '1s',
        duration: __ENV.DURATION || '30s',
        preAllocatedVUs: 32,
        maxVUs: 128,
      },
    },
    thresholds: {
      checks: ['rate==1'],
      http_req_failed: ['rate==0'],
      wrong_answers: ['count==0'],
      // A generator that cannot keep its rate has measured itself.
      dropped_iterations: ['count==0'],
      ...Object.fromEntries(
        Object.entries(latencies).map(([name, p99]) => [
          `http_req_duration{operation:${name}}`,
          [`p(99)<${p99}`],
        ]),
      ),
    },
    summaryTrendStats: ['min', 'med', 'p(95)', 'p(99)', 'max'],
  };
}
