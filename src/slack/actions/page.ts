// The buttons of a page: come, pass it on, ask one more.

import { listOnCall } from "../../operations/find-person.ts";
import { answerPage, pagePerson } from "../../operations/page-person.ts";
import { findIncident } from "../../storage/incidents.ts";
import { findPage, listPages } from "../../storage/pages.ts";
import { words } from "../../words/words.ts";
import { mention } from "../mrkdwn.ts";
import { confirmDone } from "./confirm-done.ts";
import type { OnClick } from "./on-click.ts";

export const answerThePage =
  (answer: "acknowledge" | "pass-on"): OnClick =>
  async (turn, { request, value }) => {
    if (value.about !== "page") return await turn.refuse({ code: "stale", what: "button" });
    const answered = await answerPage(turn.ctx, value.page, answer);
    if (!answered.ok) return await turn.refuse(answered.refusal);
    const { incident, nextUser } = answered;
    if (answer === "acknowledge") {
      return await confirmDone(turn, request, words.command.acknowledged(incident));
    }
    const { passedOn, passedToNobody } = words.command;
    await turn.say({ text: nextUser ? passedOn(mention(nextUser)) : passedToNobody() });
  };

/** One more person, while this page goes on waiting. */
export const escalatePage: OnClick = async (turn, { value }) => {
  const { db, shop } = turn.ctx;
  const page = value.about === "page" ? await findPage(db, value.page) : undefined;
  const incident = page && (await findIncident(db, page.incidentId));
  if (!incident) return await turn.refuse({ code: "no-such-page" });
  const asked = new Set((await listPages(db, incident.id)).map(({ user }) => user));
  const next = (await listOnCall(db, shop, incident.team)).find((user) => !asked.has(user));
  if (!next) return await turn.say({ text: words.command.allAsked() });
  const reason = words.command.pageReason(turn.person.name);
  const paged = await pagePerson(turn.ctx, incident.id, { user: next, reason });
  if (!paged.ok) return await turn.refuse(paged.refusal);
  await turn.say({ text: words.command.escalated(mention(next)) });
};
