// The page's entry: keeps the workspace's state, who acts, and where they are, and lays out the parts.
import { h, render } from "preact";
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Act, Snapshot, Update } from "../wire.ts";
import { ChannelPane } from "./channel-pane.ts";
import { HomePane } from "./home-pane.ts";
import { ModalLayer } from "./modal-view.ts";
import { PersonSwitcher } from "./person-switcher.ts";
import { sendAct } from "./send-act.ts";
import { ShopPanel } from "./shop-panel.ts";
import { Sidebar } from "./sidebar.ts";
import { ThreadPane } from "./thread-pane.ts";
import { ToastStack, useToasts } from "./toasts.ts";
import { usePlaces } from "./use-places.ts";
import { useReadMarks } from "./use-read-marks.ts";
import { useRinging } from "./use-ringing.ts";
import { useSnapshot } from "./use-snapshot.ts";
import { type Workspace, WorkspaceContext } from "./workspace-context.ts";

const storedPerson = "rehearsal.acting";

function App() {
  const [person, setPerson] = useState(() => localStorage.getItem(storedPerson) ?? "");
  const [updates] = useState(() => new EventTarget());
  const onUpdate = useCallback(
    (update: Update) => updates.dispatchEvent(new CustomEvent("update", { detail: update })),
    [updates],
  );
  const { data, isConnected } = useSnapshot(person, onUpdate);
  const switchTo = (next: string) => {
    localStorage.setItem(storedPerson, next);
    setPerson(next);
  };
  if (!data)
    return h("p", { class: "opening", role: "status" }, "Opening the rehearsal workspace…");
  return h(Client, { data, isConnected, updates, switchTo });
}

type ClientProps = {
  readonly data: Snapshot;
  readonly isConnected: boolean;
  readonly updates: EventTarget;
  switchTo(person: string): void;
};

function Client({ data, isConnected, updates, switchTo }: ClientProps) {
  const toasts = useToasts();
  const [isShopOpen, setShopOpen] = useState(true);
  const walk = usePlaces(data);
  const marks = useReadMarks(data, walk.place);
  const { me } = data;
  const act = useCallback((wanted: Act) => sendAct(me, wanted), [me]);
  const complain = useCallback(
    (text: string) => toasts.show({ title: "That did not work", text, isBad: true }),
    [toasts.show],
  );
  const workspace = useMemo<Workspace>(
    () => ({ data, act, complain, ...walk }),
    [data, act, complain, walk],
  );
  // As in Slack, loading the page anew takes away ephemeral messages and open modals.
  const load = useRef(act);
  useEffect(() => void load.current({ do: "reload" }), []);
  useRinging(updates, workspace, toasts.show);
  const channel = data.channels.find(
    ({ id }) => walk.place.kind === "channel" && id === walk.place.id,
  );
  return h(
    WorkspaceContext.Provider,
    { value: workspace },
    h(
      "div",
      { class: "frame" },
      h(
        "header",
        { class: "topbar" },
        h("span", { class: "brand" }, data.team.name, h("small", null, "rehearsal")),
        h(PersonSwitcher, { marks, onSwitch: switchTo }),
        !isConnected && h("span", { class: "offline", role: "alert" }, "Reconnecting…"),
        h(
          "button",
          {
            type: "button",
            class: "topbar-button",
            "aria-expanded": isShopOpen,
            onClick: () => setShopOpen(!isShopOpen),
          },
          isShopOpen ? "Hide shop ▸" : "◂ Show shop",
        ),
      ),
      h(
        "div",
        { class: "columns" },
        h(Sidebar, { marks }),
        walk.place.kind === "home" || !channel
          ? h(HomePane, { key: me })
          : h(ChannelPane, { channel, marks }),
        channel && walk.threadTs && h(ThreadPane, { channel, threadTs: walk.threadTs }),
        isShopOpen && h(ShopPanel, { updates }),
      ),
    ),
    h(ModalLayer, null),
    h(ToastStack, toasts),
  );
}

const root = document.getElementById("app");
if (!root) throw new Error('the page has no element with the id "app"');
root.classList.remove("loading");
root.replaceChildren();
render(h(App, null), root);
