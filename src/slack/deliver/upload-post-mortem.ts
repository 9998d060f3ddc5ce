// Puts the post-mortem draft into the incident's channel as a file, and says where else it can be read.
import { z } from "zod";
import type { Attempt } from "../../domain/effect.ts";
import type { Incident } from "../../domain/incident.ts";
import { writePostMortem } from "../../operations/write-post-mortem.ts";
import { markDrill } from "../blocks/drill-mark.ts";
import { renderPostMortemReady } from "../messages/post-mortem.ts";
import type { Courier } from "./courier.ts";
import { readIncidentLook } from "./pictures.ts";
import { type Place, placeOfRoom, readIncident } from "./places.ts";
import { postMessage } from "./post-message.ts";
import { findPosted, waitBeforeRepeat } from "./reconcile.ts";
import { SlackRefused, SlackSilent } from "./slack-failure.ts";

/** Each step is remembered once done, so that a repeat goes on where the last try stopped. */
const progressShape = z.object({
  fileId: z.string().optional(),
  uploadUrl: z.string().optional(),
  isUploaded: z.boolean().optional(),
  /** Set before the file is shared: Slack shares a file once, and says no the second time. */
  isSharing: z.boolean().optional(),
  isShared: z.boolean().optional(),
});
type Progress = z.infer<typeof progressShape>;

export async function uploadPostMortem(
  courier: Courier,
  incidentId: string,
  attempt: Attempt,
): Promise<void> {
  const incident = await readIncident(courier, incidentId);
  const place = placeOfRoom(incident);
  const name = `inc-${incident.number}-post-mortem.md`;
  const file = { name, text: await writePostMortem(courier.ctx, incident) };
  let progress = progressShape.parse(attempt.progress);
  const keep = async (more: Progress): Promise<void> => {
    progress = { ...progress, ...more };
    await attempt.saveProgress({ ...attempt.progress, ...progress });
  };
  try {
    if (!progress.fileId) await keep(await reserve(courier, file));
    if (!progress.isUploaded) {
      await send(progress.uploadUrl ?? "", file);
      await keep({ isUploaded: true });
    }
    if (!progress.isShared) await share(courier, place, { file, progress, keep });
  } catch (error) {
    if (!(error instanceof SlackRefused) || error.code !== "missing_scope") throw error;
    // Without files:write the draft is still on its page; the message below says where.
  }
  await announce(courier, { incident, place }, attempt);
}

type Draft = { readonly name: string; readonly text: string };

const reserved = z.object({ upload_url: z.url(), file_id: z.string() });

async function reserve({ call }: Courier, { name, text }: Draft): Promise<Progress> {
  const args = { filename: name, length: Buffer.byteLength(text) };
  const answer = await call("files.getUploadURLExternal", args, reserved);
  return { fileId: answer.file_id, uploadUrl: answer.upload_url };
}

const UPLOAD_TIMEOUT_MS = 10_000;

/** Sending the bytes again changes nothing: nobody sees the file before it is shared. */
async function send(url: string, { text }: Draft): Promise<void> {
  const failed = (why: string, cause?: unknown) =>
    new SlackSilent(`uploading the file: ${why}`, false, { cause });
  let answer: Response;
  try {
    const signal = AbortSignal.timeout(UPLOAD_TIMEOUT_MS);
    const headers = { "content-type": "application/octet-stream" };
    answer = await fetch(url, { method: "POST", body: text, headers, signal, redirect: "error" });
  } catch (error) {
    throw failed(error instanceof Error ? error.message : String(error), error);
  }
  if (!answer.ok) throw failed(`HTTP ${answer.status}`);
}

type Sharing = {
  readonly file: Draft;
  readonly progress: Progress;
  readonly keep: (more: Progress) => Promise<void>;
};

async function share(courier: Courier, place: Place, sharing: Sharing): Promise<void> {
  const { file, progress, keep } = sharing;
  const isRepeat = progress.isSharing === true;
  await keep({ isSharing: true });
  try {
    const args = {
      files: [{ id: progress.fileId, title: file.name }],
      channel_id: place.channel,
      ...(place.threadTs && { thread_ts: place.threadTs }),
    };
    await courier.call("files.completeUploadExternal", args, z.object({}));
  } catch (error) {
    if (!isRepeat || !(error instanceof SlackRefused) || error.verdict === "fatal") throw error;
    courier.log.info({ code: error.code }, "the post-mortem file was shared by an earlier try");
  }
  await keep({ isShared: true });
}

async function announce(
  courier: Courier,
  { incident, place }: { incident: Incident; place: Place },
  attempt: Attempt,
): Promise<void> {
  if (attempt.isUncertain) {
    const sighting = await findPosted(courier, place, attempt);
    if (sighting.kind === "posted") return;
    if (sighting.kind === "unseen") await waitBeforeRepeat(courier, attempt);
  }
  const look = await readIncidentLook(courier, incident);
  const drawn = markDrill(incident, renderPostMortemReady(incident, look));
  await postMessage(courier, place, drawn, attempt.id);
}
