// Who caused a change, and through which surface it came.

export type Surface =
  | "command"
  | "button"
  | "modal"
  | "shortcut"
  | "hook"
  | "timer"
  | "page"
  | "job";

export type Actor =
  | { readonly type: "person"; readonly user: string; readonly via: Surface }
  | { readonly type: "alert"; readonly source: string; readonly hook: string }
  | { readonly type: "muster"; readonly via: Surface };

export const isPerson = (actor: Actor): actor is { type: "person"; user: string; via: Surface } =>
  actor.type === "person";
