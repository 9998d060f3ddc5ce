// Which freeze or exception a person means: the number they name, the only open one, or a question back.
import type { FreezeException } from "../../domain/freeze/exception.ts";
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { findExceptionByNumber } from "../../storage/freeze-exceptions.ts";
import { findFreezeByNumber, listOpenFreezes } from "../../storage/freezes.ts";
import { words } from "../../words/words.ts";
import { section } from "../blocks/elements.ts";
import { ACTIONS } from "../ids.ts";
import type { Turn } from "../turn.ts";
import { actions, button } from "../views/parts.ts";
import { askWhich, carrying } from "./ask-which.ts";
import { takeWord } from "./grammar.ts";

export type FreezeTarget = { readonly freeze: Freeze; readonly rest: string };

const FREEZE = /^(?:frz-?|#)(\d{1,9})$/i;
const EXCEPTION = /^exc-?(\d{1,9})$/i;

/** `frz-3 needed longer`: the freeze that a line names first, and the rest of it. */
export function takeFreeze(rest: string): { number: number | null; rest: string } {
  const { word, rest: after } = takeWord(rest);
  const digits = FREEZE.exec(word)?.[1];
  return digits === undefined ? { number: null, rest } : { number: Number(digits), rest: after };
}

export function takeException(rest: string): { number: number | null; rest: string } {
  const { word, rest: after } = takeWord(rest);
  const digits = EXCEPTION.exec(word)?.[1];
  return digits === undefined ? { number: null, rest } : { number: Number(digits), rest: after };
}

/** Undefined where the person was asked, or told that there is no such freeze. */
export async function findFreezeTarget(
  turn: Turn,
  wanted: { readonly verb: string; readonly rest: string },
): Promise<FreezeTarget | undefined> {
  const { number, rest } = takeFreeze(wanted.rest);
  if (number !== null) {
    const freeze = await freezeNumbered(turn, number);
    return freeze && { freeze, rest };
  }
  const open = await listKnownFreezes(turn);
  const [only, ...others] = open;
  if (only && others.length === 0) return { freeze: only, rest };
  if (!only) await sayNoneOpen(turn);
  else await askWhichFreeze(turn, open, wanted);
  return undefined;
}

/** Drafts are their declarer's own business. */
export async function listKnownFreezes(turn: Turn): Promise<readonly Freeze[]> {
  return (await listOpenFreezes(turn.ctx.db)).filter(({ state }) => state !== "drafted");
}

export async function freezeNumbered(turn: Turn, number: number): Promise<Freeze | undefined> {
  const freeze = await findFreezeByNumber(turn.ctx.db, number);
  if (freeze) return freeze;
  await turn.refuse({ code: "no-such-freeze", wanted: words.freeze.name(number) });
  return undefined;
}

export async function exceptionNumbered(
  turn: Turn,
  number: number,
): Promise<FreezeException | undefined> {
  const exception = await findExceptionByNumber(turn.ctx.db, number);
  if (exception) return exception;
  await turn.refuse({ code: "no-such-exception", wanted: words.exception.name(number) });
  return undefined;
}

async function askWhichFreeze(
  turn: Turn,
  open: readonly Freeze[],
  { verb, rest }: { readonly verb: string; readonly rest: string },
): Promise<void> {
  await askWhich(
    turn,
    words.freezeCommand.which(),
    open.map(({ number, title }) => ({
      action: ACTIONS.useCommand,
      part: number,
      value: carrying(`freeze ${verb} FRZ-${number}`, rest),
      text: words.freeze.name(number),
      label: `${words.freeze.name(number)} ${title}`,
    })),
  );
}

export async function sayNoneOpen(turn: Turn): Promise<void> {
  const text = words.freezeCommand.noneOpen();
  await turn.say({ text, blocks: [section(text), actions([newFreezeButton()])] });
}

export const newFreezeButton = () =>
  button({
    action: ACTIONS.newFreeze,
    value: { about: "nothing" },
    text: words.freeze.button.declareNew(),
    style: "primary",
  });
