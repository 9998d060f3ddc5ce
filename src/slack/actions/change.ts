// The buttons about what runs have changed and what is still changed.
import type { OnClick } from "./on-click.ts";

export const actOnChange: OnClick = async (turn) => {
  await turn.refuse({ code: "stale", what: "button" });
};

export const showChanges: OnClick = async (turn) => {
  await turn.refuse({ code: "stale", what: "button" });
};
