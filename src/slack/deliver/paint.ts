// Brings a painted message up to date: the newest state wins, what is unchanged is left alone, what is lost is posted anew.
import { createHash } from "node:crypto";
import type { Attempt } from "../../domain/effect.ts";
import { laneOf } from "../../domain/lane.ts";
import type { Projection, ProjectionKind } from "../../domain/projection.ts";
import { forgetPainted, recordPainted } from "../../operations/record-delivery.ts";
import { listSentOnLane } from "../../storage/outbox.ts";
import { findProjection } from "../../storage/projections.ts";
import type { Drawn } from "../limits.ts";
import { forgetChannel } from "./channels.ts";
import type { Courier } from "./courier.ts";
import { isBuried, moveDown } from "./move-down.ts";
import type { Picture } from "./picture.ts";
import { drawPicture } from "./pictures.ts";
import { fallbackOf, type Place } from "./places.ts";
import { markRepeat, type Posted, postMessage, updateMessage } from "./post-message.ts";
import { findPosted, waitBeforeRepeat } from "./reconcile.ts";
import { Held, isRefused, NotYet, Pointless } from "./slack-failure.ts";

export type PaintWish = { readonly projection: ProjectionKind; readonly ref: string };

const LOST = ["message_not_found", "cant_update_message", "edit_window_closed"];
const CHANNEL_LOST = ["channel_not_found", "is_archived", "is_inactive"];

export async function paint(courier: Courier, wish: PaintWish, attempt: Attempt): Promise<void> {
  const { projection: kind, ref } = wish;
  // Read before the picture is drawn: what is drawn is then at least as new as the version recorded.
  const projection = await findProjection(courier.ctx.db, kind, ref);
  if (!projection) throw new Pointless(`nothing is painted for ${kind} ${ref}`);
  const picture = await drawPicture(courier, kind, ref);
  const at = whereShown(projection);
  if (!at) return await paintFirst(courier, { projection, picture }, attempt);
  if (hashOf(picture.drawn) === projection.renderedHash) {
    return await record(courier, { projection, picture }, at);
  }
  if (isBuried(courier, picture, at)) {
    if (!attempt.isUncertain) await waitForTwin(courier, projection, attempt);
    const settled = async (now: Posted) => await record(courier, { projection, picture }, now);
    return await moveDown(courier, { picture, old: at }, attempt, settled);
  }
  try {
    await updateMessage(courier, at, picture.drawn);
    await record(courier, { projection, picture }, at);
  } catch (error) {
    if (!isRefused(error, ...LOST, ...CHANNEL_LOST)) throw error;
    courier.log.warn({ kind, ref, code: error.code }, "a painted message is lost; posting anew");
    await forgetPainted(courier.ctx, kind, ref);
    await postAnew(courier, { projection, picture }, attempt);
  }
}

type Painting = { readonly projection: Projection; readonly picture: Picture };

function whereShown({ channel, ts }: Projection): Posted | undefined {
  return channel && ts ? { channel, ts } : undefined;
}

async function paintFirst(courier: Courier, painting: Painting, attempt: Attempt): Promise<void> {
  const { place } = painting.picture;
  if (!attempt.isUncertain) {
    if (painting.picture.isPast) throw new Pointless("it was over before anybody was told");
    await waitForTwin(courier, painting.projection, attempt);
    return await postAnew(courier, painting, attempt);
  }
  const sighting = await findPosted(courier, place, attempt);
  if (sighting.kind === "posted") {
    // What was posted may be older than what was drawn now.
    await updateMessage(courier, sighting.at, painting.picture.drawn);
    return await record(courier, painting, sighting.at);
  }
  if (sighting.kind === "absent") return await postAnew(courier, painting, attempt);
  if (!isPersonal(painting.projection.kind)) await waitBeforeRepeat(courier, attempt);
  const drawn = markRepeat(painting.picture.drawn);
  await postAnew(courier, { ...painting, picture: { place, drawn } }, attempt);
}

/** An earlier wish for the same message is being looked for in Slack: a second post would be a twin. */
async function waitForTwin(
  courier: Courier,
  { kind, ref }: Projection,
  attempt: Attempt,
): Promise<void> {
  const { lane } = laneOf({ kind: "paint", projection: kind, ref });
  const sent = await listSentOnLane(courier.ctx.db, lane);
  const twin = sent.find(
    ({ id, effect }) =>
      id !== attempt.id &&
      effect.kind === "paint" &&
      effect.projection === kind &&
      effect.ref === ref,
  );
  if (twin) throw new NotYet(`an earlier post of the ${kind} is still uncertain`);
}

/** One person's own message: better twice than late, and nowhere but with them. */
const PERSONAL: ReadonlySet<ProjectionKind> = new Set([
  "page",
  "approval",
  "freeze-draft",
  "freeze-vote",
  "exception-vote",
  "exception-why",
]);

const isPersonal = (kind: ProjectionKind): boolean => PERSONAL.has(kind);

async function postAnew(courier: Courier, painting: Painting, attempt: Attempt): Promise<void> {
  const { projection, picture } = painting;
  const at = await postSomewhere(courier, painting, attempt);
  await record(courier, { projection, picture }, at);
}

async function postSomewhere(
  courier: Courier,
  { projection: { kind, incidentId }, picture: { place, drawn } }: Painting,
  attempt: Attempt,
): Promise<Posted> {
  try {
    return await postMessage(courier, place, drawn, attempt.id);
  } catch (error) {
    if (!isRefused(error, ...CHANNEL_LOST) || isPersonal(kind)) throw error;
    return await postMessage(
      courier,
      await otherPlace(courier, kind, incidentId),
      drawn,
      attempt.id,
    );
  }
}

async function otherPlace(
  courier: Courier,
  kind: ProjectionKind,
  incidentId: string | null,
): Promise<Place> {
  if (kind === "announcement") {
    await forgetChannel(courier, courier.ctx.shop.announceChannel);
    throw new Held("the channel of announcements is gone; looking for it again", 1_000);
  }
  if (kind === "freeze-post" || kind === "exception" || kind === "readiness") {
    await forgetChannel(courier, courier.ctx.shop.freeze.channel);
    throw new Held("the release channel is gone; looking for it again", 1_000);
  }
  if (!incidentId) throw new Pointless("its channel is gone");
  return await fallbackOf(courier, incidentId);
}

async function record(courier: Courier, painting: Painting, at: Posted): Promise<void> {
  const { kind, ref, wantedVersion } = painting.projection;
  await recordPainted(courier.ctx, kind, ref, {
    ...at,
    renderedVersion: wantedVersion,
    renderedHash: hashOf(painting.picture.drawn),
    lastEditAt: courier.clock.now(),
  });
}

function hashOf(drawn: Drawn): string {
  return createHash("sha256").update(JSON.stringify(drawn)).digest("hex");
}
