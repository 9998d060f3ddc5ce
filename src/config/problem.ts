// What is wrong with the configuration: one place, one sentence with the fix.

export type ConfigProblem = {
  /** A file, or `environment`. */
  readonly file: string;
  /** From 1; absent where the problem has no place in a file. */
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
};

/** `file:line:col: message`, the form editors and CI logs link. */
export function formatProblem({ file, line, column, message }: ConfigProblem): string {
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
  return `${place}: ${message}`;
}

const SHOWN = 60;

/** A value as a message quotes it: short, on one line, without the password an address may hold. */
export function quote(value: unknown): string {
  const text = (JSON.stringify(value) ?? String(value)).replaceAll(/\/\/[^/@\s"]*@/g, "//…@");
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`;
}
