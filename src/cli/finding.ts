// What doctor found out about one part, and how to put it right.

export type Finding = {
  readonly part: string;
  /** `bad` makes doctor fail; `warn` works, but less than it could; `note` cannot be seen from here. */
  readonly verdict: "ok" | "warn" | "bad" | "note";
  readonly text: string;
  readonly fix?: string;
};

export const ok = (part: string, text: string): Finding => ({ part, verdict: "ok", text });

/** No `fix` where the text has it already. */
export const bad = (part: string, text: string, fix?: string): Finding => ({
  ...{ part, verdict: "bad", text },
  ...(fix !== undefined && { fix }),
});

export const warn = (part: string, text: string, fix?: string): Finding => ({
  ...{ part, verdict: "warn", text },
  ...(fix !== undefined && { fix }),
});

export const note = (part: string, text: string): Finding => ({ part, verdict: "note", text });

/** One line each, whatever a foreign message holds. */
export function formatFindings(findings: readonly Finding[]): readonly string[] {
  const width = Math.max(...findings.map(({ part }) => part.length));
  return findings.map(({ part, verdict, text, fix }) => {
    const line = fix ? `${text} ${fix}` : text;
    return `${verdict.padEnd(4)}  ${part.padEnd(width)}  ${line.replaceAll(/\s*\n\s*/g, " | ")}`;
  });
}
