// What the command line can do, and which variables it reads.
import { variables } from "../config/variables.ts";
import type { Verb } from "./verb.ts";

export function renderHelp(verbs: readonly Verb[]): readonly string[] {
  return [
    "Muster: on-call, incidents and runbooks in Slack.",
    "",
    "Usage: node src/main.ts [verb]",
    "",
    ...verbs.map(({ name, usage, meaning }) => row(`${name} ${usage}`, meaning)),
    row("help", "shows this"),
    "",
    "Environment:",
    ...variables.map(({ name, meaning, fallback }) => {
      const without = fallback === "" ? "" : ` (${plain(fallback)})`;
      return row(name, plain(meaning) + without);
    }),
  ];
}

const row = (name: string, text: string): string => `  ${name.padEnd(24)} ${text}`;

/** Without Markdown's marks. */
const plain = (text: string): string => text.replaceAll(/`|\*\*/g, "");
