// `k6/metrics`, the samples behind it, and the judgment of thresholds.

/** Every sample by name of its metric. */
const samples = new Map();
/** How samples become values; what k6 itself records, and what scripts make. */
const kinds = new Map([
  ['checks', 'rate'],
  ['http_req_failed', 'rate'],
  ['http_reqs', 'counter'],
  ['iterations', 'counter'],
  ['dropped_iterations', 'counter'],
  ['http_req_duration', 'trend'],
]);

export function record(metric, value, tags) {
  if (!samples.has(metric)) samples.set(metric, []);
  samples.get(metric).push({ value: Number(value), tags });
}

class Metric {
  constructor(name, kind) {
    this.name = name;
    kinds.set(name, kind);
  }

  add(value, tags = {}) {
    record(this.name, value, tags);
  }
}

const metric = (kind) =>
  class extends Metric {
    constructor(name) {
      super(name, kind);
    }
  };

export const Counter = metric('counter');
export const Gauge = metric('gauge');
export const Rate = metric('rate');
export const Trend = metric('trend');

const sum = (values) => values.reduce((total, value) => total + value, 0);
const quantile = (values, q) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? 0;

function aggregate(kind, of, values) {
  if (of === 'count') return kind === 'counter' ? sum(values) : values.length;
  if (of === 'rate') return values.length ? sum(values) / values.length : 0;
  if (of === 'value') return values[values.length - 1] ?? 0;
  if (of === 'min') return Math.min(...values);
  if (of === 'max') return Math.max(...values);
  if (of === 'avg') return sum(values) / (values.length || 1);
  if (of === 'med') return quantile(values, 0.5);
  return quantile(values, Number(/^p\((.+)\)$/.exec(of)[1]) / 100);
}

const compare = {
  '==': (a, b) => a === b,
  '===': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
};

/**
 * One verdict a threshold. Not judged are times, and counts a second, which is what `rate` of a
 * counter means.
 */
export function* verdicts(thresholds) {
  for (const [metric, conditions] of Object.entries(thresholds)) {
    const [, name, key, wanted] = /^(\w+)(?:\{(\w+):(.+)\})?$/.exec(metric);
    const kind = kinds.get(name);
    if (!kind) throw new Error(`threshold on ${name}, which no one records`);
    const taken = (samples.get(name) ?? []).filter(({ tags }) => !key || tags[key] === wanted);
    const values = taken.map(({ value }) => value);
    for (const condition of conditions) {
      const threshold = condition.threshold ?? condition;
      const [, of, sign, bound] = /^(.+?)\s*(===?|!=|<=|>=|<|>)\s*(.+)$/.exec(threshold);
      const value = aggregate(kind, of, values);
      const judged = kind !== 'trend' && !(kind === 'counter' && of === 'rate');
      const holds = compare[sign](value, Number(bound));
      yield { metric, threshold, value: Math.round(value * 1000) / 1000, judged, holds };
    }
  }
}
