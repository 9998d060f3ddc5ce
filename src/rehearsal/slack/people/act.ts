// Runs one act of a person so that a refusal is a rejected promise, whether it came at once or later.

export function act<T>(run: () => T | Promise<T>): Promise<T> {
  return new Promise((resolve) => {
    resolve(run());
  });
}
