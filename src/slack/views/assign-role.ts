// The form that gives somebody a role in an incident.
import type { ModalView } from "@slack/types";
import type { Incident, IncidentCommand } from "../../domain/incident.ts";
import { words } from "../../words/words.ts";
import { CALLBACKS } from "../ids.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { aboutIncident, incidentOf, lostForm, submitChange } from "./change-view.ts";
import { checkMember } from "./check-member.ts";
import { modal, selectInput, userInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { type ViewAnswer, wrongFields } from "./view-answer.ts";

export const ROLES = ["lead", "comms", "scribe"] as const;

export function roleView(incident: Incident): ModalView {
  const { role: say, field } = words.modal;
  return modal({
    callback: CALLBACKS.assignRole,
    title: say.title(),
    submit: say.submit(),
    close: words.modal.cancel(),
    about: aboutIncident(incident),
    blocks: [
      selectInput({
        name: "role",
        label: say.role(),
        choices: ROLES.map((role) => ({ value: role, text: say.name(role) })),
        initial: "lead",
      }),
      userInput({ name: "person", label: field.person() }),
    ],
  });
}

export async function submitRole(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const incident = await incidentOf(turn, view);
  const role = readField(view, "role");
  const user = readField(view, "person");
  if (!incident || !role || !user) return lostForm();
  const wrong = await checkMember(turn, user);
  if (wrong) return wrongFields({ person: wrong });
  const command: IncidentCommand =
    role === "lead" ? { kind: "assign-lead", user } : { kind: "assign-role", role, user };
  return await submitChange(turn, incident, { command, field: "person" });
}
