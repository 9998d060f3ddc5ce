// The form that ends an incident, and what it says about changes that are still in place.
import type { ModalView } from "@slack/types";
import type { Incident } from "../../domain/incident.ts";
import { changeIncident } from "../../operations/change-incident.ts";
import { listStillChanged, type StillChanged } from "../../operations/list-still-changed.ts";
import { countAlertsOfIncident } from "../../storage/alerts.ts";
import { words } from "../../words/words.ts";
import { context, section } from "../blocks/elements.ts";
import { CALLBACKS } from "../ids.ts";
import { openForOpen } from "../open-modal.ts";
import { refusalLine } from "../refusals.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { changeLines } from "./change-lines.ts";
import { aboutIncident, incidentOf, lostForm } from "./change-view.ts";
import { noticeView } from "./notice.ts";
import { modal, textInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { stillChangedBlocks } from "./still-changed.ts";
import { stacked } from "./timeline-lines.ts";
import { closeView, type ViewAnswer, wrongFields } from "./view-answer.ts";

export async function openResolve(turn: Turn, incident: Incident): Promise<void> {
  const { firing } = await countAlertsOfIncident(turn.ctx.db, incident.id);
  const changed = await listOpenChanges(turn, incident);
  await openForOpen(turn, incident, resolveView(incident, { firing, changed }));
}

export async function listOpenChanges(
  { ctx }: Pick<Turn, "ctx">,
  { id }: Pick<Incident, "id">,
): Promise<readonly StillChanged[]> {
  return (await listStillChanged(ctx, id)).filter(({ isSettled }) => !isSettled);
}

const MOST_SHOWN = 10;

function resolveView(
  incident: Incident,
  seen: { readonly firing: number; readonly changed: readonly StillChanged[] },
): ModalView {
  const say = words.modal.resolve;
  const { firing, changed } = seen;
  const shown = changed.slice(0, MOST_SHOWN).flatMap(({ change }) => changeLines([change]));
  const hidden = changed.length - shown.length;
  const hint = say.summaryHint(incident.isPlanned);
  return modal({
    callback: CALLBACKS.resolve,
    title: say.title(incident.isPlanned),
    submit: say.title(incident.isPlanned),
    close: words.modal.cancel(),
    about: aboutIncident(incident),
    blocks: [
      ...(firing > 0 ? [context(say.stillFiring(firing))] : []),
      ...(shown.length > 0 ? [section(say.stillChanged(changed.length)), ...stacked(shown)] : []),
      ...(hidden > 0 ? [context(words.command.changes.more(hidden))] : []),
      textInput({ name: "summary", label: say.summary(), hint, isLong: true }),
    ],
  });
}

export async function submitResolve(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const incident = await incidentOf(turn, view);
  if (!incident) return lostForm();
  const command = { kind: "resolve", summary: readField(view, "summary") } as const;
  const changed = await changeIncident(turn.ctx, incident.id, command);
  if (!changed.ok) return wrongFields({ summary: await refusalLine(turn, changed.refusal) });
  const left = await listOpenChanges(turn, incident);
  if (left.length === 0) return closeView;
  const text = words.command.changes.atResolve(incident, left.length);
  const blocks = [section(text), ...stillChangedBlocks(left, turn.ctx.clock.now())];
  return { kind: "show", view: noticeView(words.modal.notice.title(), text, blocks) };
}
