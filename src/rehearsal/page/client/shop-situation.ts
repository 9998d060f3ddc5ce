// What stands behind the shop's figures: the release that runs, the flags, and what happened last.
import { h } from "preact";
import type { ShopSituation } from "../wire.ts";
import { useWorkspace } from "./workspace-context.ts";

export function Behind() {
  const { release, deploying, flags } = useWorkspace().data.situation;
  return h(
    "section",
    { class: "card" },
    h("h3", null, "Production runs"),
    h(
      "p",
      { class: "release", title: release?.title },
      h("strong", null, release?.tag ?? "nothing"),
      deploying &&
        h(
          "span",
          { class: "route" },
          `${shortRef(deploying.ref)} ${deploying.state.replace("_", " ")}`,
        ),
    ),
    h(
      "ul",
      { class: "flags", "aria-label": "Feature flags in production" },
      flags.map((flag) => h(FlagRow, { key: flag.name, flag })),
    ),
  );
}

/** A full commit id is longer than the panel is wide. */
function shortRef(ref: string): string {
  return /^[0-9a-f]{40}$/.test(ref) ? ref.slice(0, 7) : ref;
}

function FlagRow({ flag }: { readonly flag: ShopSituation["flags"][number] }) {
  const { act, complain } = useWorkspace();
  const { name, description, isOn, variation } = flag;
  const toggle = async () => {
    const result = await act({ do: "set-flag", flag: name, isOn: !isOn });
    if (!result.ok) complain(result.shown);
  };
  return h(
    "li",
    { title: description },
    h("span", { class: "flag-name" }, name, isOn && variation && h("small", null, variation)),
    h(
      "button",
      {
        type: "button",
        class: isOn ? "flag is-on" : "flag",
        "aria-pressed": isOn,
        "aria-label": `${name} is ${isOn ? "on" : "off"}: set it by hand`,
        title: "Set it by hand, as somebody else would",
        onClick: () => void toggle(),
      },
      isOn ? "on" : "off",
    ),
  );
}

export function Events() {
  const { events } = useWorkspace().data.situation;
  if (events.length === 0) return null;
  return h(
    "section",
    { class: "card" },
    h("h3", null, "What happened"),
    h(
      "ol",
      { class: "events" },
      events.map(({ at, text }) =>
        h("li", { key: `${at} ${text}` }, h("time", { dateTime: at }, clockTime(at)), " ", text),
      ),
    ),
  );
}

function clockTime(at: string): string {
  return new Date(at).toLocaleTimeString("en-GB");
}
