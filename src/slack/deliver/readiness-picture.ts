// A campaign's board in the release channel, as it stands now.
import { findCampaignOfBoard } from "../../operations/readiness/find-campaign.ts";
import { readStanding } from "../../operations/readiness/read-standing.ts";
import { listPeople } from "../../storage/people.ts";
import { renderReadiness } from "../blocks/readiness-board.ts";
import { findReleaseChannel } from "./channels.ts";
import { type Courier, readLook } from "./courier.ts";
import type { Picture } from "./picture.ts";
import { Pointless } from "./slack-failure.ts";

export async function drawReadiness(courier: Courier, key: string): Promise<Picture> {
  const { ctx, clock } = courier;
  const campaign = findCampaignOfBoard(ctx.shop, key);
  if (!campaign) throw new Pointless(`muster.yml has no campaign of the board ${key}`);
  const standing = await readStanding({ ...ctx, now: clock.now() }, campaign);
  const { board } = standing;
  if (!board) throw new Pointless(`the board ${key} is gone`);
  // Handles too: muster.yml writes owners so.
  const people = await listPeople(ctx.db);
  const names = new Map(
    people.flatMap((p) => [[p.user, p.name] as const, [`@${p.handle}`, p.name] as const]),
  );
  const look = { ...(await readLook(courier, [])), names };
  const drawn = renderReadiness({ ...standing, board }, look);
  return { place: { channel: await findReleaseChannel(courier) }, drawn };
}
