// Short notices in a corner: what rings for the acting person, and what went wrong.
import { h } from "preact";
import { useCallback, useState } from "preact/hooks";

export type Toast = {
  readonly id: number;
  readonly title: string;
  readonly text: string;
  readonly isBad: boolean;
  onOpen?(): void;
};

const shownMs = 6000;

export type Toasts = {
  readonly toasts: readonly Toast[];
  show(toast: Omit<Toast, "id">): void;
  dismiss(id: number): void;
};

export function useToasts(): Toasts {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const dismiss = useCallback((id: number) => {
    setToasts((all) => all.filter((toast) => toast.id !== id));
  }, []);
  const show = useCallback(
    (toast: Omit<Toast, "id">) => {
      const id = performance.now() + Math.random();
      setToasts((all) => [...all.slice(-3), { ...toast, id }]);
      setTimeout(() => dismiss(id), shownMs);
    },
    [dismiss],
  );
  return { toasts, show, dismiss };
}

export function ToastStack({ toasts, dismiss }: Toasts) {
  return h(
    "div",
    { class: "toasts", "aria-live": "polite" },
    toasts.map((toast) =>
      h(
        "button",
        {
          key: toast.id,
          type: "button",
          class: toast.isBad ? "toast is-bad" : "toast",
          onClick: () => {
            dismiss(toast.id);
            toast.onOpen?.();
          },
        },
        h("strong", null, toast.title),
        h("span", null, toast.text),
      ),
    ),
  );
}
