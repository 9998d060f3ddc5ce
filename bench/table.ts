// Prints the figures: each beside its peer, the ratio of both, and the bar it has to hold.

export type Row = {
  readonly what: string;
  readonly figure: string;
  readonly peer?: string;
  readonly ratio?: number;
  readonly bar?: string;
  /** Whether the bar is held. */
  readonly holds?: boolean;
};

const HEADS = ["", "Muster", "beside it", "ratio", "bar", ""];

export function renderTable(rows: readonly Row[]): string {
  const cells = [HEADS, ...rows.map(cellsOf)];
  const widths = HEADS.map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const [head = HEADS, ...body] = cells;
  const rule = widths.map((width) => "─".repeat(width)).join("──");
  return [line(head), rule, ...body.map(line)].join("\n");
}

function cellsOf({ what, figure, peer = "", ratio, bar = "", holds }: Row): readonly string[] {
  const verdict = holds === undefined ? "" : holds ? "holds" : "MISSED";
  return [what, figure, peer, ratio === undefined ? "" : ratio.toFixed(2), bar, verdict];
}

/** 3 digits are what such measurements can bear. */
export function ms(value: number): string {
  if (value >= 1000) return `${(value / 1000).toFixed(2)} s`;
  return `${value >= 100 ? value.toFixed(0) : value.toPrecision(2)} ms`;
}

export const pair = ({ p50, p99 }: { p50: number; p99: number }): string =>
  `${ms(p50)} / ${ms(p99)}`;

export const rate = (value: number): string =>
  `${Math.round(value).toLocaleString("en").replaceAll(",", " ")}/s`;
