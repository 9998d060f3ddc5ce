// `/freeze extend | shorten | lift | cancel | let-go`: at once where nothing depends on a zone, otherwise echoed first.
import { checkKind } from "../../domain/freeze/decide-freeze.ts";
import type { Freeze, FreezeChange } from "../../domain/freeze/freeze.ts";
import { letGo as letGoOf } from "../../operations/freezes/change-freeze.ts";
import { words } from "../../words/words.ts";
import { personOf } from "../answer-run.ts";
import { makeChange } from "../change-freeze.ts";
import { code, esc } from "../mrkdwn.ts";
import type { Turn } from "../turn.ts";
import type { ChangeWish } from "../views/freeze-change.ts";
import { openChange } from "../views/open-change.ts";
import type { FreezeTarget } from "./find-freeze.ts";
import { takeTime } from "./freeze-times.ts";
import { takeWord } from "./grammar.ts";
import { plainWords } from "./incident-state.ts";

export type OnFreeze = (turn: Turn, target: FreezeTarget) => Promise<void>;

/** A length is the same in every zone; a time of day is shown with its zone before it counts. */
export const moveEnd =
  (verb: "extend" | "shorten"): OnFreeze =>
  async (turn, { freeze, rest }) => {
    const text = await plainWords(turn, rest);
    const { now, zone } = { now: turn.ctx.clock.now(), zone: turn.person.zone };
    const taken = takeTime(text, { now, zone, edge: "end" });
    if (!taken) return await openChange(turn, freeze, unread(turn, verb, text));
    const { time, rest: reason } = taken;
    if (time.kind === "moment") {
      const note = time.note && words.freezeWindow.note(time.note, esc(zone, 60));
      return await openChange(turn, freeze, {
        ...{ verb, reason, endsAt: new Date(time.at) },
        ...(note && { note }),
      });
    }
    const endsAt = movedBy(freeze, verb, time.ms);
    if (reason === "" || !endsAt) {
      return await openChange(turn, freeze, { verb, reason, ...(endsAt && { endsAt }) });
    }
    await make(turn, freeze, { kind: verb, endsAt: endsAt.toISOString() }, reason);
  };

function movedBy({ endsAt }: Freeze, verb: "extend" | "shorten", ms: number): Date | undefined {
  if (endsAt === null) return undefined;
  return new Date(Date.parse(endsAt) + (verb === "extend" ? ms : -ms));
}

function unread({ parts }: Turn, verb: "extend" | "shorten", text: string): ChangeWish {
  if (text === "") return { verb };
  const { word } = takeWord(text);
  const why = words.freezeCommand.whenUsage(parts.names.freeze, verb);
  return { verb, reason: text, problem: words.freezeCommand.whenUnknown(code(word, 60), why) };
}

export const end =
  (verb: "lift" | "cancel"): OnFreeze =>
  async (turn, { freeze, rest }) => {
    const reason = await plainWords(turn, rest);
    const fits = checkKind(freeze, verb, turn.ctx.clock.now()) === undefined;
    if (reason === "" || !fits) return await openChange(turn, freeze, { verb, reason });
    await make(turn, freeze, { kind: verb }, reason);
  };

export const letGo: OnFreeze = async (turn, { freeze }) => {
  const letting = await letGoOf(turn.ctx, freeze.id, personOf(turn));
  if (!letting.ok) return await turn.refuse(letting.refusal);
  await turn.say({ text: words.freezeCommand.letGo(words.freeze.name(freeze.number)) });
};

async function make(
  turn: Turn,
  freeze: Freeze,
  change: FreezeChange,
  reason: string,
): Promise<void> {
  const changed = await makeChange(turn, freeze, { change, reason });
  if (changed.ok) await turn.say({ text: changed.text });
  else await turn.refuse(changed.refusal);
}
