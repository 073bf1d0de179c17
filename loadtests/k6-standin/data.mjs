// `k6/data`: memory that virtual users share; there is only one here.

export class SharedArray extends Array {
  constructor(_name, make) {
    super();
    this.push(...make());
  }

  static get [Symbol.species]() {
    return Array;
  }
}
