// The page's entry: keeps the workspace's state, who acts, and where they are, and lays out the parts.
import { h, render } from "preact";
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Act, Snapshot, Update } from "../wire.ts";
import { ChannelPane } from "./channel-pane.ts";
import { HomePane } from "./home-pane.ts";
import { jumpTo } from "./jump-to.ts";
import { channelLabel, realName } from "./labels.ts";
import { ModalLayer } from "./modal-view.ts";
import { plainMrkdwn } from "./mrkdwn/plain-mrkdwn.ts";
import { PersonSwitcher } from "./person-switcher.ts";
import { findTarget } from "./places.ts";
import { loadMarks, markRead, saveMarks } from "./read-marks.ts";
import { sendAct } from "./send-act.ts";
import { ShopPanel } from "./shop-panel.ts";
import { Sidebar } from "./sidebar.ts";
import { ThreadPane } from "./thread-pane.ts";
import { ToastStack, useToasts } from "./toasts.ts";
import { useSnapshot } from "./use-snapshot.ts";
import { type Place, type Workspace, WorkspaceContext } from "./workspace-context.ts";

const storedPerson = "rehearsal.acting";
/** A message that arrives in the open channel counts as read, unless the tab is hidden. */
const jumpDelayMs = 80;
const ringDelayMs = 60;

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

/** Where the acting person is; kept in the address, so that reload and back work. */
function usePlaces(data: Snapshot) {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const onChange = () => setHash(location.hash);
    addEventListener("hashchange", onChange);
    return () => removeEventListener("hashchange", onChange);
  }, []);
  const latest = useRef(data);
  latest.current = data;
  const { place, threadTs } = readHash(hash, data);
  const placeKey = place.kind === "channel" ? place.id : "home";
  return useMemo(() => {
    const here: Place = placeKey === "home" ? { kind: "home" } : { kind: "channel", id: placeKey };
    const go = (next: Place, thread?: string) => {
      const name = next.kind === "home" ? "home" : next.id;
      location.hash = thread ? `${name}/${thread}` : name;
    };
    return {
      place: here,
      threadTs,
      go,
      openThread: (ts: string | undefined) => go(here, ts),
      follow: (url: string) => {
        const target = findTarget(url, latest.current);
        if (!target) return false;
        go(target.place);
        const { ts } = target;
        if (ts) setTimeout(() => jumpTo(ts), jumpDelayMs);
        return true;
      },
    };
  }, [placeKey, threadTs]);
}

function readHash(hash: string, data: Snapshot): { place: Place; threadTs: string | undefined } {
  const [name = "", thread] = hash.replace(/^#/, "").split("/");
  if (name === "home") return { place: { kind: "home" }, threadTs: undefined };
  const wanted = data.channels.find((channel) => channel.id === name);
  const mine = data.channels.filter((channel) => channel.members.includes(data.me));
  const channel = wanted ?? mine.find(({ name: each }) => each === "incidents") ?? mine[0];
  if (!channel) return { place: { kind: "home" }, threadTs: undefined };
  return { place: { kind: "channel", id: channel.id }, threadTs: thread };
}

function useReadMarks(data: Snapshot, place: Place) {
  const [marks, setMarks] = useState(() => loadMarks(localStorage));
  const channelId = place.kind === "channel" ? place.id : "";
  // Replies stand beside their parents, so the last one in the list need not be the newest.
  const newest = data.messages
    .filter((message) => message.channelId === channelId)
    .map(({ ts }) => ts)
    .sort()
    .at(-1);
  const { me } = data;
  useEffect(() => {
    if (newest === undefined || document.hidden) return;
    setMarks((all) => {
      const next = markRead(all, { me, channelId, ts: newest });
      if (next !== all) saveMarks(localStorage, next);
      return next;
    });
  }, [me, channelId, newest]);
  return marks;
}

/** Shows a toast when something rings for the acting person outside the channel they look at. */
function useRinging(
  updates: EventTarget,
  workspace: Workspace,
  show: ReturnType<typeof useToasts>["show"],
): void {
  const latest = useRef(workspace);
  latest.current = workspace;
  useEffect(() => {
    const onUpdate = (event: Event) => {
      const update = (event as CustomEvent<Update>).detail;
      if (update.kind !== "notification") return;
      // The message itself is drawn first, so that the notice can quote it.
      setTimeout(() => ring(update.notification, latest.current, show), ringDelayMs);
    };
    updates.addEventListener("update", onUpdate);
    return () => updates.removeEventListener("update", onUpdate);
  }, [updates, show]);
}

function ring(
  { userId, channelId, ts }: Extract<Update, { kind: "notification" }>["notification"],
  { data, place, go }: Workspace,
  show: ReturnType<typeof useToasts>["show"],
): void {
  const isLookingAt = place.kind === "channel" && place.id === channelId;
  if (userId !== data.me || isLookingAt) return;
  const message = data.messages.find((each) => each.channelId === channelId && each.ts === ts);
  const channel = data.channels.find((each) => each.id === channelId);
  show({
    title: `${realName(data, message?.user ?? data.app.botUserId)} · ${channel ? channelLabel(data, channel) : "direct message"}`,
    text: message ? plainMrkdwn(message.text, data) : "A new message",
    isBad: false,
    onOpen: () => go({ kind: "channel", id: channelId }),
  });
}

const root = document.getElementById("app");
if (!root) throw new Error('the page has no element with the id "app"');
root.classList.remove("loading");
root.replaceChildren();
render(h(App, null), root);
