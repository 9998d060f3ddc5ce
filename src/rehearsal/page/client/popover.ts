// A menu or list that opens under its button, in the browser's top layer: Escape or a click elsewhere closes it.
import { type ComponentChildren, h } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

export type PopoverProps = {
  /** What the opening button shows. */
  readonly face: ComponentChildren;
  readonly buttonClass: string;
  readonly label?: string | undefined;
  readonly labelledBy?: string | undefined;
  readonly kind?: "menu" | "listbox" | "dialog";
  readonly isDisabled?: boolean;
  readonly children: (close: () => void) => ComponentChildren;
};

const gap = 4;
const leastWidth = 180;

export function Popover(props: PopoverProps) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = panel.current;
    if (!isOpen || !element || !button.current) return;
    element.showPopover();
    place(element, button.current.getBoundingClientRect());
    element.querySelector<HTMLElement>("input, [role^=menuitem], [role=option], button")?.focus();
  }, [isOpen]);
  const close = () => {
    panel.current?.hidePopover();
    button.current?.focus();
  };
  return [
    h(
      "button",
      {
        type: "button",
        ref: button,
        class: props.buttonClass,
        disabled: props.isDisabled ?? false,
        "aria-haspopup": props.kind ?? "menu",
        "aria-expanded": isOpen,
        "aria-label": props.label,
        "aria-labelledby": props.labelledBy,
        title: props.label,
        onClick: () => setOpen(true),
      },
      props.face,
    ),
    isOpen &&
      h(
        "div",
        {
          ref: panel,
          popover: "auto",
          class: "popover",
          onToggle: (event: ToggleEvent) => {
            if (event.newState === "closed") setOpen(false);
          },
          onKeyDown: moveFocus,
        },
        props.children(close),
      ),
  ];
}

function place(panel: HTMLElement, anchor: DOMRect): void {
  panel.style.minWidth = `${Math.max(leastWidth, anchor.width)}px`;
  const { width, height } = panel.getBoundingClientRect();
  const below = anchor.bottom + gap;
  const fitsBelow = below + height <= window.innerHeight - gap;
  const top = fitsBelow ? below : Math.max(gap, anchor.top - gap - height);
  const left = Math.min(anchor.left, window.innerWidth - width - 2 * gap);
  panel.style.top = `${top}px`;
  panel.style.left = `${Math.max(gap, left)}px`;
}

/** Arrow keys walk over what can be chosen. */
function moveFocus(event: KeyboardEvent): void {
  const step = new Map([
    ["ArrowDown", 1],
    ["ArrowUp", -1],
  ]).get(event.key);
  if (step === undefined || !(event.currentTarget instanceof HTMLElement)) return;
  const choices = [
    ...event.currentTarget.querySelectorAll<HTMLElement>("[role^=menuitem], [role=option], button"),
  ];
  if (choices.length === 0) return;
  event.preventDefault();
  const at = choices.findIndex((choice) => choice.contains(document.activeElement));
  choices.at((at + step + choices.length) % choices.length)?.focus();
}

export type MenuItem = {
  readonly key: string;
  readonly text: ComponentChildren;
  readonly detail?: string | undefined;
  readonly isDanger?: boolean;
  onPick(): void;
};

/** A plain menu of things to do. */
export function Menu({ items, close }: { items: readonly MenuItem[]; close: () => void }) {
  return h(
    "div",
    { class: "menu", role: "menu" },
    items.map((item) =>
      h(
        "button",
        {
          key: item.key,
          type: "button",
          role: "menuitem",
          class: item.isDanger ? "menu-item menu-danger" : "menu-item",
          onClick: () => {
            close();
            item.onPick();
          },
        },
        h("span", null, item.text),
        item.detail && h("small", null, item.detail),
      ),
    ),
  );
}
