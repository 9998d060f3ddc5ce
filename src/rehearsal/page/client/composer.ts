// Where people write: messages, slash commands with completion, and the app's shortcuts.
import { h } from "preact";
import { useRef, useState } from "preact/hooks";
import type { ActResult } from "../wire.ts";
import { findOffers, type Offer } from "./completion.ts";
import { Menu, Popover } from "./popover.ts";
import { useWorkspace } from "./workspace-context.ts";

type ComposerProps = {
  readonly channelId: string;
  readonly threadTs?: string;
  readonly placeholder: string;
};

export function Composer(props: ComposerProps) {
  const { data } = useWorkspace();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const [isClosed, setClosed] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const { send, isBusy, failure } = useSending(props);
  const offers = isClosed ? [] : findOffers(text, data);
  const take = (offer: Offer) => {
    setText(offer.text);
    setChosen(0);
    field.current?.focus();
  };
  const submit = () => {
    if (text.trim() === "" || isBusy) return;
    setText("");
    void send(text.trim()).then((isSent) => {
      if (!isSent) setText((now) => now || text);
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const answer = answerKey(event, { offers, chosen, text });
    if (answer === undefined) return;
    event.preventDefault();
    if (answer.kind === "move") setChosen(answer.to);
    else if (answer.kind === "take") take(answer.offer);
    else if (answer.kind === "close") setClosed(true);
    else submit();
  };
  return h(
    "div",
    { class: "composer" },
    offers.length > 0 && h(Offers, { offers, chosen, take }),
    failure && h("p", { class: "composer-failure", role: "alert" }, `⚠ ${failure}`),
    h(
      "div",
      { class: isBusy ? "composer-box is-busy" : "composer-box" },
      h(Shortcuts, null),
      h("textarea", {
        ref: field,
        rows: Math.min(8, text.split("\n").length),
        value: text,
        placeholder: props.placeholder,
        "aria-label": props.placeholder,
        "aria-autocomplete": "list",
        onInput: (event: Event) => {
          setText((event.currentTarget as HTMLTextAreaElement).value);
          setClosed(false);
          setChosen(0);
        },
        onKeyDown,
      }),
      h(
        "button",
        {
          type: "button",
          class: "send",
          "aria-label": "Send",
          disabled: text.trim() === "",
          onClick: submit,
        },
        "➤",
      ),
    ),
  );
}

type KeyAnswer =
  | { readonly kind: "move"; readonly to: number }
  | { readonly kind: "take"; readonly offer: Offer }
  | { readonly kind: "close" | "send" };

function answerKey(
  { key, shiftKey }: KeyboardEvent,
  now: { readonly offers: readonly Offer[]; readonly chosen: number; readonly text: string },
): KeyAnswer | undefined {
  const { offers, chosen } = now;
  const offer = offers[chosen] ?? offers[0];
  // Enter on a command that is already written out sends it.
  const isWritten = offer?.text.trim() === now.text.trim();
  switch (key) {
    case "ArrowDown":
      return offer && { kind: "move", to: (chosen + 1) % offers.length };
    case "ArrowUp":
      return offer && { kind: "move", to: (chosen - 1 + offers.length) % offers.length };
    case "Tab":
      return offer && { kind: "take", offer };
    case "Escape":
      return offer && { kind: "close" };
    case "Enter":
      if (offer && !isWritten) return { kind: "take", offer };
      return shiftKey ? undefined : { kind: "send" };
    default:
      return undefined;
  }
}

/** Sends a message or a command; false when it did not go out, so that the text is kept. */
function useSending({ channelId, threadTs }: ComposerProps) {
  const { act } = useWorkspace();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const deliver = (text: string): Promise<ActResult> => {
    const command = /^(\/[\w-]+)\s*([\s\S]*)$/.exec(text);
    if (!command) return act({ do: "say", channelId, text, threadTs });
    const [, name = "", rest = ""] = command;
    if (threadTs) {
      const shown = `${name} is not supported in threads. Sorry!`;
      return Promise.resolve({ ok: false, shown });
    }
    return act({ do: "command", channelId, name, text: rest });
  };
  const send = async (text: string): Promise<boolean> => {
    setBusy(true);
    const result = await deliver(text);
    setBusy(false);
    setFailure(result.ok ? undefined : result.shown);
    return result.ok;
  };
  return { send, isBusy, failure };
}

function Offers(props: { offers: readonly Offer[]; chosen: number; take(offer: Offer): void }) {
  return h(
    "div",
    { class: "offers", role: "listbox", "aria-label": "Suggestions" },
    props.offers.map((offer, index) =>
      h(
        "button",
        {
          key: offer.key,
          type: "button",
          role: "option",
          class: index === props.chosen ? "offer is-chosen" : "offer",
          "aria-selected": index === props.chosen,
          onClick: () => props.take(offer),
        },
        h("strong", null, offer.title),
        offer.hint && h("span", null, offer.hint),
        h("small", null, offer.detail),
      ),
    ),
  );
}

function Shortcuts() {
  const { data, act, complain } = useWorkspace();
  const shortcuts = data.app.shortcuts.filter(({ type }) => type === "global");
  const start = async (callbackId: string) => {
    const result = await act({ do: "global-shortcut", callbackId });
    if (!result.ok) complain(result.shown);
  };
  if (shortcuts.length === 0) return null;
  return h(Popover, {
    face: "⚡",
    label: "Shortcuts",
    buttonClass: "shortcuts",
    children: (close) =>
      h(Menu, {
        close,
        items: shortcuts.map(({ callbackId, name }) => ({
          key: callbackId,
          text: name,
          detail: data.app.name,
          onPick: () => void start(callbackId),
        })),
      }),
  });
}
