// The messages of a freeze, as it stands now: its draft, its posts in the release channel, the questions to approvers.
import { isPerson } from "../../domain/actor.ts";
import type { Freeze, Proposal } from "../../domain/freeze/freeze.ts";
import { isOver } from "../../domain/freeze/freeze.ts";
import { readPostRef, writePostRef } from "../../domain/freeze/posts.ts";
import { findFreeze, listOpenFreezes } from "../../storage/freezes.ts";
import { findIncident } from "../../storage/incidents.ts";
import { findProjection } from "../../storage/projections.ts";
import { words } from "../../words/words.ts";
import { renderFreezeBanner } from "../blocks/freeze-banner.ts";
import { renderFreezeDraft } from "../blocks/freeze-draft.ts";
import { type NoticeMoment, renderFreezeNotice } from "../blocks/freeze-notice.ts";
import { renderFreezeVote } from "../blocks/freeze-vote.ts";
import type { Look } from "../blocks/look.ts";
import { subjectOf } from "../read-freeze.ts";
import { findReleaseChannel } from "./channels.ts";
import { type Courier, readLook } from "./courier.ts";
import { findUser } from "./find-user.ts";
import type { Picture } from "./picture.ts";
import { Pointless } from "./slack-failure.ts";

async function readFreeze({ ctx }: Courier, id: string): Promise<Freeze> {
  const freeze = await findFreeze(ctx.db, id);
  if (!freeze) throw new Pointless(`freeze ${id} is gone`);
  return freeze;
}

export async function drawFreezeDraft(courier: Courier, freezeId: string): Promise<Picture> {
  const freeze = await readFreeze(courier, freezeId);
  const { declaredBy } = freeze;
  if (!isPerson(declaredBy)) throw new Pointless(`freeze ${freezeId} was drafted by nobody`);
  const { ctx } = courier;
  const { approval, channel } = ctx.shop.freeze;
  const subject = {
    ...(await subjectOf(ctx, freeze)),
    ...{ approval, channel, overlaps: await listOverlaps(courier, freeze) },
  };
  const look = await lookAt(courier, freeze);
  const user = await findUser(courier, declaredBy.user);
  return {
    place: { channel: user, isDm: true },
    drawn: renderFreezeDraft(subject, look),
    isPast: isOver(freeze),
  };
}

/** Names of other freezes, granted or asked for, that hold some of the same at the same time. */
async function listOverlaps({ ctx }: Courier, freeze: Freeze): Promise<readonly string[]> {
  const { startsAt, endsAt, scope } = freeze;
  const others = (await listOpenFreezes(ctx.db)).filter(
    (other) => other.id !== freeze.id && other.state !== "drafted" && other.ended === null,
  );
  return others
    .filter(
      (other) =>
        (endsAt === null || other.startsAt < endsAt) &&
        (other.endsAt === null || startsAt < other.endsAt) &&
        other.scope.repositories.some((each) => scope.repositories.includes(each)),
    )
    .map(({ number }) => words.freeze.name(number));
}

export async function drawFreezePost(courier: Courier, ref: string): Promise<Picture> {
  const { freezeId, moment } = readPostRef(ref);
  const freeze = await readFreeze(courier, freezeId);
  const subject = await subjectOf(courier.ctx, freeze);
  const look = await lookAt(courier, freeze);
  const place = { channel: await findReleaseChannel(courier) };
  if (moment === "announced") {
    const incident = freeze.incidentId
      ? await findIncident(courier.ctx.db, freeze.incidentId)
      : undefined;
    const banner = { ...subject, incident: incident?.number ?? null };
    return { place, drawn: renderFreezeBanner(banner, look) };
  }
  const notice = {
    ...subject,
    moment: moment satisfies NoticeMoment,
    hasOwnStart: (await findPost(courier, freezeId, "start")) !== undefined,
    bannerUrl: await findBannerUrl(courier, freezeId, look),
  };
  return { place, drawn: renderFreezeNotice(notice, look) };
}

const findPost = async ({ ctx }: Courier, freezeId: string, moment: "start" | "announced") =>
  await findProjection(ctx.db, "freeze-post", writePostRef(freezeId, moment));

async function findBannerUrl(
  courier: Courier,
  freezeId: string,
  { teamUrl }: Look,
): Promise<string | null> {
  const banner = await findPost(courier, freezeId, "announced");
  if (!banner?.channel || !banner.ts || teamUrl === undefined) return null;
  return `${teamUrl}archives/${banner.channel}/p${banner.ts.replace(".", "")}`;
}

export async function drawFreezeVote(courier: Courier, ref: string): Promise<Picture> {
  const [freezeId = "", proposalId = "", user = ""] = ref.split("/");
  const freeze = await readFreeze(courier, freezeId);
  const proposal = findProposal(freeze, proposalId);
  const reader = await findUser(courier, user);
  const subject = await subjectOf(courier.ctx, freeze);
  const look = await lookAt(courier, freeze);
  return {
    place: { channel: reader, isDm: true },
    drawn: renderFreezeVote({ ...subject, proposal, proposalId, reader }, look),
    isPast: freeze.proposal?.id !== proposalId,
  };
}

/** One that the freeze's own end overtook was never decided: nothing is asked any more. */
function findProposal({ proposal, decided = [] }: Freeze, id: string): Proposal | null {
  if (proposal?.id === id) return proposal;
  const past = decided.find((each) => each.id === id);
  return past && past.ballot.state !== "asked" ? past : null;
}

async function lookAt(courier: Courier, freeze: Freeze): Promise<Look> {
  const { declaredBy, proposal, ended, reason } = freeze;
  const actors = [declaredBy, proposal?.by, ended?.by].flatMap((actor) =>
    actor && isPerson(actor) ? [actor.user] : [],
  );
  const users = [...actors, ...(proposal?.ballot.eligible ?? [])];
  return await readLook(courier, users, [reason, proposal?.reason]);
}
