// What direct messages about freezes and exceptions offer to press, read off Slack as people see it.
import type { Message, Outcome, Slack, Use } from "../../../src/rehearsal/slack/types.ts";
import { readValue, type Value } from "../../../src/slack/ids.ts";
import { idOf, messagesIn } from "../../support/people.ts";

type Drawn = {
  readonly type?: string;
  readonly block_id?: string;
  readonly action_id?: string;
  readonly value?: string;
  readonly elements?: readonly Drawn[];
};

export type Meaning = { readonly action: string; readonly means: (value: Value) => boolean };

/** Presses it in the newest message to that person that has it; undefined where none has. */
export async function pressInDm(
  slack: Slack,
  user: string,
  meaning: Meaning,
): Promise<Outcome | undefined> {
  for (const message of messagesIn(slack, { dm: user }).toReversed()) {
    const use = findUse(message, meaning);
    if (use) return await slack.as(idOf(slack, user)).click(message.channelId, message.ts, use);
  }
  return undefined;
}

function findUse({ blocks }: Message, { action, means }: Meaning): Use | undefined {
  for (const { block_id, elements = [] } of blocks as readonly Drawn[]) {
    for (const { type, action_id, value } of elements) {
      if (type !== "button" || action_id !== action) continue;
      const read = readValue(value);
      if (!read.ok || !means(read.value)) continue;
      return { actionId: action_id, ...(block_id !== undefined && { blockId: block_id }) };
    }
  }
  return undefined;
}
