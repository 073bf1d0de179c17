// Reads the operations that the scripts send. Only in k6's init stage, where `open` exists.

/**
 * @typedef {object} Operation
 * @property {string} name file name without its ending
 * @property {string} query the text, as written
 * @property {string} covers what clients rely on that this operation tries
 * @property {Record<string, any>} variables with `{placeholders}`
 * @property {Record<string, any>[]} [also] further sets of variables that meet the same expectations
 * @property {Record<string, any>} expect path below `data` → rule
 */

/**
 * @param {string} name of a pair of files in `operations/`
 * @returns {Operation}
 */
export function operation(name) {
  // Without `resolve`, k6 would look beside the script that it was started with.
  const text = (ending) => open(import.meta.resolve(`../operations/${name}.${ending}`));
  return { name, query: text('graphql'), ...JSON.parse(text('json')) };
}
