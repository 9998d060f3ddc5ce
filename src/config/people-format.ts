// How muster.yml writes people and principals.
import { z } from "zod";
import { principalSchema } from "../domain/runbook/format/scalars.ts";

const personRule = 'write a person as "@handle" (in quotes), a Slack id (U…) or an e-mail address';
export const person = z
  .string({ error: personRule })
  .regex(/^(@[\w.-]+|[UW][A-Z0-9]{2,}|[^\s@]+@[^\s@]+\.[^\s@]+)$/, { error: personRule });

export const people = z
  .array(person, { error: "write a list of people" })
  .min(1, { error: "write at least one person" });

export const principals = z.array(principalSchema, {
  error: 'write a list such as [ "role:incident_commander", "group:managers" ]',
});
