// What carrying out the tasks of freezes has in common.
import type { FreezeTask } from "../../domain/freeze/task.ts";

export type TaskOf<K extends FreezeTask["do"]> = Extract<FreezeTask, { do: K }>;
