// Opens the form of a change of a freeze for whoever may make it, or says at once why it cannot be made.
import { checkKind } from "../../domain/freeze/decide-freeze.ts";
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { mayManage } from "../../operations/freezes/may-manage.ts";
import { words } from "../../words/words.ts";
import { openModal } from "../open-modal.ts";
import type { Turn } from "../turn.ts";
import { type ChangeWish, freezeChangeView } from "./freeze-change.ts";

const INSTEAD = { cancel: "lift", lift: "cancel" } as const;

/** Its form; of what does not fit any more, or not yet, the form of what does; otherwise why not. */
export async function openChange(turn: Turn, freeze: Freeze, wish: ChangeWish): Promise<void> {
  const notManager = await mayManage(turn.aside, freeze);
  if (notManager) return await turn.refuse(notManager.refusal);
  const { verb } = wish;
  const now = turn.ctx.clock.now();
  const wrong = checkKind(freeze, verb, now);
  if (!wrong) return await openModal(turn, freezeChangeView(turn, freeze, wish));
  if ((verb !== "cancel" && verb !== "lift") || checkKind(freeze, INSTEAD[verb], now)) {
    return await turn.refuse(wrong.refusal);
  }
  const problem = words.freezeModal.change.instead[verb](words.freeze.name(freeze.number));
  const other = { ...wish, verb: INSTEAD[verb], problem };
  await openModal(turn, freezeChangeView(turn, freeze, other));
}
