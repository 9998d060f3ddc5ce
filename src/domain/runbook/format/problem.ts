// What is wrong with a runbook file, first by its place in the structure, then by line and column.

export type Path = readonly (string | number)[];

/** A fault at a place of the parsed structure; `offset` counts characters into a text value. */
export type Fault = {
  readonly path: Path;
  readonly on?: "key" | "value";
  readonly offset?: number;
  readonly message: string;
};

/** Lines and columns count from 1, as editors do. */
export type Problem = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
};

export function quote(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value) ?? String(value);
  return `'${value.length > 60 ? `${value.slice(0, 60)}…` : value}'`;
}

export function formatProblem(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.message}`;
}
