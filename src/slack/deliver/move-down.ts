// Brings an old message that needs a person down to the bottom of its channel, and shrinks the old one to a link.
import type { Attempt } from "../../domain/effect.ts";
import { words } from "../../words/words.ts";
import { section } from "../blocks/elements.ts";
import { link } from "../mrkdwn.ts";
import type { Courier } from "./courier.ts";
import type { Picture } from "./picture.ts";
import { type Posted, postMessage, updateMessage } from "./post-message.ts";
import { findPosted } from "./reconcile.ts";
import { SlackRefused } from "./slack-failure.ts";

/** Edits do not notify and scroll away: older than this, nobody would find the buttons. */
const OLD_MS = 10 * 60_000;

export function isBuried(courier: Courier, { place, needsPerson }: Picture, at: Posted): boolean {
  const ageMs = courier.clock.now().getTime() - Number(at.ts) * 1000;
  return needsPerson === true && !place.threadTs && place.channel === at.channel && ageMs > OLD_MS;
}

/** The new message; `settled` keeps it before the old one is touched, so that a crash in between posts no third. */
export async function moveDown(
  courier: Courier,
  { picture, old }: { picture: Picture; old: Posted },
  attempt: Attempt,
  settled: (at: Posted) => Promise<void>,
): Promise<void> {
  const at =
    (await findMoved(courier, picture, attempt)) ?? (await postDown(courier, picture, attempt));
  await settled(at);
  await shrinkOld(courier, old, at);
}

async function findMoved(
  courier: Courier,
  { place }: Picture,
  attempt: Attempt,
): Promise<Posted | undefined> {
  if (!attempt.isUncertain) return undefined;
  const sighting = await findPosted(courier, place, attempt);
  return sighting.kind === "posted" ? sighting.at : undefined;
}

async function postDown(courier: Courier, picture: Picture, attempt: Attempt): Promise<Posted> {
  return await postMessage(courier, picture.place, picture.drawn, attempt.id);
}

async function shrinkOld(courier: Courier, old: Posted, at: Posted): Promise<void> {
  const { teamUrl } = await courier.identity();
  const url = `${teamUrl}archives/${at.channel}/p${at.ts.replace(".", "")}`;
  const { movedDown, movedLink } = words.runMessage;
  const drawn = {
    text: movedDown(),
    blocks: [section(`${movedDown()} ${link(url, movedLink())}`)],
  };
  try {
    await updateMessage(courier, old, drawn);
  } catch (error) {
    // Buttons of the old message are judged by the engine all the same.
    if (!(error instanceof SlackRefused)) throw error;
    courier.log.warn({ err: error }, "an old message could not be shrunk");
  }
}
