// Says a refusal to a person: in mrkdwn beside their click, in plain text under a field.
import type { Refusal } from "../domain/refusal.ts";
import type { RunRefusal } from "../domain/runbook/state/refusal.ts";
import { dayMoment } from "../domain/zone-time.ts";
import { listPeople } from "../storage/people.ts";
import type { Speech } from "../words/en/refusal.ts";
import { words } from "../words/words.ts";
import type { Answer } from "./answer.ts";
import { section } from "./blocks/elements.ts";
import { ACTIONS } from "./ids.ts";
import { esc, mention, plain } from "./mrkdwn.ts";
import type { Turn } from "./turn.ts";
import { actions, button } from "./views/parts.ts";

type Reader = Pick<Turn, "person">;

function clockTime(at: Date, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: zone }).format(at);
}

function speechFor({ person }: Reader): Speech {
  return {
    who: mention,
    time: (at) => clockTime(at, person.zone),
    moment: (at) => dayMoment(at, person.zone),
    quote: (text) => esc(text, 300),
  };
}

/** A field's error shows no mentions: people are called by their handle. */
async function plainSpeech({ person, ctx }: Pick<Turn, "person" | "ctx">): Promise<Speech> {
  const handles = new Map((await listPeople(ctx.db)).map((each) => [each.user, each.handle]));
  return {
    who: (user) => `@${handles.get(user) ?? user}`,
    time: (at) => clockTime(at, person.zone),
    moment: (at) => dayMoment(at, person.zone),
    quote: (text) => plain(text, 300),
  };
}

const refusalText = (reader: Reader, refusal: Refusal): string =>
  words.refusal.of(refusal, speechFor(reader));

export async function refusalLine(
  reader: Pick<Turn, "person" | "ctx">,
  refusal: Refusal,
): Promise<string> {
  return words.refusal.of(refusal, await plainSpeech(reader));
}

export const runRefusalText = (reader: Reader, refusal: RunRefusal): string =>
  words.refusal.ofRun(refusal, speechFor(reader));

export async function runRefusalLine(
  reader: Pick<Turn, "person" | "ctx">,
  refusal: RunRefusal,
): Promise<string> {
  return words.refusal.ofRun(refusal, await plainSpeech(reader));
}

/** The sentence, with a button for what to do next where there is one. */
export function refusalAnswer(reader: Reader, refusal: Refusal): Answer {
  const text = refusalText(reader, refusal);
  const next = nextButton(refusal);
  return next ? { text, blocks: [section(text), actions([next])] } : { text };
}

function nextButton(refusal: Refusal) {
  const { useCommand } = ACTIONS;
  if (refusal.code === "already-closed") {
    const value = { about: "command", text: `incident reopen INC-${refusal.number}` } as const;
    return button({ action: useCommand, value, text: words.command.verb("reopen") });
  }
  if (refusal.code === "no-such-incident") {
    const value = { about: "command", text: "incident list" } as const;
    return button({ action: useCommand, value, text: words.command.showOpen() });
  }
  if (refusal.code === "no-such-runbook") {
    const value = { about: "command", text: "runbook list" } as const;
    return button({ action: useCommand, value, text: words.command.showRunbooks() });
  }
  return undefined;
}
