// What a step may say that takes earlier effects back as a step of its own.
import { z } from "zod";
import { stepIdSchema } from "./scalars.ts";
import { byClick, onFail, shared } from "./step-parts.ts";

/**
 * Read instead of its kind's own schema where a step has `undoes`: it sends no request of its own, but
 * takes earlier effects back, latest first.
 */
export const undoesSchema = z
  .strictObject({
    ...shared,
    ...byClick,
    kind: z.enum(["http", "flag", "github", "freeze"]).describe("As the steps that it takes back."),
    undoes: z
      .array(stepIdSchema)
      .min(1)
      .max(20)
      .describe(
        "Ids of earlier effects with an `undo`; taken back latest first. None of them happened: the step is left out.",
      ),
    on_fail: onFail,
  })
  .transform(({ kind, ...step }) => ({ ...step, kind: "undo" as const, as: kind }));
