// The buttons about one incident: on its card, its announcement, reminders and the Home tab.
import type { Incident, IncidentCommand } from "../../domain/incident.ts";
import { changeIncident } from "../../operations/change-incident.ts";
import { findIncidentByNumber } from "../../storage/incidents.ts";
import { words } from "../../words/words.ts";
import { follow, postMortem, unfollow } from "../commands/incident-follow.ts";
import { openForOpen, openModal } from "../open-modal.ts";
import type { Turn } from "../turn.ts";
import { actionItemView } from "../views/add-action-item.ts";
import { noteView } from "../views/add-note.ts";
import { cancelView } from "../views/cancel-incident.ts";
import { priorityView } from "../views/change-priority.ts";
import { declareView } from "../views/declare-incident.ts";
import { detailsView } from "../views/details.ts";
import { editView } from "../views/edit-incident.ts";
import { pageView } from "../views/page-someone.ts";
import { openUpdate } from "../views/post-update.ts";
import { openResolve } from "../views/resolve-incident.ts";
import { answerFor, confirmDone } from "./confirm-done.ts";
import type { Click, OnClick } from "./on-click.ts";

const SNOOZE_MINUTES = 15;

type Work = (turn: Turn, incident: Incident, click: Click) => Promise<void>;

/** The buttons of all versions name the incident; what may be done is decided now, not when it was drawn. */
const onIncident = (work: Work): OnClick => {
  return async (turn, click) => {
    if (click.value.about !== "incident") {
      return await turn.refuse({ code: "stale", what: "button" });
    }
    const { incident: number } = click.value;
    const incident = await findIncidentByNumber(turn.ctx.db, number);
    if (incident) return await work(turn, incident, click);
    await turn.refuse({ code: "no-such-incident", wanted: words.term.incident(number) });
  };
};

type Wish = { readonly command: IncidentCommand; readonly done: string };

const changing = (wishOf: (incident: Incident, turn: Turn) => Wish): OnClick =>
  onIncident(async (turn, incident, click) => {
    const { command, done } = wishOf(incident, turn);
    const changed = await changeIncident(turn.ctx, incident.id, command);
    if (changed.ok) await confirmDone(turn, click.request, done);
    else await turn.refuse(changed.refusal);
  });

export const acknowledge = changing(({ number }) => ({
  command: { kind: "acknowledge" },
  done: words.command.acknowledged(number),
}));

export const takeLead = changing(({ number }, { person }) => ({
  command: { kind: "assign-lead", user: person.user },
  done: words.command.youLead(number),
}));

export const mitigated = changing(({ number }) => ({
  command: { kind: "set-status", status: "monitoring" },
  done: words.command.status(number, "monitoring"),
}));

export const reopen = changing((incident) => ({
  command: { kind: "reopen", reason: null },
  done: words.command.reopened(incident),
}));

export const snooze = changing(() => ({
  command: { kind: "snooze-update", minutes: SNOOZE_MINUTES },
  done: words.command.snoozed(SNOOZE_MINUTES),
}));

export const stopReminders = changing(() => ({
  command: { kind: "snooze-update", minutes: null },
  done: words.command.remindersStopped(),
}));

export const postUpdate = onIncident(async (turn, incident) => await openUpdate(turn, incident));
export const resolve = onIncident(async (turn, incident) => await openResolve(turn, incident));
export const followIt = onIncident(async (turn, incident, { request }) => {
  await follow(turn, incident, answerFor(turn, request));
});
export const unfollowIt = onIncident(async (turn, incident, { request }) => {
  await unfollow(turn, incident, answerFor(turn, request));
});
export const showPostMortem = onIncident(async (turn, incident) => {
  await postMortem(turn, incident);
});

export const addActionItem = onIncident(async (turn, incident) => {
  await openModal(turn, actionItemView(incident, turn.person.user));
});

export const edit = onIncident(async (turn, incident) => {
  await openModal(turn, editView(incident));
});

export const showDetails = onIncident(async (turn, incident) => {
  await openModal(turn, await detailsView(turn, incident));
});

export const more: OnClick = onIncident(async (turn, incident, click) => {
  const chosen = click.value.about === "incident" ? click.value.more : undefined;
  switch (chosen) {
    case "take-lead":
      return await takeLead(turn, click);
    case "change-priority":
      return await openForOpen(turn, incident, priorityView(incident));
    case "page-someone":
      return await openModal(turn, pageView(turn.ctx.shop, incident));
    case "add-note":
      return await openModal(turn, noteView(incident));
    case "edit":
      return await openModal(turn, editView(incident));
    case "cancel":
      return await openForOpen(turn, incident, cancelView(incident));
    case undefined:
      return await turn.refuse({ code: "stale", what: "menu" });
  }
});

export const openDeclare: OnClick = async (turn) => {
  await openModal(turn, await declareView(turn, { priority: null, title: "" }));
};
