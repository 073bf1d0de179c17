// `k6/execution`: which iteration of which scenario is running.

const scenario = { name: '', iterationInTest: 0, iterationInInstance: 0 };
const vu = { idInTest: 1, idInInstance: 1, iterationInScenario: 0 };

export function enter(name, iteration) {
  Object.assign(scenario, { name, iterationInTest: iteration, iterationInInstance: iteration });
  vu.iterationInScenario = iteration;
  globalThis.__ITER = iteration;
}

const test = {
  abort(reason) {
    throw new Error(`aborted: ${reason}`);
  },
};

export default { scenario, vu, test };
