// Popularity as shops see it: the item of rank r is asked for about 1/r as often as the first.

/**
 * @param {number} count how many items there are; at least one
 * @param {number} [exponent] 1 is the classic curve; 0 makes all equal
 * @returns {(uniform: number) => number} maps a number in [0, 1) to a rank in [0, count)
 */
export function zipf(count, exponent = 1) {
  const cumulative = [];
  let sum = 0;
  for (let rank = 1; rank <= count; rank += 1) {
    sum += rank ** -exponent;
    cumulative.push(sum);
  }
  return (uniform) => {
    const wanted = uniform * sum;
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle] > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
