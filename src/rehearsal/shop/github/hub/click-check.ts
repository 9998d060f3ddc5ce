// Decides which check a click on one of its buttons means, and tells the app of it.
import { checksAt, requestAction } from "./change-check.ts";
import type { Pull, Repository } from "./hub-types.ts";
import type { Hub } from "./open-hub.ts";

type Places = {
  readonly at: (name: string) => Repository;
  readonly pullAt: (name: string, number: number) => Pull;
};

export function createCheckClick(hub: Hub, { at, pullAt }: Places) {
  return (name: string, number: number, identifier: string, by?: string): void => {
    const pull = pullAt(name, number);
    const check = checksAt(at(name), pull.headSha).find(({ actions }) =>
      actions.some((each) => each.identifier === identifier),
    );
    if (!check) throw new Error(`no check of ${name}#${number} has a button ${identifier}`);
    requestAction(hub, at(name), check, { identifier, by: by ?? pull.author });
  };
}
