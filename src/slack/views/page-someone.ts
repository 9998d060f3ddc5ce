// The form that asks a person, or whoever is on call for a team, to come.
import type { ModalView } from "@slack/types";
import type { Incident } from "../../domain/incident.ts";
import type { Shop } from "../../domain/shop.ts";
import { listOnCall } from "../../operations/find-person.ts";
import { pagePerson } from "../../operations/page-person.ts";
import { words } from "../../words/words.ts";
import { CALLBACKS } from "../ids.ts";
import { refusalLine } from "../refusals.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { aboutIncident, incidentOf, lostForm } from "./change-view.ts";
import { checkMember } from "./check-member.ts";
import { modal, selectInput, textInput, userInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { closeView, type ViewAnswer, wrongFields } from "./view-answer.ts";

export function pageView(shop: Shop, incident: Incident): ModalView {
  const { page: say, field } = words.modal;
  const teams = Object.values(shop.teams).map(({ name, title }) => ({ value: name, text: title }));
  const hasTeams = teams.length > 0;
  return modal({
    callback: CALLBACKS.pageSomeone,
    title: say.title(),
    submit: say.submit(),
    close: words.modal.cancel(),
    about: aboutIncident(incident),
    blocks: [
      userInput({ name: "person", label: field.person(), isOptional: hasTeams }),
      ...(hasTeams
        ? [selectInput({ name: "team", label: field.team(), choices: teams, isOptional: true })]
        : []),
      textInput({
        name: "reason",
        label: field.reason(),
        hint: say.reasonHint(),
        isOptional: true,
        limit: 500,
      }),
    ],
  });
}

export async function submitPage(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const incident = await incidentOf(turn, view);
  if (!incident) return lostForm();
  const { db, shop } = turn.ctx;
  const person = readField(view, "person");
  const team = readField(view, "team");
  if (!person === !team) return wrongFields({ person: words.modal.page.oneOf() });
  const field = person ? "person" : "team";
  const user = person ?? (await listOnCall(db, shop, team))[0];
  if (!user) {
    return wrongFields({ team: await refusalLine(turn, { code: "nobody-on-call", team }) });
  }
  const wrong = person ? await checkMember(turn, person) : undefined;
  if (wrong) return wrongFields({ person: wrong });
  const reason = readField(view, "reason") ?? words.command.pageReason(turn.person.name);
  const paged = await pagePerson(turn.ctx, incident.id, { user, reason });
  if (paged.ok) return closeView;
  return wrongFields({ [field]: await refusalLine(turn, paged.refusal) });
}
