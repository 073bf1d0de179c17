// Resolves k6's modules to the stand-ins beside this file.

const standIns = {
  k6: 'k6',
  'k6/http': 'http',
  'k6/metrics': 'metrics',
  'k6/data': 'data',
  'k6/execution': 'execution',
};

export function resolve(specifier, context, next) {
  const standIn = standIns[specifier];
  if (standIn) return { url: new URL(`${standIn}.mjs`, import.meta.url).href, shortCircuit: true };
  return next(specifier, context);
}
