// Owns the modals people have open: one stack a person, at most three views high.
import type { OpenView } from "../types.ts";
import type { Store } from "./store.ts";

export const maxStack = 3;

export type Views = {
  stack(userId: string): readonly OpenView[];
  find(viewId: string): OpenView | undefined;
  findExternal(externalId: string): OpenView | undefined;
  /** The only view of a fresh modal; what was open before is gone. */
  open(view: OpenView): void;
  push(view: OpenView): void;
  replace(view: OpenView): void;
  /** Closes this view and those above it. */
  close(view: OpenView): void;
  clear(userId: string): void;
};

export function createViews(store: Store): Views {
  const stacks = new Map<string, OpenView[]>();
  const all = () => [...stacks.values()].flat();
  const set = (userId: string, stack: OpenView[]) => {
    stacks.set(userId, stack);
    store.tell({ kind: "views", userId });
  };
  const stack = (userId: string) => stacks.get(userId) ?? [];
  return {
    stack: (userId) => [...stack(userId)],
    find: (viewId) => all().find((view) => view.id === viewId),
    findExternal: (externalId) => all().find((view) => view.externalId === externalId),
    open: (view) => set(view.userId, [view]),
    push: (view) => set(view.userId, [...stack(view.userId), view]),
    replace: (view) =>
      set(
        view.userId,
        stack(view.userId).map((old) => (old.id === view.id ? view : old)),
      ),
    close: (view) => {
      const open = stack(view.userId);
      const index = open.findIndex((other) => other.id === view.id);
      set(view.userId, index === -1 ? open : open.slice(0, index));
    },
    clear: (userId) => set(userId, []),
  };
}
