// Renders a button, and the overflow menu.
import type { Button, Overflow } from "@slack/types";
import { h } from "preact";
import { Menu, Popover } from "../popover.ts";
import { useWorkspace } from "../workspace-context.ts";
import { plainText, TextObjectView } from "./text-object.ts";
import { type ElementProps, useElement } from "./use-element.ts";

export function ButtonElement(props: ElementProps<Button>) {
  const { element } = props;
  const { choose, isBusy, dialog } = useElement(props);
  const open = useOpenUrl();
  const onClick = () => {
    if (isBusy) return;
    if (element.url) open(element.url);
    choose(element.value ?? "");
  };
  const style = element.style ? ` button-${element.style}` : "";
  return [
    h(
      "button",
      {
        type: "button",
        class: `button${style}${isBusy ? " is-busy" : ""}`,
        "aria-label": element.accessibility_label,
        "aria-busy": isBusy,
        title: element.url,
        onClick,
      },
      h("span", null, plainText(element.text)),
      element.url && h("span", { class: "button-out", "aria-hidden": true }, "↗"),
    ),
    dialog,
  ];
}

export function OverflowElement(props: ElementProps<Overflow>) {
  const { choose, isBusy, dialog } = useElement(props);
  const open = useOpenUrl();
  return [
    h(Popover, {
      face: "⋯",
      label: "More actions",
      buttonClass: `button button-icon${isBusy ? " is-busy" : ""}`,
      children: (close) =>
        h(Menu, {
          close,
          items: props.element.options.map((option, index) => ({
            key: option.value ?? String(index),
            text: h(TextObjectView, { object: option.text }),
            detail: option.description?.text,
            onPick: () => {
              if (option.url) open(option.url);
              choose(option.value ?? "");
            },
          })),
        }),
    }),
    dialog,
  ];
}

function useOpenUrl(): (url: string) => void {
  const { follow } = useWorkspace();
  return (url) => {
    if (!follow(url)) window.open(url, "_blank", "noopener,noreferrer");
  };
}
