// The kinds of steps: each one's schema, and what a read step is.
import type { z } from "zod";
import { announceSchema } from "./announce-format.ts";
import { checkSchema } from "./check-format.ts";
import { choiceSchema } from "./choice-format.ts";
import { endSchema } from "./end-format.ts";
import { flagSchema } from "./flag-format.ts";
import { freezeSchema } from "./freeze-format.ts";
import { githubSchema } from "./github-format.ts";
import { httpSchema } from "./http-format.ts";
import { manualSchema } from "./manual-format.ts";
import type { retrySchema, routeSchema, shared } from "./step-parts.ts";
import type { undoesSchema } from "./undoes-format.ts";
import { waitSchema } from "./wait-format.ts";

export const stepSchemas = {
  manual: manualSchema,
  choice: choiceSchema,
  check: checkSchema,
  wait: waitSchema,
  http: httpSchema,
  flag: flagSchema,
  github: githubSchema,
  freeze: freezeSchema,
  announce: announceSchema,
  end: endSchema,
} as const;

export type Route = z.output<typeof routeSchema>;
export type ManualStep = z.output<typeof manualSchema>;
export type ChoiceStep = z.output<typeof choiceSchema>;
export type CheckStep = z.output<typeof checkSchema>;
export type WaitStep = z.output<typeof waitSchema>;
export type HttpStep = z.output<typeof httpSchema>;
export type FlagStep = z.output<typeof flagSchema>;
export type GithubStep = z.output<typeof githubSchema>;
export type FreezeStep = z.output<typeof freezeSchema>;
export type DeclareStep = FreezeStep & { readonly op: "declare" };
/** A freeze step that changes nothing. */
export type FreezeLookStep = FreezeStep & { readonly op: "preflight" | "assert" | "report" };
export type AnnounceStep = z.output<typeof announceSchema>;
export type EndStep = z.output<typeof endSchema>;
/** A step that Muster adds has its title in the run's state. */
export type UndoesStep = Omit<z.output<typeof undoesSchema>, "title"> & { title?: string };
export type TimeoutRoute = WaitStep["on_timeout"];
export type Approval = NonNullable<z.output<typeof shared.approval>>;
/** A step that changes something out there. */
export type EffectStep = HttpStep | FlagStep | GithubStep | DeclareStep;
export type Step =
  | ManualStep
  | ChoiceStep
  | CheckStep
  | WaitStep
  | EffectStep
  | FreezeLookStep
  | UndoesStep
  | AnnounceStep
  | EndStep;
export type ReadBackFormat = Omit<NonNullable<HttpStep["verify"]>, "within">;
export type Retry = z.output<typeof retrySchema>;
