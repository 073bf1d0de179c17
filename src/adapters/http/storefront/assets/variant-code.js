// Which combinations of option values exist and which are for sale, read from the compact `v1_` code of a product, so
// that the option picker answers without a request. Positions count option values as `Product.options` lists them.

/**
 * Reads a `v1_` code: `:` opens the next option, each `,` closes the prefix opened last, and in the last option a space
 * is a gap between values and `-` a run of them. Unknown versions and absent codes read as null: nothing is known.
 *
 * @param {string | null | undefined} code such as `v1_0:0:0,1:0-1,,1:0:0,,`
 * @returns {number[][] | null} one list of positions for each combination, in the order of the code
 */
export function decode(code) {
  if (!code?.startsWith("v1_")) return null;
  const found = [];
  const prefix = [];
  let number = "";
  let runStart = null;
  const close = () => {
    if (number === "") return;
    const last = Number(number);
    for (let value = runStart ?? last; value <= last; value++) found.push([...prefix, value]);
    number = "";
    runStart = null;
  };
  for (const sign of code.slice(3)) {
    if (sign >= "0" && sign <= "9") number += sign;
    else if (sign === ":") {
      prefix.push(Number(number));
      number = "";
    } else if (sign === "-") {
      runStart = Number(number);
      number = "";
    } else {
      close();
      if (sign === ",") prefix.pop();
    }
  }
  close();
  return found;
}

/** The combinations of one product, for the picker. */
export class Combinations {
  /**
   * @param {string | null} existence `Product.encodedVariantExistence`
   * @param {string | null} availability `Product.encodedVariantAvailability`
   */
  constructor(existence, availability) {
    this.all = decode(existence);
    this.forSale = new Set((decode(availability) ?? this.all ?? []).map(String));
    this.existing = new Set((this.all ?? []).map(String));
  }

  /**
   * @param {number[]} chosen one position for each option
   * @returns {"for-sale" | "sold-out" | "impossible"}
   */
  state(chosen) {
    const key = String(chosen);
    if (this.all && !this.existing.has(key)) return "impossible";
    return !this.all || this.forSale.has(key) ? "for-sale" : "sold-out";
  }

  /**
   * The existing combination with `value` in `option` that keeps most of what was chosen, one for sale if it can be;
   * the wish itself when it exists or when nothing is known; null when no combination has that value.
   *
   * @param {number[]} chosen @param {number} option @param {number} value
   */
  nearest(chosen, option, value) {
    const wish = chosen.map((position, at) => (at === option ? value : position));
    if (this.state(wish) !== "impossible") return wish;
    const rank = (one) =>
      2 * one.filter((position, at) => position === chosen[at]).length + (this.forSale.has(String(one)) ? 1 : 0);
    return this.all
      .filter((one) => one[option] === value)
      .reduce((best, one) => (best && rank(best) >= rank(one) ? best : one), null);
  }
}
